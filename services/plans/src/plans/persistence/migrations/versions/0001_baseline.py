"""Members, providers, service plans with their lines, notes, documents and versions.

What must hold under concurrency is a constraint: one open plan per span, no overlapping live lines, one live successor.
"""

from shared.runtime.migrations import RUNTIME_TABLES_1, execute_script

revision = "0001"
down_revision = None

PLANS = """
create extension if not exists btree_gist;

create table members (
    id uuid primary key,
    version integer not null default 1,
    medicaid_id text not null constraint one_member_per_medicaid_id unique,
    given_name text not null,
    family_name text not null,
    birth_date date not null,
    sex text,
    county text,
    language text,
    phone text,
    tty boolean not null default false,
    time_zone text,
    coverage jsonb not null default '[]',
    level_of_care jsonb,
    deceased_on date,
    agency text,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index members_agency on members (agency, id);
create index members_family_name on members (lower(family_name) text_pattern_ops, id);
create index members_given_name on members (lower(given_name) text_pattern_ops, id);
create index members_birth_date on members (birth_date, id);

create table providers (
    id uuid primary key,
    version integer not null default 1,
    npi text not null constraint one_provider_per_npi unique,
    name text not null,
    kind text not null,
    certifications jsonb not null default '[]',
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create table service_plans (
    id uuid primary key,
    version integer not null,
    member_id uuid not null references members,
    agency text,
    type text not null,
    origin text not null,
    status text not null,
    "start" date not null,
    "end" date not null,
    case_manager text,
    short_reason text,
    priority boolean not null default false,
    changes text[] not null default '{}',
    submission_id uuid,
    submitted_at timestamptz,
    submitted_by text,
    review jsonb,
    decided_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ("start" <= "end"),
    constraint one_open_plan_per_span exclude using gist
        (member_id with =, daterange("start", "end", '[]') with &&) where (status <> 'closed')
        deferrable initially immediate
);
create index service_plans_member on service_plans (member_id, id);
create index service_plans_agency on service_plans (agency, id);
create index service_plans_case_manager on service_plans (case_manager, id);
create index service_plans_status on service_plans (status, id);

create table plan_lines (
    id uuid primary key,
    plan_id uuid not null references service_plans,
    member_id uuid not null,
    position integer not null,
    service_code text not null,
    modifiers text[] not null default '{}',
    line_key text not null,
    provider_id uuid references providers,
    units integer not null check (units > 0),
    frequency text not null,
    "start" date not null,
    "end" date not null,
    total integer,
    cost numeric(14, 2),
    status text not null,
    reason text,
    supersedes uuid references plan_lines,
    entered_by text not null,
    used_units integer,
    delivered_through date,
    changed_on date,
    authorization_number text,
    authorized jsonb,
    decision jsonb,
    priority jsonb,
    overlap_from date not null,
    check ("start" <= "end" and overlap_from <= "end"),
    constraint no_overlapping_lines exclude using gist
        (member_id with =, line_key with =, daterange(overlap_from, "end", '[]') with &&)
        where (status in ('requested', 'authorized', 'service_ended', 'superseded'))
        deferrable initially immediate
);
create index plan_lines_plan on plan_lines (plan_id, position);
create index plan_lines_provider on plan_lines (provider_id) where provider_id is not null;
create unique index one_live_successor on plan_lines (supersedes)
    where supersedes is not null and status <> 'not_authorized';

create table plan_notes (
    id uuid primary key,
    plan_id uuid not null references service_plans,
    type text not null,
    status text not null,
    text text not null,
    author text not null,
    written_on date not null,
    acknowledged_by text,
    acknowledged_on date,
    created_at timestamptz not null
);
create index plan_notes_plan on plan_notes (plan_id, id);

create table plan_documents (
    id uuid primary key,
    plan_id uuid not null references service_plans,
    type text not null,
    status text not null,
    dated date,
    created_at timestamptz not null
);
create index plan_documents_plan on plan_documents (plan_id, id);

create table plan_versions (
    plan_id uuid not null references service_plans,
    version integer not null,
    recorded_at timestamptz not null,
    action text not null,
    actor text not null,
    roles text[] not null,
    status text not null,
    rule_ids text[] not null default '{}',
    snapshot json not null,
    primary key (plan_id, version)
);
create trigger plan_versions_is_append_only before update or delete or truncate on plan_versions
    for each statement execute function refuse_rewriting();

create table plan_decisions (
    decision_id uuid primary key,
    plan_id uuid not null references service_plans,
    body_hash bytea not null,
    received_at timestamptz not null
);
"""


def upgrade() -> None:
    execute_script(RUNTIME_TABLES_1)
    execute_script(PLANS)
