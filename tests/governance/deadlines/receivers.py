"""A mail server and a messenger gateway as small as can be, on free ports of this machine."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class _Smtp(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 ready")
        reading, text = False, b""
        for line in self.rfile:
            if reading:
                if line == b".\r\n":
                    self.server.messages.append(message_from_bytes(text))
                    reading = False
                    self._say("250 kept")
                else:
                    text += line.removeprefix(b".") if line.startswith(b"..") else line
                continue
            word = line[:4].upper()
            if word == b"DATA":
                reading, text = True, b""
                self._say("354 go on")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Gateway(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((dict(self.headers), body, json.loads(body)))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Quiet."""


class _Babble(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.request.recv(65536)
        self.wfile.write(b"this is no HTTP\r\n")


@contextmanager
def babbler() -> Iterator[int]:
    """The port of something that listens where a gateway should, and answers nonsense."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Babble) as server:
        server.daemon_threads = True
        for port, _nothing in _served(server, []):
            yield port


@contextmanager
def mail_server() -> Iterator[tuple[int, list[Message]]]:
    """(port, messages received)."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Smtp) as server:
        server.daemon_threads = True
        server.messages = []
        yield from _served(server, server.messages)


@contextmanager
def gateway(answer: int = 200) -> Iterator[tuple[int, list[tuple[dict[str, str], bytes, Any]]]]:
    """(port, calls received as (headers, body, JSON)); answers every call with the status `answer`."""
    with HTTPServer(("127.0.0.1", 0), _Gateway) as server:
        server.answer, server.calls = answer, []
        yield from _served(server, server.calls)


def _served(server: Any, received: list[Any]) -> Iterator[Any]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], received
    finally:
        server.shutdown()
        thread.join()
