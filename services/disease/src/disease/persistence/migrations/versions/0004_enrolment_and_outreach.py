"""Enrolments with their calls and opt-outs, education by mail, guidelines, and what is proposed to case management.

What must hold whoever comes at the same time is a constraint: one open enrolment of a member in a program, one call at
a time, one copy of a material for a household in a year, one receipt of a guideline version for a provider.
"""

from shared.runtime.migrations import execute_script

revision = "0004"
down_revision = "0003"

ENROLMENTS = """
create extension if not exists btree_gist;

create table enrolments (
    id uuid primary key,
    member_id uuid not null references members,
    disease text not null check (disease in ('asthma', 'diabetes')),
    number integer not null,
    status text not null check (status in ('identified', 'stratified', 'enrolled_mail', 'telephonic_outreach',
                                           'engaged', 'maintenance', 'disenrolled')),
    tier tier,
    tier_since date,
    acute boolean not null default false,
    source text not null,
    identified_on date not null,
    enrolled_on date,
    engaged_on date,
    disenrolled_on date,
    reason text check (reason in ('opt_out', 'term', 'death', 'condition_ruled_out', 'moved_to_cm')),
    call_due_on date,
    last_reached_on date,
    unreachable_since date,
    retry_on date,
    letter_due_on date,
    letter_sent_on date,
    assignee text,
    assigned_at timestamptz,
    welcome_due_on date,
    mail_due_on date,
    mailings_sent integer not null default 0,
    version integer not null default 1,
    updated_at timestamptz not null,
    constraint one_enrolment_per_number unique (member_id, disease, number),
    check ((status = 'disenrolled') = (reason is not null)),
    check ((status = 'disenrolled') = (disenrolled_on is not null))
);
create unique index one_open_enrolment on enrolments (member_id, disease) where status <> 'disenrolled';
create index enrolments_mail on enrolments (disease, mail_due_on) where status <> 'disenrolled';
create index enrolments_welcome on enrolments (welcome_due_on) where welcome_due_on is not null;
create index enrolments_calls on enrolments (tier desc, call_due_on, id)
    where call_due_on is not null and status <> 'disenrolled';

create table opt_outs (
    id uuid primary key,
    member_id uuid not null references members,
    scope text not null check (scope in ('program:asthma', 'program:diabetes', 'all_dm', 'all',
                                         'channel:phone', 'channel:sms', 'channel:mail', 'channel:email')),
    effective_on date not null,
    statement text,
    captured_via text not null,
    captured_by text not null,
    origin text not null check (origin in ('disease', 'casemanagement')),
    recorded_at timestamptz not null,
    revoked_at timestamptz,
    revoked_reason text,
    revoked_by text,
    version integer not null default 1
);
create unique index one_open_opt_out on opt_outs (member_id, scope, origin) where revoked_at is null;

create table case_leads (
    member_id uuid primary key references members,
    lead_open boolean not null,
    case_manager text,
    since timestamptz,
    received_at timestamptz not null
);

create table provider_asks (
    id uuid primary key,
    member_id uuid not null references members,
    disease text not null,
    cause text not null,
    asked_on date not null,
    closed_on date
);
create unique index one_open_ask on provider_asks (member_id, disease) where closed_on is null;

create table contact_preferences (
    member_id uuid primary key references members,
    confidential_address jsonb,
    confidential_phone text,
    interpreter boolean not null default false,
    version integer not null default 1,
    updated_at timestamptz not null
);
"""

CALLS = """
create table calls (
    id uuid primary key,
    member_id uuid not null references members,
    enrolment_id uuid references enrolments,
    disease text not null,
    direction text not null check (direction in ('outbound', 'inbound')),
    channel text not null check (channel in ('phone', 'tty', 'relay')),
    number text,
    placed_at timestamptz not null,
    local_at timestamp not null,
    time_zone text not null,
    day_part text not null check (day_part in ('morning', 'afternoon', 'evening')),
    placed_by text not null,
    outcome text check (outcome in ('reached', 'left_message', 'no_answer', 'busy', 'wrong_number', 'disconnected',
                                    'refused', 'deceased_reported', 'language_barrier')),
    outcome_at timestamptz,
    language text,
    interpreter boolean not null default false,
    cap jsonb,
    findings jsonb not null default '[]',
    version integer not null default 1
);
create index calls_member on calls (member_id, placed_at);
create unique index one_call_at_a_time on calls (member_id) where outcome is null;

create table case_management_proposals (
    id uuid primary key,
    member_id uuid not null references members,
    enrolment_id uuid not null references enrolments,
    disease text not null,
    tier tier not null,
    cause_on date not null,
    status text not null check (status in ('open', 'proposed', 'not_indicated', 'withdrawn')),
    criteria jsonb,
    rule_ids text[] not null default '{}',
    opened_at timestamptz not null,
    looked_at timestamptz,
    constraint one_proposal_per_cause unique (member_id, disease, tier, cause_on)
);
create index case_management_proposals_open on case_management_proposals (looked_at nulls first, id)
    where status = 'open';
"""

EDUCATION = """
create table delivery_jobs (
    id uuid primary key,
    kind text not null check (kind in ('mailing', 'newsletter', 'guideline_distribution')),
    parameters jsonb not null,
    status text not null check (status in ('running', 'finished', 'failed')),
    done integer not null default 0,
    total integer not null default 0,
    cursor text not null default '',
    outcomes jsonb not null default '{}',
    actor text not null,
    roles text[] not null,
    agency text,
    request_id text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    error text
);
create index delivery_jobs_running on delivery_jobs (id) where status = 'running';

create table mail_items (
    id uuid primary key,
    job_id uuid not null references delivery_jobs,
    member_id uuid not null references members,
    enrolment_id uuid references enrolments,
    purpose text not null check (purpose in ('welcome', 'education', 'action_plan', 'request', 'newsletter',
                                             'unable_to_reach')),
    disease text not null,
    material text not null,
    material_version integer not null,
    language text not null,
    status text not null check (status in ('printed', 'covered_by_household', 'nothing_new')),
    household text not null,
    mailed_on date not null,
    again_from date not null,
    name text not null,
    address jsonb,
    neutral boolean not null,
    returned_on date,
    constraint one_item_per_job unique (job_id, member_id, purpose, disease, material),
    constraint one_copy_per_household exclude using gist (
        household with =, disease with =, material with =, material_version with =,
        daterange(mailed_on, again_from) with &&
    ) where (status = 'printed' and purpose in ('education', 'action_plan', 'newsletter'))
);
create index mail_items_job on mail_items (job_id, id);
create index mail_items_member on mail_items (member_id, id);
create index mail_items_household on mail_items (household, disease, material);
create index enrolments_letters on enrolments (letter_due_on) where letter_due_on is not null;

create table returned_addresses (
    member_id uuid primary key references members,
    address jsonb not null,
    returns integer not null,
    last_on date not null
);

create table material_requests (
    id uuid primary key,
    member_id uuid not null references members,
    disease text not null,
    material text not null,
    material_version integer not null,
    language text not null,
    requested_on date not null,
    ship_by date not null,
    requested_via text not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    shipped_on date,
    item_id uuid references mail_items
);
create unique index one_open_request on material_requests (member_id, material) where shipped_on is null;
create index material_requests_open on material_requests (ship_by, id) where shipped_on is null;

create table newsletters (
    issue text primary key,
    title jsonb not null,
    articles jsonb not null,
    recorded_by text not null,
    recorded_at timestamptz not null
);
"""

GUIDELINES = """
create table guidelines (
    id uuid primary key,
    code text not null,
    version integer not null,
    disease text not null check (disease in ('asthma', 'diabetes')),
    title text not null,
    summary text not null,
    points jsonb not null,
    reference jsonb not null,
    adopted_on date not null,
    review_by date not null,
    recorded_by text not null,
    recorded_at timestamptz not null,
    constraint one_guideline_version unique (code, version)
);
create trigger guidelines_is_append_only before update or delete or truncate on guidelines
    for each statement execute function refuse_rewriting();

create table guideline_receipts (
    guideline_id uuid not null references guidelines,
    npi text not null,
    job_id uuid not null references delivery_jobs,
    channel text not null,
    sent_on date not null,
    acknowledged_at timestamptz,
    acknowledged_by text,
    primary key (guideline_id, npi)
);
create index guideline_receipts_npi on guideline_receipts (npi);
"""


def upgrade() -> None:
    for script in (ENROLMENTS, CALLS, EDUCATION, GUIDELINES):
        execute_script(script)
