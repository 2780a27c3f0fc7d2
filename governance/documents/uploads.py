"""Taking a file from outside: size, name and content are looked at before anything else."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, cast

import puremagic
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

LARGEST = 10 * 1024 * 1024
UNPACKED = 200 * 1024 * 1024
LONGEST_NAME = 120
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0"  # .doc and .xls of old, and anything of Office's under a password
_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@dataclass(frozen=True)
class FileKind:
    """`shown`: whether a browser shows it by itself; what it does not is handed over to be saved."""

    media_type: str
    name: str
    extensions: tuple[str, ...]
    shown: bool = True


PDF = FileKind("application/pdf", "PDF", (".pdf",))
JPG = FileKind("image/jpeg", "JPG", (".jpg", ".jpeg"))
PNG = FileKind("image/png", "PNG", (".png",))
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = FileKind(f"{_OFFICE}wordprocessingml.document", "docx", (".docx",), shown=False)
XLSX = FileKind(f"{_OFFICE}spreadsheetml.sheet", "xlsx", (".xlsx",), shown=False)
MATERIALS = (PDF, JPG, PNG, DOCX, XLSX)
_KINDS = {kind.media_type: kind for kind in MATERIALS}
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}


def kind_of_media(media_type: str) -> FileKind:
    return _KINDS[media_type]


def checked_kind(file: File) -> FileKind:
    """What kind of material the file is, by its content and not by its name. ValidationError, in words
    for whoever sent it, for anything else, for macros, and for a name that gives an identity number."""
    name = file.name or ""
    _within_size(file)
    if len(name) > LONGEST_NAME:
        raise _not_taken(name[:20] + "…", _("文件名最多%(n)s个字，请改短") % {"n": LONGEST_NAME})
    if _ID_NUMBER.search(name):
        raise _not_taken(_("这个文件"), _("文件名里有身份证号，请改名"))
    head = file.read(_HEAD)
    file.seek(0)
    kind = _office_kind(file) if head.startswith(b"PK") else _KINDS.get(_sniffed(head))
    extension = PurePath(name).suffix.lower()
    if head.startswith(_OLE):
        raise _not_taken(name, _("是旧版格式或设了打开密码，请去掉密码，另存为 docx、xlsx 或 PDF"))
    if kind is None:
        found = extension.lstrip(".") or _("别的格式")
        claimed = next((k for k in MATERIALS if extension in k.extensions), None)
        if claimed is not None:
            raise _not_taken(name, _("后缀是 %(a)s，内容不是 %(b)s") % {"a": found, "b": claimed.name})
        raise _not_taken(name, _("只收 PDF、JPG、PNG、docx、xlsx，这是 %(kind)s") % {"kind": found})
    if extension not in kind.extensions:
        raise _not_taken(name, _("内容是 %(kind)s，后缀不是，请改文件名") % {"kind": kind.name})
    return kind


def _office_kind(file: File) -> FileKind | None:
    """docx or xlsx among the files that are packed as zip; None for any other."""
    name = file.name or ""
    try:
        with zipfile.ZipFile(file) as packed:
            entries = packed.infolist()
    except zipfile.BadZipFile:
        raise _not_taken(name, _("打不开，可能没有传完")) from None
    finally:
        file.seek(0)
    names = {entry.filename for entry in entries}
    if any(n.endswith("vbaProject.bin") for n in names):
        raise _not_taken(name, _("带宏，请另存为不带宏的"))
    if sum(entry.file_size for entry in entries) > UNPACKED:
        raise _not_taken(name, _("解开后超过200 MB"))
    return next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)


class MaterialUploadField(forms.FileField):
    """A PDF, picture, docx or xlsx of at most 10 MB."""

    widget = forms.FileInput(
        attrs={"accept": ",".join(e for kind in MATERIALS for e in kind.extensions)},
    )

    def to_python(self, data: Any) -> UploadedFile | None:
        file = _received(self, data)
        if file is not None:
            checked_kind(file)
        return file


class PdfUploadField(forms.FileField):
    """A PDF of at most 10 MB whose content is one, whatever its name says."""

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"})

    def to_python(self, data: Any) -> UploadedFile | None:
        file = _received(self, data)
        if file is None:
            return None
        _within_size(file)
        head = file.read(_HEAD)
        file.seek(0)
        if _sniffed(head) != PDF.media_type:
            raise _not_taken(file.name or "", _("内容不是 PDF"))
        return file


class PaperUploadField(forms.FileField):
    """A PDF or .docx of at most 10 MB, to be compared with what is kept."""

    widget = forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf,.docx"})

    def to_python(self, data: Any) -> UploadedFile | None:
        file = _received(self, data)
        if file is None:
            return None
        _within_size(file)
        head = file.read(_HEAD)
        file.seek(0)
        kind = _office_kind(file) if head.startswith(b"PK") else _KINDS.get(_sniffed(head))
        if kind not in (PDF, DOCX):
            raise _not_taken(file.name or "", _("内容不是 PDF，也不是 docx"))
        return file


def _received(field: forms.FileField, data: Any) -> UploadedFile | None:
    if data and data.size == 0:
        raise _not_taken(data.name, _("文件是空的"))
    return cast("UploadedFile | None", forms.FileField.to_python(field, data))


def _within_size(file: File) -> None:
    if file.size and file.size > LARGEST:
        raise _not_taken(
            file.name or "", _("大小%(size).1f MB，最多10 MB") % {"size": file.size / 1024 / 1024}
        )


def _not_taken(name: str, why: str) -> ValidationError:
    return ValidationError(_("%(name)s没有收：%(why)s。") % {"name": name, "why": why})


def _sniffed(head: bytes) -> str:
    try:
        return puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        return ""
