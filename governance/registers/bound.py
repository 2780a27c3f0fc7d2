"""Every article a shipped register cites is carried by it. Faults of shipped declarations stop the start."""

from governance.registers.catalogue import shipped
from governance.rules.coverage import bind

for _code, _edition in shipped().items():
    bind(*_edition.declaration.cites(), by=f"governance.registers.declared.{_code}", how="register")
