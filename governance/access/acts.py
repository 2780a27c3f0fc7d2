"""The acts on grants and on the access log."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode("access.grant.prepared", _("提出授权"), _("提出授权{person}{what}，自{since}至{until}")),
        ActCode("access.grant.confirmed", _("核准授权"), _("核准授权{person}{what}至{until}")),
        ActCode("access.grant.withdrawn", _("收回授权"), _("收回{person}{what}的授权，理由：{because}")),
        ActCode("access.grant.ended", _("授权到期"), _("收回{person}{what}的授权")),
        ActCode(
            "access.emergency.opened",
            _("应急授权"),
            _("在服务器上授权{person}代行{town}{post}至{until}，事由：{ground}"),
        ),
        ActCode("access.emergency.ended", _("应急授权到时"), _("收回{person}代行{town}{post}的应急授权")),
        ActCode(
            "access.log.sealed",
            _("封存查看与拒绝记录"),
            _("封存查看与拒绝记录{count}条（第{first}至{last}号）"),
        ),
    ]
)
