"""Screenings as jobs, and what each found.

A job that was killed is taken up after `next_at` from the member after the last one that was kept.
"""

from shared.runtime.migrations import execute_script

revision = "0003"
down_revision = "0002"

SCREENINGS = """
create table screenings (
    id uuid primary key,
    scope text not null check (scope in ('member', 'population')),
    member_id uuid references members,
    as_of date not null,
    rule_set text not null,
    status text not null check (status in ('running', 'finished', 'failed')),
    last_member uuid,
    done integer not null default 0,
    total integer not null,
    found jsonb not null default '{}',
    waiting_for text,
    error text,
    requested_by text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    next_at timestamptz not null,
    check ((scope = 'member') = (member_id is not null)),
    check ((status = 'running') = (finished_at is null)),
    check ((status = 'failed') = (error is not null))
);
create unique index one_nightly_screening_per_day on screenings (as_of)
    where requested_by = 'service:nightly-screening';
create index screenings_running on screenings (next_at, id) where status = 'running';

create table screening_results (
    screening_id uuid not null references screenings,
    member_id uuid not null references members,
    program text not null,
    outcome text not null,
    level text,
    eligible_on date not null,
    excluded text,
    disposition text not null check (disposition in ('opened', 'changed', 'known', 'closed', 'watched', 'opted_out',
                                                     'excluded', 'nothing_new', 'group_open')),
    episode_id uuid references episodes,
    confidential boolean not null,
    detail jsonb not null,
    primary key (screening_id, member_id, program)
);
create index screening_results_member on screening_results (member_id, screening_id);
"""


def upgrade() -> None:
    execute_script(SCREENINGS)
