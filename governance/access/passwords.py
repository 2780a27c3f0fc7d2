"""Password rules in the house's words, and the random first passwords printed on slips."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# No letter or digit that is read as another on paper (0 O, 1 l I).
SLIP_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
SLIP_GROUPS, SLIP_GROUP = 4, 4  # 16 letters of 31: about 79 bits


def slip_password() -> str:
    """A random first password in groups, typed as printed: `k7mq-2xwp-…`."""
    groups = ("".join(secrets.choice(SLIP_LETTERS) for _n in range(SLIP_GROUP)) for _g in range(SLIP_GROUPS))
    return "-".join(groups)


class LongEnough(MinimumLengthValidator):
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.min_length:
            raise ValidationError(
                _("密码有%(have)d位，至少%(least)d位。") % {"have": len(password), "least": self.min_length},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return _("至少%(least)d位") % {"least": self.min_length}


class NotCommon(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("这个密码太常见，容易被猜到，请换一个。")

    def get_help_text(self) -> str:
        return _("不用常见的密码")


class NotOnlyDigits(NumericPasswordValidator):
    def get_error_message(self) -> str:
        return _("密码全是数字，请加上字母或符号。")

    def get_help_text(self) -> str:
        return _("不只用数字")


class NotLikeOneself(UserAttributeSimilarityValidator):
    """Neither the account name nor the person's name, nor something close to them."""

    DEFAULT_USER_ATTRIBUTES = ("username", "display_name")

    def __init__(self) -> None:
        super().__init__(user_attributes=self.DEFAULT_USER_ATTRIBUTES, max_similarity=0.7)

    def get_error_message(self) -> str:
        return _("密码和账号、姓名太像，请换一个。")

    def get_help_text(self) -> str:
        return _("不和账号、姓名相近")


class NotTheSame:
    """A new password differs from the one it replaces."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is not None and user.pk and user.has_usable_password() and user.check_password(password):
            raise ValidationError(_("新密码和现在的一样，请换一个。"), code="password_unchanged")

    def get_help_text(self) -> str:
        return _("和现在的密码不同")
