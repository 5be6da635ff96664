"""The public yearly figures, as counts with their denominators; how a partial approval counts is a setting."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from authorization.domain.sources import PUBLIC_METRICS
from shared.kernel.rule_pages import citation_as_json

HOURS = Decimal("0.01")


class PartialApprovals(StrEnum):
    """Plans publish them in different ways; ours are a row of their own unless the office says otherwise."""

    SEPARATE = "separate"
    AS_DENIED = "as_denied"
    AS_APPROVED = "as_approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRequests:
    """The requests of one kind that were decided in the year. Times are hours from receipt to decision."""

    kind: str
    approved: int
    partial: int
    denied: int
    extended: int
    approved_after_extension: int
    partial_after_extension: int
    mean_hours: Decimal | None
    median_hours: Decimal | None

    @property
    def decided(self) -> int:
        return self.approved + self.partial + self.denied


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedAppeals:
    decided: int
    overturned: int
    upheld: int
    withdrawn: int


def figures_of(
    year: int,
    requests: Iterable[DecidedRequests],
    appeals: DecidedAppeals,
    services: list[str],
    partial: PartialApprovals,
) -> dict[str, Any]:
    """JSON values: `year, partial_approvals, services, standard, expedited, appeals, citation`."""
    by_kind = {one.kind: _kind(one, partial) for one in requests}
    return {
        "year": year,
        "partial_approvals": partial,
        "services": services,
        "standard": by_kind["standard"],
        "expedited": by_kind["expedited"],
        "appeals": {
            "approved_after_appeal": _share(appeals.overturned, appeals.decided),
            "upheld": _share(appeals.upheld, appeals.decided),
            "withdrawn": _share(appeals.withdrawn, appeals.decided),
        },
        "citation": citation_as_json(PUBLIC_METRICS),
    }


def _kind(one: DecidedRequests, partial: PartialApprovals) -> dict[str, Any]:
    approved, denied, extended = one.approved, one.denied, one.approved_after_extension
    if partial is PartialApprovals.AS_APPROVED:
        approved, extended = approved + one.partial, extended + one.partial_after_extension
    elif partial is PartialApprovals.AS_DENIED:
        denied += one.partial
    shown = one.partial if partial is PartialApprovals.SEPARATE else 0
    return {
        "decided": one.decided,
        "approved": _share(approved, one.decided),
        "partially_approved": _share(shown, one.decided),
        "denied": _share(denied, one.decided),
        "extended": _share(one.extended, one.decided),
        "approved_after_extension": _share(extended, one.decided),
        "mean_hours": _hours(one.mean_hours),
        "median_hours": _hours(one.median_hours),
    }


def _share(count: int, of: int) -> dict[str, int]:
    return {"count": count, "of": of}


def _hours(hours: Decimal | None) -> str | None:
    return None if hours is None else str(hours.quantize(HOURS))


def rows_of(figures: dict[str, Any]) -> list[list[str]]:
    """The same figures as lines of `year, kind, measure, value, out_of`, with their heading."""
    year = str(figures["year"])
    rows = [["year", "kind", "measure", "value", "out_of"]]
    for kind in ("standard", "expedited", "appeals"):
        for measure, value in figures[kind].items():
            if isinstance(value, dict):
                rows.append([year, kind, measure, str(value["count"]), str(value["of"])])
            else:
                rows.append([year, kind, measure, "" if value is None else str(value), ""])
    return [*rows, *([year, "services", "needs_authorization", code, ""] for code in figures["services"])]
