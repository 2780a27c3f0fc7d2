"""Lists as an office types them, one a line: whom to rate, what to ask, which grades, who is on the roll."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.people.models import Person

MOST_SUBJECTS, MOST_ITEMS, MOST_GRADES = 60, 20, 6
_PARTS = re.compile(r"[，,；;\s]+")
_NAMES = re.compile(r"[、，,；;\s]+")


def _lines(typed: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(typed.splitlines(), start=1):
        parts = [part for part in _PARTS.split(line.strip()) if part]
        if parts:
            yield number, parts


def subjects_typed(typed: str, people: Sequence[Person], titles: dict[int, str]) -> list[dict[str, Any]]:
    """`姓名，职务` a line. A name of the roster is that person; of several with the name, the one with the post.
    ValidationError naming the line."""
    found: list[dict[str, Any]] = []
    for number, parts in _lines(typed):
        name, post = parts[0][:41], " ".join(parts[1:])
        if len(name) > 40 or len(post) > 40:
            raise ValidationError(_("第%(n)d行太长，姓名和职务各最多40个字。") % {"n": number})
        person = _the_one(name, post, people, titles, number)
        if any(one["name"] == name and one["person"] == person for one in found):
            raise ValidationError(_("第%(n)d行“%(name)s”写了两次。") % {"n": number, "name": name})
        post = post or (titles.get(person, "") if person else "")
        found.append({"key": f"s{len(found) + 1}", "name": name, "post": post, "person": person})
    if len(found) > MOST_SUBJECTS:
        raise ValidationError(_("对象有%(n)d个，最多%(most)d个。") % {"n": len(found), "most": MOST_SUBJECTS})
    return found


def _the_one(name: str, post: str, people: Sequence[Person], titles: dict[int, str], line: int) -> int | None:
    same = [person.pk for person in people if person.name == name]
    if len(same) > 1:
        same = [pk for pk in same if post and post in titles.get(pk, "")]
        if len(same) != 1:
            raise ValidationError(
                _("第%(n)d行：叫“%(name)s”的不止一人，请照名册写明职务。") % {"n": line, "name": name}
            )
    return same[0] if same else None


def items_typed(typed: str) -> list[dict[str, str]]:
    """`项目` or `项目，权重` a line."""
    found: list[dict[str, str]] = []
    for number, parts in _lines(typed):
        weight = _number(parts[1], number) if len(parts) == 2 else Decimal(1)
        if len(parts) > 2 or len(parts[0]) > 20 or not weight:
            raise ValidationError(
                _("第%(n)d行认不出，请写“项目”或“项目，权重”，项目最多20个字。") % {"n": number}
            )
        if any(one["label"] == parts[0] for one in found):
            raise ValidationError(_("第%(n)d行“%(name)s”写了两次。") % {"n": number, "name": parts[0]})
        found.append({"key": f"q{len(found) + 1}", "label": parts[0], "weight": _plain(weight)})
    if len(found) > MOST_ITEMS:
        raise ValidationError(_("项目有%(n)d项，最多%(most)d项。") % {"n": len(found), "most": MOST_ITEMS})
    return found


def grades_typed(typed: str) -> list[dict[str, Any]]:
    """`等次，分值` a line, best first."""
    found: list[dict[str, Any]] = []
    for number, parts in _lines(typed):
        if len(parts) != 2 or len(parts[0]) > 10:
            raise ValidationError(_("第%(n)d行认不出，请写“等次，分值”。") % {"n": number})
        points = _number(parts[1], number)
        if found and points >= Decimal(found[-1]["points"]):
            raise ValidationError(_("第%(n)d行分值不比上一行低，等次要从好到差排。") % {"n": number})
        if any(one["label"] == parts[0] for one in found):
            raise ValidationError(_("第%(n)d行“%(name)s”写了两次。") % {"n": number, "name": parts[0]})
        found.append({"key": f"g{len(found) + 1}", "label": parts[0], "points": _plain(points)})
    if not 2 <= len(found) <= MOST_GRADES:
        raise ValidationError(_("等次有%(n)d个，须2到%(most)d个。") % {"n": len(found), "most": MOST_GRADES})
    return found


def _number(typed: str, line: int) -> Decimal:
    try:
        value = Decimal(typed)
    except InvalidOperation:
        raise ValidationError(_("第%(n)d行“%(value)s”不是数。") % {"n": line, "value": typed}) from None
    if not value.is_finite() or not 0 <= value <= 1000 or value != round(value, 2):
        raise ValidationError(
            _("第%(n)d行“%(value)s”须在0到1000之间，最多两位小数。") % {"n": line, "value": typed}
        )
    return value


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def people_typed(typed: str, people: Sequence[Person]) -> list[int]:
    """Names of the roster, in any order. ValidationError names those that are unknown or not the only one."""
    by_name: dict[str, list[int]] = {}
    for person in people:
        by_name.setdefault(person.name, []).append(person.pk)
    names = [name for name in _NAMES.split(typed.strip()) if name]
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise ValidationError(_("名册里没有%(names)s，请核对姓名。") % {"names": "、".join(unknown[:5])})
    several = [name for name in names if len(by_name[name]) > 1]
    if several:
        raise ValidationError(
            _("叫%(names)s的不止一人，请改用抽码方式。") % {"names": "、".join(several[:5])}
        )
    return [by_name[name][0] for name in names]
