from django.urls import path

from governance.deadlines import views

app_name = "deadlines"
urlpatterns = [
    path("", views.ReminderList.as_view(), name="reminders"),
    path("qixian/", views.DutyList.as_view(), name="duties"),
    path("tujing/", views.Channels.as_view(), name="channels"),
    path("shenji/", views.AuditorsAddress.as_view(), name="auditor"),
    path("rili/<str:token>.ics", views.Feed.as_view(), name="feed"),
]
