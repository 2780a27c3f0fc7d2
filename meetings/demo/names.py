"""The 45 further people of each town: names by index, never drawn, so that every run has the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SURNAMES = (*"樊费康莫房裘缪干解应宗丁宣戴郁单杭洪诸左崔吉钮龚程嵇卫景麦", "司徒")
OFFSETS = {"renchuan": 0, "yunxi": 11}
GIVEN = {
    "renchuan": (
        "一苇 立言 敬亭 安然 䶮 若谷 子衡 文澜 守拙 晚晴 长庚 雪筠 明禾 友仁 静之 知遥 承泽 素心 向阳 玥 振声 清和 "
        "以诚 秀芹 玉成 大川 桂枝 春生 铁柱 水生 月英 建桥 喜田 来顺 巧云 根宝 凤岐 土生 犇 兰芝 满仓 有粮 喆 银河 小舟"
    ).split(),
    "yunxi": (
        "听泉 问渠 亦安 念慈 喆 怀瑾 照野 思齐 若拙 采薇 云帆 书影 行简 佩兰 望山 拾光 载物 幼清 从容 犇 致和 嘉木 "
        "守正 金凤 石生 广田 腊梅 秋实 银锁 福田 彩霞 万顷 桥生 长根 翠萍 茂林 丰年 贵生 堃 玉兰 新仓 田心 䶮 沧浪 晓渡"
    ).split(),
}
# Whole names in the place of the generated ones: candidates, and one long name per town.
INSTEAD = {
    "renchuan": {18: "阿依夏·努尔兰"},
    "yunxi": {8: "师望舟", 9: "甘雨棠", 18: "乌兰其其格"},
}
WOMEN = {
    "renchuan": frozenset({3, 7, 9, 11, 12, 14, 15, 17, 18, 19, 21, 23, 26, 30, 34, 39, 43, 44}),
    "yunxi": frozenset({1, 2, 3, 7, 9, 11, 13, 15, 17, 18, 23, 26, 27, 30, 34, 39, 41, 44}),
}
ETHNICITY = {
    "renchuan": {15: "土家族", 18: "哈萨克族"},
    "yunxi": {15: "壮族", 18: "蒙古族"},
}
NO_PARTY_MEMBERS = frozenset({17, 21, 24, 26, 44})
# Ages on the day of the demonstration, by index: about forty mostly, a third under thirty-five.
AGES = (
    *(41, 43, 39, 38, 42, 45, 40, 37, 41),  # heads of offices
    *(33, 36, 34, 29, 31, 27, 33, 30, 26, 32),  # civil servants
    *(39, 28, 34, 41, 31, 43, 33, 38),  # staff of the stations
    *(47, 44, 51, 39, 42, 46, 40, 37),  # village secretaries
    *(45, 41, 48),  # village directors
    *(34, 38, 30, 41),  # village clerks
    *(61, 43, 56),  # a former village secretary; delegates of the Party and of the villagers
)


@dataclass(frozen=True)
class Face:
    """A person as the roster has them."""

    name: str
    woman: bool
    age: int
    ethnicity: str = "汉族"
    party_member: bool = True


def faces(town: str) -> list[Face]:
    """The 45 of a town, by index."""
    return [
        Face(
            name=INSTEAD[town].get(i) or SURNAMES[(i + OFFSETS[town]) % len(SURNAMES)] + given,
            woman=i in WOMEN[town],
            age=AGES[i],
            ethnicity=ETHNICITY[town].get(i, "汉族"),
            party_member=i not in NO_PARTY_MEMBERS,
        )
        for i, given in enumerate(GIVEN[town])
    ]


def born_on(age: int, number: int, today: date) -> date:
    """A birthday of somebody of that age today; `number` spreads them over the year."""
    day = date(today.year - age, (number * 5) % 12 + 1, (number * 7) % 28 + 1)
    return day if (day.month, day.day) <= (today.month, today.day) else day.replace(year=day.year - 1)
