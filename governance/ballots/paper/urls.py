"""Addresses of the paper in a box, below the box's own (included by `governance.ballots.urls`)."""

from django.urls import path

from governance.ballots.paper import batch_views, views

urlpatterns = [
    path("<uuid:pk>/zhi/", views.Paper.as_view(), name="paper"),
    path("<uuid:pk>/zhi/<int:group>/zhangshu/", views.WriteCount.as_view(), name="paper-count"),
    path("<uuid:pk>/zhi/<int:group>/fenpi/", views.AddBatches.as_view(), name="paper-batches"),
    path("<uuid:pk>/zhi/<int:group>/shuoming/", views.ExplainGap.as_view(), name="paper-gap"),
    path("<uuid:pk>/zhi/<int:group>/hedui/", views.ConfirmCount.as_view(), name="paper-confirm"),
    path("<uuid:pk>/zhi/dayin/", views.PrintCount.as_view(), name="paper-print"),
    path("<uuid:pk>/zhi/pi/<int:batch>/luru/", batch_views.TypeBatch.as_view(), name="paper-type"),
    path("<uuid:pk>/zhi/pi/<int:batch>/heding/", batch_views.SettleBatch.as_view(), name="paper-settle"),
    path("<uuid:pk>/zhi/pi/<int:batch>/tuihui/", batch_views.ClearBatch.as_view(), name="paper-clear"),
]
