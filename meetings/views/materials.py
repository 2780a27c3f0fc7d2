"""Verbs on the files of a topic, and handing one out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.access.log import log_reading
from governance.access.views import PageView
from governance.audit.sealed import Erased
from governance.documents.kept_files import read_kept
from governance.documents.uploads import kind_of_media
from meetings.forms.materials import MaterialForm, VersionForm
from meetings.models import Topic, TopicMaterial
from meetings.services import materials
from meetings.views.base import BecauseVerb, MeetingVerb
from meetings.views.topics import TopicVerb


class AddMaterial(TopicVerb):
    action = "meetings.material.added"
    title = _("上传材料")
    form_class = MaterialForm
    consequence = _("看得到这个议题的人都看得到材料，回避的人看不到。发出通知时一并送达；换新版时旧版保留。")

    def place_url(self) -> str:
        return super().place_url() + "#materials"

    def carry_out(self, form: Any, **common: Any) -> TopicMaterial:
        return materials.add_material(topic_id=self.object.pk, **form.cleaned_data, **common)


class MaterialVerb(MeetingVerb):
    abstract_view = True
    model = TopicMaterial

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("topic", "organization")

    @property
    def topic(self) -> Topic:
        found: Topic = self.object.topic
        return found

    def place_url(self) -> str:
        return super().place_url() + "#materials"

    def heading(self) -> str:
        return str(self.topic)


class ReplaceMaterial(MaterialVerb):
    action = "meetings.material.replaced"
    title = _("换新版")
    form_class = VersionForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"gist": self.object.gist, "amount": self.object.amount}}

    def consequence_text(self) -> str:
        return _now("换下的是%(material)s，旧版保留，照样看得到。通知发出以后换的，按换的那天算送达。") % {
            "material": self.object
        }

    def carry_out(self, form: Any, **common: Any) -> TopicMaterial:
        return materials.replace_material(material_id=self.object.pk, **form.cleaned_data, **common)


class WithdrawMaterial(MaterialVerb, BecauseVerb):
    action = "meetings.material.withdrawn"
    title = _("撤回材料")
    because_hint = _("撤回后不再算上会材料，文件和理由都保留。")

    def consequence_text(self) -> str:
        return _now("撤回的是%(material)s。") % {"material": self.object}

    def carry_out(self, form: Any, **common: Any) -> TopicMaterial:
        return materials.withdraw_material(
            material_id=self.object.pk, because=form.cleaned_data["because"], **common
        )


class MaterialFile(PageView):
    """One version of one file. Opening that of a secret topic leaves a row in the access log."""

    action = "meetings.material.read"
    model = TopicMaterial

    def visible(self) -> models.QuerySet:
        return super().visible().select_related("topic", "organization")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        material: TopicMaterial = self.object
        try:
            content = read_kept(material.file)
        except (FileNotFoundError, Erased):
            raise Http404 from None
        if material.topic.is_secret:
            log_reading(self.decision, material.organization_id, request)
        return FileResponse(
            BytesIO(content),
            content_type=material.media_type,
            filename=material.file_name,
            as_attachment=not kind_of_media(material.media_type).shown,
        )
