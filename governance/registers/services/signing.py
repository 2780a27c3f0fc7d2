"""Signing a row, step by step, and sending it back."""

from __future__ import annotations

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.registers.models import EntrySignature, RegisterEntry
from governance.registers.parts import signs_for
from governance.registers.reading import declaration_of, steps_of
from governance.registers.rules import asking
from governance.registers.services.keeping import S, count_moves, lock_entry, stand, standing
from governance.rules.verdict import Verdict, all_of


@verb("registers.entry.signed")
def sign_entry(*, entry_id: int, actor: Actor, step: int, opinion: str = "") -> RegisterEntry:
    """Sign the step whose turn it is. `step` is the one the signer saw: where somebody was quicker, the next step is
    not signed unseen."""
    entry = lock_entry(entry_id, actor)
    decision = require(actor, "registers.entry.signed", entry)
    declaration = declaration_of(entry)
    steps = steps_of(entry)
    verdict = all_of(
        asking.in_state(entry.status, entry.status_text, S.SIGNING), _turn(entry, steps, actor, step)
    )
    before = standing(entry)
    title = steps[min(entry.step, len(steps) - 1)].title
    with act(decision, verdict, on=entry, facts={"register": declaration.title, "title": title}):
        _keep(entry, actor, decision.post, title, EntrySignature.Outcome.SIGNED, opinion)
        entry.step += 1
        stand(entry, S.SIGNING if entry.step < len(steps) else S.DONE)
        entry.save(update_fields=["status", "step", "waits_for"])
        count_moves(entry.organization_id, entry.register, [(before, standing(entry))])
    return entry


@verb("registers.entry.sent_back")
def send_back_entry(*, entry_id: int, actor: Actor, because: str) -> RegisterEntry:
    """Back to whoever entered it, with the reason: by whose turn it is, or, once all have signed, by one of them. What
    was signed stays readable and no longer counts."""
    entry = lock_entry(entry_id, actor)
    decision = require(actor, "registers.entry.sent_back", entry)
    declaration = declaration_of(entry)
    steps = steps_of(entry)
    verdict = asking.in_state(entry.status, entry.status_text, S.SIGNING, S.DONE)
    if entry.status == S.SIGNING:
        verdict = all_of(verdict, _turn(entry, steps, actor, entry.step))
    before = standing(entry)
    title = steps[min(entry.step, len(steps) - 1)].title
    with act(decision, verdict, on=entry, facts={"register": declaration.title, "because": because}):
        _keep(entry, actor, decision.post, title, EntrySignature.Outcome.SENT_BACK, because)
        stand(entry, S.RETURNED)
        entry.because = because
        entry.save(update_fields=["status", "waits_for", "because"])
        count_moves(entry.organization_id, entry.register, [(before, standing(entry))])
    return entry


def _turn(entry: RegisterEntry, steps: tuple[asking.Step, ...], actor: Actor, seen: int) -> Verdict:
    if entry.status != S.SIGNING:
        return Verdict.without_article("the state alone says why not")
    current = steps[entry.step]
    return asking.turn(entry.step, seen, current.title, theirs=signs_for(actor, entry, current.posts))


def _keep(
    entry: RegisterEntry, actor: Actor, post: str, title: str, outcome: EntrySignature.Outcome, said: str
) -> None:
    EntrySignature(
        organization_id=entry.organization_id,
        entry=entry,
        rounds=entry.rounds,
        step=entry.step,
        title=title,
        outcome=outcome,
        person_id=actor.person_id,
        post=post,
        signed_at=clock.now(),
        opinion=said,
    ).save()
