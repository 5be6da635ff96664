"""What people are told about addresses and failures."""

import pytest

from harmony.account import Account
from harmony.databases import place, reason
from harmony.postgres import EmbeddedPostgres, _last_line
from harmony.services import SERVICES


def test_the_place_of_a_database_holds_no_password() -> None:
    assert place("postgresql://me:secret@db.example:6432/plans") == "db.example:6432/plans"
    assert place("postgresql://") == "localhost:5432"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "nothing listens there."),
        (TimeoutError(), "it does not answer."),
        (ValueError("no.\nmore"), "no."),
        (RuntimeError(), "RuntimeError."),
    ],
)
def test_a_reason_is_one_sentence(error: Exception, sentence: str) -> None:
    assert reason(error) == sentence


def test_the_last_complaint_of_a_log_is_told_without_its_time_stamp() -> None:
    log = "2026-01-01 UTC [7] LOG:  starting\n2026-01-01 UTC [7] FATAL:  no room\n2026-01-01 UTC [7] LOG:  down\n"

    assert _last_line(log) == "no room."
    assert _last_line("") == "it gave no reason."


def test_a_service_is_named_in_its_variable() -> None:
    assert [service.variable for service in SERVICES] == [
        "PLANS_DATABASE_URL",
        "AUTHORIZATION_DATABASE_URL",
        "CASEMANAGEMENT_DATABASE_URL",
        "DISEASE_DATABASE_URL",
    ]
    assert SERVICES[0].own_database({"PLANS_DATABASE_URL": "postgresql://x"}) == "postgresql://x"
    assert SERVICES[0].own_database({"PLANS_DATABASE_URL": ""}) is None


def test_a_long_path_has_no_socket(tmp_path_factory: pytest.TempPathFactory) -> None:
    from pathlib import Path

    server = EmbeddedPostgres(Path("/tmp") / ("x" * 100), port=5)  # noqa: S108

    assert server.socket_folder is None
    assert server.url("plans", socket=True).endswith("@127.0.0.1:5/plans")


def test_an_account_that_is_ourselves_needs_no_namespace() -> None:
    assert Account("ourselves", 1000, 1000)._namespace_maps() == []
