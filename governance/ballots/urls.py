"""Addresses of secret votes, under /toupiao/. Their request lines are kept out of the access logs (deploy/)."""

from django.urls import include, path

from governance.ballots import teller_views, voting_views

app_name = "ballots"
urlpatterns = [
    path("<uuid:pk>/", voting_views.Ballot.as_view(), name="ballot"),
    path("<uuid:pk>/huizhi/", voting_views.Receipts.as_view(), name="receipts"),
    path("<uuid:pk>/lingma/", teller_views.CollectShare.as_view(), name="collect"),
    path("<uuid:pk>/hema/", teller_views.ConfirmShare.as_view(), name="confirm"),
    path("<uuid:pk>/chongling/", teller_views.RedrawShares.as_view(), name="redraw"),
    path("<uuid:pk>/kaixiang/", teller_views.OpenBox.as_view(), name="open-box"),
    path("<uuid:pk>/diuma/", teller_views.LoseKey.as_view(), name="lose-key"),
    path("<uuid:pk>/yiyi/", teller_views.ObjectToCount.as_view(), name="object"),
    path("yiyi/<int:pk>/", teller_views.SettleObjection.as_view(), name="settle"),
    path("", include("governance.ballots.paper.urls")),
]
