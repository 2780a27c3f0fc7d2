"""All addresses. Governed pages live in their package's `urls.py`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("governance.documents.urls")),
    path("guanli/", admin.site.urls),
]
