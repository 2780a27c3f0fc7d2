from django.urls import path

from governance.documents import regulations, views

app_name = "documents"
urlpatterns = [
    path("wenyin/", views.DocumentList.as_view(), name="list"),
    path("wenyin/<int:pk>/", views.DocumentFile.as_view(), name="download"),
    path("wenyin/<int:pk>/chongzuo/", views.ReorderDocument.as_view(), name="reorder"),
    path("zhidu/bu/<str:regulation>/dayin/", regulations.PrintRegulation.as_view(), name="regulation"),
    path("hedui/", views.CodeEntry.as_view(), name="code-entry"),
    path("hedui/<str:code>/", views.CodePage.as_view(), name="code"),
]
