"""Members and facts as the disease service takes them; a test states only its difference."""

from typing import Any
from uuid import UUID

from shared.runtime import clock

MEMBER = UUID("01900000-0000-7000-8000-000000000001")


def a_notice(**different: Any) -> dict[str, Any]:
    """The body of `PUT /disease/v1/members/{id}`."""
    return {
        "version": 1,
        "medicaid_id": "M1",
        "given_name": "Ada",
        "family_name": "Byron",
        "birth_date": "2016-05-02",
        "sex": "female",
        "coverage": [{"program": "medicaid", "start": "2020-01-01"}],
        **different,
    }


def new_id() -> UUID:
    return clock.new_id()
