"""The print centre and the public page behind a code."""

from governance.documents.editable.models import PaperTemplate
from governance.documents.models import Document, NumberSeries, SignedScan
from governance.people.document_codes import DocumentCode
from tests import builders
from tests.architecture.url_table import everywhere, row


def document(world, state):
    if state not in world.made:
        world.made[state] = builders.save(
            Document(
                organization=world.town,
                kind="rulebook.regulation",
                title="民主议事决策制度",
                subject_type="governance.organization",
                subject_id=str(world.town.pk),
                code=f"TEST{len(world.made):08d}",
                state=state,
                ordered_on=builders.TODAY,
                file="absent.pdf" if state == Document.State.FINISHED else "",
                file_digest="0" * 64 if state == Document.State.FINISHED else "",
                failure="缺字" if state == Document.State.FAILED else "",
            )
        )
    return world.made[state]


OFFICE = {"town": 403, "office_clerk": 200, "office_director": 200}


def code(world):
    if "documents.code" not in world.made:
        world.made["documents.code"] = builders.save(
            DocumentCode(
                organization=world.town,
                code="稔党委",
                since=builders.TODAY,
                authority="稔委决〔2026〕9号",
                proposed_by=world.crew.person("office_clerk"),
                proposed_on=builders.TODAY,
            )
        )
    return {"pk": world.made["documents.code"].pk}


def scan(world):
    if "documents.scan" not in world.made:
        world.made["documents.scan"] = builders.save(
            SignedScan(
                organization=world.town,
                document=document(world, Document.State.FINISHED),
                file="absent-scan.pdf",
                file_digest="1" * 64,
                size=1,
                attached_by=world.crew.person("office_clerk"),
                attached_on=builders.TODAY,
            )
        )
    return {"pk": world.made["documents.scan"].pk}


def gap(world):
    if "documents.series" not in world.made:
        world.made["documents.series"] = builders.save(
            NumberSeries(organization=world.town, kind="minutes", year=2026, last=1)
        )
    return {"kind": "minutes", "year": 2026, "place": 1}


def template(world):
    if "documents.template" not in world.made:
        world.made["documents.template"] = builders.save(
            PaperTemplate(
                organization=world.town,
                kind="meetings.minutes",
                version=1,
                note="换字体",
                file="absent.docx",
                file_digest="2" * 64,
                size=1,
                uploaded_by=world.crew.account("office_director"),
                uploaded_on=builders.TODAY,
            )
        )
    return {"pk": world.made["documents.template"].pk}


def kind(world):
    return {"kind": "meetings.minutes"}


KEEPERS = {"town": 403, "office_clerk": 200, "office_director": 200, "secretary": 200, "system": 200}
GONE = {role: 404 if answer == 200 else answer for role, answer in KEEPERS.items()}

ROWS = {
    "documents:templates": row(neighbour=200, **KEEPERS),
    "documents:template-kind": row(kind, neighbour=200, **KEEPERS),
    "documents:template-shipped": row(kind, neighbour=200, **KEEPERS),
    "documents:template-propose": row(kind, neighbour=403, town=403, office_director=200, system=200),
    "documents:template-file": row(template, **GONE),  # the file itself is not there
    "documents:template-sample": row(template, **GONE),
    "documents:template-approve": row(template, town=403, secretary=200, system=403),  # not who uploaded it
    "documents:template-withdraw": row(template, town=403, office_director=200, system=200),
    "documents:template-retire": row(template, town=403, office_director=200, secretary=200, system=403),
    "documents:editable": row(
        lambda world: {"pk": document(world, Document.State.FINISHED).pk}, town=404
    ),  # none beside it
    "documents:numbers": row(neighbour=200, secretary=200, **OFFICE),
    "documents:numbers-sheet": row(neighbour=200, secretary=200, **OFFICE),
    "documents:register": row(neighbour=200, secretary=200, **OFFICE),
    "documents:register-sheet": row(neighbour=200, secretary=200, **OFFICE),
    "documents:number-explain": row(gap, **OFFICE),
    "documents:number-skip": row(lambda world: {"kind": "minutes"}, neighbour=200, **OFFICE),
    "documents:codes": row(neighbour=200, secretary=200, **OFFICE),
    "documents:code-propose": row(neighbour=200, **OFFICE),
    "documents:code-approve": row(code, town=403, secretary=200),
    "documents:code-withdraw": row(code, **OFFICE),
    "documents:print": row(neighbour=200, **OFFICE),
    "documents:void": row(
        lambda world: {"pk": document(world, Document.State.FINISHED).pk}, town=403, office_director=200
    ),
    "documents:reissue": row(
        lambda world: {"pk": document(world, Document.State.FINISHED).pk}, town=404
    ),  # it was not declared void
    "documents:list": row(neighbour=200, secretary=200, **OFFICE),
    "documents:download": row(lambda world: {"pk": document(world, Document.State.ORDERED).pk}),
    "documents:reorder": row(lambda world: {"pk": document(world, Document.State.FAILED).pk}, **OFFICE),
    "documents:scan-attach": row(lambda world: {"pk": document(world, Document.State.FINISHED).pk}, **OFFICE),
    "documents:scan": row(scan, town=404),  # whoever reads the paper; here its file is not there
    "documents:code-entry": everywhere(200),
    "documents:code": everywhere(
        200, args=lambda world: {"code": document(world, Document.State.FINISHED).code}
    ),
}
