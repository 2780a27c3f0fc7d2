"""All addresses. Governed pages live in their package's `urls.py`."""

from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("guanli/", admin.site.urls),
]
