"""Policy `2018-10`: the wording of the provider update of October 1, 2018, read as the clarifications read it."""

from datetime import date

from plans.domain.plan import ChangeType, DocumentType, Frequency, NoteType
from plans.domain.policies.policy import ExclusivePair, Policy, RequiredDocuments

_CASE_MANAGEMENT = frozenset({"T1016", "T1016-TN", "T1016-U3", "T1016-TN-U3"})
_AGENCY_CARE = frozenset({"T1019", "T1019-TF"})
_ASSISTED_LIVING = ("T2031", "T2031-TF", "T2031-TG")

# fmt: off
RULE_IDS = frozenset({
    "CS-01", "CS-02", "CS-03", "CS-04", "CS-05", "CS-06", "CS-07", "CS-08", "CS-09", "CS-10",
    "NP-01", "NP-02", "NP-03", "NP-04",
    "RA-01", "RA-02", "RA-03", "RA-04",
    "SR-01", "SR-02", "SR-03",
    "DC-01", "DC-02", "DC-03",
    "AL-01",
    "PR-01", "PR-02", "PR-03", "PR-06",
    "UB-01", "UB-02", "UB-03",
    "DT-01", "DT-02", "DT-03", "DT-04", "DT-05", "DT-06", "DT-10",
    "UN-01", "UN-02", "UN-03", "UN-04", "UN-05",
    "OV-01", "OV-02",
    "WF-01", "WF-02",
})
# fmt: on

OCTOBER_2018 = Policy(
    id="2018-10",
    title="Provider update of October 1, 2018",
    start=date(2018, 10, 1),
    rule_ids=RULE_IDS,
    case_management_code="T1016",
    nursing_facility_respite_code="UB120",
    assisted_living_codes=frozenset({"T2031"}),
    msu_opened_codes=frozenset({"T1016", "T1002"}),
    priority_exempt_codes=frozenset({"UB120", "T2031", "S5125", "T2025"}),
    standard_quantities={
        "T1016": (175, Frequency.YEAR),
        "T1016-TN": (175, Frequency.YEAR),
        "T1002": (10, Frequency.YEAR),
    },
    required_documents=(
        RequiredDocuments(
            documents=(DocumentType.UCAT, DocumentType.NURSE_EVALUATION, DocumentType.SERVICE_TEAM_RELEASE),
            changes=frozenset({ChangeType.INITIAL, ChangeType.REASSESSMENT}),
            evidence="provider update of 2018-10-01; clarification 30",
        ),
        RequiredDocuments(
            documents=(DocumentType.NURSE_EVALUATION,),
            changes=frozenset({ChangeType.ADDENDUM, ChangeType.INCREASE, ChangeType.DECREASE}),
            codes=frozenset({"T1019", "G0299", "G0300"}),
            changed_lines=True,
            evidence="clarification 30",
        ),
        RequiredDocuments(
            documents=(DocumentType.CHANGE_OF_PROVIDER,),
            changes=frozenset({ChangeType.TRANSFER}),
            evidence="[19]; clarification 30",
        ),
        RequiredDocuments(
            documents=(DocumentType.ADDITIONAL_UNITS_REQUEST,),
            changes=frozenset({ChangeType.ADDITIONAL_CM_UNITS}),
            evidence="[5]; clarification 30",
        ),
        RequiredDocuments(
            documents=(DocumentType.ASSISTED_LIVING_MOVE_IN,),
            codes=frozenset({"T2031"}),
            evidence="[12]; clarification 30",
        ),
        RequiredDocuments(
            documents=(DocumentType.CDPASS_BUDGET_WORKSHEET,),
            codes=frozenset({"S5125", "T2025"}),
            evidence="[21a]; clarification 30",
        ),
    ),
    additional_units_document=DocumentType.ADDITIONAL_UNITS_REQUEST,
    plan_note_types=frozenset({NoteType.GENERAL, NoteType.PRIORITY_JUSTIFICATION}),
    exclusive_pairs=(
        ExclusivePair(
            one=frozenset(_ASSISTED_LIVING),
            other=frozenset({*_AGENCY_CARE, "S5170", "T1005", "S9125"}),
            because="assisted living already includes care, respite and meals",
            evidence="(M) §1.5; OV-02",
        ),
        ExclusivePair(
            one=_AGENCY_CARE,
            other=frozenset({"S5125", "S5125-TF"}),
            because="personal care comes either from an agency or self-directed",
            evidence="OV-02",
        ),
        *(
            ExclusivePair(
                one=frozenset({tier}),
                other=frozenset(_ASSISTED_LIVING[place + 1 :]),
                because="a member has one assisted living tier at a time",
                evidence="OV-02",
            )
            for place, tier in enumerate(_ASSISTED_LIVING[:-1])
        ),
        ExclusivePair(
            one=_CASE_MANAGEMENT,
            other=_CASE_MANAGEMENT,
            because="a member has one case management agency at a time",
            different_providers_only=True,
            evidence="OV-02",
        ),
    ),
    ucat_valid_days=365,
    ucat_days_before_plan_end=60,
    justification_min_length=20,
    shared_days_of_case_management_transfer=1,
    reassessment_opens_days=60,
    reassessment_overdue_days=40,
    reassessment_late_days=30,
)
