"""The gravest of the computations below an assigned tier, health risk assessments, and yearly quality measures."""

from shared.runtime.migrations import execute_script

revision = "0003"
down_revision = "0002"

LOWER_TIER = """
alter table registry
    add column lower_tier tier,
    add constraint lower_tier_with_its_day check ((lower_tier is null) = (lower_since is null));
"""

# What the tier rules read of it stands in `assessments` as well, under the source `harmony`.
HEALTH_ASSESSMENTS = """
create table health_assessments (
    id uuid primary key,
    member_id uuid not null references members,
    instrument text not null,
    instrument_version text not null,
    disease text not null check (disease in ('asthma', 'diabetes')),
    rule_set text not null,
    completed_on date not null,
    valid_until date not null,
    via text not null,
    language text not null,
    answers jsonb not null,
    refused text[] not null,
    unknown text[] not null,
    reused text[] not null,
    complete boolean not null,
    score jsonb not null,
    taken_by text not null,
    recorded_at timestamptz not null
);
create index health_assessments_member on health_assessments (member_id, id);
"""

# A run keeps its results: what was reported of a year can be read again.
MEASURES = """
create function days_within(cover datemultirange, first date, last date) returns integer
    language sql immutable parallel safe
    return (select coalesce(sum(upper(days) - lower(days)), 0)
            from unnest(cover * datemultirange(daterange(first, last, '[]'))) days)::integer;

create table measure_runs (
    id uuid primary key,
    year integer not null,
    rule_set text not null,
    versions text[] not null,
    status text not null check (status in ('running', 'finished')),
    total integer not null default 0,
    done integer not null default 0,
    next_number integer not null default 0,
    last_number integer not null default 0,
    totals jsonb not null default '{}',
    actor text not null,
    started_at timestamptz not null,
    finished_at timestamptz
);
create unique index one_measure_run_of_a_year_at_a_time on measure_runs (year) where status = 'running';
create index measure_runs_finished on measure_runs (year, finished_at) where status = 'finished';

create table measure_results (
    run_id uuid not null,
    version text not null,
    member integer not null,
    excluded text,
    denominator integer not null,
    numerators jsonb not null,
    inputs jsonb not null,
    primary key (run_id, version, member)
);
"""


def upgrade() -> None:
    execute_script(LOWER_TIER)
    execute_script(HEALTH_ASSESSMENTS)
    execute_script(MEASURES)
