"""Stays of a member as an inpatient, one at a time, and the days that they take from a plan's running lines."""

from shared.runtime.migrations import execute_script

revision = "0005"
down_revision = "0004"

STAYS = """
create table member_stays (
    id uuid primary key,
    version integer not null default 1,
    member_id uuid not null references members,
    facility text not null,
    "start" date not null,
    "end" date,
    withdrawn boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ("end" is null or "start" <= "end"),
    constraint one_stay_per_day exclude using gist
        (member_id with =, daterange("start", "end", '[]') with &&) where (not withdrawn)
);
create index member_stays_member on member_stays (member_id, id);
alter table service_plans add column suspensions jsonb not null default '[]';
"""


def upgrade() -> None:
    execute_script(STAYS)
