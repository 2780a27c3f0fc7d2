"""Act codes of the audit layer itself."""

from django.utils.translation import gettext_noop as _

from governance.audit.sealed import ERASED
from governance.audit.vocabulary import ActCode, Sensitivity, register_acts

register_acts(
    [
        ActCode(
            ERASED,
            _("销毁封存内容"),
            _("销毁{object}的封存密钥，依据：{ground}"),
            Sensitivity.SEALED,
        ),
    ]
)
