"""Everybody in the organization may see how its procedures run."""

from django.utils.translation import gettext_lazy as _

from governance.access.policy import everybody_in_organization, policy

policy("procedures.procedure.read")(everybody_in_organization(_("这里只看得到本单位的程序")))
