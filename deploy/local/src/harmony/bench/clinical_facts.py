"""Members with twenty facts each for the benchmark of the population run, written set-based beside the public API."""

from typing import Any

MEMBERS_PER_STATEMENT = 100_000
# Of eleven members one has asthma, of nine one diabetes; everybody has facts that no rule reads.
CODES = """
insert into codes (system, code)
select 'icd10cm', code from unnest(array['J45.40', 'J45.20', 'J45.51', 'J45.901', 'E11.9', 'E11.65', 'E11.649', 'E10.9',
    'E11.621', 'N18.4']) code
union all select 'icd10cm', 'Z' || lpad(n::text, 2, '0') || '.' || n % 10 from generate_series(0, 99) n
union all select 'icd10cm', 'M' || lpad(n::text, 2, '0') || '.' || n % 10 from generate_series(0, 99) n
union all select 'loinc', code from unnest(array['4548-4', '98979-8', '9318-7', '8480-6', '8462-4', '82668-5']) code
union all select 'loinc', (20000 + n) || '-' || n % 10 from generate_series(0, 199) n
union all select 'rxnorm', code from unnest(array['435', '19831', '8640', '5856', '4821', '6809']) code
union all select 'rxnorm', (900000 + n)::text from generate_series(0, 199) n
"""
MEMBERS = """
insert into members (id, version, medicaid_id, given_name, family_name, birth_date, sex, coverage, received_at)
select (lpad(to_hex(1700000000 + n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, 1, 'B' || n, 'Given' || n,
    'Family' || n, $3::date - 730 - (n % 27000 * 7919) % 27000, case n % 2 when 0 then 'female' else 'male' end,
    jsonb_build_array(jsonb_build_object('program', 'medicaid', 'start', $3::date - 200 - n % 900, 'end', null,
        'pharmacy', n % 10 <> 0)), now()
from generate_series($1::integer, $2::integer) n
"""
WHO = """
    from generate_series($1::integer, $2::integer) n cross join generate_series(0, {last}) k
    cross join lateral (select n % 11 = 0 as asthma, n % 9 = 0 as diabetes, (n * 31 + k * 17) % 200 as other,
        $3::date - (n * 13 + k * 97) % 900 as day) w
    cross join lateral (select {ill} as ill) i
    join codes c on c.system = '{system}' and c.code = coalesce(i.ill, {others})
"""
OTHER_DIAGNOSES = """(case w.other / 100 when 0 then 'Z' else 'M' end) || lpad((w.other % 100)::text, 2, '0')
    || '.' || w.other % 10"""
CONDITIONS = """
insert into conditions select n, c.id, w.day, now(), 'bench', 'c' || n || '-' || k
""" + WHO.format(
    last=2,
    system="icd10cm",
    ill="""case when k = 0 and w.asthma then (array['J45.40', 'J45.20', 'J45.51', 'J45.901'])[1 + n % 4]
        when k = 1 and w.diabetes then (array['E11.9', 'E11.65', 'E10.9', 'E11.9'])[1 + n % 4] end""",
    others=OTHER_DIAGNOSES,
)
ENCOUNTERS = """
insert into encounters (member, principal, "start", "end", class, changed_at, diagnoses, source, source_id)
select n, c.id, w.day, w.day + (n + k) % 4, case (n + k * 3) % 12 when 0 then 'inpatient' when 1 then 'ed'
    when 2 then 'ed' else 'outpatient' end::encounter_class, now(), null, 'bench', 'e' || n || '-' || k
""" + WHO.format(
    last=4,
    system="icd10cm",
    ill="""case when w.asthma and k < 3 then 'J45.901'
        when w.diabetes and k < 4 then (array['E11.65', 'E11.9', 'E11.649', 'E11.621'])[1 + (n + k) % 4] end""",
    others=OTHER_DIAGNOSES,
)
OBSERVATIONS = """
insert into observations (member, code, observed_on, changed_at, value, unit, source, source_id)
select n, c.id, w.day, now(),
    case i.ill when '4548-4' then 5.5 + (n * 7 + k) % 60 / 10.0 when '98979-8' then 20 + (n + k) % 100
        when '9318-7' then (n * 3 + k) % 400 when '8480-6' then 100 + (n + k) % 70 when '8462-4' then 60 + n % 40
        when '82668-5' then 5 + n % 21 else (n + k) % 300 end,
    case i.ill when '4548-4' then '%' when '98979-8' then 'mL/min/{1.73_m2}' when '9318-7' then 'mg/g'
        when '82668-5' then '{score}' when '8480-6' then 'mm[Hg]' when '8462-4' then 'mm[Hg]' else 'cm' end,
    'bench', 'o' || n || '-' || k
""" + WHO.format(
    last=7,
    system="loinc",
    ill="""case when k = 0 then '8480-6' when k = 1 then '8462-4'
        when w.diabetes and k < 5 then (array['4548-4', '98979-8', '9318-7'])[k - 1]
        when w.asthma and k = 5 then '82668-5' end""",
    others="(20000 + w.other) || '-' || w.other % 10",
)
MEDICATIONS = """
insert into medications (member, code, dispensed_on, changed_at, days_supply, units, source, source_id)
select n, c.id, w.day, now(), 30, null, 'bench', 'm' || n || '-' || k
""" + WHO.format(
    last=3,
    system="rxnorm",
    ill="""case when w.asthma then (array['435', '19831', '8640', '435'])[1 + k]
        when w.diabetes then (array['5856', '4821', '6809', '6809'])[1 + (n + k) % 4] end""",
    others="(900000 + w.other)::text",
)
TABLES = ("conditions", "encounters", "observations", "medications")
INDEXES = """
select c.relname as name, pg_get_indexdef(i.indexrelid) as made_by, i.indisprimary as primary_key,
    i.indrelid::regclass::text as of_table
from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = any($1::text[]::regclass[])
"""


async def populate(connection: Any, members: int, as_of: Any) -> int:
    """How many facts were made. Indexes are made after the rows, which is faster than beside them."""
    indexes = await connection.fetch(INDEXES, list(TABLES))
    for index in indexes:
        if index["primary_key"]:
            await connection.execute(f"alter table {index['of_table']} drop constraint {index['name']}")
        else:
            await connection.execute(f"drop index {index['name']}")
    await connection.execute(CODES)
    await connection.execute("analyze codes")
    for first in range(1, members + 1, MEMBERS_PER_STATEMENT):
        last = min(first + MEMBERS_PER_STATEMENT - 1, members)
        for statement in (MEMBERS, CONDITIONS, ENCOUNTERS, OBSERVATIONS, MEDICATIONS):
            await connection.execute(statement, first, last, as_of, timeout=600)
    for index in indexes:
        await connection.execute(index["made_by"], timeout=600)
        if index["primary_key"]:
            name = index["name"]
            await connection.execute(
                f"alter table {index['of_table']} add constraint {name} primary key using index {name}"
            )
    await connection.execute("vacuum (analyze) members, conditions, encounters, observations, medications", timeout=600)
    return sum([int(await connection.fetchval(f"select count(*) from {table}")) for table in TABLES])
