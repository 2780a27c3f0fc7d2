"""What ends every session of an account at once."""

from __future__ import annotations

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class SessionRounds(models.Model):
    """The round goes into what each session is checked against, beside the password: the next one ends all
    sessions of the round before. Round 0 checks as Django does."""

    session_round = models.PositiveIntegerField(_("登录轮次"), default=0, editable=False)

    class Meta:
        abstract = True

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        key_salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        password: str = self.password  # type: ignore[attr-defined]
        value = f"{password}{self.session_round}" if self.session_round else password
        return salted_hmac(key_salt, value, secret=secret, algorithm="sha256").hexdigest()
