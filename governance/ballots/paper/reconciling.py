"""Whether the paper of one class adds up: issued, returned, typed, and the parts of what was typed. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from governance.rules.verdict import Verdict, all_of


@dataclass(frozen=True)
class PaperFigures:
    """The sheets of one class: handed out, come back, typed (in settled batches)."""

    issued: int
    returned: int
    typed: int

    @property
    def surplus(self) -> int:
        """Sheets that came back beyond those handed out."""
        return max(0, self.returned - self.issued)

    @property
    def apart(self) -> int:
        """How far returned and typed are from each other."""
        return abs(self.returned - self.typed)

    @property
    def has_gap(self) -> bool:
        return bool(self.surplus or self.apart)


def adds_up(figures: PaperFigures) -> Verdict:
    """Stopped by every gap. Sheets that did not come back are none: nobody has to hand a ballot in."""
    found = []
    if figures.surplus:
        found.append(
            Verdict.stopped("ballots.paper.surplus", issued=figures.issued, returned=figures.returned)
        )
    if figures.apart:
        found.append(Verdict.stopped("ballots.paper.apart", returned=figures.returned, typed=figures.typed))
    return all_of(Verdict.without_article("the paper of a class adds up"), *found)
