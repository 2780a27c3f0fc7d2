"""What goes to the county in one file: the papers the town's rules list, and a list of them with digests
(S0-08:八c, 流程图e)."""

from __future__ import annotations

import hashlib
import json
import zipfile
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.audit.sealed import Erased
from governance.documents.kept_files import read_kept
from governance.documents.kinds import readable_among
from governance.documents.models import Document
from meetings.life.documents.papers import TITLES, county_papers
from meetings.life.models import LifeMeeting

FIXED = (1980, 1, 1, 0, 0, 0)  # the same papers make the same file, byte for byte


def standing_papers(life: LifeMeeting) -> list[tuple[str, Document | None]]:
    """Each kind that goes to the county with its standing finished version, in the order of the article."""
    rows = Document.objects.filter(
        subject_type="meetings.lifemeeting", subject_id=str(life.pk), state=Document.State.FINISHED
    )
    newest = {row.kind: row for row in rows.select_related("organization").order_by("id")}
    wanted = county_papers(life.organization_id, life.meeting)
    return [(kind, newest.get(kind)) for kind in wanted]


def package(life: LifeMeeting, actor: Actor) -> bytes:
    """The .zip. A paper that was not made, or that the reader may not open, is named in the list as missing."""
    papers = standing_papers(life)
    open_to = readable_among(actor, [d for _kind, d in papers if d is not None])
    stream, listed = BytesIO(), []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (kind, document) in enumerate(papers, 1):
            content, line = _line(place, kind, document, document is not None and document.pk in open_to)
            if content is not None:
                _put(archive, line["file"], content)
            listed.append(line)
        index = {"meeting": life.meeting.title, "papers": listed}
        _put(
            archive, _("目录.json"), json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True).encode()
        )
    return stream.getvalue()


def _line(
    place: int, kind: str, document: Document | None, reads: bool
) -> tuple[bytes | None, dict[str, Any]]:
    line: dict[str, Any] = {"place": place, "kind": str(TITLES[kind]), "file": None}
    if document is None:
        return None, {**line, "missing": _("还没有打印")}
    line |= {"code": document.code, "sha256": document.file_digest}
    if not reads:
        return None, {**line, "missing": _("没有查阅权限，不在本包")}
    try:
        content = read_kept(document.file)
    except Erased:
        return None, {**line, "missing": _("已销毁")}
    except FileNotFoundError:
        return None, {**line, "missing": _("存储里没有这个文件")}
    line["file"] = f"{place:02d}_{TITLES[kind]}_{document.code}.pdf"
    line["same"] = hashlib.sha256(content).hexdigest() == document.file_digest
    return content, line


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)
