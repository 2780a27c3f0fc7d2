from django.urls import path

from governance.documents import (
    code_views,
    number_views,
    print_centre,
    regulations,
    scan_views,
    template_views,
    views,
)

app_name = "documents"
urlpatterns = [
    path("wenyin/", print_centre.DocumentList.as_view(), name="list"),
    path("wenyin/daizi/", code_views.CodeList.as_view(), name="codes"),
    path("wenyin/daizi/tichu/", code_views.ProposeCode.as_view(), name="code-propose"),
    path("wenyin/daizi/<int:pk>/hezhun/", code_views.ApproveCode.as_view(), name="code-approve"),
    path("wenyin/daizi/<int:pk>/chehui/", code_views.WithdrawCode.as_view(), name="code-withdraw"),
    path("wenyin/<int:pk>/", views.DocumentFile.as_view(), name="download"),
    path("wenyin/<int:pk>/wenben/", views.EditableFile.as_view(), name="editable"),
    path("wenyin/daying/", print_centre.PrintSeveral.as_view(), name="print"),
    path("wenyin/<int:pk>/zuofei/", print_centre.VoidDocument.as_view(), name="void"),
    path("wenyin/<int:pk>/chongchu/", print_centre.ReissueDocument.as_view(), name="reissue"),
    path("wenyin/<int:pk>/chongzuo/", views.ReorderDocument.as_view(), name="reorder"),
    path("wenyin/<int:pk>/saomiao/", scan_views.AttachScan.as_view(), name="scan-attach"),
    path("wenyin/saomiao/<int:pk>/", scan_views.ScanFile.as_view(), name="scan"),
    path("wenyin/mulu/", number_views.DocumentRegister.as_view(), name="register"),
    path("wenyin/mulu/daochu/", number_views.DocumentSheet.as_view(), name="register-sheet"),
    path("wenyin/wenhao/", number_views.NumberList.as_view(), name="numbers"),
    path("wenyin/wenhao/daochu/", number_views.NumberSheet.as_view(), name="numbers-sheet"),
    path(
        "wenyin/wenhao/<slug:kind>/<int:year>/<int:place>/shuoming/",
        number_views.ExplainNumber.as_view(),
        name="number-explain",
    ),
    path("wenyin/wenhao/<slug:kind>/tiaohao/", number_views.SkipNumber.as_view(), name="number-skip"),
    path("wenyin/banshi/", template_views.TemplateList.as_view(), name="templates"),
    path("wenyin/banshi/<str:kind>/", template_views.TemplateKind.as_view(), name="template-kind"),
    path(
        "wenyin/banshi/<str:kind>/suixitong/",
        template_views.ShippedTemplate.as_view(),
        name="template-shipped",
    ),
    path(
        "wenyin/banshi/<str:kind>/shangchuan/",
        template_views.ProposeTemplate.as_view(),
        name="template-propose",
    ),
    path("wenyin/banshi/ban/<int:pk>/", template_views.TemplateFile.as_view(), name="template-file"),
    path(
        "wenyin/banshi/ban/<int:pk>/yangben/", template_views.TemplateSample.as_view(), name="template-sample"
    ),
    path(
        "wenyin/banshi/ban/<int:pk>/qiyong/",
        template_views.ApproveTemplate.as_view(),
        name="template-approve",
    ),
    path(
        "wenyin/banshi/ban/<int:pk>/chehui/",
        template_views.WithdrawTemplate.as_view(),
        name="template-withdraw",
    ),
    path(
        "wenyin/banshi/ban/<int:pk>/tingyong/",
        template_views.RetireTemplate.as_view(),
        name="template-retire",
    ),
    path("zhidu/bu/<str:regulation>/dayin/", regulations.PrintRegulation.as_view(), name="regulation"),
    path("hedui/", views.CodeEntry.as_view(), name="code-entry"),
    path("hedui/<str:code>/", views.CodePage.as_view(), name="code"),
]
