"""Assessments, care plans, tasks, contacts with their reservations, letters, and proposals to discharge.

What must hold under concurrency is a constraint: one open assessment and one draft and one active plan per episode, one
open proposal per episode, one task per cause, one reservation per sender's reference and per turn of a member's day.
"""

from shared.runtime.migrations import execute_script

revision = "0004"
down_revision = "0003"

CARE = """
create table assessments (
    id uuid primary key,
    version integer not null default 1,
    episode_id uuid not null references episodes,
    member_id uuid not null references members,
    kind text not null check (kind in ('initial', 'annual', 'change_of_condition')),
    outcome text check (outcome in ('completed', 'refused', 'attempts_made', 'attempts_not_made')),
    reason text,
    summary text,
    policy text not null,
    begun_at timestamptz not null,
    begun_by text not null,
    ended_at timestamptz,
    ended_by text,
    check ((outcome is null) = (ended_at is null)),
    check (outcome is null or outcome = 'completed' or reason is not null)
);
create unique index one_open_assessment_per_episode on assessments (episode_id) where outcome is null;
create index assessments_episode on assessments (episode_id, id);

create table assessment_factors (
    assessment_id uuid not null references assessments,
    code text not null,
    answers jsonb,
    source text check (source in ('nurse', 'import')),
    completed_at timestamptz,
    completed_by text,
    conclusion text,
    concluded_at timestamptz,
    primary key (assessment_id, code)
);

create table care_plans (
    id uuid primary key,
    version integer not null default 1,
    episode_id uuid not null references episodes,
    member_id uuid not null references members,
    plan_no integer not null,
    status text not null check (status in ('draft', 'active', 'superseded')),
    reason text,
    agreed_on date,
    agreed_by text,
    agreement text,
    pcp_notified_on date,
    pcp_npi text,
    self_management text,
    communication text,
    next_review_on date,
    created_at timestamptz not null,
    created_by text not null,
    activated_at timestamptz,
    check ((agreed_on is null) = (agreed_by is null)),
    check (status <> 'active' or activated_at is not null),
    constraint one_number_per_care_plan unique (episode_id, plan_no)
);
create unique index one_draft_care_plan_per_episode on care_plans (episode_id) where status = 'draft';
create unique index one_active_care_plan_per_episode on care_plans (episode_id) where status = 'active';

create table problems (
    id uuid primary key,
    care_plan_id uuid not null references care_plans,
    text text not null,
    status text not null default 'open' check (status in ('open', 'resolved')),
    assessments uuid[] not null default '{}',
    factors text[] not null default '{}',
    created_at timestamptz not null
);
create index problems_plan on problems (care_plan_id, id);

create table barriers (
    id uuid primary key,
    care_plan_id uuid not null references care_plans,
    kind text not null,
    text text not null,
    status text not null default 'open' check (status in ('open', 'resolved')),
    created_at timestamptz not null,
    resolved_at timestamptz,
    check ((status = 'resolved') = (resolved_at is not null))
);
create index barriers_plan on barriers (care_plan_id, id);

create table goals (
    id uuid primary key,
    version integer not null default 1,
    care_plan_id uuid not null references care_plans,
    episode_id uuid not null references episodes,
    carried_from uuid references goals,
    problem_id uuid references problems,
    text text not null,
    lifecycle text not null check (lifecycle in ('proposed', 'planned', 'accepted', 'active', 'on_hold', 'completed',
                                                 'cancelled', 'rejected', 'entered_in_error')),
    achievement text check (achievement in ('in_progress', 'improving', 'worsening', 'no_change', 'achieved',
                                            'sustaining', 'not_achieved', 'no_progress', 'not_attainable')),
    priority text check (priority in ('high', 'medium', 'low')),
    measure text,
    target text,
    due date,
    owner text,
    preference text,
    barriers uuid[] not null default '{}',
    no_barrier boolean not null default false,
    reason text,
    cancelled_at timestamptz,
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    check (lifecycle <> 'cancelled' or (reason is not null and cancelled_at is not null))
);
create index goals_plan on goals (care_plan_id, id);

create table goal_proposals (
    id uuid primary key,
    episode_id uuid not null references episodes,
    care_plan_id uuid not null references care_plans,
    met integer not null,
    eligible integer not null,
    late_cancellations jsonb not null,
    proposed_at timestamptz not null,
    confirm_by date not null,
    status text not null check (status in ('open', 'withdrawn', 'confirmed')),
    ended_at timestamptz,
    ended_because text,
    check (5 * met >= 4 * eligible and eligible > 0),
    check ((status = 'open') = (ended_at is null))
);
create unique index one_open_goal_proposal_per_episode on goal_proposals (episode_id) where status = 'open';
create index goal_proposals_episode on goal_proposals (episode_id, id);

create table interventions (
    id uuid primary key,
    version integer not null default 1,
    care_plan_id uuid references care_plans,
    episode_id uuid not null references episodes,
    goal_id uuid references goals,
    kind text not null check (kind in ('facilitation', 'advocacy', 'education')),
    text text not null,
    service text,
    referred_to text,
    follow_up_on date,
    status text not null check (status in ('planned', 'in_progress', 'done', 'cancelled')),
    member_acted text check (member_acted in ('yes', 'no', 'not_yet')),
    acted_note text,
    reason text,
    created_at timestamptz not null,
    created_by text not null,
    updated_at timestamptz not null,
    check ((referred_to is null) = (follow_up_on is null))
);
create index interventions_episode on interventions (episode_id, id);

create table tasks (
    id uuid primary key,
    version integer not null default 1,
    member_id uuid not null references members,
    episode_id uuid references episodes,
    intervention_id uuid references interventions,
    cause text constraint one_task_per_cause unique,
    kind text not null,
    title text not null,
    due_on date not null,
    clock text,
    pausable boolean not null default false,
    paused_on date,
    assignee text,
    assigned_role text not null default 'care_nurse',
    confidential boolean not null default false,
    status text not null check (status in ('open', 'done', 'cancelled')),
    outcome text,
    reason text,
    rule_ids text[] not null default '{}',
    created_at timestamptz not null,
    created_by text not null,
    ended_at timestamptz,
    ended_by text,
    check ((status = 'open') = (ended_at is null)),
    check (status <> 'cancelled' or reason is not null)
);
create index tasks_open on tasks (due_on, id) where status = 'open';
create index tasks_assignee on tasks (assignee, due_on, id) where status = 'open';
create index tasks_episode on tasks (episode_id, due_on, id);
create index tasks_member on tasks (member_id, due_on, id);

create table contact_reservations (
    id uuid primary key,
    version integer not null default 1,
    member_id uuid not null references members,
    sender text not null,
    reference text not null,
    channel text not null,
    purpose text not null,
    rank integer not null,
    route text not null,
    automated boolean not null,
    program text,
    wanted_at timestamptz not null,
    local_day date,
    turn integer,
    status text not null check (status in ('granted', 'deferred', 'refused', 'used', 'released')),
    deferred_until timestamptz,
    findings jsonb not null default '[]',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint one_reservation_per_reference unique (sender, reference),
    check ((status = 'deferred') = (deferred_until is not null)),
    check (turn is null or status in ('granted', 'used')),
    check (status not in ('granted', 'used') or local_day is not null)
);
create unique index one_contact_per_turn_of_a_day on contact_reservations (member_id, local_day, turn)
    where turn is not null;
create index contact_reservations_member on contact_reservations (member_id, local_day);

create table contacts (
    id uuid primary key,
    member_id uuid not null references members,
    episode_id uuid not null references episodes,
    reservation_id uuid constraint one_contact_per_reservation unique references contact_reservations,
    direction text not null check (direction in ('outbound', 'inbound')),
    channel text not null check (channel in ('phone', 'sms', 'email', 'mail', 'visit', 'video', 'portal')),
    route text not null default 'voice' check (route in ('voice', 'tty', 'relay')),
    automated boolean not null default false,
    purpose text not null,
    at timestamptz not null,
    zones text[] not null,
    local_time timestamp not null,
    day_part text not null,
    outcome text not null check (outcome in ('reached', 'left_message', 'no_answer', 'busy', 'wrong_number',
                                             'disconnected', 'refused', 'deceased_reported', 'language_barrier',
                                             'sent')),
    number_ref text,
    language text,
    interpreter boolean,
    message_contents text[] not null default '{}',
    counts boolean not null,
    note text,
    exception_reason text,
    findings jsonb not null default '[]',
    recorded_at timestamptz not null,
    recorded_by text not null
);
create index contacts_episode on contacts (episode_id, at, id);
create index contacts_member on contacts (member_id, at, id);

create table letters (
    id uuid primary key,
    version integer not null default 1,
    member_id uuid not null references members,
    episode_id uuid references episodes,
    cause text constraint one_letter_per_cause unique,
    kind text not null,
    recipient text not null check (recipient in ('member', 'primary_care', 'referrer')),
    language text not null,
    confidential boolean not null,
    required_by_law boolean not null default false,
    status text not null check (status in ('queued', 'sent', 'returned', 'cancelled')),
    letter jsonb not null,
    envelope jsonb not null,
    queued_at timestamptz not null,
    queued_by text not null,
    send_by date,
    sent_on date,
    returned_on date,
    reason text,
    check (status not in ('sent', 'returned') or sent_on is not null),
    check ((status = 'returned') = (returned_on is not null))
);
create index letters_member on letters (member_id, id);
create index letters_episode on letters (episode_id, kind, id);
create index letters_queued on letters (id) where status = 'queued';
"""


def upgrade() -> None:
    execute_script(CARE)
