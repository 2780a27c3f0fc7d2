"""Texts that acts and history keep in clear never name a person under discussion (design: acts)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.people.models import Person
from meetings.models import Meeting, Topic, TopicSubject

# The dots between the parts of a transliterated name, in all the shapes keyboards give.
_DOTS = frozenset("·・•‧∙⋅․")


def bare(text: str) -> str:
    """A text without what is put between the characters of a name: blanks, invisible characters, middle
    dots; full-width forms as usual ones. So `霍 玥` and `霍·玥` are read as the name they spell."""
    return "".join(
        c
        for c in unicodedata.normalize("NFKC", text)
        if c not in _DOTS and not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc", "Mn", "Me")
    ).casefold()


def names_found(names: Iterable[str], text: str) -> bool:
    """Whether one of these names stands in the text, however it is spaced."""
    searched = bare(text)
    return any(bare(name) in searched for name in names if bare(name))


def keep_names_out(topics: Sequence[Topic], **texts: str) -> None:
    """ValidationError, field by field, for a text about secret topics that names whom they are about.
    Nothing is recorded then: the refusal itself would carry the name. One query for secret topics."""
    secret = [t.pk for t in topics if t.is_secret]
    if not secret or not any(texts.values()):
        return
    subjects = TopicSubject.objects.filter(topic__in=secret).select_related("person")
    refuse_names((s.person for s in subjects), texts.items())


def keep_names_out_of_meeting(meeting: Meeting, **texts: str) -> None:
    """The same for a text about the whole meeting."""
    if any(texts.values()):
        keep_names_out([i.topic for i in meeting.items.select_related("topic")], **texts)


def refuse_names(people: Iterable[Person], texts: Iterable[tuple[str, str]]) -> None:
    names = [p.name for p in people]
    wrong = {
        field: _("这里写了所涉人员的姓名。姓名只写在“所涉人员”一栏，这里请写“所报人选”。")
        for field, text in texts
        if names_found(names, text)
    }
    if wrong:
        raise ValidationError(wrong)
