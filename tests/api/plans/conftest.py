import httpx
import pytest

from tests.support.office import Office


@pytest.fixture
def office(plans: httpx.AsyncClient) -> Office:
    return Office(plans)
