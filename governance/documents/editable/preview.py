"""What a template looks like filled in, with an invented paper."""

from __future__ import annotations

from governance.documents.editable.fields import values_of
from governance.documents.editable.filling import Stamp, fill
from governance.documents.editable.samples import DAY, sample_of
from governance.documents.editable.shipped import shipped_template
from governance.documents.official import Paper


def filled_sample(paper: type[Paper], template: bytes | None = None) -> bytes:
    """The sample of a class of paper in a template, the shipped one by default. CannotFill."""
    sample = sample_of(paper)
    stamp = Stamp(title=sample.title, author="", number=sample.number or "", code="SAMPLE2345", made_on=DAY)
    return fill(template or shipped_template(paper), values_of(sample), stamp)
