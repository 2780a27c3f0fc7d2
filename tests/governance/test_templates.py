"""Every template keeps the house wording and the content policy."""

from __future__ import annotations

from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
BANNED = (
    "提交成功", "操作成功", "操作失败", "系统异常", "权限不足", "无权访问", "非法", "无效输入", "不合法",
    "审核不通过", "驳回", "待办任务", "节点", "流程引擎", "点击这里", "详情", "温馨提示", "友情提示",
    "上访人员", "缠访", "稳控", "截访", "暂无数据", "！",
)  # fmt: skip


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: str(p.relative_to(TEMPLATES))
)
def test_templates_keep_the_house_wording_and_the_content_policy(path):
    text = path.read_text(encoding="utf-8")
    assert not [word for word in BANNED if word in text]
    if "print" not in path.relative_to(TEMPLATES).parts:
        assert " style=" not in text
        assert "<style" not in text
        assert " onclick=" not in text
