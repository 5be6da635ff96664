"""Requests with their queue, assignments, questions, routings and decisions, and the authorizations they issue.

What must hold under concurrency is a constraint: one request per submission, one live assignment, one open question,
one decision per request, one number per authorization and one live authorization per line.
"""

from shared.runtime.migrations import RUNTIME_TABLES_1, execute_script

revision = "0001"
down_revision = None

AUTHORIZATION = """
create sequence authorization_numbers;

create table requests (
    id uuid primary key,
    version integer not null,
    submission_id uuid not null constraint one_request_per_submission unique,
    content_hash text not null,
    sent_by text not null,
    sender_agency text,
    plan_id uuid,
    plan_version integer,
    agency text,
    case_manager text,
    member_id uuid,
    medicaid_id text not null,
    expedited boolean not null,
    status text not null,
    desk text not null,
    priority_status text not null,
    queue_rank smallint not null,
    priority_accepted_at timestamptz,
    clock text not null,
    received_at timestamptz not null,
    amber_at timestamptz not null,
    due_at timestamptz not null,
    routed_by text,
    decided_at timestamptz,
    policy text not null,
    findings jsonb not null,
    snapshot jsonb not null,
    check ((plan_id is null) = (plan_version is null)),
    check ((status = 'decided') = (decided_at is not null))
);
create index requests_queue on requests (queue_rank, received_at, id) where status <> 'decided';
create index requests_decided on requests (queue_rank, received_at, id) where status = 'decided';
create index requests_due on requests (due_at) where status <> 'decided';
create index requests_agency on requests (agency, queue_rank, received_at, id);
create index requests_sender on requests (sent_by, queue_rank, received_at, id);
create index requests_plan on requests (plan_id);

create table request_lines (
    request_id uuid not null references requests,
    line_id uuid not null,
    priority_status text not null,
    priority_rule_ids text[] not null,
    priority_reason text,
    primary key (request_id, line_id)
);

create table assignments (
    id uuid primary key,
    request_id uuid not null references requests,
    holder text not null,
    claimed_at timestamptz not null,
    released_at timestamptz,
    released_by text,
    check ((released_at is null) = (released_by is null))
);
create unique index one_live_assignment on assignments (request_id) where released_at is null;
create index assignments_holder on assignments (holder) where released_at is null;

create table information_requests (
    id uuid primary key,
    request_id uuid not null references requests,
    text text not null,
    line_ids uuid[] not null,
    documents text[] not null,
    asked_by text not null,
    asked_at timestamptz not null,
    status text not null check (status in ('open', 'answered', 'closed')),
    response jsonb,
    answered_by text,
    answered_at timestamptz,
    check ((status = 'answered') = (answered_at is not null))
);
create index information_requests_request on information_requests (request_id, id);
create unique index one_open_question on information_requests (request_id) where status = 'open';

create table routings (
    id uuid primary key,
    request_id uuid not null references requests,
    from_desk text not null,
    to_desk text not null,
    reason text not null,
    routed_by text not null,
    routed_at timestamptz not null
);
create index routings_request on routings (request_id, id);
create trigger routings_is_append_only before update or delete or truncate on routings
    for each statement execute function refuse_rewriting();

create table decisions (
    id uuid primary key,
    request_id uuid not null constraint one_decision_per_request unique references requests,
    decided_by text not null,
    roles text[] not null,
    desk text not null,
    decided_at timestamptz not null
);
create trigger decisions_is_append_only before update or delete or truncate on decisions
    for each statement execute function refuse_rewriting();

create table decision_lines (
    decision_id uuid not null references decisions,
    line_id uuid not null,
    outcome text not null check (outcome in ('authorized', 'modified', 'not_authorized')),
    units integer,
    "start" date,
    "end" date,
    reasons jsonb not null,
    authorization_number text,
    primary key (decision_id, line_id)
);
create trigger decision_lines_is_append_only before update or delete or truncate on decision_lines
    for each statement execute function refuse_rewriting();

create table authorizations (
    id uuid primary key,
    version integer not null default 1,
    number text not null constraint one_authorization_per_number unique,
    request_id uuid not null references requests,
    decision_id uuid not null references decisions,
    line_id uuid not null,
    line_origin text not null,
    plan_id uuid,
    agency text,
    sent_by text not null,
    sender_agency text,
    member_id uuid,
    medicaid_id text not null,
    provider_id text,
    service_code text not null,
    modifiers text[] not null,
    units integer not null check (units > 0),
    frequency text not null,
    "start" date not null,
    "end" date not null,
    total bigint not null,
    used bigint not null default 0 check (used >= 0),
    ended_on date,
    ended_total bigint,
    ended_by uuid references decisions,
    replaced_by text,
    issued_at timestamptz not null,
    check ("start" <= "end"),
    check ((ended_on is null) = (ended_by is null) and (ended_on is null) = (ended_total is null))
);
create unique index one_live_authorization_per_line on authorizations (line_origin, line_id) where replaced_by is null;
create index authorizations_member on authorizations (member_id, id);
create index authorizations_medicaid_id on authorizations (medicaid_id, id);
create index authorizations_provider on authorizations (provider_id, id);
create index authorizations_agency on authorizations (agency, id);
create index authorizations_service on authorizations (service_code, id);
create index authorizations_request on authorizations (request_id);
"""


def upgrade() -> None:
    execute_script(RUNTIME_TABLES_1)
    execute_script(AUTHORIZATION)
