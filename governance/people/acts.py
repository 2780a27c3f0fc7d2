"""The acts on bodies, persons, posts and accounts: codes, titles, sentences.

Names of persons stand in the roster that every colleague may read; acts on kinship name nobody.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, Sensitivity, register_acts

register_acts(
    [
        ActCode("people.organization.registered", _("登记单位"), _("登记单位“{object}”，依据{authority}")),
        ActCode("people.organization.closed", _("撤销单位"), _("自{day}起撤销“{object}”，依据{authority}")),
        ActCode("people.post.founded", _("设立岗位"), _("为{town}设立岗位{count}个")),
        ActCode("people.post.prepared", _("提出岗位变动"), _("提出{object}，依据{authority}")),
        ActCode("people.post.confirmed", _("核准岗位变动"), _("核准{object}")),
        ActCode("people.post.dropped", _("退回岗位变动"), _("退回{object}，理由：{because}")),
        ActCode("people.person.registered", _("登记人员"), _("登记{object}")),
        ActCode("people.person.corrected", _("更正人员登记"), _("更正{object}的登记，改动{count}项")),
        ActCode("people.person.approved", _("审定人员登记"), _("审定{object}的登记")),
        ActCode("people.tenure.begun", _("登记任职"), _("登记{person}自{since}起任{post}（{authority}）")),
        ActCode(
            "people.tenure.acted",
            _("登记主持工作"),
            _("登记{person}自{since}起{duty}（{authority}）"),
        ),
        ActCode(
            "people.term.changed",
            _("登记换届"),
            _("登记换届，自{first}起原有委员{before}人、新一届{after}人（{authority}）"),
        ),
        ActCode(
            "people.account.sessions_ended",
            _("退出所有设备"),
            _("让{object}的账号在所有设备上退出，理由：{because}"),
        ),
        ActCode(
            "people.tenure.ended", _("登记离任"), _("登记{person}自{until}后不再任{post}（{authority}）")
        ),
        ActCode(
            "people.kinship.registered",
            _("登记亲属关系"),
            _("登记亲属关系1条，依据：{source}"),
            Sensitivity.SEALED,
        ),
        ActCode("people.kinship.ended", _("终止亲属关系"), _("自{day}起终止亲属关系1条"), Sensitivity.SEALED),
        ActCode("people.administrator.founded", _("设立三员"), _("设立{kind}账号“{object}”")),
        ActCode("people.administrator.reset", _("重置三员密码"), _("在服务器上重置{object}密码")),
        ActCode("people.account.opened", _("开立账号"), _("为{object}开立账号，密码条当面交本人")),
        ActCode("people.account.disabled", _("停用账号"), _("停用{object}的账号，理由：{because}")),
        ActCode("people.account.enabled", _("启用账号"), _("启用{object}的账号")),
        ActCode("people.account.reset", _("重置密码"), _("当面重置{object}密码，{witness}在场")),
        ActCode("people.account.unlocked", _("解锁账号"), _("当面解锁{object}的账号")),
        ActCode(
            "people.account.password_stretched",
            _("加强密码存放"),
            _("{object}登录时，密码改按现行强度存放"),
        ),
        ActCode("people.account.password_changed", _("修改密码"), _("修改本人密码")),
    ]
)
