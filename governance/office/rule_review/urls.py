"""Addresses of the rule review, under /zhidu/tijian/. Fixed words stand before regulation ids."""

from django.urls import path

from governance.office.rule_review.views import evaluations, execution, pages

app_name = "rule_review"

urlpatterns = [
    path("", pages.ReviewList.as_view(), name="index"),
    path("daochu/", pages.ReviewSheet.as_view(), name="sheet"),
    path("zhixing/", execution.ExecutionList.as_view(), name="execution"),
    path("zhixing/daochu/", execution.ExecutionSheet.as_view(), name="execution-sheet"),
    path("zhixing/dengji/", execution.RecordExecution.as_view(), name="execution-record"),
    path("zhixing/<int:pk>/", execution.ExecutionPage.as_view(), name="execution-page"),
    path("pinggu/<int:pk>/", evaluations.EvaluationPage.as_view(), name="evaluation"),
    path("pinggu/<int:pk>/ziping/", evaluations.SelfReview.as_view(), name="self-review"),
    path("pinggu/<int:pk>/yijian/", evaluations.EnterOpinion.as_view(), name="opinion"),
    path("pinggu/<int:pk>/jielun/", evaluations.Conclude.as_view(), name="conclude"),
    path("pinggu/<int:pk>/chehui/", evaluations.Withdraw.as_view(), name="withdraw"),
    path("pinggu/<int:pk>/dayin/", evaluations.PrintEvaluation.as_view(), name="print"),
    path("yijian/<int:pk>/chehui/", evaluations.RemoveOpinion.as_view(), name="opinion-remove"),
    path("bu/<str:regulation>/", pages.RegulationReview.as_view(), name="regulation"),
    path("bu/<str:regulation>/pinggu/", evaluations.BeginEvaluation.as_view(), name="begin"),
    path("bu/<str:regulation>/tiao/<str:ref>/", pages.ArticleReview.as_view(), name="article"),
]
