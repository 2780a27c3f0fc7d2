"""The rulebook's pages, mounted as `rulebook`. Fixed words stand before regulation ids."""

from django.urls import path

from governance.rulebook.views import conflicts, figures, findings, local, regulations

app_name = "rulebook"

urlpatterns = [
    path("", regulations.RegulationList.as_view(), name="index"),
    path("caiyong/", regulations.Adopt.as_view(), name="adopt"),
    path("dichu/", conflicts.ConflictList.as_view(), name="conflicts"),
    path("dichu/<str:conflict>/", conflicts.ConflictPage.as_view(), name="conflict"),
    path("dichu/<str:conflict>/tiqing/", conflicts.ProposeSettlement.as_view(), name="conflict-propose"),
    path("koujing/<int:pk>/hezhun/", conflicts.ApproveSettlement.as_view(), name="conflict-approve"),
    path("koujing/<int:pk>/chehui/", conflicts.WithdrawSettlement.as_view(), name="conflict-withdraw"),
    path("shu/", figures.FigureList.as_view(), name="figures"),
    path("shu/<int:pk>/hezhun/", figures.ApproveFigure.as_view(), name="figure-approve"),
    path("shu/<int:pk>/chehui/", figures.WithdrawFigure.as_view(), name="figure-withdraw"),
    path("benzhen/luru/", local.EnterLocal.as_view(), name="local-enter"),
    path("benzhen/<int:pk>/", local.LocalPage.as_view(), name="local"),
    path("benzhen/<int:pk>/tiao/", local.EnterArticle.as_view(), name="local-article"),
    path("benzhen/<int:pk>/hezhun/", local.ApproveLocal.as_view(), name="local-approve"),
    path("benzhen/<int:pk>/chehui/", local.WithdrawLocal.as_view(), name="local-withdraw"),
    path("benzhen/<int:pk>/tingyong/", local.EndLocal.as_view(), name="local-end"),
    path("tiao/<int:pk>/chehui/", local.RemoveArticle.as_view(), name="local-article-withdraw"),
    path("panding/<uuid:act>/<int:index>/", findings.FindingPage.as_view(), name="finding"),
    path("bu/<str:regulation>/", regulations.RegulationPage.as_view(), name="regulation"),
    path("bu/<str:regulation>/fugai/", regulations.CoveragePage.as_view(), name="coverage"),
    path("bu/<str:regulation>/tingyong/", regulations.EndAdoption.as_view(), name="end"),
    path("bu/<str:regulation>/tiao/<str:ref>/", regulations.ArticlePage.as_view(), name="article"),
    path(
        "bu/<str:regulation>/tiao/<str:ref>/<slug:name>/",
        figures.ProposeFigure.as_view(),
        name="figure-propose",
    ),
]
