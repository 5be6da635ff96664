"""What the acts share: the people, the members, and the case that is worked on."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from harmony.demo.people import Person
from harmony.demo.teller import Answer, Json, Teller
from shared.runtime import clock

OFFICE_ZONE = "America/Chicago"
CASES = "/casemanagement/v1/cases"
REFERRALS = "/casemanagement/v1/referrals"
MEMBERS = "/casemanagement/v1/members"
WHY = "prenatal care"
PREVIEW = "POST /casemanagement/v1/screenings/preview"

OMAR = Person("Omar Haddad", "operations", "omar.haddad", ("ops",))
NORA = Person("Nora Lindqvist", "nurse", "nora.lindqvist", ("care_nurse",))
TESS = Person("Tess Ward", "prenatal nurse", "tess.ward", ("care_nurse", "confidential"))
GRETA = Person("Greta Paulsen", "physician's office", "greta.paulsen", ("provider",), "rolla-pediatrics")


@dataclass(slots=True)
class Scene:
    """`members` by first name; `case` is as last read."""

    teller: Teller
    today: date = field(default_factory=lambda: clock.today(OFFICE_ZONE))
    members: dict[str, Json] = field(default_factory=dict)
    case: Json = field(default_factory=dict)

    def day(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()

    def member_id(self, name: str) -> str:
        return str(self.members[name]["id"])

    @property
    def case_address(self) -> str:
        return f"{CASES}/{self.case['id']}"

    async def register(self, name: str, **known: Any) -> None:
        """Make a member known to plans, and wait until case management has heard of them."""
        body = {
            "medicaid_id": f"DEMO-{uuid4().hex[:10]}", "given_name": name, "family_name": "Byron", "language": "en",
            "time_zone": OFFICE_ZONE, "county": "Phelps", "phone": "573-555-0100", "primary_care_npi": "1234567893",
            "address": {"lines": ["12 Main Street"], "city": "Rolla", "state": "MO", "postal_code": "65401"},
            "coverage": [{"program": "medicaid", "start": self.day(-900)}], **known,
        }  # fmt: skip
        answer = await self.teller.ask(OMAR, f"registers {name}", "POST /plans/v1/members", body, status=201)
        self.members[name] = answer.body
        await self.teller.arrival(NORA, f"{MEMBERS}/{answer.body['id']}/contact-window", f"the record of {name}")

    async def act(self, who: Person, doing: str, action: str, body: Json | None = None, **expected: Any) -> Answer:
        answer = await self.teller.ask(who, doing, f"POST {self.case_address}/actions/{action}", body or {}, **expected)
        if answer.status == 200:
            await self.look(who)
        return answer

    async def look(self, who: Person) -> Json:
        self.case = (await self.teller.read(who, self.case_address)).body
        return self.case

    async def case_of(self, who: Person, name: str, program: str) -> Json:
        """The open case of the member in this program."""
        found = (await self.teller.read(who, f"{CASES}?member_id={self.member_id(name)}&program={program}")).body
        self.case = next(case for case in found["items"] if case["state"] not in ("closed", "discharged"))
        return await self.look(who)

    def facts(self, name: str, **known: Any) -> Json:
        """A body of the dry run; what is not known is left out."""
        member = self.members[name]
        covered = [{"start": span["start"], "end": span["end"]} for span in member["coverage"]]
        person = {"birth_date": member["birth_date"], "sex": member["sex"], "coverage": covered}
        return {"as_of": str(self.today), "member": person, **known}
