"""What an office does beside its meetings: old resolutions brought in, work given away, papers made anew."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from docx import Document as WordDocument

from governance.access.roster.tenures import appoint_acting
from governance.audit import clock
from governance.deadlines.models import Reminder
from governance.deadlines.reminders import scan_towns
from governance.documents.editable.models import PaperTemplate
from governance.documents.editable.shipped import shipped_template
from governance.documents.kinds import document_kind
from governance.documents.models import Document
from governance.documents.paper_templates import approve_template, propose_template
from governance.documents.services import render_now
from governance.documents.voiding import reissue_document, void_document
from governance.people.models import Post, Tenure
from meetings.demo import papers
from meetings.demo.days import back, from_today, working_day
from meetings.demo.people import Town
from meetings.demo.plot import FilePlan
from meetings.demo.plot_desk import (
    Acting,
    Case,
    ClauseChange,
    Desk,
    GivenAway,
    OldResolutions,
    OwnTemplate,
    VoidedMinutes,
)
from meetings.demo.preparation import Preparation
from meetings.demo.script import SHANGHAI, only_demonstration
from meetings.imports.columns import COLUMNS
from meetings.models import (
    AccountabilityCase,
    AgendaItem,
    Meeting,
    Minutes,
    ResolutionClause,
    ResolutionImport,
)
from meetings.services import accountability, clauses, handover, imports

Told = tuple[date, int, int, Callable[[], None]]  # day, hour, minute, what happens


class AtTheDesk:
    def __init__(self, town: Town, desk: Desk, meetings: dict[str, Preparation]) -> None:
        self.town, self.desk, self.meetings, self.today = town, desk, meetings, town.script.today
        self.clerk, self.director = town.holder("office_clerk"), town.holder("office_director")
        self.secretary = town.holder("secretary")
        self.supervisor = town.holder("discipline_secretary")

    def beats(self) -> Iterator[Told]:
        desk = self.desk
        for template in desk.templates:
            yield back(self.today, template.days_ago), 11, 30, partial(self._lay_out, template)
        for acting in desk.acting:
            since = working_day(from_today(self.today, -acting.since))
            yield since, 8, 45, partial(self._act_for, acting)
        for old in desk.old:
            day = back(self.today, old.days_ago)
            yield day, 10, 20, partial(self._bring_in, old)
            if old.confirmed:
                yield working_day(day + timedelta(1)), 8, 30, partial(self._confirm, old)
        for case in desk.cases:
            yield working_day(from_today(self.today, -case.days_ago)), 17, 10, partial(self._register, case)
            if case.closed:
                day = working_day(from_today(self.today, -case.closed[0]))
                yield day, 17, 20, partial(self._close, case)
        for change in desk.clauses:
            yield back(self.today, change.days_ago), 11, 0, partial(self._change, change)
        for voided in desk.voided:
            signed = self.meetings[voided.meeting].times.signed
            yield working_day(signed + timedelta(1)), 9, 10, partial(self._make_anew, voided)
        for given in desk.given_away:
            yield back(self.today, given.days_ago), 15, 40, partial(self._give_away, given)
        for ago in desk.reminded:
            yield back(self.today, ago), 7, 30, partial(self._remind, ago)
            if ago != desk.reminded[-1]:
                yield back(self.today, ago), 13, 5, self._read

    # Papers ---------------------------------------------------------------------------------------

    def _lay_out(self, plan: OwnTemplate) -> None:
        paper = document_kind(plan.kind).editable
        assert paper is not None
        written = WordDocument(io.BytesIO(shipped_template(paper)))
        written.sections[0].header.paragraphs[0].text = plan.line
        stream = io.BytesIO()
        written.save(stream)
        proposed = self.town.do(
            f"template of {plan.kind}",
            propose_template,
            by=plan.by,
            gives=PaperTemplate,
            organization=self.town.organization,
            kind=plan.kind,
            note=plan.note,
            content=stream.getvalue(),
        )
        self.town.script.wait(35)
        self.town.do(
            f"template of {plan.kind} in force",
            approve_template,
            by=plan.approved_by,
            template_id=proposed.pk,
        )

    def _make_anew(self, plan: VoidedMinutes) -> None:
        minutes: Minutes = self.town.written(f"{plan.meeting}: minutes composed", Minutes)
        label = f"{plan.meeting}: minutes"
        old = self._first_paper(minutes)
        self.town.do(
            f"{label} void", void_document, by=self.director, document_id=old.pk, because=plan.because
        )
        self.town.script.wait(6)
        new = self.town.do(
            f"{label} made anew", reissue_document, by=self.clerk, gives=Document, document_id=old.pk
        )
        self.town.script.wait(1)
        with clock.demonstration_clock(self.town.script.now, only_demonstration=only_demonstration()):
            render_now(new.pk)

    def _first_paper(self, minutes: Minutes) -> Document:
        """The paper that the signature ordered: the minutes may name the one made anew by now."""
        found: Document = Document.objects.filter(
            kind="meetings.minutes", number=minutes.number, organization=self.town.organization
        ).earliest("pk")
        return found

    # Posts and work -------------------------------------------------------------------------------

    def _act_for(self, plan: Acting) -> None:
        self.town.do(
            f"{plan.person} acts as {plan.title}",
            appoint_acting,
            by=plan.by,
            kind=Tenure.Kind.DEPUTIZING,
            post_id=Post.objects.get(organization=self.town.organization, title=plan.title).pk,
            person_id=self.town.people[plan.person].pk,
            since=from_today(self.today, -plan.since),
            until=from_today(self.today, plan.until),
            authority=plan.number.format(year=from_today(self.today, -plan.since).year),
        )

    def _give_away(self, plan: GivenAway) -> None:
        self.town.do(
            f"work of {plan.giver} handed over",
            handover.hand_over_work,
            by=plan.by,
            organization=self.town.organization,
            giver=self.town.people[plan.giver],
            taker=self.town.people[plan.taker],
            because=plan.because,
        )

    # Resolutions ----------------------------------------------------------------------------------

    def _bring_in(self, plan: OldResolutions) -> None:
        heads = [str(column.head) for column in COLUMNS.values()]
        rows = [[row.get(name, "") for name in COLUMNS] for row in plan.rows]
        sheet = papers.made(FilePlan("", "", plan.file_name, [heads, *rows]))
        self.town.do(
            f"{plan.file_name} brought in",
            imports.enter_past_resolutions,
            by=self.clerk,
            gives=ResolutionImport,
            organization=self.town.organization,
            file=ContentFile(sheet.read(), name=plan.file_name),
            because=plan.because,
        )

    def _confirm(self, plan: OldResolutions) -> None:
        batch = self.town.written(f"{plan.file_name} brought in", ResolutionImport)
        self.town.do(
            f"{plan.file_name} confirmed", imports.confirm_import, by=self.secretary, batch_id=batch.pk
        )

    def _change(self, plan: ClauseChange) -> None:
        ready = self.meetings[plan.meeting]
        item = AgendaItem.objects.get(meeting=ready.meeting, topic=ready.topic(ready.topic_plan(plan.topic)))
        clause = ResolutionClause.objects.get(resolution__item=item, order=plan.order)
        label = f"{plan.meeting}: item {plan.topic}: clause {plan.order}"
        if not plan.more_days:
            self.town.do(
                f"{label} reopened",
                clauses.reopen_clause,
                by=plan.by,
                clause_id=clause.pk,
                because=plan.because,
            )
            return
        planned = next(i for i in ready.plan.items if i.topic == plan.topic).decided
        assert planned is not None
        days = planned.clauses[plan.order - 1].days + plan.more_days
        self.town.do(
            f"{label} extended",
            clauses.extend_clause,
            by=plan.by,
            clause_id=clause.pk,
            due_on=working_day(from_today(ready.times.held, days)),
            because=plan.because,
            authority=plan.authority,
        )

    # Accountability -------------------------------------------------------------------------------

    def _register(self, plan: Case) -> None:
        meeting: Meeting | None = self.meetings[plan.meeting].meeting if plan.meeting else None
        self.town.do(
            f"case of {plan.person}",
            accountability.register_case,
            by=self.supervisor,
            gives=AccountabilityCase,
            organization=self.town.organization,
            situation=plan.situation,
            person=self.town.people[plan.person],
            what=plan.what,
            happened_on=from_today(self.today, -plan.happened),
            measure=plan.measure,
            decided_by=plan.decided_by,
            decided_on=from_today(self.today, -plan.decided),
            meeting=meeting,
        )

    def _close(self, plan: Case) -> None:
        assert plan.closed is not None
        ago, outcome = plan.closed
        self.town.do(
            f"case of {plan.person} closed",
            accountability.close_case,
            by=self.supervisor,
            case_id=self.town.written(f"case of {plan.person}", AccountabilityCase).pk,
            outcome=outcome,
            closed_on=from_today(self.today, -ago),
        )

    # Reminders ------------------------------------------------------------------------------------

    def _remind(self, ago: int) -> None:
        """What goes out that morning. Reminders are no acts: where some of that hour are there, an earlier
        run has been here."""
        day = back(self.today, ago)
        hour = datetime(day.year, day.month, day.day, 7, tzinfo=SHANGHAI)
        made = Reminder.objects.filter(organization=self.town.organization)
        if not made.filter(made_at__range=(hour, hour + timedelta(hours=1))).exists():
            with clock.demonstration_clock(self.town.script.now, only_demonstration=only_demonstration()):
                scan_towns([self.town.organization], day)

    def date_messages(self) -> None:
        """What was told just now was told at the time of the story."""
        now = self.town.script.now
        told = Reminder.objects.filter(organization=self.town.organization, made_at__gt=now)
        told.update(made_at=now, sent_at=now, state=Reminder.State.SENT)

    def _read(self) -> None:
        readers = [self.town.accounts[name] for name in self.desk.readers]
        unread = Reminder.objects.filter(account__in=readers, read_at__isnull=True)
        unread.update(read_at=self.town.script.now)
