"""What the claims system is told: every authorization that is issued, changed or ended, in batches with numbers.

A trigger writes the entry, so that no statement that changes an authorization can forget it. A control number is used
once, an entry has one place in one batch and is sent again at most once: all three are constraints.
"""

from shared.runtime.migrations import execute_script

revision = "0004"
down_revision = "0003"

EXPORTS = """
create sequence export_control_numbers maxvalue 999999999 no cycle;

create table export_batches (
    id uuid primary key,
    control_number bigint not null default nextval('export_control_numbers')
        constraint one_batch_per_control_number unique,
    entries integer not null check (entries > 0),
    sealed_at timestamptz not null,
    sealed_by text not null
);
create trigger export_batches_is_append_only before update or delete or truncate on export_batches
    for each statement execute function refuse_rewriting();

create table exports (
    id bigint generated always as identity primary key,
    authorization_id uuid not null references authorizations,
    member_id uuid,
    kind text not null check (kind in ('issued', 'changed', 'ended')),
    record jsonb not null,
    recorded_at timestamptz not null,
    corrects bigint constraint one_resend_per_export unique references exports,
    control_number bigint references export_batches (control_number),
    place integer,
    status text not null default 'ready' check (status in ('ready', 'sent', 'approved', 'rejected', 'resent')),
    reason text,
    acknowledged_at timestamptz,
    constraint one_export_per_place unique (control_number, place),
    check ((control_number is null) = (place is null)),
    check (control_number is not null or status = 'ready')
);
create index exports_unsealed on exports (id) where control_number is null;
create index exports_authorization on exports (authorization_id, id);
create index exports_unsettled on exports (id) where status in ('ready', 'sent', 'rejected');

create function export_record(a authorizations) returns jsonb language sql stable as $$
    select jsonb_build_object(
        'number', a.number, 'line_id', a.line_id, 'plan_id', a.plan_id, 'member_id', a.member_id,
        'medicaid_id', coalesce((select m.medicaid_id from members m where m.id = a.member_id), a.medicaid_id),
        'provider_id', a.provider_id, 'service_code', a.service_code, 'modifiers', a.modifiers,
        'units', a.units, 'frequency', a.frequency, 'start', a."start", 'end', coalesce(a.ended_on, a."end"),
        'units_authorized', coalesce(a.ended_total, a.total),
        'authorization_status', case when a.replaced_by is not null then 'replaced'
                                     when a.ended_on is not null then 'ended' else 'active' end,
        'replaced_by', a.replaced_by,
        'replaces', (select o.number from authorizations o where o.replaced_by = a.number),
        'issued_at', a.issued_at)
$$;
create index authorizations_replaced_by on authorizations (replaced_by) where replaced_by is not null;

create function export_authorization() returns trigger language plpgsql as $$
declare
    kind text := 'issued';
begin
    if tg_op = 'UPDATE' then
        kind := case
            when new.replaced_by is not null and old.replaced_by is null then 'ended'
            when new.ended_on < coalesce(old.ended_on, old."end") then 'ended'
            else 'changed' end;
    end if;
    insert into exports (authorization_id, member_id, kind, record, recorded_at)
    values (new.id, new.member_id, kind, export_record(new), now());
    return null;
end $$;
create trigger authorizations_issued after insert on authorizations
    for each row execute function export_authorization();
create trigger authorizations_changed after update on authorizations for each row
    when ((old.units, old."start", old."end", old.total, old.ended_on, old.ended_total, old.replaced_by)
          is distinct from
          (new.units, new."start", new."end", new.total, new.ended_on, new.ended_total, new.replaced_by))
    execute function export_authorization();

insert into exports (authorization_id, member_id, kind, record, recorded_at)
select a.id, a.member_id, 'issued', export_record(a), a.issued_at from authorizations a order by a.id;
"""


def upgrade() -> None:
    execute_script(EXPORTS)
