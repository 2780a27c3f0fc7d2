"""Signing in and out, the first new password, lockout."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None):
    return render(request, "registration/locked.html", status=429)
