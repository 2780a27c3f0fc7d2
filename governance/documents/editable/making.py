"""Making the .docx of a paper that is being rendered: from the same data, by the town's own template where one
is in force. A template that fails never keeps a paper from being made: the shipped one takes its place, and
the copy says why.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from governance.documents.editable.fields import values_of
from governance.documents.editable.filling import CannotFill, Stamp, fill
from governance.documents.editable.models import PaperTemplate, template_in_force
from governance.documents.editable.shipped import shipped_template
from governance.documents.models import Document
from governance.documents.official import Paper

logger = logging.getLogger("governance.documents")


@dataclass(frozen=True)
class Copy:
    data: bytes = field(repr=False)
    template: PaperTemplate | None
    note: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def copy_of(document: Document, paper: Paper) -> Copy:
    """The editable copy of the paper as it is printed: number and code are those of the PDF."""
    stamp = Stamp(
        title=document.title,
        author=document.organization.name,
        number=paper.number or document.number,
        code=document.code if paper.coded else "",
        made_on=document.ordered_on,
    )
    values = values_of(paper)
    own = template_in_force(document.organization_id, document.kind)
    note = ""
    if own is not None:
        try:
            return Copy(fill(content_of(own), values, stamp), own, "")
        except (CannotFill, OSError) as error:
            why = str(error) if isinstance(error, CannotFill) else _("版式的文件读不出来")
            note = _("本单位版式%(version)s没有用上：%(why)s。已改用随系统的版式。") % {
                "version": own,
                "why": why,
            }
        except Exception as error:  # whatever a template makes the libraries raise, the paper is made
            logger.exception("template %s does not fill", own.pk)
            note = _("本单位版式%(version)s没有用上：%(why)s。已改用随系统的版式。") % {
                "version": own,
                "why": type(error).__name__,
            }
    return Copy(fill(shipped_template(type(paper)), values, stamp), None, note[:300])


def content_of(template: PaperTemplate) -> bytes:
    """The uploaded file; OSError when it is gone or is not the one that was taken in."""
    with default_storage.open(template.file) as kept:
        content: bytes = kept.read()
    if hashlib.sha256(content).hexdigest() != template.file_digest:
        raise OSError("the template is not the one that was put in force")
    return content
