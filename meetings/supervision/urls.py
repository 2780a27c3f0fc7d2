"""Addresses of supervision, under /duban/."""

from django.urls import path

from meetings.supervision.views import reading, registering, working

app_name = "supervision"
urlpatterns = [
    path("", reading.TaskList.as_view(), name="list"),
    path("daochu/", reading.TaskSheet.as_view(), name="list-sheet"),
    path("lixiang/", registering.RegisterTask.as_view(), name="register"),
    path("chengpi/shending/", registering.ApproveMany.as_view(), name="approve-many"),
    path("chengpi/jiaoban/", registering.HandOverMany.as_view(), name="hand-over-many"),
    path("fujian/<int:pk>/", reading.TaskFileView.as_view(), name="file-kept"),
    path("pishi/<int:pk>/banli/", working.CarryOutWord.as_view(), name="word-done"),
    path("<int:pk>/", reading.TaskDetail.as_view(), name="task"),
    path("<int:pk>/xiugai/", registering.AmendTask.as_view(), name="amend"),
    path("<int:pk>/shenhe/", registering.VetTask.as_view(), name="vet"),
    path("<int:pk>/shending/", registering.ApproveTask.as_view(), name="approve"),
    path("<int:pk>/jiaoban/", registering.HandOver.as_view(), name="hand-over"),
    path("<int:pk>/huanren/", registering.ReassignTask.as_view(), name="reassign"),
    path("<int:pk>/qianshou/", working.SignFor.as_view(), name="sign-for"),
    path("<int:pk>/cuiban/", working.ChaseTask.as_view(), name="chase"),
    path("<int:pk>/jindu/", working.ReportProgress.as_view(), name="progress"),
    path("<int:pk>/jieguo/", working.ReportResult.as_view(), name="result"),
    path("<int:pk>/shenqingyanqi/", working.AskExtension.as_view(), name="ask-extension"),
    path("<int:pk>/yanqi/", working.ExtendTask.as_view(), name="extend"),
    path("<int:pk>/buyanqi/", working.RefuseExtension.as_view(), name="refuse-extension"),
    path("<int:pk>/shenjieguo/", working.AcceptResult.as_view(), name="accept"),
    path("<int:pk>/tuihui/", working.SendBack.as_view(), name="send-back"),
    path("<int:pk>/shangbao/", working.RaiseToLeader.as_view(), name="raise"),
    path("<int:pk>/pishi/", working.GiveWord.as_view(), name="word"),
    path("<int:pk>/banjie/", working.CloseTask.as_view(), name="close"),
    path("<int:pk>/guidang/", working.FileTask.as_view(), name="file"),
    path("<int:pk>/chexiao/", working.CancelTask.as_view(), name="cancel"),
]
