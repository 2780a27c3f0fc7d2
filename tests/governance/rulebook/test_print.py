"""A regulation printed as this committee goes by it: its articles with the figures of the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from governance.deadlines.jobs import run_due_jobs
from governance.documents.models import Document
from governance.documents.regulations import regulation_paper, subject_of
from governance.rulebook import services
from tests import builders
from tests.builders import TODAY
from tests.governance.rulebook.world import propose, settle

pytestmark = pytest.mark.django_db


def paper(crew, regulation="S0-04", on=TODAY):
    return regulation_paper(crew.organization, regulation, subject_of(crew.organization.pk, regulation), on)


def articles(of):
    return {article.ref: article for chapter in of.chapters for article in chapter.articles}


def test_the_paper_carries_the_figures_of_its_day(crew):
    row = propose(crew, "S0-04:三-1b", "quorum", ">=2/3@entitled", since=TODAY + timedelta(days=9))
    services.approve_figure(figure_id=row.pk, actor=crew.actor("secretary"))
    (now,) = articles(paper(crew))["三-1b"].figures
    (later,) = articles(paper(crew, on=TODAY + timedelta(days=9)))["三-1b"].figures
    assert (now.value, now.source) == ("不少于应到人数的二分之一", "")
    assert (later.value, later.source) == ("不少于应到人数的三分之二", "本镇另定")
    assert articles(paper(crew))["三-3a"].figures[0].value == "没有设定"
    assert paper(crew).adoption == "中共稔川镇委员会自2021年1月1日起施行，凭稔委〔2021〕1号"


def test_what_is_set_aside_is_not_printed(other):
    assert "1-1d" in articles(paper(other, "S3-02"))
    settle(other, "C-02", "half_of_entitled")
    assert "1-1d" not in articles(paper(other, "S3-02"))


def test_it_is_ordered_on_the_page_and_rendered_by_the_worker(crew):
    client = builders.sign_in(Client(), crew.account("staff"))
    url = reverse("documents:regulation", args=["S0-22"])
    answer = client.post(url, {"once": client.get(url).context["once"]})
    document = Document.objects.get()
    assert answer.status_code == 302 and answer.url == reverse("documents:download", args=[document.pk])
    assert document.organization_id == crew.organization.pk and document.state == Document.State.ORDERED
    with builders.on_day(TODAY + timedelta(days=1000)):  # whatever hour the clock of the jobs shows
        run_due_jobs()
    document.refresh_from_db()
    assert document.state == Document.State.FINISHED and document.pages >= 1
    assert client.get(answer.url)["Content-Type"] == "application/pdf"


def test_what_is_not_in_force_is_not_printed(crew, other):
    client = builders.sign_in(Client(), crew.account("staff"))
    assert client.get(reverse("documents:regulation", args=["S1-01"])).status_code == 404
    ours = Client()
    builders.sign_in(ours, other.account("staff"))
    assert ours.get(reverse("documents:regulation", args=["S1-01"])).status_code == 200
