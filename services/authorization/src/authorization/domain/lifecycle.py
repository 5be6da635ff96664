"""How work on a request proceeds, and whose desk it lies on."""

from enum import StrEnum

from shared.kernel.lifecycle import Lifecycle


class RequestStatus(StrEnum):
    RECEIVED = "received"
    IN_REVIEW = "in_review"
    PENDED = "pended"
    DECIDED = "decided"


class RequestAction(StrEnum):
    CLAIM = "claim"
    RELEASE = "release"
    REVIEW_PRIORITY = "review_priority"
    REQUEST_INFORMATION = "request_information"
    RESPOND = "respond"
    ROUTE = "route"
    EXTEND = "extend"
    DECIDE = "decide"
    EXPIRE = "expire"


class Desk(StrEnum):
    """Whose work a request is; routing moves it from one to another."""

    SPA_REVIEW = "spa_review"
    CLINICAL_REVIEW = "clinical_review"
    MEDICAL_DIRECTOR = "medical_director"


LIFECYCLE: Lifecycle[RequestStatus, RequestAction] = Lifecycle(
    "request",
    {
        (RequestStatus.RECEIVED, RequestAction.CLAIM): RequestStatus.IN_REVIEW,
        (RequestStatus.RECEIVED, RequestAction.REVIEW_PRIORITY): RequestStatus.RECEIVED,
        # A pended request may be released; its answer then finds it in review with nobody holding it.
        (RequestStatus.IN_REVIEW, RequestAction.CLAIM): RequestStatus.IN_REVIEW,
        (RequestStatus.IN_REVIEW, RequestAction.RELEASE): RequestStatus.RECEIVED,
        (RequestStatus.IN_REVIEW, RequestAction.REVIEW_PRIORITY): RequestStatus.IN_REVIEW,
        (RequestStatus.IN_REVIEW, RequestAction.REQUEST_INFORMATION): RequestStatus.PENDED,
        (RequestStatus.IN_REVIEW, RequestAction.ROUTE): RequestStatus.RECEIVED,
        (RequestStatus.IN_REVIEW, RequestAction.DECIDE): RequestStatus.DECIDED,
        (RequestStatus.PENDED, RequestAction.CLAIM): RequestStatus.PENDED,
        (RequestStatus.PENDED, RequestAction.RELEASE): RequestStatus.PENDED,
        (RequestStatus.PENDED, RequestAction.REVIEW_PRIORITY): RequestStatus.PENDED,
        (RequestStatus.PENDED, RequestAction.RESPOND): RequestStatus.IN_REVIEW,
        (RequestStatus.PENDED, RequestAction.DECIDE): RequestStatus.DECIDED,
        (RequestStatus.IN_REVIEW, RequestAction.EXTEND): RequestStatus.IN_REVIEW,
        (RequestStatus.PENDED, RequestAction.EXTEND): RequestStatus.PENDED,
        # Nobody's action: the clock ran out in a programme where that is a denial.
        (RequestStatus.RECEIVED, RequestAction.EXPIRE): RequestStatus.DECIDED,
        (RequestStatus.IN_REVIEW, RequestAction.EXPIRE): RequestStatus.DECIDED,
        (RequestStatus.PENDED, RequestAction.EXPIRE): RequestStatus.DECIDED,
    },
)

DESK_ROLES: dict[Desk, frozenset[str]] = {
    Desk.SPA_REVIEW: frozenset({"spa_reviewer", "clinical_reviewer", "medical_director"}),
    Desk.CLINICAL_REVIEW: frozenset({"clinical_reviewer", "medical_director"}),
    Desk.MEDICAL_DIRECTOR: frozenset({"medical_director"}),
}
REVIEWER_ROLES = DESK_ROLES[Desk.SPA_REVIEW]
RELEASING_ROLES = REVIEWER_ROLES | {"ops"}
ANSWERING_ROLES = frozenset({"case_manager", "cm_supervisor", "partner"})
