"""The people around the queue, and what they do over HTTP."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import httpx

from tests.support.identities import bearer

REQUESTS = "/authorization/v1/requests"
JUSTIFICATION = "Plan year 2018-2019: without more T1019 she is alone at night and falls."


class Person(Mapping[str, str]):
    """Headers of somebody; the token is signed when it is first needed, by the key of this run."""

    def __init__(self, *roles: str, subject: str, agency: str | None = None) -> None:
        self.roles, self.subject, self.agency = roles, subject, agency

    def __getitem__(self, name: str) -> str:
        return bearer(*self.roles, subject=self.subject, agency=self.agency)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(("Authorization",))

    def __len__(self) -> int:
        return 1


PLANS = Person("service", subject="service:plans")
REVIEWER = Person("spa_reviewer", subject="spa1")
SECOND_REVIEWER = Person("spa_reviewer", subject="spa2")
CLINICIAN = Person("clinical_reviewer", subject="nurse1")
DIRECTOR = Person("medical_director", subject="doctor1")
CASE_MANAGER = Person("case_manager", subject="cm1", agency="agency-a")
SUPERVISOR = Person("cm_supervisor", subject="sup1", agency="agency-a")
PARTNER = Person("partner", subject="partner1", agency="health-plan-1")
OPERATIONS = Person("ops", subject="ops1")


def a_line(**changes: Any) -> dict[str, Any]:
    return {
        "line_id": str(uuid4()),
        "action": "new",
        "service_code": "T1019",
        "provider_id": "home-care-1",
        "units": 60,
        "frequency": "week",
        "start": "2018-11-05",
        "end": "2019-07-14",
        "total": 2160,
        **changes,
    }


def a_ub120_line(**changes: Any) -> dict[str, Any]:
    respite = {"service_code": "UB120", "units": 1, "frequency": "calendar_day", "total": 10}
    return a_line(**{**respite, "start": "2018-12-20", "end": "2018-12-29", **changes})


def a_submission(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "submission_id": str(uuid4()),
        "plan_id": str(uuid4()),
        "plan_version": 3,
        "agency": "agency-a",
        "case_manager": "cm1",
        "approved_by": "sup1",
        "member": {
            "id": str(uuid4()),
            "medicaid_id": "M0000001",
            "given_name": "Ada",
            "family_name": "Byron",
            "birth_date": "1941-12-10",
            "county": "Tulsa",
        },
        "plan": {"type": "initial", "origin": "conversion", "start": "2018-07-15", "end": "2019-07-14"},
        "changes": ["increase"],
        "submitted_at": "2018-10-24T15:00:00Z",
        "lines": list(lines) or [a_line()],
        **changes,
    }


def a_partner_submission(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    submission = a_submission(*lines, agency="health-plan-1", **changes)
    del submission["plan_id"], submission["plan_version"]
    return submission


def a_note(text: str = JUSTIFICATION) -> dict[str, Any]:
    return {"type": "priority_justification", "status": "complete", "text": text, "author": "cm1"}


def authorized(line: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {"line_id": line["line_id"], "outcome": "authorized", **members}


def refused(line: dict[str, Any], code: str = "DOC_MISSING", text: str = "The nurse evaluation is missing.") -> Any:
    return {"line_id": line["line_id"], "outcome": "not_authorized", "reasons": [{"code": code, "text": text}]}


def modified(line: dict[str, Any], **members: Any) -> dict[str, Any]:
    reasons = [{"code": "UNITS_NOT_SUPPORTED", "text": "The nurse evaluation supports less."}]
    return {"line_id": line["line_id"], "outcome": "modified", "reasons": reasons, **members}


def rule_ids(answer: httpx.Response) -> list[str]:
    return [finding["rule_id"] for finding in answer.json()["findings"]]


class Office:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def submit(
        self, *lines: dict[str, Any], headers: Mapping[str, str] = PLANS, **changes: Any
    ) -> dict[str, Any]:
        answer = await self.post("", a_submission(*lines, **changes), headers)
        assert answer.status_code == 201, answer.text
        request: dict[str, Any] = answer.json()
        return request

    async def claimed(self, *lines: dict[str, Any], by: Mapping[str, str] = REVIEWER, **changes: Any) -> dict[str, Any]:
        request = await self.submit(*lines, **changes)
        answer = await self.claim(request["id"], by)
        assert answer.status_code == 200, answer.text
        held: dict[str, Any] = answer.json()
        return held

    async def post(self, path: str, body: Any, headers: Mapping[str, str], **more: str) -> httpx.Response:
        return await self.client.post(f"{REQUESTS}{path}", json=body, headers={**headers, **more})

    async def claim(self, request_id: str, by: Mapping[str, str] = REVIEWER) -> httpx.Response:
        return await self.client.post(f"{REQUESTS}/{request_id}/assignment", headers=by)

    async def release(self, request_id: str, etag: str | None, by: Mapping[str, str] = REVIEWER) -> httpx.Response:
        headers = by if etag is None else {**by, "If-Match": etag}
        return await self.client.delete(f"{REQUESTS}/{request_id}/assignment", headers=headers)

    async def decide(self, request_id: str, *lines: dict[str, Any], by: Mapping[str, str] = REVIEWER) -> httpx.Response:
        return await self.post(f"/{request_id}/decision", {"lines": list(lines)}, by)

    async def ask(self, request_id: str, by: Mapping[str, str] = REVIEWER) -> httpx.Response:
        return await self.post(f"/{request_id}/information-requests", {"text": "Which days?"}, by)

    async def answer(self, request: dict[str, Any], by: Mapping[str, str] = CASE_MANAGER) -> httpx.Response:
        question = request["information_requests"][-1]["id"]
        path = f"/{request['id']}/information-requests/{question}/response"
        return await self.post(path, {"text": "Tuesdays."}, by)

    async def route(self, request_id: str, to: str, by: Mapping[str, str] = REVIEWER) -> httpx.Response:
        return await self.post(f"/{request_id}/routing", {"to": to, "reason": "Is this need clinical?"}, by)

    async def review_priority(
        self, request_id: str, outcome: str, reason: str = "", by: Mapping[str, str] = REVIEWER
    ) -> httpx.Response:
        return await self.post(f"/{request_id}/priority-review", {"outcome": outcome, "reason": reason}, by)

    async def read(self, request_id: str, by: Mapping[str, str] = REVIEWER) -> httpx.Response:
        return await self.client.get(f"{REQUESTS}/{request_id}", headers=by)

    async def queue(self, by: Mapping[str, str] = REVIEWER, **query: Any) -> list[str]:
        answer = await self.client.get(REQUESTS, params=query, headers=by)
        assert answer.status_code == 200, answer.text
        return [item["id"] for item in answer.json()["items"]]
