"""The roster's pages, mounted as `people`."""

from django.urls import path

from governance.access.roster import term_views, views

app_name = "people"
urlpatterns = [
    path("", views.RosterView.as_view(), name="roster"),
    path("dengji/", views.RegisterPerson.as_view(), name="register"),
    path("<int:pk>/", views.PersonView.as_view(), name="person"),
    path("<int:pk>/gengzheng/", views.CorrectPerson.as_view(), name="correct"),
    path("<int:pk>/shending/", views.ApprovePerson.as_view(), name="approve"),
    path("<int:pk>/renzhi/", views.Appoint.as_view(), name="appoint"),
    path("<int:pk>/zhuchi/", views.AppointActing.as_view(), name="appoint-acting"),
    path("<int:pk>/qinshu/", views.RegisterKinship.as_view(), name="kinship"),
    path("renzhi/<int:pk>/liren/", views.EndTenure.as_view(), name="end-tenure"),
    path("huanjie/", term_views.ChangeTerm.as_view(), name="change-term"),
    path("qinshu/<int:pk>/zhongzhi/", views.EndKinship.as_view(), name="end-kinship"),
]
