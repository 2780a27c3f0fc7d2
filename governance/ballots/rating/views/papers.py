"""Papers made in the request: slips with codes (once, never kept) and blank sheets; and the way to the result."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from governance.ballots import codes
from governance.ballots.models import RatingRound
from governance.ballots.rating import services
from governance.ballots.rating.forms import ReasonForm
from governance.ballots.rating.papers import RESULT, render_sheets, render_slips
from governance.ballots.rating.views.office import RoundView
from governance.ballots.rating.views.steps import RoundVerb
from governance.ballots.slips import Drawn
from governance.documents.models import Document
from governance.documents.rendering import MissingGlyphs, RenderedPdf
from governance.documents.views import DocumentFile


def pdf_answer(rendered: RenderedPdf, name: str) -> HttpResponse:
    """A paper of the moment: the browser is told not to keep it."""
    response = HttpResponse(rendered.data, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf")
    response["Cache-Control"] = "no-store, private"
    return response


@method_decorator(never_cache, name="dispatch")
class PrintCodes(RoundVerb):
    """The answer to the form is the paper itself; sent again, the form says that it was done."""

    action = "ballots.round.codes_printed"
    title = gettext_lazy("印测评码")
    confirm = gettext_lazy("确认印测评码")
    note = gettext_lazy(
        "点下去直接得到印好码的文件，请马上打印，只有这一次；码不存在任何地方，文件打印后请删掉。"
        "码多的要等一会儿，五百张约半分钟，请不要离开本页，也不要再点。"
        "沿线剪开，同类的混在一起装进本类信封。没有印好的可以重印，先印的全部作废。"
    )

    @sensitive_variables()
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.paper: HttpResponse | None = None
        response = super().post(request, *args, **kwargs)
        return self.paper or response

    @sensitive_variables()
    def perform(self, form: forms.Form, *, once: uuid.UUID, reason: str) -> RatingRound:
        self.try_out()
        round_, drawn = self.draw(form, once)
        name = _("%(title)s测评码") % {"title": round_.title}
        self.paper = pdf_answer(render_slips(round_, round_.classes, drawn), name)
        return round_

    @sensitive_variables()
    def draw(self, form: forms.Form, once: uuid.UUID) -> tuple[RatingRound, list[Drawn]]:
        return services.print_codes(round_id=self.object.pk, actor=self.actor, once=once)

    def try_out(self) -> None:
        """One slip of each class with a code that counts for nothing: what cannot be printed is said before codes
        are drawn."""
        classes = self.object.classes
        try:
            render_slips(self.object, classes, [Drawn(codes.new_slip(), one.number) for one in classes])
        except MissingGlyphs as missing:
            raise ValidationError(
                _("字库里没有这些字：%(characters)s。请系统管理员补字体，内容已保存。")
                % {"characters": "、".join(missing.characters)}
            ) from missing


class ReprintCodes(PrintCodes):
    action = "ballots.round.codes_reprinted"
    title = gettext_lazy("重印测评码")
    confirm = gettext_lazy("确认重印测评码")
    form_class = ReasonForm
    note = gettext_lazy("重印的是新码，先印的全部作废，请收齐销毁。点下去直接得到文件，只有这一次。")

    @sensitive_variables()
    def draw(self, form: forms.Form, once: uuid.UUID) -> tuple[RatingRound, list[Drawn]]:
        return services.reprint_codes(
            round_id=self.object.pk, actor=self.actor, once=once, **form.cleaned_data
        )


class BlankSheets(RoundView):
    """P-23 for the paper share: one page a class, to be copied as often as the class needs."""

    action = "ballots.round.read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        round_: RatingRound = self.object
        classes = [one for one in round_.classes if one.paper] or round_.classes
        if not classes or not round_.subjects:
            raise Http404
        return pdf_answer(render_sheets(round_, classes), _("%(title)s票") % {"title": round_.title})


class ResultPaper(RoundView):
    """The paper of the result, made when it was released."""

    action = "ballots.round.result_read"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = (
            Document.objects.visible_to(self.actor)
            .filter(kind=RESULT, subject_type=RatingRound._meta.label_lower, subject_id=str(self.object.pk))
            .order_by("-id")
            .first()
        )
        if found is None:
            raise Http404
        return DocumentFile.as_view()(request, pk=found.pk)
