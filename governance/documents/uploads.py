"""Taking a PDF from outside: size, name and content are looked at before anything else."""

from __future__ import annotations

from typing import Any

import puremagic
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

LARGEST = 10 * 1024 * 1024
_HEAD = 4096


class PdfUploadField(forms.FileField):
    """A PDF of at most 10 MB whose content is one, whatever its name says."""

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"})

    def to_python(self, data: Any) -> UploadedFile | None:
        if data and data.size == 0:
            raise ValidationError(_("%(name)s没有收：文件是空的。") % {"name": data.name})
        file: UploadedFile | None = super().to_python(data)
        if file is None:
            return None
        if file.size and file.size > LARGEST:
            raise ValidationError(
                _("%(name)s没有收：大小%(size).1f MB，最多10 MB。")
                % {"name": file.name, "size": file.size / 1024 / 1024}
            )
        head = file.read(_HEAD)
        file.seek(0)
        if _sniffed(head) != "application/pdf":
            raise ValidationError(_("%(name)s没有收：内容不是 PDF。") % {"name": file.name})
        return file


def _sniffed(head: bytes) -> str:
    try:
        return puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        return ""
