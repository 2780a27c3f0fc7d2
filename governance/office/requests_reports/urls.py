"""Addresses of requests and reports, under /qingshi/."""

from django.urls import path

from governance.office.requests_reports.views import entrusting, failures, incoming, upward

app_name = "requests"
urlpatterns = [
    path("", upward.UpwardList.as_view(), name="list"),
    path("daochu/", upward.UpwardSheet.as_view(), name="sheet"),
    path("nigao/", upward.DraftPaper.as_view(), name="draft"),
    path("<int:pk>/", upward.PaperPage.as_view(), name="paper"),
    path("<int:pk>/xiugai/", upward.Revise.as_view(), name="revise"),
    path("<int:pk>/hegao/", upward.Countersign.as_view(), name="countersign"),
    path("<int:pk>/taolun/", upward.Decide.as_view(), name="decide"),
    path("<int:pk>/jishi/", upward.Tell.as_view(), name="tell"),
    path("<int:pk>/qianfa/", upward.Sign.as_view(), name="sign"),
    path("<int:pk>/shangbao/", upward.Send.as_view(), name="send"),
    path("<int:pk>/cuixun/", upward.Chase.as_view(), name="chase"),
    path("<int:pk>/pifu/", upward.Reply.as_view(), name="reply"),
    path("<int:pk>/luoshi/", upward.Carry.as_view(), name="carry"),
    path("<int:pk>/yishou/", upward.Noted.as_view(), name="note"),
    path("<int:pk>/chexia/", upward.Withdraw.as_view(), name="withdraw"),
    path("weituo/", entrusting.Entrustments.as_view(), name="entrustments"),
    path("weituo/xin/", entrusting.Entrust.as_view(), name="entrust"),
    path("weituo/<int:pk>/chexiao/", entrusting.Revoke.as_view(), name="revoke"),
    path("xiaji/", incoming.IncomingList.as_view(), name="incoming-list"),
    path("xiaji/daochu/", incoming.IncomingSheet.as_view(), name="incoming-sheet"),
    path("xiaji/dengji/<slug:source>/", incoming.Enter.as_view(), name="enter"),
    path("xiaji/baosong/", incoming.Submit.as_view(), name="submit"),
    path("xiaji/<int:pk>/", incoming.IncomingPage.as_view(), name="incoming"),
    path("xiaji/<int:pk>/shouwen/", incoming.Receive.as_view(), name="receive"),
    path("xiaji/<int:pk>/pifu/", incoming.Answer.as_view(), name="answer"),
    path("xiaji/<int:pk>/yuepi/", incoming.Note.as_view(), name="incoming-note"),
    path("jidu/", incoming.MatrixPage.as_view(), name="matrix"),
    path("jidu/daochu/", incoming.MatrixSheet.as_view(), name="matrix-sheet"),
    path("shibao/", failures.FailureList.as_view(), name="failures"),
    path("shibao/daochu/", failures.FailureSheet.as_view(), name="failures-sheet"),
    path("shibao/dengji/", failures.Record.as_view(), name="failure-record"),
    path("shibao/<int:pk>/", failures.FailurePage.as_view(), name="failure"),
    path("shibao/<int:pk>/chuli/", failures.Deal.as_view(), name="failure-deal"),
    path("shibao/<int:pk>/chexiao/", failures.Lift.as_view(), name="failure-lift"),
]
