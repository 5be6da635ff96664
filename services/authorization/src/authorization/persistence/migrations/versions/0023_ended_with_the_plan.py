"""An authorization may end with its plan, without a decision of the unit; an appeal does not outlast the plan."""

from shared.runtime.migrations import execute_script

revision = "0023"
down_revision = "0022"

ENDED_WITH_THE_PLAN = """
alter table authorizations drop constraint authorizations_check1;
alter table authorizations add constraint an_ended_authorization_has_its_total
    check ((ended_on is null) = (ended_total is null) and (ended_by is null or ended_on is not null));
create table closed_plans (
    line_origin text primary key,
    last_day date not null,
    reason text not null,
    recorded_at timestamptz not null
);
"""


def upgrade() -> None:
    execute_script(ENDED_WITH_THE_PLAN)
