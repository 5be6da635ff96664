"""Take in what a provider delivered of an authorization."""

import hashlib
from dataclasses import replace
from typing import Any

import orjson

from authorization.domain.errors import (
    AuthorizationNotFound,
    AuthorizationReplaced,
    NotYours,
    ReportRefused,
    ReportReused,
)
from authorization.domain.policies import policy_on
from authorization.domain.rules import REPORT_RULES
from authorization.domain.utilization import ReportFacts, UtilizationReport
from authorization.persistence.utilization_queries import report_shown
from authorization.persistence.utilization_repository import (
    KnownReport,
    UsedAuthorization,
    add_use,
    authorization_for_update,
    reports_named,
    store_report,
)
from authorization.use_cases.judge_use import judge_use
from shared.kernel.errors import InvalidMember
from shared.kernel.rule import evaluate
from shared.runtime.identity import Role
from shared.runtime.work import Work


async def report_utilization(work: Work, number: str, report: UtilizationReport) -> tuple[dict[str, Any], bool]:
    """The report as kept with what is left, and whether it is new. The same report twice counts once.

    Raises `AuthorizationNotFound`, `NotYours`, `AuthorizationReplaced`, `ReportReused`, `ReportCorrected`,
    `ReportRefused` with the findings, `InvalidMember` for a correction of nothing.
    """
    used = await _locked(work, number)
    named = (report.report_id, report.corrects) if report.corrects else (report.report_id,)
    reports = await reports_named(work.tx, used, *named)
    content_hash = _hash(report)
    known = reports.get(report.report_id)
    if known is not None:
        if known.content_hash != content_hash:
            raise ReportReused
        return await _answer(work, used, known), False
    if used.replaced_by is not None:
        raise AuthorizationReplaced(used.replaced_by)
    corrected = reports.get(report.corrects) if report.corrects else None
    if report.corrects and corrected is None:
        raise InvalidMember("/corrects", "unknown", "There is no such report on this authorization.")

    _judge(work, used, report, corrected)
    kept = KnownReport(work.new_id(), report.report_id, content_hash, report.units)
    await store_report(
        work.tx, used, kept.id, report, corrected, content_hash=content_hash, by=work.caller.subject, at=work.now
    )
    change = report.units - (corrected.units if corrected else 0)
    total_used, _, through = await add_use(work.tx, used, change)
    work.record(
        "utilization_corrected" if corrected else "utilization_reported",
        "authorization",
        used.id,
        member_id=used.member_id,
        before={"units_used": used.use.used},
        after={"units_used": total_used, "report": kept.id, "corrects": corrected.id if corrected else None},
    )
    used = replace(used, use=replace(used.use, used=total_used, delivered_through=through))
    return await _answer(work, used, kept), True


async def _locked(work: Work, number: str) -> UsedAuthorization:
    used = await authorization_for_update(work.tx, number, work.caller)
    if used is None:
        raise AuthorizationNotFound
    caller = work.caller
    delivers = caller.has(Role.PROVIDER) and caller.agency is not None and caller.agency == used.provider_id
    if not delivers and not caller.has(Role.SERVICE, Role.OPS):
        raise NotYours("Only the provider that the authorization names reports what was delivered.")
    return used


def _judge(work: Work, used: UsedAuthorization, report: UtilizationReport, corrected: KnownReport | None) -> None:
    facts = ReportFacts(
        report=report,
        use=used.use,
        takes_back=corrected.units if corrected else 0,
        today=work.today,
        deceased_on=used.deceased_on,
    )
    findings = evaluate(REPORT_RULES, facts, policy_on(work.day_of(used.issued_at)).id).findings
    if findings:
        raise ReportRefused(findings)


def _hash(report: UtilizationReport) -> str:
    days = sorted((str(day.delivered_on), day.units) for day in report.days)
    return hashlib.sha256(orjson.dumps([report.corrects, days])).hexdigest()


async def _answer(work: Work, used: UsedAuthorization, known: KnownReport) -> dict[str, Any]:
    return {
        **await report_shown(work, known.id),
        "units_authorized": used.use.total,
        "units_used": used.use.used,
        "units_remaining": used.use.remaining,
        "findings": judge_use(used.use, work.day_of(used.issued_at), work.today),
    }
