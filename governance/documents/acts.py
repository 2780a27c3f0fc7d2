"""Acts on documents."""

from django.utils.translation import gettext_noop as _

from governance.audit.vocabulary import ActCode, register_acts

register_acts(
    [
        ActCode(
            "documents.document.rendered",
            _("生成文件"),
            _("生成{object}，共{pages}页，校验码{code}"),
        ),
        ActCode(
            "documents.code.proposed",
            _("提出改文号代字"),
            _("提出自{since}起文号代字改为“{code}”，凭{authority}"),
        ),
        ActCode("documents.code.approved", _("核准文号代字"), _("核准自{since}起文号代字用“{code}”")),
        ActCode("documents.code.withdrawn", _("撤回文号代字"), _("撤回文号代字改为“{code}”的提议")),
        ActCode(
            "documents.number.explained",
            _("写明空号原因"),
            _("写明{number}没有使用的原因：{because}"),
        ),
        ActCode("documents.number.skipped", _("跳号"), _("跳过{number}，原因：{because}")),
        ActCode("documents.scan.attached", _("附上扫描件"), _("附上{number}的签字扫描件")),
        ActCode("documents.template.proposed", _("上传版式"), _("上传{kind}{version}版式：{note}")),
        ActCode("documents.template.approved", _("启用版式"), _("启用{kind}{version}版式")),
        ActCode("documents.template.withdrawn", _("撤回版式"), _("撤回{kind}{version}版式")),
        ActCode(
            "documents.template.retired",
            _("停用版式"),
            _("停用{kind}{version}版式，改用随系统的，理由：{because}"),
        ),
        ActCode("documents.document.voided", _("作废文件"), _("作废{object}，理由：{because}")),
        ActCode("documents.document.reissued", _("重出文件"), _("重出{object}，代替已作废的")),
        ActCode(
            "documents.document.marked_printed",
            _("登记打印"),
            _("登记{day}打印文件{count}件，每件{copies}份"),
        ),
        ActCode("documents.document.failed", _("文件没有生成"), _("{object}没有生成：{why}")),
        ActCode("documents.document.reordered", _("重新生成"), _("补齐后重新生成{object}")),
    ]
)
