"""What happens to an authorization after it is issued.

What must hold under concurrency is a constraint: no more is used than is left, a report counts and is corrected once.
"""

from shared.runtime.migrations import execute_script

revision = "0002"
down_revision = "0001"

UTILIZATION = """
alter table authorizations
    add column first_delivered_on date,
    add column delivered_through date,
    add constraint used_within_what_was_authorized check (used <= coalesce(ended_total, total));

create table utilization_reports (
    id uuid primary key,
    authorization_id uuid not null references authorizations,
    line_origin text not null,
    line_id uuid not null,
    report_id text not null,
    content_hash text not null,
    corrects uuid constraint one_correction_per_report unique references utilization_reports,
    units bigint not null check (units >= 0),
    reported_by text not null,
    recorded_at timestamptz not null,
    constraint one_utilization_per_report unique (line_origin, line_id, report_id)
);
create index utilization_reports_authorization on utilization_reports (authorization_id, id);
create trigger utilization_reports_is_append_only before update or delete or truncate on utilization_reports
    for each statement execute function refuse_rewriting();

create table utilization_days (
    utilization_id uuid not null references utilization_reports,
    delivered_on date not null,
    units integer not null check (units >= 0),
    primary key (utilization_id, delivered_on)
);
create trigger utilization_days_is_append_only before update or delete or truncate on utilization_days
    for each statement execute function refuse_rewriting();
"""


def upgrade() -> None:
    execute_script(UTILIZATION)
