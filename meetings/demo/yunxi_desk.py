"""云樨镇 beside its meetings."""

from __future__ import annotations

from meetings.demo.plot import RatingPlan
from meetings.demo.plot_desk import Case, ClauseChange, Desk, GivenAway, VoidedMinutes

DESK = Desk(
    cases=(
        Case(
            "untrue",
            "嵇望山",
            "管网入户进度报了218户全部开挖，现场查看只有61户。",
            happened=64,
            measure="written",
            decided_by="镇党委",
            decided=40,
            days_ago=39,
        ),
    ),
    clauses=(
        ClauseChange(
            "third",
            "19",
            3,
            days_ago=6,
            by="时小满",
            because="公告期满只有一家报名，须再公告一次",
            more_days=40,
            authority="书记办公会议定，记录存党政办",
        ),
    ),
    voided=(VoidedMinutes("fourth", "分送前发现印件第1页装订线压字，已印的收回销毁，重出一份"),),
    given_away=(
        GivenAway(
            "欧阳汀",
            "闵向南",
            by="柏一苇",
            days_ago=4,
            because="欧阳汀抽调到县里工作专班，到明年1月底",
        ),
    ),
    reminded=(15, 8, 3, 1),
    readers=("陆怀谷", "沈砚舟", "柏一苇", "时小满", "闵向南", "祁望舒"),
)

RATING = RatingPlan(
    9,
    rated=(("阚堃", "人大主席"), ("闵向南", "副镇长")),
    teller="谷长岭",
    scrutineer="祁望舒",
    reviewer="翁青禾",
)
