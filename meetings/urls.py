"""Addresses of the committee meeting, under /huiyi/."""

from django.urls import path

from meetings.views import agenda, lists, minutes, notice, phone, room, topics, voting

app_name = "meetings"
urlpatterns = [
    path("", lists.MeetingList.as_view(), name="list"),
    path("shouji/", phone.MyMeeting.as_view(), name="phone"),
    # Topics
    path("yiti/", lists.TopicList.as_view(), name="topics"),
    path("yiti/tichu/", topics.ProposeTopic.as_view(), name="propose"),
    path("yiti/<int:pk>/", lists.TopicDetail.as_view(), name="topic"),
    path("yiti/<int:pk>/tongyi/", topics.ConsentToTopic.as_view(), name="topic-consent"),
    path("yiti/<int:pk>/yijian/", topics.GiveOpinion.as_view(), name="topic-opinion"),
    path("yiti/<int:pk>/tuihui/", topics.ReturnTopic.as_view(), name="topic-return"),
    path("yiti/<int:pk>/xiugai/", topics.ReworkTopic.as_view(), name="topic-rework"),
    path("yiti/<int:pk>/chehui/", topics.WithdrawTopic.as_view(), name="topic-withdraw"),
    path("yiti/<int:pk>/yicheng/", topics.PutOnAgenda.as_view(), name="topic-agenda"),
    path("yiti/<int:pk>/shishi/<slug:name>/", topics.StateTopicFact.as_view(), name="topic-fact"),
    path("shishi/<int:pk>/queren/", topics.ConfirmFact.as_view(), name="fact-confirm"),
    # One meeting
    path("nikai/", agenda.PlanMeeting.as_view(), name="plan"),
    path("<int:pk>/", lists.Room.as_view(), name="room"),
    path("<int:pk>/cixu/", agenda.OrderAgenda.as_view(), name="order"),
    path("<int:pk>/shending/", agenda.ConfirmAgenda.as_view(), name="confirm-agenda"),
    path("<int:pk>/quxiao/", agenda.CancelMeeting.as_view(), name="cancel"),
    path("<int:pk>/tongzhi/", notice.Convene.as_view(), name="convene"),
    path("<int:pk>/qingjia/", notice.AskLeave.as_view(), name="ask-leave"),
    path("<int:pk>/kaihui/", room.OpenMeeting.as_view(), name="open"),
    path("<int:pk>/sanhui/", room.CloseMeeting.as_view(), name="close"),
    path("<int:pk>/jiyao/", minutes.ComposeMinutes.as_view(), name="compose"),
    path("<int:pk>/guidang/", minutes.ArchiveMeeting.as_view(), name="archive"),
    path("<int:pk>/shishi/<slug:name>/", topics.StateMeetingFact.as_view(), name="meeting-fact"),
    # Notice, leave, attendance
    path("songda/<int:pk>/qianshou/", notice.Acknowledge.as_view(), name="acknowledge"),
    path("songda/<int:pk>/dengji/", notice.RecordDelivery.as_view(), name="record-delivery"),
    path("qingjia/<int:pk>/zhun/", notice.GrantLeave.as_view(), name="leave-grant"),
    path("qingjia/<int:pk>/buzhun/", notice.RefuseLeave.as_view(), name="leave-refuse"),
    path("daohui/<int:pk>/qiandao/", room.SignIn.as_view(), name="sign-in"),
    path("daohui/<int:pk>/lihui/", room.LeaveRoom.as_view(), name="leave-room"),
    path("daohui/<int:pk>/fanhui/", room.ComeBack.as_view(), name="come-back"),
    # One item
    path("xiang/<int:pk>/suanfa/<int:index>/", lists.ItemFinding.as_view(), name="item-finding"),
    path("xiang/<int:pk>/anpai/", agenda.ArrangeItem.as_view(), name="item-arrange"),
    path("xiang/<int:pk>/chexia/", agenda.RemoveItem.as_view(), name="item-remove"),
    path("xiang/<int:pk>/taolun/", room.OpenItem.as_view(), name="item-open"),
    path("xiang/<int:pk>/huibi/", room.Recuse.as_view(), name="item-recuse"),
    path("xiang/<int:pk>/biaotai/", room.TakeStance.as_view(), name="item-stance"),
    path("xiang/<int:pk>/guina/", room.Summarise.as_view(), name="item-summarise"),
    path("xiang/<int:pk>/huanyi/", room.PostponeItem.as_view(), name="item-postpone"),
    path("xiang/<int:pk>/biaojue/", voting.OpenVote.as_view(), name="item-vote"),
    path("xiang/<int:pk>/shishi/<slug:name>/", topics.StateItemFact.as_view(), name="item-fact"),
    path("biaotai/<int:pk>/gengzheng/", room.CorrectStance.as_view(), name="stance-correct"),
    # Votes, resolutions, minutes
    path("biaojue/<int:pk>/toupiao/", voting.CastBallot.as_view(), name="ballot"),
    path("biaojue/<int:pk>/tingzhi/", voting.CloseVote.as_view(), name="vote-close"),
    path("biaojue/<int:pk>/jipiao/", voting.TypeCounts.as_view(), name="vote-count"),
    path("biaojue/<int:pk>/hedui/", voting.ConfirmCounts.as_view(), name="vote-check"),
    path("biaojue/<int:pk>/chongdian/", voting.AskRecount.as_view(), name="vote-recount"),
    path("biaojue/<int:pk>/xuanbu/", voting.Announce.as_view(), name="vote-announce"),
    path("biaojue/<int:pk>/tichuzuofei/", voting.AskVoid.as_view(), name="vote-void-ask"),
    path("biaojue/<int:pk>/zuofei/", voting.VoidVote.as_view(), name="vote-void"),
    path("jueyi/<int:pk>/nixie/", voting.WordResolution.as_view(), name="resolution-word"),
    path("jueyi/<int:pk>/queren/", voting.ConfirmResolution.as_view(), name="resolution-confirm"),
    path("luoshi/<int:pk>/", voting.FinishClause.as_view(), name="clause-done"),
    path("jiyao/<int:pk>/xiugai/", minutes.EditMinutes.as_view(), name="minutes-edit"),
    path("jiyao/<int:pk>/songshen/", minutes.SubmitMinutes.as_view(), name="minutes-submit"),
    path("jiyao/<int:pk>/tuihui/", minutes.ReturnMinutes.as_view(), name="minutes-return"),
    path("jiyao/<int:pk>/qianfa/", minutes.SignMinutes.as_view(), name="minutes-sign"),
]
