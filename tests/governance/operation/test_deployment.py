"""Deployment files and the reference of settings say what the code does."""

from __future__ import annotations

import ast
import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from governance.documents.uploads import LARGEST

ROOT = Path(settings.BASE_DIR)
DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
NAME = re.compile(r"(?:DJANGO|ZHENWEI|CELERY|DATABASE)_[A-Z_]+")
NOT_AN_INSTALLATIONS = {"DJANGO_SETTINGS_MODULE"}  # the entry points set it


def read_by_the_code() -> set[str]:
    """Names that stand as texts of their own in config/."""
    found = {
        node.value
        for path in (ROOT / "config").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value)
    }
    return found - NOT_AN_INSTALLATIONS


def test_the_reference_lists_what_is_read_and_nothing_else() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operations.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(read_by_the_code())


def test_the_example_has_every_setting_once() -> None:
    lines = (DEPLOY / "zhenwei.env.example").read_text().splitlines()
    named = [found.group(1) for line in lines if (found := re.match(r"#?([A-Z_]+)=", line))]
    assert sorted(named) == sorted(read_by_the_code())
    assert not any(line.startswith("DATABASE_OWNER_URL") for line in lines)  # not for web and workers


def unit(path: Path) -> configparser.RawConfigParser:
    class Twice(dict):
        """systemd allows a key several times; all values count."""

        def __setitem__(self, key, value):
            if key in self and isinstance(value, list):
                self[key].extend(value)
            else:
                super().__setitem__(key, value)

    parsed = configparser.RawConfigParser(dict_type=Twice, strict=False)
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read(path)
    return parsed


@pytest.mark.parametrize("path", SERVICES, ids=lambda p: p.stem)
def test_services_are_locked_in(path: Path) -> None:
    service = dict(unit(path)["Service"])
    wanted = {
        "User": "zhenwei",
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "CapabilityBoundingSet": "",
        "UMask": "0077",
    }
    assert {key: service.get(key) for key in wanted} == wanted
    keys = re.findall(r"^LoadCredential=([\w.-]+):/etc/zhenwei/keys/\1$", path.read_text(), re.MULTILINE)
    votes = ["ballots-0001.key"] if path.stem == "zhenwei-web" else []  # where votes are cast and counted
    assert sorted(keys) == [*votes, "heads-0001.key", "sealed-0001.key", "secret_key", "withheld-0001.key"]
    program = service["ExecStart"].split()[0]
    assert program.startswith("/usr/lib/zhenwei/")
    local = program.removeprefix("/usr/lib/zhenwei/")
    assert local.startswith(".venv/bin/") or (ROOT / local).exists()
    assert not re.search(r"/etc/zhenwei/keys", service.get("ReadWritePaths", ""))
    assert "owner.env" not in path.read_text()


def test_one_worker_makes_papers_and_another_ticks() -> None:
    from config.celery import app

    queues = {}
    for path in SERVICES:
        if found := re.search(r"--queues (\S+)", path.read_text()):
            queues[path.stem] = found.group(1)
            assert "--concurrency 1" in path.read_text()
    assert queues == {"zhenwei-worker": "celery", "zhenwei-documents": "documents"}
    assert {queue.name for queue in app.conf.task_queues} == set(queues.values())
    routed = app.amqp.router.route({}, "governance.deadlines.tasks.run_jobs")["queue"].name
    assert routed == "documents"
    assert app.amqp.router.route({}, "governance.deadlines.tasks.tick")["queue"].name == "celery"


def test_systemd_reads_the_units() -> None:
    if shutil.which("systemd-analyze") is None:
        for path in (DEPLOY / "systemd").iterdir():
            assert unit(path).sections()[0] == "Unit"
        return
    files = [str(path) for path in (DEPLOY / "systemd").iterdir()]
    ran = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True)
    said = [line for line in ran.stderr.splitlines() if "/usr/lib/zhenwei/" not in line]  # not installed here
    assert not [line for line in said if "zhenwei" in line]


def test_gunicorn_reads_its_settings(tmp_path) -> None:
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--check-config"]
    environment = {"PATH": "/usr/bin:/bin", "ZHENWEI_VAR_DIR": str(tmp_path)}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr


NGINX = (DEPLOY / "nginx/zhenwei.conf").read_text()


def test_nginx_blocks_close_and_statements_end() -> None:
    code = [re.sub(r"\s+#.*|^#.*", "", line).rstrip() for line in NGINX.splitlines()]
    assert "".join(code).count("{") == "".join(code).count("}")
    statements = re.sub(r"'[^']*'", "''", "\n".join(code))
    open_ended = [
        line
        for line in statements.splitlines()
        if line.strip() and not line.rstrip().endswith((";", "{", "}", "''"))
    ]
    assert open_ended == ["log_format zhenwei escape=json ''"] or open_ended == []


def test_nginx_keeps_no_line_of_voters_and_lets_a_hall_behind_one_address_in() -> None:
    (pattern, block), *more = re.findall(r"location ~ (\S+) \{([^}]*)\}", NGINX)
    assert not more, "a pattern further up would take these addresses away"
    assert all(re.match(pattern, f"{address}x/") for address in settings.UNSTAMPED_ADDRESSES)
    assert reverse("ballots:ballot", args=[uuid4()]).startswith(settings.UNSTAMPED_ADDRESSES)
    assert "access_log off;" in block and "limit_req " not in block
    assert int(re.search(r"limit_conn zhenwei_connections (\d+);", block).group(1)) >= 500  # type: ignore[union-attr]
    settings_of_gunicorn = (DEPLOY / "gunicorn.conf.py").read_text()
    assert re.search(r"^accesslog = None", settings_of_gunicorn, re.MULTILINE)


def test_nginx_agrees_with_the_application() -> None:
    locations = set(re.findall(r"location (\S+) \{", NGINX))
    assert f"/{settings.STATIC_URL.strip('/')}/" in locations
    assert reverse("login") in locations and reverse("documents:code-entry") in locations
    assert reverse("deadlines:feed", args=["x"]).startswith("/tixing/rili/")
    assert reverse("healthz").startswith("/healthz") and "/healthz" in locations
    size = int(re.search(r"client_max_body_size (\d+)m", NGINX).group(1))  # type: ignore[union-attr]
    assert LARGEST < size * 1024 * 1024 <= LARGEST * 1.5
    logged = re.search(r"log_format.*?;", NGINX, re.DOTALL).group()  # type: ignore[union-attr]
    assert not re.search(
        r"\$(request|uri|request_uri|args|query_string|http_referer|http_user_agent|remote_\w+)\b", logged
    )
    proxied = re.findall(r"location (?:~ )?\S+ \{[^}]*proxy_pass[^}]*\}", NGINX)
    assert proxied and all("zhenwei_proxy.conf" in block for block in proxied)
