"""The trail's pages, mounted as `audit`."""

from django.urls import path, register_converter

from governance.access import audit_views as views
from governance.access import browse_views

app_name = "audit"


class ObjectTypeConverter:
    """`app.model`, as acts store it."""

    regex = r"[a-z_]{1,40}\.[a-z_]{1,40}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ObjectTypeConverter, "object_type")

urlpatterns = [
    path("", views.MyActsView.as_view(), name="mine"),
    path("liulan/", browse_views.BrowseActs.as_view(), name="browse"),
    path("liulan/daochu/", browse_views.ActSheet.as_view(), name="browse-sheet"),
    path("lanjie/", views.RefusalsView.as_view(), name="refusals"),
    path("lanjie/<int:organization_id>/", views.RefusalsView.as_view(), name="refusals-of"),
    path("shixiang/<object_type:object_type>/<slug:object_id>/", views.ObjectView.as_view(), name="object"),
    path("<uuid:pk>/", views.ActView.as_view(), name="act"),
]
