"""Where a member lives and who treats them; whether coverage pays for drugs."""

from shared.runtime.migrations import execute_script

revision = "0003"
down_revision = "0002"

MEMBERS = """
alter table members add column address jsonb, add column household text, add column primary_care_npi text;
update members set coverage = (
    select jsonb_agg('{"pharmacy": true}' || span order by place)
    from jsonb_array_elements(coverage) with ordinality as spans(span, place))
where coverage <> '[]';
"""
# An import of members leaves three messages for each: the oldest that waits is found without passing those that went.
MESSAGES = "create index outbox_waiting on outbox (id) where delivered_at is null"


def upgrade() -> None:
    execute_script(MEMBERS)
    execute_script(MESSAGES)
