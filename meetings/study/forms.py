"""Forms of the study group: shape and type of what is typed, nothing more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.access.typed import DayField, LineField, PersonField, TextField
from governance.people.models import Person
from meetings.bodies.models import BodyMeeting
from meetings.study.models import StudyNote, StudyTopic
from meetings.study.services.planning import Topic


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)


class TopicForm(forms.Form):
    month = forms.TypedChoiceField(label=_("月份"), choices=[(n, n) for n in range(1, 13)], coerce=int)
    theme = LineField(label=_("专题"), max_length=120)
    block = forms.ChoiceField(label=_("学习内容"), choices=StudyTopic.Block.choices)
    form = forms.ChoiceField(label=_("学习形式"), choices=StudyTopic.Form.choices)
    speaker = PersonField(label=_("中心发言人"), queryset=Person.objects.none())

    def __init__(self, *args: Any, people: Any, titles: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speaker: Any = self.fields["speaker"]
        speaker.queryset, speaker.titles = people, titles

    @property
    def topic(self) -> Topic:
        return Topic(**self.cleaned_data)


class SessionForm(forms.Form):
    session = forms.ModelChoiceField(
        label=_("哪次学习会"),
        queryset=BodyMeeting.objects.none(),
        empty_label=_("请选择"),
        help_text=_("列的是还没有开的学习会；没有的，先到“召集学习会”召集。"),
    )

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Any = self.fields["session"]
        session.queryset = sessions


class LeaveForm(forms.Form):
    special = LineField(
        label=_("特殊情况"),
        max_length=120,
        required=False,
        help_text=_("没有特殊情况不准假。不写病情和家事细节。"),
    )


class MakeUpForm(forms.Form):
    made_up_on = DayField(label=_("补学日期"))
    made_up_how = LineField(
        label=_("怎样补学"), max_length=120, help_text=_("例：看录音整理稿，补写笔记一篇。")
    )


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("种类"), choices=StudyNote.Kind.choices)
    topic = forms.ModelChoiceField(
        label=_("专题"), queryset=StudyTopic.objects.none(), required=False, empty_label=_("不属于哪个专题")
    )
    title = LineField(label=_("题目"), max_length=60)
    text = TextField(label=_("正文"), max_length=8000, widget=forms.Textarea(attrs={"rows": 10}))
    shared = forms.BooleanField(
        label=_("拿出来交流"),
        required=False,
        help_text=_("选上的，全镇都看得到正文；不选的，只有本人看得到。"),
    )

    def __init__(self, *args: Any, topics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic: Any = self.fields["topic"]
        topic.queryset = topics


class RecommendForm(forms.Form):
    where = LineField(label=_("推介到哪里"), max_length=60, help_text=_("例：县委宣传部、县报。"))


class WordsForm(forms.Form):
    text = TextField(label=_("情况"), max_length=2000, widget=forms.Textarea(attrs={"rows": 8}))
