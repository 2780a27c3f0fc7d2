"""From YAML to a declaration, or to every fault of it: file, path and a sentence each.

Nothing is guessed and nothing is ignored: a key the schema does not know is a fault, and so is a post, an
article or a figure that does not exist. All faults are found in one reading, so that whoever declares a
register mends them together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from governance.registers.rules.declaration import (
    EVERYBODY,
    FILLER,
    GOVERNMENT_HEAD,
    Caution,
    Condition,
    Declaration,
    Enclosure,
    FieldSpec,
    FieldType,
    Level,
    Limit,
    Print,
    Rhythm,
    Rows,
    Signing,
)
from governance.registers.rules.faults import BadDeclaration, Fault, Known, PlainReader
from governance.rules.strict_yaml import StrictLoader
from governance.rules.wording import gettext_noop

_ = gettext_noop
_CODE = re.compile(r"^[a-z][a-z0-9_]{1,25}$")
_FIELD = re.compile(r"^[a-z][a-z0-9_]{0,29}$")
PERIODS = ("week", "fortnight", "month", "two_months", "quarter", "half_year", "year")
SEALABLE = (FieldType.TEXT, FieldType.LONG_TEXT)
LISTABLE = tuple(t for t in FieldType if t not in (FieldType.LONG_TEXT, FieldType.FILE))
MOST_FIELDS, MOST_STEPS, MOST_COLUMNS, LONGEST_KEPT = 40, 9, 12, 100


def read(text: str, file: str, known: Known) -> Declaration:
    """The declaration. Raises BadDeclaration with every fault."""
    try:
        raw = yaml.load(text, Loader=StrictLoader)
    except yaml.YAMLError as error:
        said = str(getattr(error, "problem", "") or error)
        mark = getattr(error, "problem_mark", None)
        path = f"line {mark.line + 1}" if mark is not None else "."
        raise BadDeclaration([Fault(file, path, _("写法不是YAML：{said}"), {"said": said})]) from None
    reader = _Reader(file, known)
    found = reader.declaration(raw)
    if reader.faults or found is None:
        raise BadDeclaration(reader.faults)
    return found


class _Reader(PlainReader):
    # Parts -------------------------------------------------------------------------------

    def declaration(self, raw: Any) -> Declaration | None:
        needed = (
            "code",
            "title",
            "about",
            "rows",
            "fields",
            "fillers",
            "day",
            "name",
            "mark",
            "years",
            "print",
        )
        other = (
            "capability", "articles", "readers", "sealed_readers", "amount", "kind",
            "signatures", "limits", "enclosures", "cautions", "rhythm",
        )  # fmt: skip
        raw = self.mapping(raw, ".", needed, other)
        if not raw:
            return None
        fields = self.fields(raw.get("fields"))
        by_code = {one.code: one for one in fields}
        fillers = self.posts(raw.get("fillers"), "fillers", (EVERYBODY,))
        readers = self.posts(raw.get("readers"), "readers", (EVERYBODY,))
        sealed_readers = self.posts(raw.get("sealed_readers"), "sealed_readers")
        if any(f.sealed for f in fields) and not sealed_readers:
            self.fault("sealed_readers", _("有密封的栏，要写明给谁看"))
        if not any(f.sealed for f in fields) and sealed_readers:
            self.fault("sealed_readers", _("没有密封的栏，不用写这一项"))
        code = self.text(raw.get("code"), "code")
        if code and not _CODE.match(code):
            self.fault("code", _("“{code}”要用小写字母开头，只用小写字母、数字和下划线，2到26个"), code=code)
        capability = self.text(raw.get("capability"), "capability")
        if capability and capability not in self.known.capabilities:
            self.fault("capability", _("没有“{code}”这一类事项"), code=capability)
        articles = tuple(
            self.article(cite, f"articles[{n}]")
            for n, cite in enumerate(self.sequence(raw.get("articles"), "articles", 30))
        )
        return Declaration(
            code=code,
            title=self.text(raw.get("title"), "title", 20),
            about=self.text(raw.get("about"), "about", 120),
            capability=capability,
            articles=articles,
            rows=Rows(self.one_of(raw.get("rows"), "rows", tuple(Rows))),
            fields=fields,
            fillers=fillers,
            readers=readers,
            sealed_readers=sealed_readers,
            day=self.promoted(raw.get("day"), "day", by_code, FieldType.DAY, needed=True),
            name=self.promoted(raw.get("name"), "name", by_code, FieldType.TEXT, needed=True),
            amount=self.promoted(raw.get("amount"), "amount", by_code, FieldType.MONEY),
            kind=self.promoted(raw.get("kind"), "kind", by_code, FieldType.CHOICE),
            signatures=self.signatures(raw.get("signatures"), by_code),
            limits=self.limits(raw.get("limits"), by_code),
            enclosures=self.enclosures(raw.get("enclosures"), by_code),
            cautions=self.cautions(raw.get("cautions"), by_code),
            rhythm=self.rhythm(raw.get("rhythm"), raw.get("rows")),
            print=self.print(raw.get("print"), by_code),
            mark=self.text(raw.get("mark"), "mark", 6),
            years=self.whole(raw.get("years"), "years", 0, LONGEST_KEPT),
        )

    def fields(self, raw: Any) -> tuple[FieldSpec, ...]:
        found: list[FieldSpec] = []
        for n, one in enumerate(self.sequence(raw, "fields", MOST_FIELDS)):
            path = f"fields[{n}]"
            one = self.mapping(
                one, path, ("code", "title", "type"),
                ("help", "required", "sealed", "in_list", "in_search", "choices", "width"),
            )  # fmt: skip
            if not one:
                continue
            code = self.text(one.get("code"), f"{path}.code", 30)
            if code and not _FIELD.match(code):
                self.fault(
                    f"{path}.code", _("“{code}”要用小写字母开头，只用小写字母、数字和下划线"), code=code
                )
            if code in {f.code for f in found}:
                self.fault(f"{path}.code", _("“{code}”写了两次"), code=code)
            kind = FieldType(self.one_of(one.get("type"), f"{path}.type", tuple(FieldType)))
            spec = FieldSpec(
                code=code,
                title=self.text(one.get("title"), f"{path}.title", 20),
                type=kind,
                help=self.text(one.get("help"), f"{path}.help", 120),
                required=self.flag(one.get("required"), f"{path}.required"),
                sealed=self.flag(one.get("sealed"), f"{path}.sealed"),
                in_list=self.flag(one.get("in_list"), f"{path}.in_list"),
                in_search=self.flag(one.get("in_search"), f"{path}.in_search"),
                choices=self.choices(one.get("choices"), f"{path}.choices", kind),
                width=self.whole(one.get("width", 0), f"{path}.width", 0, 200),
            )
            self.field_holds(spec, path)
            found.append(spec)
        return tuple(found)

    def field_holds(self, spec: FieldSpec, path: str) -> None:
        if spec.sealed and spec.type not in SEALABLE:
            self.fault(f"{path}.sealed", _("只有文字栏可以密封"))
        if spec.sealed and spec.in_list:
            self.fault(f"{path}.in_list", _("密封的栏不进列表"))
        if spec.sealed and spec.in_search:
            self.fault(f"{path}.in_search", _("密封的栏不进检索"))
        if spec.in_list and spec.type not in LISTABLE:
            self.fault(f"{path}.in_list", _("长文字和附件不进列表"))
        if spec.type is FieldType.FILE and spec.in_search:
            self.fault(f"{path}.in_search", _("附件不进检索"))

    def choices(self, raw: Any, path: str, kind: FieldType) -> tuple[tuple[str, str], ...]:
        if kind is not FieldType.CHOICE:
            if raw is not None:
                self.fault(path, _("只有选项栏写选项"))
            return ()
        if not isinstance(raw, dict) or len(raw) < 2:
            self.fault(path, _("选项至少写两个，每个写成“代号: 名称”"))
            return ()
        for key in raw:
            if not _FIELD.match(key):
                self.fault(
                    f"{path}.{key}", _("“{code}”要用小写字母开头，只用小写字母、数字和下划线"), code=key
                )
        return tuple((key, self.text(said, f"{path}.{key}", 20)) for key, said in raw.items())

    def promoted(
        self, raw: Any, path: str, fields: Mapping[str, FieldSpec], kind: FieldType, *, needed: bool = False
    ) -> str:
        code = self.text(raw, path, 30)
        if not code:
            return ""
        spec = fields.get(code)
        if spec is None:
            self.fault(path, _("没有“{code}”这一栏"), code=code)
        elif spec.type is not kind:
            self.fault(path, _("“{title}”不是这一项要的类型，要{kind}"), title=spec.title, kind=str(kind))
        elif spec.sealed:
            self.fault(path, _("“{title}”是密封的栏，不能拿来排序、汇总"), title=spec.title)
        elif needed and not spec.required:
            self.fault(path, _("“{title}”用来排列各行，要必填"), title=spec.title)
        return code

    def condition(self, raw: Any, path: str, fields: Mapping[str, FieldSpec]) -> Condition | None:
        if raw is None:
            return None
        raw = self.mapping(raw, path, ("field",), ("is", "reaches"))
        spec = fields.get(str(raw.get("field")))
        if raw and spec is None:
            self.fault(f"{path}.field", _("没有“{code}”这一栏"), code=raw.get("field"))
        if spec is None:
            return None
        if ("is" in raw) == ("reaches" in raw):
            self.fault(path, _("条件写 is（是哪几种）或 reaches（达到条文的哪个数），写一样"))
            return None
        if spec.sealed:
            self.fault(f"{path}.field", _("密封的栏不能作条件"))
        if "reaches" in raw:
            if spec.type not in (FieldType.MONEY, FieldType.INTEGER):
                self.fault(f"{path}.field", _("只有金额和整数能比大小"))
            return Condition(spec.code, figure=self.figure(raw["reaches"], f"{path}.reaches"))
        return Condition(spec.code, values=self.condition_values(raw["is"], f"{path}.is", spec))

    def condition_values(self, raw: Any, path: str, spec: FieldSpec) -> tuple[Any, ...]:
        if spec.type is FieldType.YES_NO:
            return (self.flag(raw, path),)
        if spec.type is not FieldType.CHOICE:
            self.fault(path, _("只有选项栏和是否栏能这样比"))
            return ()
        allowed = tuple(kept for kept, _shown in spec.choices)
        found = self.sequence(raw, path, 20)
        if not found:
            self.fault(path, _("没有写"))
        return tuple(self.one_of(v, f"{path}[{n}]", allowed) for n, v in enumerate(found) if allowed)

    def signatures(self, raw: Any, fields: Mapping[str, FieldSpec]) -> tuple[Signing, ...]:
        found = []
        for n, one in enumerate(self.sequence(raw, "signatures", MOST_STEPS)):
            path = f"signatures[{n}]"
            one = self.mapping(one, path, ("title", "posts"), ("article", "when"))
            posts = self.posts(one.get("posts"), f"{path}.posts", (FILLER, GOVERNMENT_HEAD))
            found.append(
                Signing(
                    title=self.text(one.get("title"), f"{path}.title", 20),
                    posts=posts,
                    article=self.article(one.get("article"), f"{path}.article"),
                    when=self.condition(one.get("when"), f"{path}.when", fields),
                )
            )
        return tuple(found)

    def limits(self, raw: Any, fields: Mapping[str, FieldSpec]) -> tuple[Limit, ...]:
        found = []
        for n, one in enumerate(self.sequence(raw, "limits", 20)):
            path = f"limits[{n}]"
            one = self.mapping(one, path, ("field", "figure", "level"), ("per", "over_year", "when"))
            if not one:
                continue
            limit = Limit(
                field=self.numeric(one.get("field"), f"{path}.field", fields),
                figure=self.figure(one.get("figure"), f"{path}.figure"),
                level=Level(self.one_of(one.get("level"), f"{path}.level", tuple(Level))),
                per=self.numeric(one.get("per"), f"{path}.per", fields),
                over_year=self.flag(one.get("over_year"), f"{path}.over_year"),
                when=self.condition(one.get("when"), f"{path}.when", fields),
            )
            self.limit_holds(limit, path, fields)
            found.append(limit)
        return tuple(found)

    def numeric(self, raw: Any, path: str, fields: Mapping[str, FieldSpec]) -> str:
        code = self.text(raw, path, 30)
        spec = fields.get(code)
        if code and spec is None:
            self.fault(path, _("没有“{code}”这一栏"), code=code)
        elif spec is not None and spec.type not in (FieldType.MONEY, FieldType.INTEGER):
            self.fault(path, _("只有金额和整数能比大小"))
        return code

    def limit_holds(self, limit: Limit, path: str, fields: Mapping[str, FieldSpec]) -> None:
        spec = fields.get(limit.field)
        measure = self.known.figures.get(limit.figure)
        if spec is not None and measure is not None and (measure == "yuan") != (spec.type is FieldType.MONEY):
            self.fault(f"{path}.figure", _("“{title}”和这个数不是同一种数"), title=spec.title)
        level = self.known.articles.get(limit.cite, "block")
        if limit.level is Level.REFUSE and level != "block":
            self.fault(f"{path}.level", _("{cite}不是拦截条，只能写 warn"), cite=limit.cite)
        if limit.over_year and limit.per:
            self.fault(f"{path}.per", _("全年累计的不再按人分摊"))

    def enclosures(self, raw: Any, fields: Mapping[str, FieldSpec]) -> tuple[Enclosure, ...]:
        found = []
        for n, one in enumerate(self.sequence(raw, "enclosures", 10)):
            path = f"enclosures[{n}]"
            one = self.mapping(one, path, ("title",), ("article", "when"))
            found.append(
                Enclosure(
                    title=self.text(one.get("title"), f"{path}.title", 30),
                    article=self.article(one.get("article"), f"{path}.article"),
                    when=self.condition(one.get("when"), f"{path}.when", fields),
                )
            )
        return tuple(found)

    def cautions(self, raw: Any, fields: Mapping[str, FieldSpec]) -> tuple[Caution, ...]:
        found = []
        for n, one in enumerate(self.sequence(raw, "cautions", 10)):
            path = f"cautions[{n}]"
            one = self.mapping(one, path, ("title", "article", "when"), ())
            when = self.condition(one.get("when"), f"{path}.when", fields)
            if when is not None:
                title = self.text(one.get("title"), f"{path}.title", 40)
                found.append(Caution(title, self.article(one.get("article"), f"{path}.article"), when))
        return tuple(found)

    def rhythm(self, raw: Any, rows: Any) -> Rhythm | None:
        if raw is None:
            return None
        raw = self.mapping(raw, "rhythm", ("figure", "period", "posts"), ("remind_before", "each"))
        if not raw:
            return None
        if "each" in raw and rows != Rows.BRANCH:
            self.fault("rhythm.each", _("只有按党组织登记的台账才能逐个催"))
        return Rhythm(
            figure=self.figure(raw.get("figure"), "rhythm.figure"),
            period=self.one_of(raw.get("period"), "rhythm.period", PERIODS),
            remind_before=self.whole(raw.get("remind_before", 3), "rhythm.remind_before", 0, 60),
            posts=self.posts(raw.get("posts"), "rhythm.posts"),
            each_branch="each" in raw and self.one_of(raw["each"], "rhythm.each", ("branch",)) == "branch",
        )

    def print(self, raw: Any, fields: Mapping[str, FieldSpec]) -> Print:
        raw = self.mapping(raw, "print", ("columns",), ("landscape", "signers"))
        columns = []
        for n, code in enumerate(self.sequence(raw.get("columns"), "print.columns", MOST_COLUMNS)):
            spec = fields.get(str(code))
            if spec is None:
                self.fault(f"print.columns[{n}]", _("没有“{code}”这一栏"), code=code)
            elif spec.sealed or spec.type is FieldType.FILE:
                self.fault(f"print.columns[{n}]", _("密封的栏和附件不印进目录"))
            else:
                columns.append(spec.code)
        signers = tuple(
            self.text(one, f"print.signers[{n}]", 20)
            for n, one in enumerate(self.sequence(raw.get("signers"), "print.signers", 6))
        )
        return Print(tuple(columns), self.flag(raw.get("landscape"), "print.landscape"), signers)
