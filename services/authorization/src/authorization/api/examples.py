"""Worked examples for the documentation page; a test sends them."""

from typing import Any

from fastapi.openapi.models import Example

REQUEST: dict[str, Any] = {
    "submission_id": "0199a1b2-0000-7000-8000-0000000000f0",
    "agency": "agency-a",
    "member": {
        "medicaid_id": "M0000001",
        "given_name": "Ada",
        "family_name": "Byron",
        "birth_date": "1941-12-10",
        "county": "Tulsa",
    },
    "plan": {"type": "initial", "origin": "conversion", "start": "2018-07-15", "end": "2019-07-14"},
    "changes": ["increase"],
    "priority": True,
    "lines": [
        {
            "line_id": "0199a1b2-0000-7000-8000-000000000001",
            "action": "new",
            "service_code": "T1019",
            "provider_id": "0199a1b2-0000-7000-8000-00000000000e",
            "units": 60,
            "frequency": "week",
            "start": "2018-11-05",
            "end": "2019-07-14",
            "total": 2160,
        },
        {
            "line_id": "0199a1b2-0000-7000-8000-000000000002",
            "action": "new",
            "service_code": "UB120",
            "units": 1,
            "frequency": "calendar_day",
            "start": "2018-12-20",
            "end": "2018-12-29",
            "total": 10,
        },
    ],
}

SUBMISSIONS: dict[str, Example] = {
    "partner": Example(
        summary="A partner asks for two services with priority and gives no justification",
        description="The priority is denied for T1019 and kept for UB120; both stand in the queue from now on.",
        value=REQUEST,
    )
}

STANDING: dict[str, Any] = {
    "id": "0199a1b2-0000-7000-8000-00000000000a",
    "submission_id": REQUEST["submission_id"],
    "plan_id": None,
    "plan_version": None,
    "agency": "agency-a",
    "case_manager": None,
    "status": "received",
    "desk": "spa_review",
    "priority": True,
    "priority_status": "under_review",
    "priority_accepted_at": None,
    "expedited": False,
    "assignee": None,
    "assigned": False,
    "clock": "standard",
    "received_at": "2018-10-24T15:00:00Z",
    "amber_at": "2018-10-29T12:36:00Z",
    "due_at": "2018-10-31T15:00:00Z",
    "decided_at": None,
    "policy": "2018-10",
    "age": 3600,
    "signal": "green",
    "member_standing": "covered",
    "member": {**REQUEST["member"], "id": None, "language": "en"},
}

QUEUED: dict[str, Any] = {**STANDING, "lines_asked": 2}

_PRIORITIES = (
    {"status": "denied", "rule_ids": ["PR-01"], "reason": None},
    {"status": "under_review", "rule_ids": ["PR-02"], "reason": None},
)

READ: dict[str, Any] = {
    **STANDING,
    "version": 1,
    "plan": REQUEST["plan"],
    "changes": REQUEST["changes"],
    "approved_by": None,
    "submitted_at": None,
    "lines": [
        {**line, "priority": priority, "decision": None}
        for line, priority in zip(REQUEST["lines"], _PRIORITIES, strict=True)
    ],
    "notes": [],
    "documents": [],
    "submitted_findings": [],
    "findings": [
        {
            "rule_id": "PR-02",
            "severity": "info",
            "message": "No note needed for UB120; sent to priority review.",
            "pointer": "/lines/1",
            "expected": None,
            "actual": None,
            "policy": "2018-10",
            "citation": {
                "source": "Provider Update - October 1, 2018",
                "section": "Corresponding Documents",
                "quote": "Lack of a note will be automatic denial of priority processing (except UB120, AL or CD-PASS)",
            },
        }
    ],
    "information_requests": [],
    "routings": [],
    "extension": None,
    "expired": None,
    "decision": None,
    "straight_through": None,
    "allowed_actions": ["claim", "review_priority"],
}
