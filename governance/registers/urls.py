"""Addresses of registers, under /taizhang/."""

from django.urls import path

from governance.registers.views import declared, entries, lists, many, sheets

app_name = "registers"
urlpatterns = [
    path("", lists.RegisterList.as_view(), name="index"),
    path("shezhi/", declared.DeclaredList.as_view(), name="declared"),
    path("shezhi/tichu/", declared.Propose.as_view(), name="propose"),
    path("shezhi/<int:pk>/", declared.DeclaredPage.as_view(), name="declared-one"),
    path("shezhi/<int:pk>/xiugai/", declared.Change.as_view(), name="declared-change"),
    path("shezhi/<int:pk>/qiyong/", declared.Confirm.as_view(), name="declared-confirm"),
    path("shezhi/<int:pk>/tuihui/", declared.Decline.as_view(), name="declared-decline"),
    path("shezhi/<int:pk>/tingyong/", declared.End.as_view(), name="declared-end"),
    path("<slug:code>/", lists.EntryList.as_view(), name="list"),
    path("<slug:code>/daochu/", lists.EntrySheet.as_view(), name="sheet"),
    path("<slug:code>/tongji/", lists.Statistics.as_view(), name="statistics"),
    path("<slug:code>/shitu/", lists.KeepView.as_view(), name="keep-view"),
    path("<slug:code>/dengji/", entries.Enter.as_view(), name="enter"),
    path("<slug:code>/chengpi-baoqian/", many.SubmitSeveral.as_view(), name="submit-several"),
    path("<slug:code>/chengpi-qianzi/", many.SignSeveral.as_view(), name="sign-several"),
    path("<slug:code>/mulu.pdf", sheets.ListPaper.as_view(), name="list-paper"),
    path("<slug:code>/daoru/", sheets.Import.as_view(), name="import"),
    path("<slug:code>/daoru/moban/", sheets.ImportTemplate.as_view(), name="import-template"),
    path("<slug:code>/daoru/<uuid:key>/", sheets.ImportCheck.as_view(), name="import-check"),
    path("<slug:code>/daoru/<uuid:key>/cuowu/", sheets.ImportFaults.as_view(), name="import-faults"),
    path("<slug:code>/<int:pk>/", entries.EntryPage.as_view(), name="entry"),
    path("<slug:code>/<int:pk>/dan.pdf", sheets.EntryPaper.as_view(), name="entry-paper"),
    path("<slug:code>/<int:pk>/mifeng/", entries.SealedPage.as_view(), name="sealed"),
    path("<slug:code>/<int:pk>/gengzheng/", entries.Correct.as_view(), name="correct"),
    path("<slug:code>/<int:pk>/baoqian/", entries.Submit.as_view(), name="submit"),
    path("<slug:code>/<int:pk>/qianzi/", entries.Sign.as_view(), name="sign"),
    path("<slug:code>/<int:pk>/tuihui/", entries.SendBack.as_view(), name="send-back"),
    path("<slug:code>/<int:pk>/zuofei/", entries.Void.as_view(), name="void"),
    path("<slug:code>/<int:entry>/fujian/<int:pk>/", entries.FileOf.as_view(), name="file"),
]
