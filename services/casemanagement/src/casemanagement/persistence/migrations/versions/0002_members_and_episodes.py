"""Members, referrals, episodes with their log, opt-outs, preferences, discharges, reports of a death, nurses and leads.

What must hold under concurrency is a constraint: one open episode per member and program, one per group of programs
that exclude each other, one lead case manager per member, one standing opt-out per scope, one open report of a death.
"""

from shared.runtime.migrations import execute_script

revision = "0002"
down_revision = "0001"

EPISODES = """
create sequence case_numbers;

create table members (
    id uuid primary key,
    version integer not null,
    medicaid_id text not null,
    given_name text not null,
    family_name text not null,
    birth_date date not null,
    sex text,
    county text,
    language text,
    phone text,
    tty boolean not null default false,
    time_zone text,
    address jsonb,
    household text,
    primary_care_npi text,
    coverage jsonb not null,
    level_of_care jsonb,
    deceased_on date,
    agency text,
    outbound_suspended_at timestamptz,
    coverage_changes_on date,
    received_at timestamptz not null
);
create unique index one_member_per_medicaid_id on members (medicaid_id);
create index members_household on members (household) where household is not null;
create index members_by_change_of_coverage on members (coverage_changes_on, id) where coverage_changes_on is not null;

create table referrals (
    id uuid primary key,
    version integer not null default 1,
    submission_id uuid constraint one_referral_per_submission unique,
    member_id uuid not null references members,
    program text,
    source text not null check (source in ('member_self', 'caregiver', 'provider_physician', 'provider_other',
                                           'internal_data', 'internal_staff', 'state_agency')),
    channel text not null check (channel in ('health_info_line', 'nurse_line_24h', 'cm_line', 'tty', 'portal', 'fax',
                                             'fhir', 'batch', 'disease_management', 'internal')),
    referrer jsonb,
    reason text,
    received_at timestamptz not null,
    received_by text not null,
    sender_agency text,
    triage_due_on date,
    status text not null check (status in ('waiting', 'linked', 'accepted', 'declined', 'ended')),
    episode_id uuid not null,
    reply text not null,
    triage jsonb,
    confidential boolean not null,
    check ((status in ('accepted', 'declined')) = (triage is not null))
);
create index referrals_waiting on referrals (received_at, id) where status = 'waiting';
create index referrals_member on referrals (member_id, id);
create index referrals_episode on referrals (episode_id);
create index referrals_sender on referrals (received_by, id);

create table episodes (
    id uuid primary key,
    version integer not null default 1,
    number text not null constraint one_episode_per_number unique,
    member_id uuid not null references members,
    program text check (program in ('catastrophic', 'complex', 'complex_hiv', 'lead', 'prenatal',
                                    'high_risk_obstetrics', 'transplant', 'special_needs', 'long_term_care')),
    exclusive_group text not null generated always as (
        case when program in ('prenatal', 'high_risk_obstetrics') then 'prenatal' else coalesce(program, '') end
    ) stored,
    episode_no integer,
    state text not null check (state in ('referred', 'identified', 'stratified', 'outreach', 'evaluation', 'planning',
                                         'active', 'on_hold', 'discharged', 'closed')),
    previous_state text,
    open boolean not null generated always as (state not in ('discharged', 'closed')) stored,
    enrolled boolean not null generated always as (
        state in ('outreach', 'evaluation', 'planning', 'active', 'on_hold')) stored,
    confidential boolean not null,
    provisional boolean not null default false,
    level text,
    level_by text,
    level_reason text,
    machine_level text,
    origin text not null check (origin in ('referral', 'screening', 'reopened')),
    referral_id uuid references referrals,
    screening_id uuid,
    rule_set text,
    rule_ids text[] not null default '{}',
    trace jsonb,
    referred_at timestamptz,
    eligible_at timestamptz,
    identified_at timestamptz,
    stratified_at timestamptz,
    evaluated_at timestamptz,
    planned_at timestamptz,
    facilitated_at timestamptz,
    advocated_at timestamptz,
    enrolled_at timestamptz,
    engaged_at timestamptz,
    primary_case_manager text,
    next_contact_on date,
    hold jsonb,
    plan_agreed_at timestamptz,
    pcp_notified_at timestamptz,
    closed_at timestamptz,
    ended_on date,
    outcome text check (outcome in ('not_eligible', 'duplicate', 'info_only', 'unable_to_reach', 'opted_out',
                                    'plan_termination', 'death', 'discharged')),
    reasons text[] not null default '{}',
    primary_reason text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (state in ('referred', 'closed') or (program is not null and eligible_at is not null)),
    check ((program is null) = (episode_no is null)),
    check ((state in ('discharged', 'closed')) = (outcome is not null)),
    check ((state in ('discharged', 'closed')) = (closed_at is not null)),
    check (state in ('discharged', 'closed') or next_contact_on is not null),
    check (state not in ('outreach', 'evaluation', 'planning', 'active', 'on_hold')
           or (primary_case_manager is not null and enrolled_at is not null)),
    check (state not in ('evaluation', 'planning', 'active', 'on_hold') or engaged_at is not null),
    check (state <> 'on_hold' or hold is not null),
    check (state in ('on_hold', 'discharged', 'closed') or hold is null),
    check ((state in ('discharged', 'closed')) = (previous_state is not null)),
    check (state <> 'discharged' or (primary_reason is not null and cardinality(reasons) > 0))
);
create unique index one_open_episode_per_program on episodes (member_id, coalesce(program, ''))
    where state not in ('discharged', 'closed');
create unique index one_open_episode_per_group on episodes (member_id, exclusive_group)
    where state not in ('discharged', 'closed');
create unique index one_number_per_episode on episodes (member_id, program, episode_no) where program is not null;
create index episodes_case_manager on episodes (primary_case_manager, id) where open;
create index episodes_due on episodes (next_contact_on, id) where open;
create index episodes_program on episodes (program, id);
alter table referrals add constraint referrals_episode foreign key (episode_id) references episodes
    deferrable initially deferred;

create table episode_events (
    id uuid primary key,
    episode_id uuid not null references episodes,
    transition text not null,
    action text not null,
    from_state text,
    to_state text not null,
    actor text not null,
    roles text[] not null,
    reason text,
    detail jsonb,
    rule_ids text[] not null,
    effective_at timestamptz not null,
    recorded_at timestamptz not null
);
create index episode_events_episode on episode_events (episode_id, id);
create trigger episode_events_is_append_only before update or delete or truncate on episode_events
    for each statement execute function refuse_rewriting();

create table lead_case_managers (
    id uuid primary key,
    member_id uuid not null references members,
    case_manager text not null,
    since timestamptz not null,
    ended_at timestamptz
);
create unique index one_lead_case_manager_per_member on lead_case_managers (member_id) where ended_at is null;

create table nurses (
    subject text primary key,
    version integer not null default 1,
    team text not null,
    caseload_limit integer check (caseload_limit >= 0),
    updated_at timestamptz not null
);
create index nurses_team on nurses (team);

create table opt_outs (
    id uuid primary key,
    version integer not null default 1,
    member_id uuid not null references members,
    scope text not null check (scope ~ '^(program:[a-z_]+|all_cm|all_dm|all|channel:(phone|sms|mail|email))$'),
    effective_on date not null,
    captured_by text not null,
    captured_via text not null,
    stated_by text not null,
    statement text not null,
    confidential boolean not null,
    recorded_at timestamptz not null,
    confirm_by date not null,
    review_on date,
    revoked_at timestamptz,
    revoked_by text,
    revoked_because text,
    check ((revoked_at is null) = (revoked_because is null))
);
create unique index one_standing_opt_out_per_scope on opt_outs (member_id, scope) where revoked_at is null;
create index opt_outs_member on opt_outs (member_id, id);

create table member_preferences (
    member_id uuid primary key references members,
    version integer not null default 1,
    preferences jsonb not null,
    updated_at timestamptz not null,
    updated_by text not null
);

create table death_reports (
    id uuid primary key,
    version integer not null default 1,
    member_id uuid not null references members,
    reported_by text not null,
    relationship text not null,
    reported_via text not null,
    said_died_on date,
    recorded_at timestamptz not null,
    recorded_by text not null,
    status text not null check (status in ('unverified', 'verified', 'retracted')),
    settled_at timestamptz,
    settled_by text,
    settled_because text,
    check ((status = 'unverified') = (settled_at is null))
);
create unique index one_open_death_report on death_reports (member_id) where status = 'unverified';
create index death_reports_member on death_reports (member_id, id);

create table discharges (
    id uuid primary key,
    episode_id uuid not null references episodes,
    member_id uuid not null references members,
    reasons text[] not null check (cardinality(reasons) > 0),
    primary_reason text not null,
    sub_reason text,
    summary text not null,
    goals_met integer,
    goals_eligible integer,
    late_cancellations jsonb not null,
    proposed_by text not null,
    approved_by text,
    effective_on date not null,
    recorded_at timestamptz not null,
    reversed_at timestamptz,
    reversed_because text,
    check (primary_reason = any (reasons)),
    check (primary_reason <> 'non_adherence' or approved_by is not null)
);
create unique index one_standing_discharge on discharges (episode_id) where reversed_at is null;
create index discharges_member on discharges (member_id, id);
"""


def upgrade() -> None:
    execute_script(EPISODES)
