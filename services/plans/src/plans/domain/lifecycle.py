"""The life of a service plan as one table. Lines follow their plan: see `stored_plan`."""

from enum import StrEnum

from shared.kernel.lifecycle import Lifecycle


class PlanStatus(StrEnum):
    DRAFT = "draft"
    SUPERVISOR_REVIEW = "supervisor_review"
    SPA_REVIEW = "spa_review"
    CLINICAL_REVIEW = "clinical_review"
    AUTHORIZED = "authorized"
    PARTIALLY_AUTHORIZED = "partially_authorized"
    CM_ACTION_REQUIRED = "cm_action_required"
    CLOSED = "closed"


class PlanAction(StrEnum):
    EDIT = "edit"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    ROUTE_TO_CLINICAL_REVIEW = "route_to_clinical_review"
    RETURN_FROM_CLINICAL_REVIEW = "return_from_clinical_review"
    AUTHORIZE = "authorize"
    AUTHORIZE_IN_PART = "authorize_in_part"
    REFUSE = "refuse"
    REASSESS = "reassess"
    CLOSE = "close"


_S, _A = PlanStatus, PlanAction

PLAN_LIFECYCLE: Lifecycle[PlanStatus, PlanAction] = Lifecycle(
    "service plan",
    {
        (_S.DRAFT, _A.EDIT): _S.DRAFT,
        (_S.DRAFT, _A.SUBMIT): _S.SUPERVISOR_REVIEW,
        (_S.SUPERVISOR_REVIEW, _A.APPROVE): _S.SPA_REVIEW,
        (_S.SUPERVISOR_REVIEW, _A.RETURN): _S.CM_ACTION_REQUIRED,
        (_S.SPA_REVIEW, _A.ROUTE_TO_CLINICAL_REVIEW): _S.CLINICAL_REVIEW,
        (_S.CLINICAL_REVIEW, _A.RETURN_FROM_CLINICAL_REVIEW): _S.SPA_REVIEW,
        (_S.SPA_REVIEW, _A.AUTHORIZE): _S.AUTHORIZED,
        (_S.SPA_REVIEW, _A.AUTHORIZE_IN_PART): _S.PARTIALLY_AUTHORIZED,
        (_S.SPA_REVIEW, _A.REFUSE): _S.CM_ACTION_REQUIRED,
        (_S.CLINICAL_REVIEW, _A.AUTHORIZE): _S.AUTHORIZED,
        (_S.CLINICAL_REVIEW, _A.AUTHORIZE_IN_PART): _S.PARTIALLY_AUTHORIZED,
        (_S.CLINICAL_REVIEW, _A.REFUSE): _S.CM_ACTION_REQUIRED,
        (_S.CM_ACTION_REQUIRED, _A.EDIT): _S.CM_ACTION_REQUIRED,
        (_S.CM_ACTION_REQUIRED, _A.SUBMIT): _S.SUPERVISOR_REVIEW,
        (_S.AUTHORIZED, _A.EDIT): _S.AUTHORIZED,
        (_S.AUTHORIZED, _A.SUBMIT): _S.SUPERVISOR_REVIEW,
        (_S.AUTHORIZED, _A.REASSESS): _S.AUTHORIZED,
        (_S.PARTIALLY_AUTHORIZED, _A.EDIT): _S.PARTIALLY_AUTHORIZED,
        (_S.PARTIALLY_AUTHORIZED, _A.SUBMIT): _S.SUPERVISOR_REVIEW,
        (_S.PARTIALLY_AUTHORIZED, _A.REASSESS): _S.PARTIALLY_AUTHORIZED,
        (_S.DRAFT, _A.CLOSE): _S.CLOSED,
        (_S.SUPERVISOR_REVIEW, _A.CLOSE): _S.CLOSED,
        (_S.CM_ACTION_REQUIRED, _A.CLOSE): _S.CLOSED,
        (_S.AUTHORIZED, _A.CLOSE): _S.CLOSED,
        (_S.PARTIALLY_AUTHORIZED, _A.CLOSE): _S.CLOSED,
    },
)
