from django.urls import path

from governance.search import views

app_name = "search"
urlpatterns = [path("", views.SearchPage.as_view(), name="page")]
