"""What the acts share: the people, the members, and the places where it is day or night just now."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from harmony.demo.people import Person
from harmony.demo.teller import Json, Teller
from shared.runtime import clock

OFFICE_ZONE = "America/Chicago"
MEMBERS = "/disease/v1/members"
AROUND_THE_WORLD = ("America/Chicago", "Pacific/Honolulu", "Pacific/Guam", "Asia/Kolkata", "Europe/Berlin")

OMAR = Person("Omar Haddad", "operations", "omar.haddad", ("ops",))
DALE = Person("Dale Whitcomb", "disease management nurse", "dale.whitcomb", ("disease_nurse",))
NORA = Person("Nora Lindqvist", "case management nurse", "nora.lindqvist", ("care_nurse",))


def place_where_the_clock_says(first: int, last: int) -> str:
    """A zone where it is `first` o'clock or later and not yet `last` o'clock."""
    now = clock.now()
    return next(zone for zone in AROUND_THE_WORLD if first <= now.astimezone(ZoneInfo(zone)).hour < last)


@dataclass(slots=True)
class Scene:
    """`members` by first name."""

    teller: Teller
    today: date = field(default_factory=lambda: clock.today(OFFICE_ZONE))
    members: dict[str, Json] = field(default_factory=dict)
    rows: int = 0

    def next_row(self) -> int:
        self.rows += 1
        return self.rows

    def day(self, days: int) -> str:
        return (self.today + timedelta(days=days)).isoformat()

    def address(self, name: str) -> str:
        return f"{MEMBERS}/{self.members[name]['id']}"

    async def register(self, name: str, **known: Any) -> None:
        """Make a member known to plans, and wait until disease management has heard of them."""
        body = {
            "medicaid_id": f"DEMO-{uuid4().hex[:10]}", "given_name": name, "family_name": "Almeida", "county": "Phelps",
            "phone": "573-555-0142", "primary_care_npi": "1234567893",
            "address": {"lines": ["7 Elm Street"], "city": "Rolla", "state": "MO", "postal_code": "65401"},
            "coverage": [{"program": "medicaid", "start": self.day(-900), "pharmacy": True}], **known,
        }  # fmt: skip
        answer = await self.teller.ask(OMAR, f"registers {name}", "POST /plans/v1/members", body, status=201)
        self.members[name] = answer.body
        await self.teller.arrival(DALE, f"{self.address(name)}/profile", f"the record of {name}")

    async def stratify(self, name: str, disease: str) -> Json:
        """The profile of the member in the disease, judged today."""
        body = {"member_id": self.members[name]["id"], "as_of": str(self.today)}
        await self.teller.ask(DALE, f"has {name} stratified", "POST /disease/v1/stratifications", body, status=None)
        profile = (await self.teller.read(DALE, f"{self.address(name)}/profile")).body
        found: Json = next(one for one in profile["diseases"] if one["disease"] == disease)
        return found
