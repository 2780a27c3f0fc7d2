"""Addresses of the congress office, under /dangdaihui/."""

from django.urls import path

from governance.office.congress.views import pages, steps

app_name = "congress"

urlpatterns = [
    path("", pages.Overview.as_view(), name="index"),
    path("jieci/", steps.OpenTerm.as_view(), name="term-open"),
    path("zu/", steps.AddGroup.as_view(), name="group-add"),
    path("daibiao/", pages.DelegateList.as_view(), name="delegates"),
    path("daibiao/daochu/", pages.DelegateSheet.as_view(), name="delegates-sheet"),
    path("daibiao/dengji/", steps.EnterDelegates.as_view(), name="delegates-enter"),
    path("daibiao/<int:pk>/zhongzhi/", steps.ProposeRemoval.as_view(), name="remove"),
    path("zhongzhi/<int:pk>/", pages.RemovalPage.as_view(), name="removal"),
    path("zhongzhi/<int:pk>/buzhou/", steps.RemovalStep.as_view(), name="removal-step"),
    path("xuanju/faqi/", steps.OpenElection.as_view(), name="election-open"),
    path("xuanju/<int:pk>/", pages.ElectionPage.as_view(), name="election"),
    path("xuanju/<int:pk>/buzhou/", steps.ElectionStep.as_view(), name="election-step"),
    path("xuanju/<int:pk>/houxuanren/", steps.ConfirmCandidates.as_view(), name="election-confirm"),
    path("xuanju/<int:pk>/jieguo/", steps.ElectionResult.as_view(), name="election-result"),
    path("hui/", pages.MeetingList.as_view(), name="meetings"),
    path("hui/daochu/", pages.MeetingSheet.as_view(), name="meetings-sheet"),
    path("hui/dengji/", steps.RecordMeeting.as_view(), name="meeting-record"),
    path("hui/<int:pk>/", pages.MeetingPage.as_view(), name="meeting"),
    path("jianyi/", pages.ProposalList.as_view(), name="proposals"),
    path("jianyi/daochu/", pages.ProposalSheet.as_view(), name="proposals-sheet"),
    path("jianyi/dengji/", steps.ReceiveProposal.as_view(), name="proposal-receive"),
    path("jianyi/<int:pk>/", pages.ProposalPage.as_view(), name="proposal"),
    path("jianyi/<int:pk>/jiaoban/", steps.HandOver.as_view(), name="proposal-hand"),
    path("jianyi/<int:pk>/dafu/", steps.Reply.as_view(), name="proposal-reply"),
    path("renda/dengji/", steps.OpenMatter.as_view(), name="matter-open"),
    path("renda/<int:pk>/", pages.MatterPage.as_view(), name="matter"),
    path("renda/<int:pk>/yanjiu/", steps.RecordStudy.as_view(), name="matter-study"),
    path("renda/<int:pk>/buzhou/", steps.MatterStep.as_view(), name="matter-step"),
]
