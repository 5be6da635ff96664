"""How an eLTSS plan is read where it leaves Harmony room, or none. A plan here is as small as it can be."""

import json
from pathlib import Path
from typing import Any

import pytest

from harmony.eltss.codes import CodeTable
from harmony.eltss.ledger import Outcome
from harmony.eltss.mapping import Choices, Mapped, map_content
from harmony.eltss.people import has_check_digit, local_number
from harmony.eltss.reading import Content, read
from harmony.problem import SetupProblem
from plans.domain.catalogue import SERVICES, service_as_json
from plans.domain.policies import policy_named

CATALOGUE = [service_as_json(service, policy_named("2018-10")) for service in SERVICES]
HCPCS = "urn:oid:2.16.840.1.113883.6.14"
NPI = "http://hl7.org/fhir/sid/us-npi"


def a_patient(**changes: Any) -> dict[str, Any]:
    return {
        "resourceType": "Patient", "id": "p1", "identifier": [{"system": "urn:medicaid", "value": "MA100"}],
        "name": [{"family": "Byron", "given": ["Ada", "K."]}], "birthDate": "1941-12-10", **changes,
    }  # fmt: skip


def a_plan(*activities: dict[str, Any], **changes: Any) -> dict[str, Any]:
    named = [{"reference": {"reference": f"ServiceRequest/s{place}"}} for place in range(1, 4)]
    return {
        "resourceType": "CarePlan", "id": "cp", "status": "active", "intent": "plan",
        "subject": {"reference": "Patient/p1"}, "period": {"start": "2026-01-01", "end": "2026-12-31"},
        "activity": [*named, *activities], **changes,
    }  # fmt: skip


def a_service(
    code: Any = "T1019", units: Any = 48, unit: str = "unit", per: str = "wk", **changes: Any
) -> dict[str, Any]:
    concept = {"coding": [{"system": HCPCS, "code": code}]} if isinstance(code, str) else code
    ratio = {"numerator": {"value": units, "unit": unit}, "denominator": {"value": 1, "code": per}}
    return {
        "resourceType": "ServiceRequest", "id": "s1", "status": "active", "intent": "plan",
        "code": concept, "quantityRatio": ratio,
        "subject": {"reference": "Patient/p1"}, "occurrencePeriod": {"start": "2026-01-01", "end": "2026-12-31"},
        **changes,
    }  # fmt: skip


def mapped(*resources: dict[str, Any], codes: Path | None = None, **choices: Any) -> Mapped:
    """A patient and a plan are added where none is given."""
    content = Content()
    types = {resource["resourceType"] for resource in resources}
    for resource in (*resources, *(made() for made in (a_patient, a_plan) if made()["resourceType"] not in types)):
        content.add(resource, "test.json")
    return map_content(content, CodeTable.of(CATALOGUE, codes), Choices(**choices))


def the_line(plan: Mapped) -> dict[str, Any]:
    assert len(plan.lines) == 1, reasons(plan)
    return plan.lines[0].body


def reasons(plan: Mapped, key: str = "ServiceRequest/s1") -> set[str]:
    return {a.where[0] for a in plan.accounts if a.resource == key and a.outcome is Outcome.NOT_TAKEN}


def assumptions(plan: Mapped) -> str:
    return " ".join(assumption.text for assumption in plan.assumed)


@pytest.mark.parametrize(
    ("code", "units", "unit", "per", "planned"),
    [
        ("T1019", 48, "unit", "wk", ("T1019", 48, "week")),
        ("T1019", 12, "h", "wk", ("T1019", 48, "week")),
        ("T1019", 90, "min", "wk", ("T1019", 6, "week")),
        ("T1019", 4, "{15 min}", "d", ("T1019", 28, "week")),
        ("T1016", 175, "15 min", "a", ("T1016", 175, "year")),
        ("T1016", 10, "unit", "mo", ("T1016", 120, "year")),
        ("UB120", 1, "d", "d", ("UB120", 1, "calendar_day")),
        ("S5170", 14.0, "meal", "wk", ("S5170", 14, "week")),
        ("S5161", 1, "", "mo", ("S5161", 1, "month")),
    ],
)
def test_units_and_time_become_whole_units_per_period(
    code: str, units: Any, unit: str, per: str, planned: tuple[str, int, str]
) -> None:
    line = the_line(mapped(a_service(code, units, unit, per)))

    assert (line["service_code"], line["units"], line["frequency"]) == planned


@pytest.mark.parametrize(
    ("service", "reason"),
    [
        (a_service("X9999"), "does not know X9999"),
        (a_service(units=1.5), "no whole number"),
        (a_service(unit="bottle"), "Nobody said how many quarter_hour units are in one bottle"),
        (a_service(per="s"), "not per day, week, month or year"),
        (a_service("T1019", 100, "unit", "mo"), "no whole number of units per week"),
        (a_service(status="revoked"), "It is revoked"),
        (a_service(code={"text": "House cleaning"}), "no service code"),
        (a_service(quantityRatio=None), "no quantity"),
        (a_service(occurrencePeriod={"start": "2028-01-01", "end": "2028-02-01"}), "not days of the plan"),
    ],
)
def test_what_cannot_be_planned_is_left_with_its_reason_and_its_words_stay(
    service: dict[str, Any], reason: str
) -> None:
    good = {**a_service("S5170", 1, "meal", "d"), "id": "s2"}

    plan = mapped(service, good)

    assert [line.ref for line in plan.lines] == ["s2"]
    assert any(reason in said for said in reasons(plan))


def test_modifiers_come_as_codings_of_their_own_or_behind_the_code() -> None:
    apart = {"coding": [{"system": HCPCS, "code": "T1019"}, {"system": HCPCS, "code": "TF"}]}

    for code in (apart, {"coding": [{"code": "T1019-TF"}]}, {"coding": [{"code": "T1019 TF"}]}):
        assert the_line(mapped(a_service(code=code)))["modifiers"] == ["TF"]


def test_of_two_codings_the_one_that_can_be_planned_is_used() -> None:
    code = {"coding": [{"system": "urn:local", "code": "PCA15"}, {"system": HCPCS, "code": "T1019"}]}

    assert the_line(mapped(a_service(code=code)))["service_code"] == "T1019"


def test_a_plan_of_more_than_a_year_is_cut_with_its_lines_and_says_so() -> None:
    long = {"start": "2026-01-01", "end": "2027-06-30"}

    plan = mapped(a_plan(period=long), a_service(occurrencePeriod=long))

    assert plan.plan is not None
    assert (plan.plan["start"], plan.plan["end"]) == ("2026-01-01", "2026-12-31")
    assert the_line(plan)["end"] == "2026-12-31"
    assert "546 days; it ends after 365" in assumptions(plan)
    assert "2026-01-01 to 2027-06-30 becomes 2026-01-01 to 2026-12-31" in assumptions(plan)


def test_a_plan_without_period_starts_with_its_first_service() -> None:
    plan = mapped(a_plan(period=None), a_service(occurrencePeriod={"start": "2026-03-02"}))

    assert plan.plan is not None
    assert (plan.plan["start"], plan.plan["end"]) == ("2026-03-02", "2027-03-01")
    assert "The plan has no period" in assumptions(plan)


def test_a_plan_without_any_day_gives_no_plan() -> None:
    plan = mapped(a_plan(period=None, activity=[]))

    assert plan.plan is None
    assert plan.member is not None


def test_an_activity_with_a_code_is_a_line_and_one_in_words_is_a_note() -> None:
    coded = {"detail": {"code": {"coding": [{"code": "S5170"}]}, "status": "scheduled", "dailyAmount": {"value": 2}}}
    plan = mapped(a_plan(coded, {"detail": {"status": "not-started", "description": "Join a fitness club"}}))

    assert the_line(plan) | {"ref": ""} == {
        "ref": "", "service_code": "S5170", "modifiers": [], "units": 2, "frequency": "calendar_day",
        "start": "2026-01-01", "end": "2026-12-31",
    }  # fmt: skip
    assert plan.plan is not None
    assert any("Join a fitness club" in note["text"] for note in plan.plan["notes"])


def test_a_provider_without_npi_gets_a_local_number_that_is_no_npi() -> None:
    agency = {"resourceType": "Organization", "id": "o1", "name": "Red River", "identifier": [{"value": "77"}]}
    service = a_service(performer=[{"reference": "Organization/o1"}])

    once, again = mapped(service, agency), mapped(service, agency)

    number = once.providers[0].body["npi"]
    assert number == again.providers[0].body["npi"]
    assert number.startswith("0")
    assert len(number) == 10
    assert has_check_digit(number)
    assert number in assumptions(once)
    assert local_number(once.providers[0].seed, 1) != number


def test_a_shared_npi_goes_to_the_first_who_delivers_a_service() -> None:
    def someone(name: str) -> dict[str, Any]:
        return {
            "resourceType": "Organization",
            "id": name,
            "name": name,
            "identifier": [{"system": NPI, "value": "1144221847"}],
        }

    first = a_service(performer=[{"reference": "Organization/North"}])
    second = {**a_service("S5170", 1, "meal", "d", performer=[{"reference": "Organization/South"}]), "id": "s2"}

    plan = mapped(first, second, someone("Payer"), someone("North"), someone("South"))

    assert plan.providers[0].body["npi"] == "1144221847"
    assert plan.providers[1].body["npi"].startswith("0")
    assert "also stands with Organization/Payer" in assumptions(plan)
    assert "South shares the NPI 1144221847" in assumptions(plan)


def test_a_number_with_a_wrong_check_digit_is_no_npi() -> None:
    agency = {
        "resourceType": "Organization",
        "id": "o1",
        "name": "R",
        "identifier": [{"system": NPI, "value": "1144221848"}],
    }

    plan = mapped(a_service(performer=[{"reference": "Organization/o1"}]), agency)

    assert plan.providers[0].body["npi"] != "1144221848"


def test_a_performer_who_is_not_in_the_file_leaves_the_line_without_provider() -> None:
    plan = mapped(a_service(performer=[{"reference": "Organization/elsewhere"}]))

    assert plan.lines[0].provider is None
    assert any("not in the file" in reason for reason in reasons(plan))


def test_a_role_leads_to_its_organization_and_a_contained_person_is_found() -> None:
    role = {"resourceType": "PractitionerRole", "id": "r1", "organization": {"reference": "#o"},
            "contained": [{"resourceType": "Organization", "id": "o", "name": "Red River"}]}  # fmt: skip

    plan = mapped(a_service(performer=[{"reference": "PractitionerRole/r1"}]), role)

    assert plan.providers[0].body["name"] == "Red River"


def test_a_coverage_with_a_first_day_goes_to_the_member() -> None:
    coverage = {"resourceType": "Coverage", "id": "c", "beneficiary": {"reference": "Patient/p1"},
                "type": {"text": "advantage"}, "period": {"start": "2025-01-01"}}  # fmt: skip

    plan = mapped(coverage)

    assert plan.member is not None
    assert plan.member["coverage"] == [{"program": "advantage", "start": "2025-01-01", "end": None}]


def test_a_medicaid_number_is_preferred_and_the_command_may_say_another() -> None:
    numbers = [{"system": "urn:hospital", "value": "H1"}, {"type": {"coding": [{"code": "MA"}]}, "value": "M1"}]

    assert mapped(a_patient(identifier=numbers)).medicaid_id == "M1"
    assert mapped(a_patient(identifier=numbers), medicaid_id="M2").medicaid_id == "M2"
    assert "stands in for it" in assumptions(mapped(a_patient(identifier=numbers[:1])))


@pytest.mark.parametrize("missing", ["birthDate", "name", "identifier"])
def test_a_patient_without_what_a_member_needs_is_left(missing: str) -> None:
    plan = mapped(a_patient(**{missing: None}))

    assert plan.member is None
    assert any("A member needs" in reason for reason in reasons(plan, "Patient/p1"))


def test_of_several_plans_one_is_imported_and_the_others_say_how() -> None:
    later = a_plan(id="later", period={"start": "2027-01-01", "end": "2027-12-31"})

    plan = mapped(a_plan(), later)

    assert plan.plan is not None
    assert plan.plan["start"] == "2026-01-01"
    assert reasons(plan, "CarePlan/later") == {"One plan at a time; import it with --plan later."}
    chosen = mapped(a_plan(), later, plan="later").plan
    assert chosen is not None
    assert chosen["start"] == "2027-01-01"


def test_a_plan_that_replaces_another_is_a_reassessment() -> None:
    plan = mapped(a_plan(replaces=[{"reference": "CarePlan/old"}])).plan

    assert plan is not None
    assert plan["type"] == "reassessment"


def test_an_unsigned_contract_and_a_no_are_drafts() -> None:
    info = [{"reference": "Contract/k"}, {"reference": "QuestionnaireResponse/q"}]
    contract = {"resourceType": "Contract", "id": "k", "signer": [{"party": {"reference": "Patient/p1"}}]}
    refused = {"linkId": "1", "text": "Were you given a choice?", "answer": [{"valueBoolean": False}]}
    answers = {"resourceType": "QuestionnaireResponse", "id": "q", "status": "completed", "item": [refused]}

    plan = mapped(a_plan(supportingInfo=info), contract, answers).plan

    assert plan is not None
    assert {(paper["type"], paper["status"]) for paper in plan["documents"]} == {
        ("signed_plan", "draft"),
        ("freedom_of_choice", "draft"),
    }


def test_own_codes_win_and_a_damaged_table_is_named(tmp_path: Path) -> None:
    own = tmp_path / "codes.json"
    row = {
        "code": "T2003",
        "service_code": "S5105",
        "relation": "stand_in",
        "units": {"trips": "1"},
        "because": "Ours.",
    }
    own.write_text(json.dumps({"services": [row]}))

    plan = mapped(a_service("T2003", 2, "trips", "wk"), codes=own)

    assert the_line(plan)["service_code"] == "S5105"
    assert "S5105 stands in for T2003. Ours." in assumptions(plan)
    own.write_text(json.dumps({"services": [{"code": "T2003"}]}))
    with pytest.raises(SetupProblem, match="cannot be read"):
        mapped(codes=own)


def test_a_line_that_the_rules_refuse_is_taken_back_with_its_accounts() -> None:
    plan = mapped(a_service())
    plan.leave_out("s1", "UN-01: too many")

    assert plan.lines == []
    assert "UN-01: too many" in reasons(plan)
    assert "UN-01: too many" in plan.remark()["text"]


def test_the_remark_is_a_draft_and_begins_with_the_content() -> None:
    remark = mapped(a_service()).remark()

    assert remark["status"] == "draft"
    assert remark["text"].startswith("eLTSS import ")


def test_long_words_go_on_in_a_second_note() -> None:
    plan = mapped(a_plan(description="word " * 3000)).plan

    assert plan is not None
    assert len(plan["notes"]) == 2
    assert all(len(note["text"]) <= 8000 for note in plan["notes"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<Bundle/>", "not JSON"),
        ("[]", "no resourceType"),
        ('{"resourceType": "Bundle", "type": "history"}', "type history"),
        ('{"resourceType": "Bundle", "type": "collection"}', "no FHIR resource"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "bundle.json"
    file.write_text(text)

    with pytest.raises(SetupProblem, match=said):
        read(file)


def test_the_same_resource_twice_is_one_and_another_with_its_id_is_left() -> None:
    plan = mapped(a_patient(), a_patient(), a_patient(birthDate="1950-01-01"), a_plan())

    assert plan.member is not None
    assert plan.member["birth_date"] == "1941-12-10"
    assert any("same id and other content" in reason for reason in reasons(plan, "Patient/p1 (3)"))
