"""New rates: jobs that split the running lines of a service, and what became of each line."""

from shared.runtime.migrations import execute_script

revision = "0006"
down_revision = "0005"

RATES = """
alter table plan_lines add column rate_from date;
create index plan_lines_running_service on plan_lines (line_key, plan_id) where status = 'authorized';

create table rate_changes (
    id uuid primary key,
    service_key text not null,
    effective date not null,
    dry_run boolean not null,
    status text not null,
    actor text not null,
    roles text[] not null,
    total integer not null,
    done integer not null default 0,
    outcomes jsonb not null default '{}',
    after_plan uuid,
    started_at timestamptz not null,
    finished_at timestamptz,
    error text
);
create index rate_changes_running on rate_changes (id) where status = 'running';

create table rate_change_lines (
    rate_change_id uuid not null references rate_changes,
    line_id uuid not null,
    plan_id uuid not null,
    outcome text not null,
    total integer,
    cost numeric(14, 2),
    parts jsonb not null,
    reason text,
    primary key (rate_change_id, line_id)
);
"""


def upgrade() -> None:
    execute_script(RATES)
