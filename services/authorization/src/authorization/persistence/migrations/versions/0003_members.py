"""What plans tells of members: who they are, where they live, by what they are covered, and when they died."""

from shared.runtime.migrations import execute_script

revision = "0003"
down_revision = "0002"

MEMBERS = """
create table members (
    id uuid primary key,
    version integer not null,
    medicaid_id text not null,
    given_name text not null,
    family_name text not null,
    birth_date date not null,
    language text,
    address jsonb,
    coverage jsonb not null,
    level_of_care jsonb,
    deceased_on date,
    recorded_at timestamptz not null
);
create index members_medicaid_id on members (medicaid_id, id);
create index requests_member on requests (member_id, queue_rank, received_at, id);
"""


def upgrade() -> None:
    execute_script(MEMBERS)
