"""Addresses of the study group, under /huiyi/zxz/; names are those of the app."""

from django.urls import path

from meetings.study.views import reading, verbs

urlpatterns = [
    path("", reading.StudyList.as_view(), name="studies"),
    path("daochu/", reading.StudySheet.as_view(), name="studies-sheet"),
    path("wode/", reading.OwnStudy.as_view(), name="study-own"),
    path("wode/biji/", verbs.HandInNote.as_view(), name="study-note-add"),
    path("biji/<int:pk>/", reading.NoteDetail.as_view(), name="study-note"),
    path("biji/<int:pk>/tuijie/", verbs.Recommend.as_view(), name="study-recommend"),
    path("jihua/xin/", verbs.DraftPlan.as_view(), name="study-plan"),
    path("jihua/<int:pk>/", reading.StudyYear.as_view(), name="study-year"),
    path("jihua/<int:pk>/zhuanti/", verbs.AddTopic.as_view(), name="study-topic-add"),
    path("jihua/<int:pk>/shending/", verbs.ConfirmPlan.as_view(), name="study-confirm"),
    path("jihua/<int:pk>/nianzhong/", verbs.CheckMidyear.as_view(), name="study-check"),
    path("jihua/<int:pk>/baogao/", verbs.ReportYear.as_view(), name="study-report"),
    path("jihua/<int:pk>/dayin/", verbs.PrintPlan.as_view(), name="study-print"),
    path("zhuanti/<int:pk>/", verbs.ChangeTopic.as_view(), name="study-topic"),
    path("zhuanti/<int:pk>/huiyi/", verbs.SetSession.as_view(), name="study-session"),
    path("hui/<int:pk>/", reading.StudySession.as_view(), name="study"),
    path("hui/<int:pk>/dayin/", verbs.PrintRecord.as_view(), name="study-record"),
    path("xiwei/<int:pk>/zhunjia/", verbs.GrantLeave.as_view(), name="study-leave"),
    path("xiwei/<int:pk>/buxue/", verbs.MakeUp.as_view(), name="study-make-up"),
]
