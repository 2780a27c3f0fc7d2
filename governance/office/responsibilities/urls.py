"""Addresses of responsibilities, under /zeren/."""

from django.urls import path

from governance.office.responsibilities.views import charges, letters, pages, pursuits, sheets

app_name = "responsibilities"

urlpatterns = [
    path("", pages.Overview.as_view(), name="index"),
    path("wode/", pages.OwnPage.as_view(), name="own"),
    path("mubiaoshu/", pages.SheetList.as_view(), name="sheets"),
    path("mubiaoshu/ni/", sheets.DraftSheet.as_view(), name="sheet-draft"),
    path("mubiaoshu/<int:pk>/", sheets.SheetPage.as_view(), name="sheet"),
    path("mubiaoshu/<int:pk>/xie/", sheets.ReviseSheet.as_view(), name="sheet-revise"),
    path("mubiaoshu/<int:pk>/renwu/", sheets.EnterTask.as_view(), name="task-enter"),
    path("mubiaoshu/<int:pk>/shending/", sheets.ConfirmSheet.as_view(), name="sheet-confirm"),
    path("mubiaoshu/<int:pk>/chehui/", sheets.DropSheet.as_view(), name="sheet-drop"),
    path("mubiaoshu/<int:pk>/dayin/", sheets.PrintSheet.as_view(), name="sheet-print"),
    path("renwu/<int:pk>/gai/", sheets.ReviseTask.as_view(), name="task-revise"),
    path("renwu/<int:pk>/shanqu/", sheets.RemoveTask.as_view(), name="task-remove"),
    path("fengong/she/", charges.OpenCharge.as_view(), name="charge-open"),
    path("fengong/<int:pk>/", pages.ChargePage.as_view(), name="charge"),
    path("fengong/<int:pk>/dingren/", charges.Assign.as_view(), name="charge-assign"),
    path("fengong/<int:pk>/che/", charges.CloseCharge.as_view(), name="charge-close"),
    path("fengong/ren/<int:pk>/zhiren/", charges.EndAssignment.as_view(), name="assignment-end"),
    path("shu/", letters.RoundList.as_view(), name="letters"),
    path("shu/faqi/", letters.OpenRound.as_view(), name="round-open"),
    path("shu/mingdan/", letters.LetterList.as_view(), name="letters-list"),
    path("shu/mingdan/daochu/", letters.LetterSheet.as_view(), name="letters-sheet"),
    path("shu/niandu/<int:pk>/", letters.RoundPage.as_view(), name="round"),
    path("shu/niandu/<int:pk>/tian/", letters.AddLetter.as_view(), name="letter-add"),
    path("shu/<int:pk>/", letters.LetterPage.as_view(), name="letter"),
    path("shu/<int:pk>/gai/", letters.ReviseLetter.as_view(), name="letter-revise"),
    path("shu/<int:pk>/he/", letters.CheckLetter.as_view(), name="letter-check"),
    path("shu/<int:pk>/tuihui/", letters.ReturnLetter.as_view(), name="letter-return"),
    path("shu/<int:pk>/qian/", letters.Sign.as_view(), name="letter-sign"),
    path("shu/<int:pk>/qian-dangwei/", letters.SignAbove.as_view(), name="letter-sign-above"),
    path("shu/<int:pk>/zhiqian/", letters.SignOnPaper.as_view(), name="letter-paper"),
    path("shu/<int:pk>/chehui/", letters.WithdrawLetter.as_view(), name="letter-withdraw"),
    path("shu/<int:pk>/dayin/", letters.PrintLetter.as_view(), name="letter-print"),
    path("xiaozu/", pages.GroupList.as_view(), name="groups"),
    path("xiaozu/chengli/", charges.SetUpGroup.as_view(), name="group-set-up"),
    path("xiaozu/<int:pk>/chexiao/", charges.EndGroup.as_view(), name="group-end"),
    path("zhidu/", pages.SystemList.as_view(), name="systems"),
    path("zhidu/ding/", charges.AssignSystems.as_view(), name="systems-assign"),
    path("zhuijiu/", pursuits.PursuitList.as_view(), name="pursuits"),
    path("zhuijiu/dengji/", pursuits.RegisterPursuit.as_view(), name="pursuit-register"),
    path("zhuijiu/<int:pk>/", pursuits.PursuitPage.as_view(), name="pursuit"),
    path("zhuijiu/<int:pk>/chuli/", pursuits.DecidePursuit.as_view(), name="pursuit-decide"),
]
