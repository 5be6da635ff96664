"""The gravest of the computations below an assigned tier."""

from shared.runtime.migrations import execute_script

revision = "0003"
down_revision = "0002"

LOWER_TIER = """
alter table registry
    add column lower_tier tier,
    add constraint lower_tier_with_its_day check ((lower_tier is null) = (lower_since is null));
"""


def upgrade() -> None:
    execute_script(LOWER_TIER)
