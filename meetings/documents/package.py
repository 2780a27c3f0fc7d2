"""The archive of one meeting as one file: every paper that was made, a list with their digests, and the links of
the chain that concern it, so that in years to come paper, file and trail can be held against each other
(S1-01:十-1, 十-2).
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.access.trail import readable
from governance.audit.chain import GENESIS
from governance.audit.models import Act, ChainEntry
from governance.audit.sealed import Erased
from governance.documents.kept_files import read_kept
from governance.documents.kinds import document_kind, readable_among
from governance.documents.models import MADE, Document, SignedScan
from meetings import judgement
from meetings.documents.reading import seen_by
from meetings.models import Meeting, TopicMaterial

FIXED = (1980, 1, 1, 0, 0, 0)  # the same papers make the same file, byte for byte


@dataclass(frozen=True)
class Kept:
    """One paper on the list, or the scan of a signed one; `content` None where the reader may not open it
    or its file is missing."""

    document: Document
    name: str
    content: bytes | None
    why: str = ""
    scan: SignedScan | None = None

    @property
    def digest(self) -> str:
        return (self.scan or self.document).file_digest

    @property
    def kind(self) -> str:
        title = str(document_kind(self.document.kind).title)
        return _("%(kind)s签字扫描件") % {"kind": title} if self.scan else title

    @property
    def state(self) -> str:
        if self.scan is None:
            return str(self.document.get_state_display())
        return _("已换新") if self.scan.superseded else _("有效")


def papers_of(meeting: Meeting, actor: Actor) -> Iterator[Kept]:
    """Every version that was made, oldest first. A paper the reader may not open is named by number only."""
    found = judgement.papers_of(meeting).filter(state__in=MADE).select_related("organization")
    made = list(found.prefetch_related("scans").order_by("id"))
    open_to = readable_among(actor, made)
    for place, document in enumerate(made, 1):
        kind = document_kind(document.kind)
        name = f"{place:02d}_{kind.title}_{document.code}.pdf"
        if document.pk not in open_to:
            yield Kept(document, name, None, _("没有查阅权限，不在本包"))
            continue
        yield _kept(document, name)
        for nth, scan in enumerate(sorted(document.scans.all(), key=lambda s: s.pk), 1):
            yield _kept(document, f"{name.removesuffix('.pdf')}_签字扫描件{nth}.pdf", scan)


def _kept(document: Document, name: str, scan: SignedScan | None = None) -> Kept:
    try:
        return Kept(document, name, read_kept((scan or document).file), scan=scan)
    except Erased:
        return Kept(document, name, None, _("已销毁"), scan)
    except FileNotFoundError:
        return Kept(document, name, None, _("存储里没有这个文件"), scan)


def links_of(meeting: Meeting, actor: Actor) -> list[dict[str, Any]]:
    """The links of the chain written on the meeting and everything in it; sealed words stay ciphertext.

    What the reader may not read on the pages either is left out of its link: an item that is kept from
    them, and who said and voted what on a secret one. Digest and hash stay, so that no link is missing.
    """
    key = str(meeting.pk)
    acts = Act.objects.filter(organization_id=meeting.organization_id).filter(
        Q(matter_type="meetings.meeting", matter_id=key) | Q(object_type="meetings.meeting", object_id=key)
    )
    chain = ChainEntry.objects.filter(organization_id=meeting.organization_id)
    entries = list(chain.filter(act_id__in=acts.values("pk")).order_by("seq"))
    before = dict(chain.filter(seq__in=[e.seq - 1 for e in entries]).values_list("seq", "hash"))
    apart = _kept_apart(meeting, actor)
    told = {act.pk for act in readable(actor, acts) if (act.object_type, act.object_id) not in apart}
    return [
        {
            "organization": e.organization_id,
            "seq": e.seq,
            "previous": before.get(e.seq - 1, GENESIS),
            "act": str(e.act_id),
            "digest": e.digest,
            "hash": e.hash,
            "payload": e.payload if e.act_id in told else None,
            **({} if e.act_id in told else {"missing": _("没有查阅权限，不在本包")}),
        }
        for e in entries
    ]


def _kept_apart(meeting: Meeting, actor: Actor) -> set[tuple[str, str]]:
    """(type, id) of the items whose words the reader does not read, and of what was said and voted on them."""
    items = list(meeting.items.select_related("topic").prefetch_related("votes", "stances"))
    sight = seen_by(actor, [meeting], items)[meeting.pk]
    closed = [item for item in items if not sight.reads_words(meeting, item)]
    return {
        *(("meetings.agendaitem", str(item.pk)) for item in closed),
        *(("meetings.vote", str(vote.pk)) for item in closed for vote in item.votes.all()),
        *(("meetings.stance", str(stance.pk)) for item in closed for stance in item.stances.all()),
    }


def package(meeting: Meeting, actor: Actor) -> bytes:
    """The .zip. The list names every paper with the SHA-256 stored when it was made."""
    stream, listed = BytesIO(), []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for kept in papers_of(meeting, actor):
            if kept.content is not None:
                _put(archive, f"文件/{kept.name}", kept.content)
            listed.append(_line(kept))
        attached = []
        for line, content in files_put_in(meeting, actor):
            if content is not None:
                _put(archive, f"材料/{line['file']}", content)
            attached.append(line)
        index = {
            "meeting": str(meeting),
            "number": meeting.number,
            "papers": listed,
            "materials": attached,
        }
        _put(archive, "目录.json", _json(index))
        _put(archive, "留痕.json", _json(links_of(meeting, actor)))
        _put(archive, "核对说明.txt", _HOW.encode())
    return stream.getvalue()


def files_put_in(meeting: Meeting, actor: Actor) -> Iterator[tuple[dict[str, Any], bytes | None]]:
    """Every version of every file its topics were prepared with, in the order of the agenda. Of a topic kept
    from the reader there is only that something is missing."""
    place = dict(meeting.items.values_list("topic_id", "order"))
    rows = sorted(TopicMaterial.objects.filter(topic__in=place), key=lambda m: (place[m.topic_id], m.pk))
    seen = set(TopicMaterial.objects.visible_to(actor).filter(topic__in=place).values_list("pk", flat=True))
    for row in rows:
        if row.pk not in seen:
            yield {"file": None, "sha256": row.digest, "missing": _("没有查阅权限，不在本包")}, None
            continue
        label = "".join("_" if c in '/\\:*?"<>|' else c for c in row.label)
        name = f"{place[row.topic_id]:02d}_{label}_第{row.version}版_{row.pk}{PurePath(row.file).suffix}"
        line = {
            "file": name,
            "kind": str(row.get_kind_display()),
            "sha256": row.digest,
            "state": _("已撤回") if row.withdrawn_on else _("已换新") if row.replaced else _("有效"),
        }
        try:
            content = read_kept(row.file)
        except Erased:
            yield {**line, "file": None, "missing": _("已销毁")}, None
            continue
        except FileNotFoundError:
            yield {**line, "file": None, "missing": _("存储里没有这个文件")}, None
            continue
        yield {**line, "same": hashlib.sha256(content).hexdigest() == row.digest}, content


def _line(kept: Kept) -> dict[str, Any]:
    document = kept.document
    line: dict[str, Any] = {
        "file": kept.name if kept.content is not None else None,
        "kind": kept.kind,
        "number": document.number,
        "code": document.code,
        "sha256": kept.digest,
        "state": kept.state,
    }
    if kept.content is not None:
        line["same"] = hashlib.sha256(kept.content).hexdigest() == kept.digest
    else:
        line["missing"] = kept.why
    return line


_HOW = """目录.json 列出会议的每一份文件、签字扫描件、上会材料和生成、上传时记下的 SHA-256。
在命令行里用 sha256sum 算“文件”“材料”里的各份，应与目录一致。
留痕.json 是留痕链上与本次会议有关的各环。digest 是字节 00 加 payload 的 SHA-256；
hash 是字节 01 加“previous|organization|seq|digest”的 SHA-256，previous 是上一环的 hash。
没有查阅权限的，payload 空着，digest 和 hash 照列，仍可核对各环相连。
纪要上印的链首可以拿来核对。
"""


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, FIXED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)
