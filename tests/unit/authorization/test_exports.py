"""ED-01: what the claims system rejected, did not get, or did not answer."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from authorization.domain.export import LIFECYCLE, ExportAction, ExportStatus, Transmission
from authorization.domain.rules import EXPORT_RULES
from authorization.domain.rules.exports import ExportFacts
from shared.kernel.lifecycle import ActionNotAllowed
from shared.kernel.rule import evaluate
from tests.unit.authorization.builders import POLICY

SINCE = datetime(2018, 10, 26, 15, tzinfo=UTC)
NO_TIME, A_DAY, THREE_DAYS = timedelta(0), timedelta(days=1), timedelta(days=3)
MOMENT = timedelta(seconds=1)


def said(status: ExportStatus, waited: timedelta, reason: str | None = None) -> list[str]:
    sent = Transmission(number="2500000019", status=status, since=SINCE, reason=reason)
    facts = ExportFacts(transmission=sent, terms=POLICY.exports, now=SINCE + waited)
    return [found.message for found in evaluate(EXPORT_RULES, facts, POLICY.id).findings]


@pytest.mark.parametrize(
    ("status", "waited", "spoken"),
    [
        (ExportStatus.READY, A_DAY, False),
        (ExportStatus.READY, A_DAY + MOMENT, True),
        (ExportStatus.SENT, THREE_DAYS, False),
        (ExportStatus.SENT, THREE_DAYS + MOMENT, True),
        (ExportStatus.REJECTED, NO_TIME, True),
        (ExportStatus.APPROVED, 100 * A_DAY, False),
        (ExportStatus.RESENT, 100 * A_DAY, False),
    ],
)
def test_ed_01_speaks_of_what_did_not_arrive(status: ExportStatus, waited: timedelta, spoken: bool) -> None:
    assert bool(said(status, waited)) is spoken


def test_ed_01_repeats_why_it_was_rejected() -> None:
    (message,) = said(ExportStatus.REJECTED, NO_TIME, "Unknown provider.")

    assert message.startswith("2500000019 was rejected by the claims system: Unknown provider. Correct it")


@pytest.mark.parametrize(("status", "action"), list(product(ExportStatus, ExportAction)))
def test_every_status_allows_or_refuses_every_action(status: ExportStatus, action: ExportAction) -> None:
    if action in LIFECYCLE.allowed(status):
        assert LIFECYCLE.after(status, action) in set(ExportStatus)
    else:
        with pytest.raises(ActionNotAllowed):
            LIFECYCLE.after(status, action)


def test_what_was_approved_or_sent_again_is_settled() -> None:
    assert LIFECYCLE.allowed(ExportStatus.APPROVED) == LIFECYCLE.allowed(ExportStatus.RESENT) == ()
