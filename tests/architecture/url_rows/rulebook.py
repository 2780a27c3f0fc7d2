"""The rulebook: everybody in the organization reads, the office director proposes, the secretary
approves. The shipped articles are the same for every town, so the neighbour reads them too."""

from governance.audit.models import Act
from governance.rulebook import services
from tests import builders
from tests.architecture.url_table import only, own_list, row


def adopted(world):
    """S0-04, S1-01 and S3-02 in both towns, once a run."""
    if "rulebook" not in world.made:
        for crew in (world.crew, world.neighbour):
            services.adopt_regulations(
                organization=crew.organization,
                actor=crew.actor("office_director"),
                names=["S0-04", "S1-01", "S3-02"],
                since=builders.SINCE,
                authority="x",
            )
        world.made["rulebook"] = True


def nothing(world):
    adopted(world)
    return {}


def regulation(world):
    adopted(world)
    return {"regulation": "S0-04"}


def article(world):
    return {**regulation(world), "ref": "三-1b"}


def figure(world):
    return {**article(world), "name": "quorum"}


def conflict(world):
    adopted(world)
    return {"conflict": "C-01"}


def _proposal(world):
    adopted(world)
    if "figure" not in world.made:
        world.made["figure"] = services.propose_figure(
            organization=world.town,
            actor=world.crew.actor("office_director"),
            cite="S0-04:三-1b",
            name="quorum",
            value=">=2/3@entitled",
            since=builders.TODAY,
            authority="x",
        )
    return {"pk": world.made["figure"].pk}


def _settlement(world):
    adopted(world)
    if "settlement" not in world.made:
        world.made["settlement"] = services.propose_settlement(
            organization=world.town,
            actor=world.crew.actor("office_director"),
            conflict="C-01",
            choice="half",
            since=builders.TODAY,
            authority="x",
        )
    return {"pk": world.made["settlement"].pk}


def _local(world):
    if "local" not in world.made:
        world.made["local"] = services.enter_local_regulation(
            organization=world.town,
            actor=world.crew.actor("office_director"),
            title="集镇停车管理办法",
            short="停车办法",
            since=builders.TODAY,
            authority="x",
            articles=[{"ref": "一", "statement": "停车入位", "enforce": "display"}],
        )
    return {"pk": world.made["local"].pk}


def _local_article(world):
    _local(world)
    return {"pk": world.made["local"].articles.get().pk}


def finding(world):
    _proposal(world)
    return {"act": Act.objects.get(code="rulebook.figure.proposed").pk, "index": 0}


ROWS = {
    "rulebook:index": own_list(nothing),
    "rulebook:regulation": own_list(regulation),
    "rulebook:article": own_list(article),
    "rulebook:coverage": own_list(regulation),
    "rulebook:conflicts": own_list(nothing),
    "rulebook:conflict": own_list(conflict),
    "rulebook:figures": own_list(nothing),
    "rulebook:finding": row(finding),
    "rulebook:local": row(_local),
    # The neighbour of the table is a clerk: these are the office director's.
    "rulebook:adopt": only("office_director", args=nothing, neighbour=403),
    "rulebook:figure-propose": only("office_director", args=figure, neighbour=403),
    "rulebook:conflict-propose": only("office_director", args=conflict, neighbour=403),
    "rulebook:local-enter": only("office_director", args=nothing, neighbour=403),
    "rulebook:end": only("office_director", args=regulation, neighbour=403),
    "rulebook:figure-withdraw": only("office_director", args=_proposal),
    "rulebook:conflict-withdraw": only("office_director", args=_settlement),
    "rulebook:local-article": only("office_director", args=_local),
    "rulebook:local-article-withdraw": only("office_director", args=_local_article),
    "rulebook:local-withdraw": only("office_director", args=_local),
    "rulebook:local-end": only("office_director", args=_local),
    "rulebook:figure-approve": only("secretary", args=_proposal),
    "rulebook:conflict-approve": only("secretary", args=_settlement),
    "rulebook:local-approve": only("secretary", args=_local),
    "documents:regulation": own_list(regulation),
}
