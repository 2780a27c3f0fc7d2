from django.urls import path

from governance.procedures import views

app_name = "procedures"
urlpatterns = [
    path("<str:code>/", views.ProcedurePage.as_view(), name="procedure"),
    path("<str:code>/tu.svg", views.ProcedureChart.as_view(), name="chart"),
]
