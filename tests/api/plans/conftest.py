import io
from collections.abc import Iterator

import httpx
import pytest

from tests.support.log_lines import log_lines
from tests.support.office import Office
from tests.support.refusals import SECRET


@pytest.fixture
def office(plans: httpx.AsyncClient) -> Office:
    return Office(plans)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log of a test that sends bad input: every request stands in it, no value and no mistake of ours."""
    written = log_lines(monkeypatch)
    yield written
    assert '"event": "request"' in written.getvalue()
    assert SECRET not in written.getvalue()
    assert '"event": "mistake"' not in written.getvalue()
