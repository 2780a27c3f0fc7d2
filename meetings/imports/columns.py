"""The columns of the workbook of old resolutions: heads, what goes in, whether it must."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    head: Any
    hint: Any
    example: str
    also: tuple[str, ...] = ()  # other heads offices use
    needed: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        return (str(self.head), *self.also)


COLUMNS: dict[str, Column] = {
    "number": Column(
        _("决议号或纪要号"),
        _("原件上的号；原件没有单独决议号的，写会议纪要号。一次会议的几项决议可以同号。"),
        "稔委会纪〔2019〕4号",
        ("决议号", "纪要号", "文号"),
        needed=True,
    ),
    "decided_on": Column(
        _("会议日期"),
        _("写到日：2019-04-18、2019年4月18日、2019.4.18都行。"),
        "2019年4月18日",
        ("议定日期", "开会日期"),
        needed=True,
    ),
    "meeting": Column(_("会议"), _("可以不填。例：2019年第4次党委会。"), "2019年第4次党委会", ("会议名称",)),
    "title": Column(
        _("事项"),
        _("议的是什么。干部事项只写“研究干部事项”，不写姓名。同一决议第二条落实事项另起一行时，这一格空着。"),
        "集镇污水管网改造",
        ("议题", "决议事项"),
        needed=True,
    ),
    "matter": Column(
        _("类别"),
        _("一般事项、干部事项、重大决策、重大项目、大额资金，写其中一个。"),
        "重大项目",
        ("事项类别", "三重一大类别"),
        needed=True,
    ),
    "amount": Column(
        _("金额（元）"), _("没有金额的不填；可以写620000，也可以写62万元。"), "62万元", ("金额", "金额(元)")
    ),
    "outcome": Column(_("结果"), _("通过、未通过、缓议；不填算通过。"), "通过", ("表决结果",)),
    "text": Column(
        _("决议内容"),
        _("照原件抄，最多2,000字。可以不填。"),
        "同意实施集镇污水管网改造，概算62万元。",
        ("内容",),
    ),
    "source": Column(
        _("原始材料"),
        _("原件是哪一份、在哪里。例：2019年会议记录本第31页。"),
        "2019年会议记录本第31页",
        ("来源", "出处"),
        needed=True,
    ),
    "clause": Column(_("落实事项"), _("可以不填。"), "完成施工图设计", ("任务",)),
    "owner": Column(_("责任人"), _("可以不填；填了须有落实事项。"), "柏一苇", ("落实责任人",)),
    "due_on": Column(_("办结时限"), _("可以不填；写法同会议日期。"), "2019-06-30", ("时限", "完成时限")),
    "carried_out": Column(_("落实情况"), _("可以不填。"), "已完成", ()),
}
NEEDED = tuple(name for name, column in COLUMNS.items() if column.needed)
PROBLEM = _("问题")
