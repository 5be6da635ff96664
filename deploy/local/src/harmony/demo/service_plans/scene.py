"""What the acts of the story share: the people, the calendar, and what stands in Harmony so far."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from harmony.demo.people import Person
from harmony.demo.teller import Json, Teller
from shared.runtime import clock

OFFICE_ZONE = "America/Chicago"
PLANS = "/plans/v1/service-plans"
REQUESTS = "/authorization/v1/requests"
DAYS_BEFORE_THE_CHANGE = 113
A_PLAN_YEAR = timedelta(days=364)
ONE_DAY = timedelta(days=1)

DANA = Person("Dana Reyes", "case manager", "dana.reyes", ("case_manager",))
RUTH = Person("Ruth Okafor", "supervisor of case managers", "ruth.okafor", ("cm_supervisor",))
MILES = Person("Miles Tran", "case manager of another agency", "miles.tran", ("case_manager",), "another-agency")
OMAR = Person("Omar Haddad", "operations", "omar.haddad", ("ops",))
SANA = Person("Sana Ito", "reviewer", "sana.ito", ("spa_reviewer",))
LEO = Person("Leo Brandt", "reviewer", "leo.brandt", ("spa_reviewer",))


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A running year in which a change on a Monday at least a week ahead splits it into 113 and 252 days."""

    today: date
    start: date
    change: date
    end: date

    @classmethod
    def around(cls, today: date) -> "PlanYear":
        monday = today + timedelta(days=7 + (7 - today.weekday()) % 7)
        start = monday - timedelta(days=DAYS_BEFORE_THE_CHANGE)
        return cls(today, start, monday, start + A_PLAN_YEAR)

    @property
    def last_day_before(self) -> date:
        return self.change - ONE_DAY

    @property
    def next_start(self) -> date:
        return self.end + ONE_DAY

    @property
    def next_end(self) -> date:
        return self.next_start + A_PLAN_YEAR


@dataclass(slots=True)
class Scene:
    """`plan` and `request` are as last read; ids by what they are of."""

    teller: Teller
    year: PlanYear = field(default_factory=lambda: PlanYear.around(clock.today(OFFICE_ZONE)))
    run: int = 0
    dana: Person = DANA
    ruth: Person = RUTH
    providers: dict[str, str] = field(default_factory=dict)
    member: Json = field(default_factory=dict)
    plan: Json = field(default_factory=dict)
    reassessment: Json = field(default_factory=dict)
    request: Json = field(default_factory=dict)
    authorizations: list[Json] = field(default_factory=list)
    lines: dict[str, str] = field(default_factory=dict)

    @property
    def plan_address(self) -> str:
        return f"{PLANS}/{self.plan['id']}"

    @property
    def request_address(self) -> str:
        return f"{REQUESTS}/{self.request['id']}"

    def line(self, name: str) -> Json:
        """The line of the plan that the acts know by this name."""
        wanted = self.lines[name]
        return next(line for line in self.plan["lines"] if line["id"] == wanted)

    def show_lines(self, plan: Json | None = None) -> None:
        """Those of another plan than ours where one is given."""
        columns = ("service", "units", "from", "to", "total", "cost", "status", "authorization")
        self.teller.narrator.table(columns, [line_row(line) for line in (plan or self.plan)["lines"]])


def line_row(line: Json) -> tuple[object, ...]:
    return (
        line["service_code"], f"{line['units']}/{line['frequency'].replace('_', ' ')}", line["start"], line["end"],
        line["total"], line["cost"], line["status"].replace("_", " "), line["authorization_number"],
    )  # fmt: skip
