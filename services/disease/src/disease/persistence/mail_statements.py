"""The statements of a mailing: each takes a batch of what is due, prints it, and moves on what was due, in one go.

Killed halfway, a batch is there or not; repeated, nothing is due any more. Arguments: $1 job, $2 day, $3 now,
$4 the last key, $5 size of the batch, $6 one disease or null, $7 materials, $8 months until the same again,
$9 returns that suppress an address, $10 adult age, $11 words before the name of a minor, $12 time of ids.
"""

_RECIPIENT = """m.id as member_id, coalesce(p.confidential_address, m.address) as address,
       p.confidential_address is not null as neutral,
       case when p.confidential_address is not null or m.household is null then m.id::text
            else m.household end as household,
       lower(split_part(coalesce(m.language, 'en'), '-', 1)) as language, m.given_name || ' ' || m.family_name as name,
       m.birth_date > $2::date - make_interval(years => $10::integer) as minor"""
WANTS_NO_MAIL = """exists (select from opt_outs o where o.member_id = m.id and o.revoked_at is null
                   and o.effective_on <= $2 and o.scope = 'channel:mail')"""
NO_ADDRESS = "coalesce(p.confidential_address, m.address) is null"
RETURNED = """exists (select from returned_addresses r where r.member_id = m.id and r.returns >= $9::integer
              and r.address = coalesce(p.confidential_address, m.address))"""
DEATH_REPORTED = """coalesce((select c.outcome from calls c where c.member_id = m.id
                    and c.outcome in ('reached', 'deceased_reported') order by c.placed_at desc limit 1), '')
                    = 'deceased_reported'"""
ALIVE = f"m.deceased_on is null and m.covered @> $2::date and not {DEATH_REPORTED}"
_MAILABLE = f"{ALIVE} and not {NO_ADDRESS} and not {RETURNED}"
_FROM = "join members m on m.id = e.member_id left join contact_preferences p on p.member_id = m.id"
ENROLLED = "e.status in ('enrolled_mail', 'telephonic_outreach', 'engaged', 'maintenance')"
WELCOME_DUE = f"{ENROLLED} and e.welcome_due_on is not null"
LETTER_DUE = f"{ENROLLED} and e.letter_due_on <= $2"
EDUCATION_DUE = f"{ENROLLED} and e.mail_due_on <= $2"
_MATERIALS = """materials as (
    select * from jsonb_to_recordset($7) as t(
        disease text, code text, version integer, kind text, rank integer, languages jsonb, tiers jsonb)
)"""
_HAD = """exists (select from mail_items i where i.household = d.household and i.disease = t.disease
          and i.material = t.code and i.material_version = t.version and i.status = 'printed'
          and i.purpose in ('education', 'action_plan', 'newsletter') and i.again_from > $2)"""


def _due(condition: str, key: str = "e.id") -> str:
    return f"""
    select {key} as key, e.id as enrolment_id, e.disease, e.tier, e.mailings_sent, {_RECIPIENT}
    from enrolments e {_FROM}
    where {condition} and {_MAILABLE} and not {WANTS_NO_MAIL}
      and ($4::uuid is null or e.id > $4) and ($6::text is null or e.disease = $6)
    order by e.id limit $5 for update of e skip locked"""


_INSERT = """
inserted as (
    insert into mail_items (id, job_id, member_id, enrolment_id, purpose, disease, material, material_version,
                            language, status, household, mailed_on, again_from, name, address, neutral)
    select overlay(gen_random_uuid()::text placing $12 from 1 for 15)::uuid, $1, n.member_id, n.enrolment_id,
           n.purpose, n.material_disease, coalesce(n.code, '-'), coalesce(n.version, 0),
           case when n.languages ? n.language then n.language else 'en' end,
           case when n.code is null then 'nothing_new' when n.copy > 1 then 'covered_by_household'
                else 'printed' end,
           n.household, $2, ($2::date + make_interval(months => $8::integer))::date,
           case when n.minor then coalesce($11::jsonb->>n.language, $11::jsonb->>'en') else '' end || n.name,
           n.address, n.neutral
    from numbered n
    on conflict do nothing
    returning enrolment_id, member_id, purpose, status, id, material
)"""
_TOLD = """
select (select count(*) from due) as found, (select key from due order by key desc limit 1) as last,
       (select coalesce(jsonb_object_agg(told.name, told.count), '{}') from (
           select purpose || '.' || status as name, count(*) from inserted group by 1) told) as outcomes"""


def _personal(condition: str, purpose: str, kind: str, disease: str, change: str) -> str:
    """Letters to one member: every member gets one, whatever the household got."""
    return f"""
with due as materialized ({_due(condition)}
), {_MATERIALS}, numbered as (
    select d.*, t.code, t.version, t.languages, '{purpose}' as purpose, t.disease as material_disease, 1 as copy
    from due d join materials t on t.kind = '{kind}' and t.disease = {disease}
), {_INSERT}, moved as (
    update enrolments e set {change}, version = e.version + 1, updated_at = $3
    from inserted i where e.id = i.enrolment_id
)
{_TOLD}
"""


WELCOME = _personal(WELCOME_DUE, "welcome", "welcome", "d.disease", "welcome_due_on = null")
UNABLE_TO_REACH = _personal(
    LETTER_DUE, "unable_to_reach", "unable_to_reach", "'any'", "letter_due_on = null, letter_sent_on = $2"
)
# $13 is the months until the next mailing, by tier and by how many were sent since the tier began.
EDUCATION = f"""
with due as materialized ({_due(EDUCATION_DUE)}
), {_MATERIALS}, cadences as (
    select * from jsonb_to_recordset($13) as c(tier tier, sent integer, months integer, last boolean)
), chosen as (
    select d.*, t.code, t.version, t.languages, 'education' as purpose, d.disease as material_disease
    from due d left join lateral (
        select t.* from materials t where t.kind = 'education' and t.disease = d.disease and not {_HAD}
        order by t.rank limit 1) t on true
    union all
    select d.*, t.code, t.version, t.languages, 'action_plan', d.disease
    from due d join materials t on t.kind = 'action_plan' and t.disease = d.disease and t.tiers ? d.tier::text
    where not {_HAD}
), numbered as (
    select c.*, row_number() over (partition by household, material_disease, code, version order by key) as copy
    from chosen c
), {_INSERT}, moved as (
    update enrolments e set version = e.version + 1, updated_at = $3,
        mailings_sent = e.mailings_sent + (i.status <> 'nothing_new')::integer,
        mail_due_on = ($2::date + make_interval(months => c.months))::date
    from inserted i, cadences c
    where e.id = i.enrolment_id and i.purpose = 'education' and c.tier = e.tier
      and (c.sent = e.mailings_sent + 1 or (c.last and c.sent < e.mailings_sent + 1))
)
{_TOLD}
"""
# A request goes out whatever was mailed and whatever is due: it moves nothing. $6 and $9 restrict as elsewhere.
REQUEST = f"""
with due as materialized (
    select q.id as key, null::uuid as enrolment_id, q.id as request_id, q.disease as material_disease,
           q.material as code, q.material_version as version, q.language as wanted_language, {_RECIPIENT}
    from material_requests q join members m on m.id = q.member_id
    left join contact_preferences p on p.member_id = m.id
    where q.shipped_on is null and m.deceased_on is null and not {DEATH_REPORTED} and not {NO_ADDRESS}
      and not {RETURNED} and ($4::uuid is null or q.id > $4) and ($6::text is null or q.disease in ($6, 'any'))
    order by q.id limit $5 for update of q skip locked
), {_MATERIALS}, numbered as (
    select d.key, d.enrolment_id, d.material_disease, d.code, d.version, d.member_id, d.address, d.neutral, d.household,
           d.wanted_language as language, d.name, d.minor, jsonb_build_array(d.wanted_language) as languages,
           'request' as purpose, 1 as copy
    from due d where (select count(*) from materials) >= 0
), {_INSERT}, moved as (
    update material_requests q set shipped_on = $2, item_id = i.id
    from inserted i, due d where q.id = d.request_id and i.member_id = d.member_id and i.material = d.code
      and $3::timestamptz is not null
)
{_TOLD}
"""
# $7 is the issue as a material. One copy for a household, to everybody who is enrolled in any program.
NEWSLETTER = f"""
with due as materialized (
    select m.id as key, null::uuid as enrolment_id, {_RECIPIENT}
    from members m left join contact_preferences p on p.member_id = m.id
    where exists (select from enrolments e where e.member_id = m.id and {ENROLLED}
                  and ($6::text is null or e.disease = $6))
      and {_MAILABLE} and not {WANTS_NO_MAIL} and ($4::uuid is null or m.id > $4)
    order by m.id limit $5
), {_MATERIALS}, chosen as (
    select d.*, t.code, t.version, t.languages, 'newsletter' as purpose, t.disease as material_disease, {_HAD} as had
    from due d cross join materials t
), numbered as (
    select c.*, case when c.had then 2 else row_number() over (partition by household order by key) end as copy
    from chosen c where $3::timestamptz is not null
), {_INSERT}
{_TOLD}
"""
