"""Looking at a template from outside before it may fill anything: is it a plain .docx, and does it ask for
nothing but the fields of its paper? Every refusal is a sentence for whoever sent it, with the place.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from governance.documents.editable.fields import Field, fields_of
from governance.documents.editable.filling import lined, sandbox
from governance.documents.official import Paper

LARGEST = 2 * 1024 * 1024
UNPACKED = 12 * 1024 * 1024
LARGEST_PART = 600 * 1024  # of a part with text; the shipped ones take 30
MOST_PARTS = 300
MOST_FIELDS = 600
DEEPEST = 4  # loops within loops; a table of an item is three
LONGEST = 10.0  # seconds
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PLAIN_PARTS = (".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf")
_OPENS = re.compile(r"\{\{|\{%|\{#")
# docxtpl's words that put a value in place of a paragraph, run, row or cell, or into the markup itself.
_RAW = re.compile(r"\{\{-?(?:p|r|tr|tc)\s")
_IN_ATTRIBUTE = re.compile(r"=\"[^\"<>]*\{[{%]")
# Fields of the word processor that ask for nothing outside the file.
_INSTRUCTIONS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "MERGEFORMAT"}
_BRINGS_IN = re.compile(r"/(?:aFChunk|oleObject|attachedTemplate|control|subDocument|frame)$")
_ADDRESSES = ("src", "href", "althref")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Getattr, nodes.Not,
    nodes.And, nodes.Or, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.Const,
)  # fmt: skip
_LOOP = {"first": None, "last": None, "index": None, "length": None}
Scope = Mapping[str, Field]
_TEXT, _WRONG = Field("", ""), Field("", "")  # a text; what was found fault with already


def read_template(content: bytes, paper: type[Paper]) -> None:
    """Return when the .docx may serve as a template of this class of paper. ValidationError, all faults
    that were found together."""
    started = time.monotonic()
    parts = _plain_docx(content)
    faults: list[str] = []
    for place, xml in _sources(content):
        faults += _Reader(place, lined(xml), paper).faults()
        if time.monotonic() - started > LONGEST:
            raise ValidationError(_("版式太复杂，没有收。请从随系统的版式改起。"))
    faults += _hidden(parts)
    if faults:
        raise ValidationError(list(dict.fromkeys(faults))[:20])


# The file ----------------------------------------------------------------------------------------


def _plain_docx(content: bytes) -> dict[str, bytes]:
    """Its parts by name. ValidationError for anything that is not a plain .docx."""
    if len(content) > LARGEST:
        raise ValidationError(_("文件太大，版式最多2 MB。"))
    if not content.startswith(b"PK"):
        raise ValidationError(_("内容不是 docx。旧版 doc、带密码的，请另存为不带密码的 docx。"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise ValidationError(_("文件设了打开密码，请去掉。"))
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > UNPACKED:
                raise ValidationError(_("文件解开后太大，没有收。"))
            if len({entry.filename for entry in entries}) < len(entries):
                raise ValidationError(_("文件里有同名的部分，没有收。"))
            parts = {entry.filename: packed.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise ValidationError(_("文件打不开，可能没有传完。")) from None
    types = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if any(name.lower().endswith((".bin", "vbadata.xml")) for name in parts) or "macroEnabled" in types:
        raise ValidationError(_("文件带宏或嵌入对象，请另存为普通的 docx。"))
    if "word/document.xml" not in parts or _MAIN not in types:
        raise ValidationError(_("内容不是 docx，可能是表格、演示稿或模板（dotx），请另存为 docx。"))
    for name, part in parts.items():
        _fit_part(name, part)
    return parts


def _fit_part(name: str, part: bytes) -> None:
    if ".." in name.split("/") or name.startswith("/") or "\\" in name:
        raise ValidationError(_("文件里有路径不对的部分，没有收。"))
    if not name.lower().endswith(_PLAIN_PARTS) or "/embeddings/" in name or "/activeX/" in name:
        raise ValidationError(_("文件里有嵌入的对象（%(name)s），请删去。") % {"name": name[-40:]})
    if not name.lower().endswith((".xml", ".rels")):
        return
    if name.startswith("word/") and len(part) > LARGEST_PART and not name.startswith("word/theme"):
        raise ValidationError(_("文件内容太多，没有收。请从随系统的版式改起。"))
    root = _parsed(part)
    if root.getroottree().docinfo.doctype:
        raise ValidationError(_("文件的内容有外部声明，没有收。"))
    if name.endswith(".rels"):
        _fit_relations(root)
    elif name.startswith("word/"):
        _fit_words(name, root)


def _parsed(part: bytes) -> Any:
    """The part as the word processor reads it: in whatever encoding, with its character references."""
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise ValidationError(_("文件打不开，可能没有传完或已损坏。")) from None


def _local(name: Any) -> str:
    return etree.QName(name).localname if isinstance(name, str) else ""  # comments have no name


def _fit_relations(root: Any) -> None:
    for relation in root.iter():
        given = {_local(name): value.strip() for name, value in relation.attrib.items()}
        target = given.get("Target", "")
        outside = given.get("TargetMode", "").lower() == "external"
        if outside or "://" in target or target.startswith("\\\\"):
            raise ValidationError(_("文件引用了外面的内容（链接、远程模板或图片），请去掉后再传。"))
        if _BRINGS_IN.search(given.get("Type", "")):
            raise ValidationError(_("文件里有嵌入的对象或附加的模板，请去掉后再传。"))


def _fit_words(name: str, root: Any) -> None:
    """Nothing in it makes the word processor fetch or run something: pictures by address, a mail merge's
    data source, fields other than those of page numbers (whatever prefix and runs they are written with)."""
    for element in root.iter():
        found = _local(element.tag)
        linked = any(
            "://" in value for key, value in element.attrib.items() if _local(key).lower() in _ADDRESSES
        )
        if linked or found == "mailMerge":
            raise ValidationError(_("文件引用了外面的内容（链接、远程模板或图片），请去掉后再传。"))
    for instruction in _instructions(root):
        unknown = [
            word for word in re.findall(r"[A-Z]{2,}", instruction.upper()) if word not in _INSTRUCTIONS
        ]
        if unknown:
            raise ValidationError(
                _("%(place)s里有域“%(field)s”，只能用页码和页数的域。")
                % {"place": _place_of(name), "field": unknown[0][:20]}
            )


def _instructions(root: Any) -> Iterator[str]:
    """What every field says, put together from its runs; fields may stand within fields."""
    open_fields: list[list[str]] = [[]]
    for element in root.iter():
        name = _local(element.tag)
        given = {_local(key): value for key, value in element.attrib.items()}
        if name == "fldSimple":
            yield given.get("instr", "")
        elif name == "fldChar" and given.get("fldCharType") == "begin":
            open_fields.append([])
        elif name == "fldChar" and len(open_fields) > 1 and given.get("fldCharType") == "end":
            yield "".join(open_fields.pop())
        elif name in ("instrText", "delInstrText"):
            open_fields[-1].append(element.text or "")
    yield from ("".join(words) for words in open_fields)


def _place_of(name: str) -> str:
    if name.startswith("word/header"):
        return _("页眉")
    if name.startswith("word/footer"):
        return _("页脚")
    return _("正文") if name == "word/document.xml" else _("脚注或别的部分")


def _sources(content: bytes) -> Iterator[tuple[str, str]]:
    """The template texts as they will be filled: body, headers, footers."""
    try:
        template = DocxTemplate(io.BytesIO(content))
        template.init_docx()
        found = [(_("正文"), template.get_xml())]
        for uri, place in ((template.HEADER_URI, _("页眉")), (template.FOOTER_URI, _("页脚"))):
            found += [
                (place, template.get_part_xml(part)) for _key, part in template.get_headers_footers(uri)
            ]
    except Exception:  # whatever a crafted file makes the libraries raise
        raise ValidationError(_("文件打不开，可能没有传完或已损坏。")) from None
    for place, xml in found:
        if len(_OPENS.findall(xml)) > MOST_FIELDS:
            raise ValidationError(_("%(place)s里的字段太多，没有收。") % {"place": place})
        patched = template.patch_xml(xml)
        if _RAW.search(re.sub(r"<[^>]+>", "", xml)) or _IN_ATTRIBUTE.search(patched):
            raise ValidationError(
                _("%(place)s里有合并单元格、底色或整段替换的写法，不能用。") % {"place": place}
            )
        yield place, patched


def _hidden(parts: Mapping[str, bytes]) -> list[str]:
    """Fields where none are filled in."""
    for name, part in parts.items():
        if name.startswith(("word/footnotes", "word/endnotes", "word/comments")):
            words = re.sub(r"<[^>]+>", "", part.decode("utf-8", "replace"))
            if _OPENS.search(words):
                return [_("脚注、尾注、批注里不能用字段，请移到正文。")]
    return []


# Its fields --------------------------------------------------------------------------------------


class _Reader:
    """Walks one template text. A name stands for a field of the paper, or for one thing of a list that a
    loop goes through."""

    def __init__(self, place: str, source: str, paper: type[Paper]) -> None:
        self.place, self.source = place, source
        self.lines = source.split("\n")
        self.scope: Scope = {field.name: field for field in fields_of(paper)}
        self.found: list[str] = []

    def faults(self) -> list[str]:
        try:
            tree = sandbox().parse(self.source)
            for child in tree.body:
                self.walk(child, self.scope, 0)
        except TemplateSyntaxError as error:
            said = _("%(where)s的写法不对，请看花括号和“for”“if”“endfor”“endif”是不是成对。")
            return [said % {"where": self.where(error.lineno)}]
        except (RecursionError, ValueError):  # brackets within brackets, figures of thousands of digits
            return [_("%(place)s里有字段写得太长太深，请照随系统的版式写。") % {"place": self.place}]
        return self.found

    def where(self, line: int) -> str:
        """正文“关于召开……”一段: the words of the paragraph, which one finds again in the file."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip()
        short = words if len(words) <= 30 else words[:30] + "……"
        return _("%(place)s“%(words)s”一段") % {"place": self.place, "words": short} if short else self.place

    def fault(self, node: Any, words: str, **said: str) -> Field:
        self.found.append(words % {"where": self.where(node.lineno), **said})
        return _WRONG

    def walk(self, node: Any, scope: Scope, depth: int) -> None:
        if not isinstance(node, _ALLOWED):
            self.fault(node, _("%(where)s用了不能用的写法，只能用字段、if 和 for。"))
        elif isinstance(node, nodes.For):
            self.loop(node, scope, depth)
        elif isinstance(node, nodes.Output):
            for one in node.nodes:
                self.output(one, scope)
        elif isinstance(node, nodes.If):
            self.value(node.test, scope)
            for branch in (*node.body, *node.elif_, *node.else_):
                self.walk(branch, scope, depth)
        else:
            self.fault(node, _("%(where)s用了不能用的写法，只能用字段、if 和 for。"))

    def loop(self, node: nodes.For, scope: Scope, depth: int) -> None:
        if depth >= DEEPEST or node.recursive or node.test is not None or node.else_:
            self.fault(node, _("%(where)s的 for 写法太复杂，请照随系统的版式写。"))
            return
        field = self.value(node.iter, scope)
        if field.many is None:
            if field is not _WRONG:
                self.fault(node, _("%(where)s对“%(name)s”用了 for，它不是一组。"), name=field.name)
            return
        if not isinstance(node.target, nodes.Name):
            self.fault(node, _("%(where)s的 for 写法太复杂，请照随系统的版式写。"))
            return
        one = Field(node.target.name, field.meaning, field.many or None)
        loop = Field("loop", "", tuple(Field(name, "") for name in _LOOP))
        inside = {**scope, node.target.name: one, "loop": loop}
        for child in node.body:
            self.walk(child, inside, depth + 1)

    def output(self, node: Any, scope: Scope) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        field = self.value(node, scope)
        if field.many is not None:
            self.fault(node, _("%(where)s的“%(name)s”是一组，请用 for 逐个写出。"), name=field.name)

    def value(self, node: Any, scope: Scope) -> Field:
        """What an expression stands for; faults are noted and a plain text assumed."""
        if isinstance(node, nodes.Name):
            field = scope.get(node.name)
            return field or self.fault(node, _("%(where)s的“%(name)s”不是能用的字段。"), name=node.name)
        if isinstance(node, nodes.Getattr):
            return self.attribute(node, scope)
        if isinstance(node, nodes.Const):
            if not isinstance(node.value, (str, int)) or len(str(node.value)) > 100:
                return self.fault(node, _("%(where)s用了不能用的写法，只能用字段、if 和 for。"))
            return _TEXT
        if isinstance(node, (nodes.Not, nodes.And, nodes.Or, nodes.CondExpr, nodes.Compare)):
            for child in node.iter_child_nodes():
                self.value(child.expr if isinstance(child, nodes.Operand) else child, scope)
            return _TEXT
        return self.fault(node, _("%(where)s用了不能用的写法，只能用字段、if 和 for。"))

    def attribute(self, node: nodes.Getattr, scope: Scope) -> Field:
        whole = self.value(node.node, scope)
        field = whole.inner.get(node.attr)
        if field is not None:
            return field
        if whole is _WRONG:
            return whole
        name = f"{whole.name}.{node.attr}"
        return self.fault(node, _("%(where)s的“%(name)s”不是能用的字段。"), name=name)
