"""What the screens and papers say: no word of the forbidden list, nothing the content policy refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.sources import python_files, templates, text, wordings

# Word → what to write in its place. A look-behind or look-ahead keeps the words that only look alike.
FORBIDDEN = {
    "提交成功": "{事}已{动}，如“请假已报书记”",
    "操作成功": "{事}已{动}",
    "操作失败": "没有办成：{原因}",
    "系统异常": "没有办成：{原因}",
    "权限不足": "这一步由{职务}办理",
    "无权访问": "这一步由{职务}办理",
    "非法": "写明缺什么、错在哪",
    "无效输入": "写明缺什么、错在哪",
    "不合法": "写明缺什么、错在哪",
    "审核不通过": "退回（写明理由）",
    "驳回": "退回（写明理由）",
    "待办任务": "待办",
    "节点": "步骤",
    "流程引擎": "程序",
    "删除": "撤回、作废（都留痕）",
    "操作员": "本人；姓名",
    "日志": "办理留痕",
    "记录ID": "办理号",
    "点击这里": "写出去处",
    "详情": "写出去处：“看逐条算法”",
    "上访人员": "信访人、来访人",
    "缠访": "信访人",
    "稳控": "不用",
    "截访": "不用",
    "嫌疑人": "被反映人",
    "被告(?!知)": "被反映人、所涉单位",
    "友情提示": "直接说事",
    "温馨提示": "直接说事",
    "高度重视": "不写套话",
    "狠抓落实": "不写套话",
    "有关方面": "单位简称",
    "相关部门": "单位简称",
    "相关领导": "姓名（职务）",
    "！": "不用感叹号",
}
BUTTONS = {"确定", "取消"}  # alone on a button: 【确认{动词}】 and 【先不{动词}】
# (file, word): why it may stand there.
ALLOWED: dict[tuple[str, str], str] = {}
_WORD = re.compile("|".join(f"(?:{word})" for word in FORBIDDEN))
_COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)


def faults(sentence: str) -> list[str]:
    return _WORD.findall(sentence) + ([sentence.strip()] if sentence.strip() in BUTTONS else [])


def visible(path: Path) -> str:
    """A template without its comments, line numbers kept."""
    return _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text(path))


def test_templates_use_no_forbidden_word() -> None:
    wrong = [
        f"{path}:{number}: {word}"
        for path in templates()
        for number, line in enumerate(visible(path).splitlines(), start=1)
        for word in faults(line)
        if (str(path), word) not in ALLOWED
    ]
    assert not wrong, "\n".join(wrong)


def test_sentences_in_code_use_no_forbidden_word() -> None:
    wrong = [
        f"{path}:{line}: {word} in {sentence[:60]}"
        for path in python_files()
        for line, sentence in wordings(path)
        for word in faults(sentence)
        if (str(path), word) not in ALLOWED
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("提交成功", ["提交成功"]),
        ("取消", ["取消"]),
        ("取消会议", []),
        ("本件须被告知本人", []),
        ("须8人，现到7人，差1人", []),
    ],
)
def test_forbidden_words_are_recognised(sentence: str, found: list[str]) -> None:
    assert faults(sentence) == found


# The content security policy allows nothing inline ------------------------------------------------

INLINE = {
    "a style in the tag": re.compile(r"<[^>]*\sstyle\s*="),
    "a handler in the tag": re.compile(r"<[^>]*\son\w+\s*="),
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")"),
    "a style sheet in the page": re.compile(r"<style"),
    "an address of another host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//"),
    "markup taken as safe": re.compile(r"\|safe\b|\{% autoescape off"),
}
PAPERS = ("templates", "print")  # papers are rendered to PDF, not shown under the policy
# Why a template may do it all the same.
INLINE_ALLOWED: dict[tuple[str, str], str] = {}


@pytest.mark.parametrize("what", INLINE)
def test_pages_keep_to_the_content_policy(what: str) -> None:
    wrong = [
        f"{path}:{number}"
        for path in templates()
        if path.parts[:2] != PAPERS and (str(path), what) not in INLINE_ALLOWED
        for number, line in enumerate(visible(path).splitlines(), start=1)
        if INLINE[what].search(line)
    ]
    assert not wrong, "\n".join(wrong)


# Shown while something is broken: ask nothing of anybody.
LAST_RESORT = {Path(f"templates/errors/{status}.html") for status in (500, 503, 507)}


def test_chinese_in_pages_is_wrapped_for_translation() -> None:
    """A bare Chinese word between tags cannot be translated; punctuation between values may stand."""
    tag = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
    block = re.compile(r"\{% blocktranslate.*?\{% endblocktranslate %\}", re.DOTALL)
    wrong = []
    for path in templates():
        if path.parts[:2] == PAPERS or path in LAST_RESORT:
            continue
        page = block.sub(lambda found: "\n" * found.group().count("\n"), visible(path))
        page = tag.sub(lambda found: "\n" * found.group().count("\n"), page)
        wrong += [
            f"{path}:{number}: {line.strip()}"
            for number, line in enumerate(page.splitlines(), start=1)
            if re.search(r"[㐀-鿿]", line)
        ]
    assert not wrong, "\n".join(wrong)
