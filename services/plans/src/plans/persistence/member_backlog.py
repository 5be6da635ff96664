"""Members that the neighbours were never told of."""

from plans.persistence.record_import import Telling
from shared.runtime.work import Work

MEMBERS_PER_BATCH = 1000
TELL = f"""
with taken as (
    delete from members_to_tell where member_id in (
        select member_id from members_to_tell order by member_id limit {MEMBERS_PER_BATCH} for update skip locked)
    returning member_id
), told as (
    insert into outbox (topic, key, method, url, payload, request_id, next_at)
    select $1, md5(uuid_send(m.id) || convert_to(n.service, 'UTF8'))::uuid, 'PUT', n.address || m.id,
        to_jsonb(m) - $2::text[], $3, $4
    from taken join members m on m.id = taken.member_id
    cross join unnest($5::text[], $6::text[]) as n(service, address)
)
select count(*) from taken
"""


async def tell_next(work: Work, telling: Telling) -> int:
    """How many members were told of."""
    return int(
        await work.tx.fetchval(
            TELL,
            telling.topic,
            sorted(telling.kept_back),
            telling.request_id,
            work.now,
            list(telling.addresses),
            list(telling.addresses.values()),
        )
    )
