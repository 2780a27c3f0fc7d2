"""A town's own registers: the form, what comes of it, who puts it to use."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.access.policy import ask
from governance.access.typed import LineField, TextField
from governance.access.views import PageView, VerbView
from governance.people.standard_posts import STANDARD_POSTS
from governance.registers import building, catalogue, services
from governance.registers.forms import BecauseForm, WholeField
from governance.registers.models import DeclaredRegister
from governance.registers.parts import posts_of
from governance.registers.rules.declaration import EVERYBODY, GOVERNMENT_HEAD, Rows
from governance.registers.rules.faults import BadDeclaration

EXAMPLE = "借出日期，日期，必填，列表\n物品，文字，必填，列表，检索\n借用人，人员，必填，列表\n状态，选项：在借/已还，必填，列表\n备注，长文字"


class SketchForm(forms.Form):
    title = LineField(
        label=gettext_lazy("台账名称"), max_length=20, help_text=gettext_lazy("例：公物借用登记。")
    )
    about = LineField(
        label=gettext_lazy("一句话说明"), max_length=120, help_text=gettext_lazy("登记什么、一行是什么。")
    )
    ground = LineField(
        label=gettext_lazy("依据"),
        max_length=100,
        help_text=gettext_lazy("凭什么设这本台账。例：11月20日党委会议定。"),
    )
    mark = LineField(
        label=gettext_lazy("编号字样"),
        max_length=6,
        help_text=gettext_lazy("例：借，编号就是借〔2026〕1号。"),
    )
    rows = forms.ChoiceField(
        label=gettext_lazy("各行是谁的"),
        choices=[
            (str(Rows.TOWN), gettext_lazy("全镇一本")),
            (str(Rows.BRANCH), gettext_lazy("各党组织、村分别登")),
            (str(Rows.PERSON), gettext_lazy("各人登各人的")),
        ],
        widget=forms.RadioSelect,
        initial=str(Rows.TOWN),
    )
    fields_typed = TextField(
        label=gettext_lazy("栏目"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "一行一栏：栏名，类型，再写要的“必填、列表、检索、密封”。类型有文字、长文字、日期、金额、整数、选项、人员、单位、是否、附件；选项写成“选项：在借/已还”。至少一栏日期、一栏文字。"
        ),
    )
    signers_typed = TextField(
        label=gettext_lazy("谁签字，照次序"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "一行一步，写职务；可以写成“核对：党政办主任”，几个职务都可以签的用“或”隔开。没有人签的空着。"
        ),
    )
    fillers = forms.MultipleChoiceField(label=gettext_lazy("谁来填"), widget=forms.CheckboxSelectMultiple)
    readers = forms.MultipleChoiceField(
        label=gettext_lazy("还给谁看"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sealed_readers = forms.MultipleChoiceField(
        label=gettext_lazy("密封的栏给谁看"), required=False, widget=forms.CheckboxSelectMultiple
    )
    years = WholeField(
        label=gettext_lazy("保存几年"), initial=10, help_text=gettext_lazy("写0就是永久保存。")
    )
    landscape = forms.BooleanField(label=gettext_lazy("目录横着印"), required=False)
    text = forms.CharField(
        label=gettext_lazy("声明全文"),
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "只有要写限额、条件签字、附件的才用，写了就照它，上面的栏目和签字不用填。code 写 own。"
        ),
    )

    def __init__(self, *args: Any, posts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = list(posts)
        everybody = (EVERYBODY, _("在职的都可以"))
        self.fields["fillers"].choices = [everybody, *self.posts]  # type: ignore[attr-defined]
        self.fields["readers"].choices = [everybody, *self.posts]  # type: ignore[attr-defined]
        self.fields["sealed_readers"].choices = self.posts  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial.setdefault("fields_typed", EXAMPLE)

    def write(self, code: str) -> str:
        """The declaration under the code. Raises building.BadLine."""
        given = self.cleaned_data
        if given["text"]:
            text = str(given["text"]).replace("\r\n", "\n") + "\n"
            return re.sub(r"^code: *own *$", f"code: {code}", text, count=1, flags=re.MULTILINE)
        sketch = building.Sketch(
            title=given["title"],
            about=given["about"],
            mark=given["mark"],
            years=given["years"],
            rows=given["rows"],
            fields=given["fields_typed"],
            signers=given["signers_typed"],
            fillers=given["fillers"],
            readers=given["readers"],
            sealed_readers=given["sealed_readers"],
            landscape=given["landscape"],
        )
        by_title = {title: code for code, title in self.posts}
        by_title |= {STANDARD_POSTS[code].title: code for code, _title in self.posts}
        by_title |= {_("镇长"): GOVERNMENT_HEAD}
        return building.written(code, sketch, by_title)


class DeclaredList(PageView):
    action = "registers.declared.listed"
    template_name = "registers/declared.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        rows = DeclaredRegister.objects.visible_to(self.actor).filter(organization=self.organization)
        return super().context(
            rows=rows.select_related("proposed_by", "settled_by"),
            may_propose=ask(self.actor, "registers.register.proposed", self.organization).allowed,
            **extra,
        )


class Propose(VerbView):
    action = "registers.register.proposed"
    template_name = "registers/propose.html"
    title = gettext_lazy("提出台账")
    form_class = SketchForm
    drafted = True

    def form_kwargs(self) -> dict[str, Any]:
        return {"posts": posts_of(self.organization)}

    def context(self, **extra: Any) -> dict[str, Any]:
        return super().context(**{"title": self.title, "back_url": self.back_url(), **extra})

    def back_url(self) -> str:
        return reverse("registers:declared")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DeclaredRegister:
        assert isinstance(form, SketchForm)
        with saying_faults():
            return services.propose_register(
                organization=self.organization,
                actor=self.actor,
                write=form.write,
                ground=form.cleaned_data["ground"],
                once=once,
            )

    def success_url(self, result: DeclaredRegister) -> str:
        return reverse("registers:declared-one", args=[result.pk])

    def success_text(self, result: DeclaredRegister) -> str:
        return _("已提出“%(title)s”，请另一人确认启用。") % {"title": result.title}


class Change(Propose):
    """The same register declared anew; rows entered before keep the declaration they were entered under."""

    title = gettext_lazy("提出修改")
    model = DeclaredRegister

    def form_kwargs(self) -> dict[str, Any]:
        row: DeclaredRegister = self.object
        declaration = catalogue.pinned(row.text, row.code).declaration
        initial = {
            "title": declaration.title,
            "about": declaration.about,
            "mark": declaration.mark,
            "rows": str(declaration.rows),
            "fillers": list(declaration.fillers),
            "readers": list(declaration.readers),
            "sealed_readers": list(declaration.sealed_readers),
            "years": declaration.years,
            "landscape": declaration.print.landscape,
            "fields_typed": "",
            "text": row.text,
        }
        return {**super().form_kwargs(), "initial": initial}

    def back_url(self) -> str:
        return reverse("registers:declared-one", args=[self.object.pk])

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DeclaredRegister:
        assert isinstance(form, SketchForm)
        with saying_faults():
            return services.propose_register(
                organization=self.organization,
                actor=self.actor,
                write=form.write,
                ground=form.cleaned_data["ground"],
                changes=self.object.code,
                once=once,
            )


class saying_faults:
    """Faults of a declaration as errors of the form."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, BadDeclaration):
            raise ValidationError([f"{one.path}：{one.sentence(_)}。" for one in error.faults]) from error
        if isinstance(error, building.BadLine):
            raise ValidationError(str(error)) from error


class OfDeclared(PageView):
    abstract_view = True
    model = DeclaredRegister


class DeclaredPage(OfDeclared):
    action = "registers.declared.read"
    template_name = "registers/declared_one.html"

    def context(self, **extra: Any) -> dict[str, Any]:
        row: DeclaredRegister = self.object
        declaration = catalogue.pinned(row.text, row.code).declaration
        titles = {
            **{code: post.title for code, post in STANDARD_POSTS.items()},
            **dict(posts_of(self.organization)),
        }
        titles |= {EVERYBODY: _("在职的都可以"), GOVERNMENT_HEAD: _("镇长")}
        kinds = {str(kind): said for said, kind in building.TYPES.items()}
        steps = (
            ("registers.register.confirmed", "confirm", _("确认启用"), row.status == row.Status.PROPOSED),
            ("registers.register.declined", "decline", _("退回"), row.status == row.Status.PROPOSED),
            ("registers.register.ended", "end", _("停用"), row.status == row.Status.CONFIRMED),
        )
        return super().context(
            row=row,
            register=declaration,
            fields=[(spec, kinds[str(spec.type)]) for spec in declaration.fields],
            signatures=[
                (step.title, "、".join(titles.get(code, code) for code in step.posts))
                for step in declaration.signatures
            ],
            fillers="、".join(titles.get(code, code) for code in declaration.fillers),
            readers="、".join(titles.get(code, code) for code in declaration.readers),
            buttons=[
                (label, reverse(f"registers:declared-{name}", args=[row.pk]))
                for action, name, label, now in steps
                if now and ask(self.actor, action, row).allowed
            ],
            may_change=row.status == row.Status.CONFIRMED
            and ask(self.actor, "registers.register.proposed", row).allowed,
            **extra,
        )


class DeclaredVerb(VerbView):
    abstract_view = True
    model = DeclaredRegister
    template_name = "registers/declared_step.html"
    consequence: Any = ""
    done: Any = ""

    def back_url(self) -> str:
        return reverse("registers:declared-one", args=[self.object.pk])

    def success_url(self, result: DeclaredRegister) -> str:
        return self.back_url()

    def success_text(self, result: DeclaredRegister) -> str:
        return str(self.done) % {"title": result.title}

    def context(self, **extra: Any) -> dict[str, Any]:
        more = {"title": self.title, "consequence": self.consequence, "back_url": self.back_url()}
        return super().context(**{**more, "row": self.object, **extra})


class Confirm(DeclaredVerb):
    action = "registers.register.confirmed"
    title = gettext_lazy("启用")
    consequence = gettext_lazy("启用后列在“台账”里，照声明的人可以填、签、看。登记过的行以后改了声明也不变。")
    done = gettext_lazy("已启用“%(title)s”。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DeclaredRegister:
        with saying_faults():
            return services.confirm_register(row_id=self.object.pk, actor=self.actor, once=once)


class Decline(DeclaredVerb):
    action = "registers.register.declined"
    title = gettext_lazy("退回")
    form_class = BecauseForm
    consequence = gettext_lazy("退回后由提出的人改了另提。")
    done = gettext_lazy("已退回“%(title)s”。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DeclaredRegister:
        return services.decline_register(
            row_id=self.object.pk, actor=self.actor, because=form.cleaned_data["because"], once=once
        )


class End(DeclaredVerb):
    action = "registers.register.ended"
    title = gettext_lazy("停用")
    form_class = BecauseForm
    consequence = gettext_lazy("停用后不再登记，登记过的照样查阅。")
    done = gettext_lazy("已停用“%(title)s”。")

    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> DeclaredRegister:
        return services.end_register(
            row_id=self.object.pk, actor=self.actor, because=form.cleaned_data["because"], once=once
        )
