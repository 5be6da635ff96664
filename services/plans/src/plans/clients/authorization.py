"""What plans tells the authorization service: a submitted version of a plan, and that a plan was closed."""

from typing import Any

from plans.domain.rate_parts import as_authorized
from plans.domain.stored_plan import StoredPlan
from shared.kernel.finding import Finding
from shared.schema.findings import finding_as_json

REQUESTS = "/authorization/v1/requests"
CLOSURE = "/authorization/v1/plans/{plan_id}/closure"
MEMBER = ("id", "medicaid_id", "given_name", "family_name", "birth_date", "county", "language")


def request_for(
    plan: StoredPlan, member: dict[str, Any], findings: tuple[Finding, ...], approved_by: str
) -> dict[str, Any]:
    """Body of `POST /requests` (`shared.schema.authorization.RequestCreate`) as JSON values.

    A line that a new rate split is one line there: it is one authorization.
    """
    return {
        "submission_id": plan.submission_id,
        "plan_id": plan.id,
        "plan_version": plan.version,
        "agency": plan.agency,
        "case_manager": plan.case_manager,
        "member": {name: member[name] for name in MEMBER},
        "plan": {"type": plan.type, "origin": plan.origin, "start": plan.start, "end": plan.end},
        "changes": sorted(plan.kinds_of_change),
        "priority": plan.priority,
        "submitted_at": plan.submitted_at,
        "approved_by": approved_by,
        "lines": [
            {
                "line_id": line.id,
                "action": asked,
                "service_code": line.service_code,
                "modifiers": line.modifiers,
                "provider_id": line.provider_id,
                "units": line.units,
                "frequency": line.frequency,
                "start": line.start,
                "end": line.end,
                "total": line.total,
                "cost": None if line.cost is None else str(line.cost),
                "status": line.status,
                "reason": line.reason,
                "supersedes": line.supersedes,
            }
            for line, asked in as_authorized(plan)
        ],
        "notes": [
            {
                "type": note.type,
                "status": note.status,
                "text": note.text,
                "author": note.author,
                "written_on": note.written_on,
                "acknowledged_by": note.acknowledged_by,
                "acknowledged_on": note.acknowledged_on,
            }
            for note in plan.notes
        ],
        "documents": [
            {"type": document.type, "status": document.status, "dated": document.dated} for document in plan.documents
        ],
        "findings": [finding_as_json(found) for found in findings],
    }


def closure_for(plan: StoredPlan) -> dict[str, Any] | None:
    """Body of `PUT /plans/{id}/closure` (`shared.schema.authorization.PlanClosure`) of a closed plan.

    None when the unit never authorized anything of it.
    """
    if plan.review is None or all(line.authorization_number is None for line in plan.lines):
        return None
    return {"reason": plan.review["reason"], "effective": plan.review["effective"]}
