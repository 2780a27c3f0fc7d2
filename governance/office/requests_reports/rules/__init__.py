"""The rules of requests and reports; importing registers them with their sentences."""

from governance.office.requests_reports.rules import sentences, signing

__all__ = ("sentences", "signing")
