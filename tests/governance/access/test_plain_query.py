"""A NUL in an address is answered with the page for a bad request, on every page alike."""

import pytest
from django.test import Client

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["?ci=%00", "?ci=a%00b", "?%00=1", "?page=%00"])
def test_a_nul_is_no_query(query):
    crew = builders.crew(builders.town())
    client = builders.sign_in(Client(), crew.account("office_clerk"))
    for page in ("/huiyi/", "/huiyi/yiti/", "/huiyi/jueyi/", "/tixing/"):
        assert client.get(page).status_code == 200
        assert client.get(page + query).status_code == 400
