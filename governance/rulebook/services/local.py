"""A town's own regulation outside the shipped ones: entered with its articles, then approved.

Articles come and go until the approval; afterwards a change is a new edition, or a figure set for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from governance.access.actor import Actor
from governance.access.policy import require
from governance.audit import clock
from governance.audit.act import act, verb
from governance.people.models import Organization
from governance.rulebook.book import read_value
from governance.rulebook.judgement import (
    LocalDraft,
    Proposal,
    article_fits,
    is_open,
    may_approve,
    may_change,
    may_end,
    may_enter,
    may_put_in_force,
)
from governance.rulebook.models import LocalArticle, LocalRegulation, Status
from governance.rulebook.services.locking import lock_town
from governance.rules.library import load_library
from governance.rules.verdict import Verdict, all_of

CAPABILITY = "governance.rule_review"


@verb("rulebook.local.entered")
def enter_local_regulation(
    *,
    organization: Organization,
    actor: Actor,
    title: str,
    short: str,
    since: date,
    authority: str,
    capability: str = CAPABILITY,
    articles: Sequence[Mapping[str, Any]] = (),
) -> LocalRegulation:
    """Enter a regulation as a draft. Each article: `ref`, `statement`, `enforce`, and for one that is
    enforced as a shipped article, `like` (its citation) with `figures` {name: written value}."""
    town = lock_town(organization.pk)
    row = LocalRegulation(
        organization=town,
        code=short.strip(),
        title=title.strip(),
        capability=capability,
        since=since,
        authority=authority.strip(),
        proposed_by_id=actor.person_id,
        proposed_on=clock.today(),
    )
    decision = require(actor, "rulebook.local.entered", row)
    refs = [str(a["ref"]) for a in articles]
    verdict = all_of(
        may_enter(_draft(row)),
        *(_article_verdict(row, a, ref_taken=refs.count(str(a["ref"])) > 1) for a in articles),
    )
    facts = {"articles": len(articles), "since": since.isoformat(), "authority": row.authority}
    with act(decision, verdict, on=row, facts=facts):
        row.save()
        for article in articles:
            _new_article(row, article).save()
    return row


@verb("rulebook.article.entered")
def enter_local_article(
    *,
    regulation_id: int,
    actor: Actor,
    ref: str,
    statement: str,
    enforce: str,
    like: str = "",
    figures: Mapping[str, str] | None = None,
) -> LocalArticle:
    """Add an article to a draft."""
    row = _locked(regulation_id, actor)
    given = {"ref": ref, "statement": statement, "enforce": enforce, "like": like, "figures": figures or {}}
    article = _new_article(row, given)
    decision = require(actor, "rulebook.article.entered", article)
    taken = LocalArticle.objects.standing().filter(regulation=row, ref=article.ref).exists()
    verdict = all_of(_may_change(row), _article_verdict(row, given, ref_taken=taken))
    facts = {"cite": article.cite, "like": article.like}
    with act(decision, verdict, on=article, facts=facts):
        article.save()
    return article


@verb("rulebook.article.removed")
def remove_local_article(*, article_id: int, actor: Actor) -> LocalArticle:
    """Take an article out of a draft; the row stays."""
    article = LocalArticle.objects.visible_to(actor).get(pk=article_id)
    row = _locked(article.regulation_id, actor)
    article = LocalArticle.objects.select_for_update(of=("self",)).get(pk=article_id)
    decision = require(actor, "rulebook.article.removed", article)
    with act(decision, _may_change(row), on=article, facts={"cite": article.cite}):
        article.removed_on = clock.today()
        article.save(update_fields=["removed_on"])
    return article


@verb("rulebook.local.approved")
def approve_local_regulation(*, regulation_id: int, actor: Actor, reason: str = "") -> LocalRegulation:
    """Another person approves; from its first day on the regulation binds like any other."""
    row = _locked(regulation_id, actor)
    decision = require(actor, "rulebook.local.approved", row)
    articles = LocalArticle.objects.standing().filter(regulation=row).count()
    verdict = all_of(
        may_approve(_proposal(row), actor.person_id, clock.today()),
        may_enter(_draft(row)),
        may_put_in_force(row.code, row.title, row.since.isoformat(), articles),
    )
    facts = {"since": row.since.isoformat(), "articles": articles, "authority": row.authority}
    with act(decision, verdict, on=row, reason=reason, facts=facts):
        row.status = Status.IN_FORCE
        row.approved_by_id = actor.person_id
        row.approved_on = clock.today()
        row.save(update_fields=["status", "approved_by", "approved_on"])
    return row


@verb("rulebook.local.withdrawn")
def withdraw_local_regulation(*, regulation_id: int, actor: Actor) -> LocalRegulation:
    """Take back a draft that nobody has approved yet."""
    row = _locked(regulation_id, actor)
    decision = require(actor, "rulebook.local.withdrawn", row)
    with act(decision, is_open(_proposal(row)), on=row):
        row.status = Status.WITHDRAWN
        row.withdrawn_on = clock.today()
        row.save(update_fields=["status", "withdrawn_on"])
    return row


@verb("rulebook.local.ended")
def end_local_regulation(
    *, regulation_id: int, actor: Actor, until: date, authority: str = "", reason: str = ""
) -> LocalRegulation:
    """The regulation binds up to and including `until`."""
    row = _locked(regulation_id, actor)
    decision = require(actor, "rulebook.local.ended", row)
    edition = row.since.isoformat()
    held = (row.since, row.until) if row.approved_on else None
    verdict = may_end(row.code, row.title, edition, held, until, clock.today())
    facts = {"until": until.isoformat(), "authority": authority.strip()}
    with act(decision, verdict, on=row, facts=facts, reason=reason):
        row.until = until
        row.status = Status.ENDED
        row.save(update_fields=["until", "status"])
    return row


def _locked(regulation_id: int, actor: Actor) -> LocalRegulation:
    row = LocalRegulation.objects.visible_to(actor).get(pk=regulation_id)
    lock_town(row.organization_id)
    return LocalRegulation.objects.select_for_update(of=("self",)).get(pk=regulation_id)


def _draft(row: LocalRegulation) -> LocalDraft:
    """The short name cites articles: it may not be one the shipped files use."""
    library = load_library()
    shipped = {r.id for r in library.regulations.values()} | {r.short for r in library.regulations.values()}
    editions = LocalRegulation.objects.filter(organization=row.organization, code=row.code)
    others = editions.exclude(pk=row.pk).exclude(status=Status.WITHDRAWN)
    return LocalDraft(
        code=row.code,
        title=row.title,
        since=row.since,
        name_taken=row.code in shipped or ":" in row.code or "/" in row.code,
        held=tuple(others.values_list("since", "until")),
    )


def _may_change(row: LocalRegulation) -> Verdict:
    draft, status = row.status == Status.PROPOSED, row.get_status_display()
    return may_change(row.code, row.title, row.since.isoformat(), is_draft=draft, status=status)


def _new_article(row: LocalRegulation, given: Mapping[str, Any]) -> LocalArticle:
    return LocalArticle(
        organization=row.organization,
        regulation=row,
        ref=str(given["ref"]).strip(),
        statement=str(given["statement"]).strip(),
        enforce=given["enforce"],
        like=str(given.get("like", "")).strip(),
        figures=dict(given.get("figures") or {}),
        entered_on=clock.today(),
    )


def _article_verdict(row: LocalRegulation, given: Mapping[str, Any], *, ref_taken: bool = False) -> Verdict:
    library = load_library()
    like = str(given.get("like", "")).strip()
    figures: Mapping[str, str] = given.get("figures") or {}
    readable = []
    for name, text in figures.items():
        try:
            read_value(library, like, name, text)
        except (KeyError, ValueError):
            continue
        readable.append(name)
    cite = f"{row.code}:{str(given['ref']).strip()}"
    return article_fits(
        cite,
        row.since.isoformat(),
        like,
        figures,
        readable,
        library,
        enforce=given["enforce"],
        ref_taken=ref_taken,
    )


def _proposal(row: LocalRegulation) -> Proposal:
    return Proposal(
        cite=row.code,
        edition=row.since.isoformat(),
        status=row.get_status_display(),
        open=row.status == Status.PROPOSED,
        proposer_id=row.proposed_by_id,
        proposer=row.proposed_by.name,
        since=row.since,
    )
