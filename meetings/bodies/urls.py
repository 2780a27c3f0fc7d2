"""Addresses of other bodies' meetings, under /huiyi/qita/; names are those of the app."""

from django.urls import path

from meetings.bodies.views import calling, papers, reading, sitting, year

urlpatterns = [
    path("", reading.BodyList.as_view(), name="bodies"),
    path("daochu/", reading.BodySheet.as_view(), name="bodies-sheet"),
    path("niandu/", year.BodyYear.as_view(), name="body-year"),
    path("zhaoji/<slug:kind>/", calling.CallBody.as_view(), name="body-call"),
    path("bulu/<slug:kind>/", calling.EnterBody.as_view(), name="body-enter"),
    path("<int:pk>/", reading.BodyDetail.as_view(), name="body"),
    path("<int:pk>/tongzhi/", calling.GiveNotice.as_view(), name="body-notice"),
    path("<int:pk>/quxiao/", calling.CancelBody.as_view(), name="body-cancel"),
    path("<int:pk>/daohui/", sitting.RecordAttendance.as_view(), name="body-attend"),
    path("<int:pk>/yikai/", sitting.CloseBody.as_view(), name="body-close"),
    path("<int:pk>/qingkuang/", sitting.Summarise.as_view(), name="body-summary"),
    path("<int:pk>/qianfa/", sitting.SignMinutes.as_view(), name="body-sign"),
    path("<int:pk>/jiyao/", papers.PrintMinutes.as_view(), name="body-minutes-print"),
    path("<int:pk>/qiandaobiao/", papers.PrintSignIn.as_view(), name="body-sign-in-print"),
    path("<int:pk>/shixiang/", sitting.RecordMatter.as_view(), name="body-matter-add"),
    path("xiwei/<int:pk>/qianshou/", calling.Acknowledge.as_view(), name="body-ack"),
    path("xiwei/<int:pk>/qingjia/", calling.AskLeave.as_view(), name="body-leave"),
    path("shixiang/<int:pk>/gengzheng/", sitting.CorrectMatter.as_view(), name="body-matter-correct"),
    path("shixiang/<int:pk>/huaqu/", sitting.StrikeMatter.as_view(), name="body-matter-strike"),
    path("shixiang/<int:pk>/tijiao/", sitting.ReferMatter.as_view(), name="body-matter-refer"),
    path("shixiang/<int:pk>/luoshi/", sitting.FinishMatter.as_view(), name="body-matter-done"),
]
