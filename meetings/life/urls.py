"""Addresses of the democratic life meeting, under /huiyi/shenghuohui/; names are those of the app."""

from django.urls import path

from meetings.life.views import holding, preparing, reading

urlpatterns = [
    path("", reading.LifeList.as_view(), name="lives"),
    path("daochu/", reading.LifeSheet.as_view(), name="lives-sheet"),
    path("jiceng/", holding.RecordOuting.as_view(), name="life-outing"),
    path("<int:pk>/", reading.LifeDetail.as_view(), name="life"),
    path("<int:pk>/baosongjian/", reading.LifePackage.as_view(), name="life-package"),
    path("<int:pk>/zhuti/", preparing.SetTheme.as_view(), name="life-theme"),
    path("<int:pk>/yijian/", preparing.RecordOpinion.as_view(), name="life-opinion"),
    path("<int:pk>/fankui/", preparing.ReturnOpinions.as_view(), name="life-return"),
    path("<int:pk>/baogao/", preparing.ReportUp.as_view(), name="life-report"),
    path("<int:pk>/pizhun/", preparing.RecordApproval.as_view(), name="life-approve"),
    path("<int:pk>/gaiqi/", preparing.PutOff.as_view(), name="life-put-off"),
    path("<int:pk>/huishang/", holding.RecordProceedings.as_view(), name="life-proceedings"),
    path("<int:pk>/fayan/", holding.RecordSpeech.as_view(), name="life-speak"),
    path("<int:pk>/cuoshi/", holding.SetMeasure.as_view(), name="life-measure"),
    path("<int:pk>/tongbao/", holding.Publish.as_view(), name="life-publish"),
    path("<int:pk>/baosong/", holding.Submit.as_view(), name="life-submit"),
    path("<int:pk>/dayin/<slug:kind>/", holding.PrintPaper.as_view(), name="life-print"),
    path("yijian/<int:pk>/huaqu/", preparing.StrikeOpinion.as_view(), name="life-opinion-strike"),
    path("fayan/<int:pk>/huaqu/", holding.StrikeSpeech.as_view(), name="life-speech-strike"),
    path("chengyuan/<int:pk>/qianshou/", preparing.ReceiveFeedback.as_view(), name="life-receive"),
    path("chengyuan/<int:pk>/tanxin/", preparing.RecordTalk.as_view(), name="life-talk"),
    path("chengyuan/<int:pk>/cailiao/", preparing.HandInStatement.as_view(), name="life-state"),
]
