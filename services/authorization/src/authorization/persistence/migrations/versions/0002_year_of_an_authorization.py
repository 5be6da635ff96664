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

NOTICES = """
alter table decision_lines add column advance_notice_exception text;

create table notices (
    id uuid primary key,
    kind text not null check (kind in ('approval', 'partial', 'denial', 'reduction_or_termination', 'extension',
                                       'priority_denied')),
    request_id uuid not null references requests,
    decision_id uuid references decisions,
    line_ids uuid[] not null,
    plan_id uuid,
    agency text,
    sent_by text not null,
    sender_agency text,
    member_id uuid,
    medicaid_id text not null,
    language text not null,
    noticed_on date not null,
    receipt_presumed_on date not null,
    appeal_by date,
    continue_by date,
    policy text not null,
    findings jsonb not null,
    letter jsonb not null,
    created_at timestamptz not null
);
create unique index one_notice_per_kind_of_a_decision on notices (decision_id, kind) where decision_id is not null;
create index notices_request on notices (request_id, id);
create index notices_member on notices (member_id, id);
create index notices_agency on notices (agency, id);
create trigger notices_is_append_only before update or delete or truncate on notices
    for each statement execute function refuse_rewriting();
"""

CLOCKS = """
alter table requests
    add column decide_by timestamptz,
    add column extended_by interval not null default '0',
    add column paused_for interval not null default '0',
    add column extension jsonb;
update requests set decide_by = case when clock <> 'priority' then due_at
                                     when expedited then received_at + interval '72 hours'
                                     else received_at + interval '7 days' end;
create index requests_decide_by on requests (decide_by) where status <> 'decided';

create table clock_expiries (
    request_id uuid not null references requests,
    due_at timestamptz not null,
    outcome text not null check (outcome in ('denial', 'alert')),
    recorded_at timestamptz not null,
    constraint one_expiry_per_due_date primary key (request_id, due_at)
);
create trigger clock_expiries_is_append_only before update or delete or truncate on clock_expiries
    for each statement execute function refuse_rewriting();
"""

APPEALS = """
alter table authorizations add column cut_from date, add column cut_from_total bigint;
create index authorizations_ended_by on authorizations (ended_by) where ended_by is not null;

create table appeals (
    id uuid primary key,
    version integer not null default 1,
    notice_id uuid not null references notices,
    request_id uuid not null references requests,
    level text not null check (level in ('appeal', 'fair_hearing')),
    status text not null check (status in ('open', 'upheld', 'overturned', 'withdrawn')),
    filed_on date not null,
    filed_by text not null,
    expedited boolean not null,
    text text not null,
    continuation text not null,
    findings jsonb not null,
    received_by text not null,
    received_at timestamptz not null,
    due_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    outcome_text text,
    plan_id uuid,
    agency text,
    sent_by text not null,
    sender_agency text,
    member_id uuid,
    medicaid_id text not null,
    policy text not null,
    constraint one_appeal_per_level unique (notice_id, level),
    check ((status = 'open') = (decided_at is null))
);
create index appeals_member on appeals (member_id, id);
create index appeals_request on appeals (request_id, id);
create index decisions_decided_at on decisions (decided_at);
create index appeals_decided_at on appeals (decided_at);
create index appeals_due on appeals (due_at) where status = 'open';
"""


def upgrade() -> None:
    execute_script(UTILIZATION)
    execute_script(NOTICES)
    execute_script(CLOCKS)
    execute_script(APPEALS)
