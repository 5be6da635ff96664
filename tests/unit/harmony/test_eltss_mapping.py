"""How an eLTSS plan is read where it leaves Harmony room, or none."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from harmony.eltss.loading import Loaded
from harmony.eltss.people import has_check_digit, local_number
from harmony.eltss.reading import read
from harmony.eltss.report import show
from harmony.problem import SetupProblem
from tests.unit.harmony.eltss_resources import NPI, a_patient, a_plan, a_service, assumptions, mapped, reasons, the_line


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


def test_the_report_shows_names_as_they_are_and_counts_what_is_not_held() -> None:
    plan = mapped(
        a_patient(name=[{"family": "By[red]ron", "given": ["Ada"]}], maritalStatus={"text": "widowed"}), a_service()
    )
    said = StringIO()

    show(Console(file=said, width=160), plan, Loaded(member=plan.member or {}, new={"member"}), dry_run=True)

    assert "Ada By[red]ron" in said.getvalue()
    assert "would be registered" in said.getvalue()
    assert "maritalStatus.text 1" in said.getvalue()
