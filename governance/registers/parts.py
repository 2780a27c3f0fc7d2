"""What somebody's posts let them do with a register: fill it in, read it, sign in it, see what is sealed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from governance.access.actor import Actor
from governance.people.models import Organization, Post, Tenure
from governance.people.standard_posts import STANDARD_POSTS, VILLAGE_POSTS
from governance.registers import catalogue
from governance.registers.catalogue import Edition
from governance.registers.models import DeclaredRegister, RegisterEntry
from governance.registers.rules.asking import in_use
from governance.registers.rules.declaration import EVERYBODY, FILLER, GOVERNMENT_HEAD, Declaration, Rows
from governance.rulebook.book import book_for


@dataclass(frozen=True)
class Place:
    """A register of one town: what policies are asked about before there is a row."""

    organization: Organization
    edition: Edition
    kept: bool = True  # False: rows are still read, none are entered

    @property
    def organization_id(self) -> int:
        return self.organization.pk

    @property
    def declaration(self) -> Declaration:
        return self.edition.declaration

    def __str__(self) -> str:
        return self.declaration.title


@dataclass(frozen=True)
class Part:
    fills: bool
    reads: bool
    signs: bool
    reads_sealed: bool

    @property
    def finds(self) -> bool:
        return self.fills or self.reads or self.signs


def codes_held(actor: Actor, organization_id: int) -> frozenset[str]:
    """Post codes of the actor in the town; with GOVERNMENT_HEAD for whoever heads its government. One query."""
    held = [post for post in actor.posts if post.organization_id == organization_id]
    codes = {post.code for post in held}
    ids = [post.post_id for post in held if post.post_id is not None]
    if ids and Post.objects.filter(pk__in=ids, heads_government=True).exists():
        codes.add(GOVERNMENT_HEAD)
    return frozenset(codes)


def part_in(declaration: Declaration, codes: frozenset[str]) -> Part:
    """By the codes somebody holds in the town; nobody without a post has a part."""
    fillers, readers = set(declaration.fillers), set(declaration.readers)
    fills = bool(codes & fillers) or (EVERYBODY in fillers and bool(codes))
    return Part(
        fills=fills,
        reads=bool(codes & readers)
        or (EVERYBODY in readers and bool(codes))
        or (declaration.rows is not Rows.PERSON and bool(codes & fillers)),
        signs=bool(codes & set(declaration.signers)),
        reads_sealed=bool(codes & set(declaration.sealed_readers)),
    )


def own_branches(actor: Actor, declaration: Declaration, codes: frozenset[str]) -> frozenset[int] | None:
    """The villages and branches to which a register of branches is narrowed for somebody whose part in it comes of
    posts there alone, `codes` being all they hold in the town; None where it is not."""
    if declaration.rows is not Rows.BRANCH or part_in(declaration, codes - VILLAGE_POSTS).finds:
        return None
    return frozenset(post.unit_id for post in actor.posts if post.code in VILLAGE_POSTS)


def branches_for(
    actor: Actor, place: Place | RegisterEntry, declaration: Declaration
) -> frozenset[int] | None:
    """`own_branches` of the town of a register or row."""
    return own_branches(actor, declaration, codes_held(actor, place.organization_id))


def editions_of(organization_id: int, day: date) -> dict[str, Edition]:
    """The registers a town keeps on the day: shipped ones whose articles bind, then its own."""
    book = book_for(organization_id, day)
    found = {code: one for code, one in catalogue.shipped().items() if in_use(one.declaration, book)}
    return found | own_editions(organization_id)


def place_of(organization: Organization, code: str, day: date) -> Place | None:
    """The register of that code: one the town keeps, or one of its own it no longer does; None for none."""
    edition = editions_of(organization.pk, day).get(code)
    if edition is not None:
        return Place(organization, edition)
    ended = DeclaredRegister.objects.filter(
        organization=organization, code=code, status=DeclaredRegister.Status.ENDED
    )
    row = ended.order_by("-id").first()
    return Place(organization, catalogue.pinned(row.text, code), kept=False) if row is not None else None


def own_editions(organization_id: int) -> dict[str, Edition]:
    confirmed = DeclaredRegister.objects.filter(
        organization_id=organization_id, status=DeclaredRegister.Status.CONFIRMED
    ).order_by("id")
    return {row.code: catalogue.pinned(row.text, row.code) for row in confirmed}


def declared_ever(organization_id: int) -> Mapping[str, Declaration]:
    """Every declaration a row of the town may stand under, in its newest text: those that are no longer kept too."""
    found = {code: one.declaration for code, one in catalogue.shipped().items()}
    rows = DeclaredRegister.objects.filter(organization_id=organization_id).exclude(
        status__in=[DeclaredRegister.Status.PROPOSED, DeclaredRegister.Status.DECLINED]
    )
    for row in rows.order_by("id"):
        found[row.code] = catalogue.pinned(row.text, row.code).declaration
    return found


def readable(actor: Actor) -> Q:
    """Which rows of registers the actor may know of."""
    seen = Q(pk__in=[])
    for organization_id in sorted(actor.organization_ids):
        codes = codes_held(actor, organization_id)
        whole, own = [], []
        for code, declaration in declared_ever(organization_id).items():
            part = part_in(declaration, codes)
            branches = own_branches(actor, declaration, codes)
            if branches is not None:
                if part.finds:
                    seen |= Q(organization_id=organization_id, register=code, unit_id__in=branches)
            elif part.reads or part.signs:
                whole.append(code)
            elif part.fills:
                own.append(code)
        seen |= Q(organization_id=organization_id, register__in=whole)
        if actor.person_id is not None and own:
            seen |= Q(organization_id=organization_id, register__in=own, entered_by_id=actor.person_id)
    if actor.person_id is not None:
        seen |= Q(organization_id__in=actor.organization_ids, entered_by_id=actor.person_id)
    return seen


def reads_whole(actor: Actor, organization_id: int, declaration: Declaration) -> bool:
    """Whether the actor sees every row of the register, or only what they entered or what is of their branch."""
    codes = codes_held(actor, organization_id)
    part = part_in(declaration, codes)
    return (part.reads or part.signs) and own_branches(actor, declaration, codes) is None


def names_of(organization: Organization, posts: tuple[str, ...], day: date) -> str:
    """Who signs a step: the holder with the post; of several, the first and how many there are."""
    heads = Q(post__heads_government=True) if GOVERNMENT_HEAD in posts else Q(pk__in=[])
    tenures = list(
        Tenure.objects.filter(Q(organization=organization) & (Q(post__code__in=posts) | heads))
        .on(day)
        .select_related("person", "post")
        .order_by("post__order", "id")
    )
    found = {t.person_id: t for t in reversed(tenures)}
    if not found:
        return ""
    first = next(reversed(found.values()))
    if len(found) > 1:
        return _("%(name)s等%(n)s人中一人") % {"name": first.person.name, "n": len(found)}
    return f"{first.person.name}（{first.title}）"


def signs_for(actor: Actor, entry: RegisterEntry, posts: Collection[str]) -> bool:
    """Whether the actor is one of those meant by `posts` in a row's chain."""
    if FILLER in posts and actor.person_id is not None and actor.person_id == entry.entered_by_id:
        return True
    return bool(codes_held(actor, entry.organization_id) & set(posts))


def posts_of(organization: Organization) -> list[tuple[str, str]]:
    """(code, title) of the posts a register may name, as the town calls them."""
    own = Post.objects.filter(organization=organization, abolished_on__isnull=True).order_by("order", "id")
    found: dict[str, list[str]] = {}
    for post in own:
        if post.code in STANDARD_POSTS:
            found.setdefault(post.code, []).append(post.title)
    return [
        (code, titles[0] if len(set(titles)) == 1 else STANDARD_POSTS[code].title)
        for code, titles in found.items()
    ]
