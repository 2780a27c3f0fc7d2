"""Addresses of rating rounds, under /ceping/. `sheet` is the one that is printed on slips: it is open to everybody,
and its request lines are kept out of the access logs (deploy/)."""

from django.urls import path

from governance.ballots.rating.views import office, papers, sheet, steps

app_name = "rating"
urlpatterns = [
    path("", office.RoundList.as_view(), name="list"),
    path("xinjian/", steps.SetUp.as_view(), name="set-up"),
    path("<uuid:pk>/", sheet.Sheet.as_view(), name="sheet"),
    path("<uuid:pk>/banli/", office.RoundPage.as_view(), name="round"),
    path("<uuid:pk>/xiugai/", steps.Amend.as_view(), name="amend"),
    path("<uuid:pk>/shending/", steps.Approve.as_view(), name="approve"),
    path("<uuid:pk>/yinma/", papers.PrintCodes.as_view(), name="print-codes"),
    path("<uuid:pk>/chongyin/", papers.ReprintCodes.as_view(), name="reprint-codes"),
    path("<uuid:pk>/dingmingdan/", steps.FixRoll.as_view(), name="fix-roll"),
    path("<uuid:pk>/kaishi/", steps.Open.as_view(), name="open"),
    path("<uuid:pk>/jiezhi/", steps.Close.as_view(), name="close"),
    path("<uuid:pk>/heduibiao/", steps.Reconcile.as_view(), name="reconcile"),
    path("<uuid:pk>/hedui/", steps.Check.as_view(), name="check"),
    path("<uuid:pk>/yijian/", steps.Remarks.as_view(), name="remarks"),
    path("<uuid:pk>/gongbu/", steps.Release.as_view(), name="release"),
    path("<uuid:pk>/zuofei/", steps.Void.as_view(), name="void"),
    path("<uuid:pk>/jieguo/", office.ResultPage.as_view(), name="result"),
    path("<uuid:pk>/jieguo.pdf", papers.ResultPaper.as_view(), name="result-paper"),
    path("<uuid:pk>/zhipiao.pdf", papers.BlankSheets.as_view(), name="blank-sheets"),
]
