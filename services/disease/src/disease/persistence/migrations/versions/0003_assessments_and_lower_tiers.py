"""The gravest of the computations below an assigned tier, and health risk assessments as they were held."""

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


def upgrade() -> None:
    execute_script(LOWER_TIER)
    execute_script(HEALTH_ASSESSMENTS)
