"""All addresses. Governed pages live in their package's `urls.py`."""

from django.contrib import admin
from django.urls import include, path

from governance.access import login
from governance.access.list_views import ChooseColumns
from governance.operation.views import HealthOfPagesView, HealthView
from meetings.views.desk import DeskView

urlpatterns = [
    path("", DeskView.as_view(), name="desk"),
    path("huiyi/", include("meetings.urls")),
    path("duban/", include("meetings.supervision.urls")),
    path("liebiao/<slug:name>/", ChooseColumns.as_view(), name="list-columns"),
    path("denglu/", login.SignInView.as_view(), name="login"),
    path("tuichu/", login.SignOutView.as_view(), name="logout"),
    path("mima/", login.OwnPasswordView.as_view(), name="password-change"),
    path("mima/shouci/", login.FirstPasswordView.as_view(), name="password-first"),
    path("mima/shebei/", login.DevicesView.as_view(), name="devices"),
    path("mima/yigai/", login.PasswordChangedView.as_view(), name="password-changed"),
    path("liuhen/", include("governance.access.urls")),
    path("renyuan/", include("governance.access.roster.urls")),
    path("liucheng/", include("governance.procedures.urls")),
    path("tixing/", include("governance.deadlines.urls")),
    path("sousuo/", include("governance.search.urls")),
    path("zhidu/tijian/", include("governance.office.rule_review.urls")),
    path("zhidu/", include("governance.rulebook.urls")),
    path("dangdaihui/", include("governance.office.congress.urls")),
    path("ceping/", include("governance.ballots.rating.urls")),
    path("qingshi/", include("governance.office.requests_reports.urls")),
    path("zeren/", include("governance.office.responsibilities.urls")),
    path("taizhang/", include("governance.registers.urls")),
    path("toupiao/", include("governance.ballots.urls")),
    path("", include("governance.documents.urls")),
    path("guanli/", admin.site.urls),
    path("healthz", HealthView.as_view(), name="healthz"),
    path("healthz/web", HealthOfPagesView.as_view(), name="healthz-web"),
]

handler500 = "governance.operation.errors.server_error"
