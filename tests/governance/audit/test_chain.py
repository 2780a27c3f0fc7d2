"""The canonical payload: the same before saving and after reloading, whatever the field."""

import datetime
import decimal
import enum
import hashlib
import json
import uuid

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils.translation import gettext_lazy

from governance.audit import chain, drift
from governance.audit.models import ChainEntry
from governance.audit.sealed import SealedText, SealedTextField

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
TOKEN = f"z1.{uuid.UUID(int=7).hex}.{'A' * 60}"


class Colour(models.TextChoices):
    RED = "red", "红"


# field, what somebody may have put on the instance before saving it
FIELDS = {
    "big": (models.BigIntegerField(), "12"),
    "integer": (models.IntegerField(), 3.0),
    "small": (models.SmallIntegerField(), True),
    "positive": (models.PositiveIntegerField(), 7),
    "positive_small": (models.PositiveSmallIntegerField(), "7"),
    "flag": (models.BooleanField(), 1),
    "no_flag": (models.BooleanField(null=True), None),
    "text": (models.CharField(max_length=20), Colour.RED),
    "lazy": (models.CharField(max_length=20), gettext_lazy("红")),
    "long": (models.TextField(), "第一行\n第二行  𬭎"),
    "slug": (models.SlugField(), "a-b"),
    "url": (models.URLField(), "https://example.invalid/"),
    "mail": (models.EmailField(), "a@example.invalid"),
    "decimal": (models.DecimalField(max_digits=8, decimal_places=2), "12.5"),
    "decimal_of_int": (models.DecimalField(max_digits=8, decimal_places=2), 12),
    "share": (models.FloatField(), 1),
    "number": (models.FloatField(), 0.1 + 0.2),
    "day": (models.DateField(), "2026-11-21"),
    "day_of_moment": (models.DateField(), datetime.date(2026, 11, 21)),
    "moment": (models.DateTimeField(), datetime.datetime(2026, 11, 21, 9, 5, tzinfo=SHANGHAI)),
    "exact": (models.DateTimeField(), datetime.datetime(2026, 11, 21, 1, 5, 0, 123456, tzinfo=datetime.UTC)),
    "hour": (models.TimeField(), "09:30"),
    "length": (models.DurationField(), datetime.timedelta(days=2, seconds=5, microseconds=7)),
    "key": (models.UUIDField(), uuid.UUID(int=5).hex),
    "blob": (models.BinaryField(), bytes(range(8))),
    "address": (models.GenericIPAddressField(), "2001:DB8::1"),
    "json": (
        models.JSONField(encoder=DjangoJSONEncoder),
        {
            "b": (1, 2),
            "a": {"天": datetime.date(2026, 11, 21), 7: decimal.Decimal("1.50"), "whole": 2.0, "part": 0.1},
            "moment": datetime.datetime(2026, 11, 21, 9, 5, 0, 123456, tzinfo=SHANGHAI),
            "none": None,
            "label": gettext_lazy("红"),
        },
    ),
    "plain_json": (models.JSONField(), [1, "二", {"c": False}]),
    "sealed": (SealedTextField(), SealedText(TOKEN)),
    "file": (models.FileField(max_length=100), "2026/会议纪要.pdf"),
}


@pytest.fixture
def sample(db):
    """A model with a field of every kind, its table made inside the test's transaction."""
    with isolate_apps("governance"):
        fields = {name: field.clone() for name, (field, _value) in FIELDS.items()}
        meta = type("Meta", (), {"app_label": "governance", "db_table": "tests_sample"})
        model = type("Sample", (models.Model,), {"__module__": __name__, "Meta": meta, **fields})
        create, parameters = connection.schema_editor(collect_sql=True).table_sql(model)
        with connection.cursor() as cursor:
            cursor.execute(create, parameters or None)
        yield model


def test_a_payload_is_the_same_before_saving_and_after_reloading(sample):
    written = sample(**{name: value for name, (_field, value) in FIELDS.items()})
    written.save()
    before = chain.row_values(written)
    after = chain.row_values(sample.objects.get(pk=written.pk))
    assert before == after
    assert chain.serialise(before) == chain.serialise(after)
    assert before["decimal"] == "12.50"
    assert before["moment"] == "2026-11-21T01:05:00.000000Z"
    assert before["sealed"] == TOKEN
    assert before["json"]["a"]["7"] == "1.50"


@pytest.mark.parametrize("name", FIELDS)
def test_null_is_null(name):
    assert chain.canonical(None, FIELDS[name][0]) is None


def test_every_kind_of_field_in_use_is_tried_here():
    tried = {type(field) for field, _value in FIELDS.values()}
    keys = {models.BigAutoField, models.AutoField, models.ForeignKey, models.OneToOneField}
    used = {
        (type(field), model._meta.label)
        for model in drift.recorded_models()
        for field in model._meta.concrete_fields
        if type(field) not in tried | keys
    }
    assert not used, "add the field and a value to FIELDS"


def test_a_value_without_a_rule_is_refused():
    with pytest.raises(TypeError):
        chain.canonical(enum.Enum("Odd", "one").one)
    with pytest.raises(TypeError):
        chain.canonical(object())


def test_digests_and_links_can_be_made_again_by_anybody_with_sha256():
    """The format, written down: an outside checker needs nothing of this program."""
    text = chain.serialise({"b": "二", "a": [1, None, True]})
    assert text == '{"a":[1,null,true],"b":"二"}'
    digest = hashlib.sha256(b"\x00" + text.encode("utf-8")).hexdigest()
    assert chain.digest_of(text) == digest
    previous = "0" * 64
    assert previous == chain.GENESIS
    assert (
        chain.link(previous, 3, 1, digest)
        == hashlib.sha256(b"\x01" + f"{previous}|3|1|{digest}".encode()).hexdigest()
    )


def test_the_stored_payload_is_json_with_version_act_and_history(world):
    entry = ChainEntry.objects.filter(organization_id=world.town.pk).order_by("-seq").first()
    payload = json.loads(entry.payload)
    assert payload.keys() == {"v", "act", "history"}
    assert payload["v"] == chain.PAYLOAD_VERSION
    assert payload["history"][0]["model"] == "governance.historicalpost"
    assert payload["history"][0]["row"]["title"] == "党政综合办公室主任"
    assert chain.serialise(payload) == entry.payload
