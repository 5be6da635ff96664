"""Members as plans tells of them, their clinical facts, imports of facts, stratification runs and the registry.

Facts name their member by its short number and a code by the number it was met under: twenty million rows stay narrow,
and a value set is compared with each code once, not with each fact.
"""

from shared.runtime.migrations import IMPORT_TABLES_1, execute_script

revision = "0002"
down_revision = "0001"

MEMBERS = """
create function spans_covered(coverage jsonb, pharmacy_only boolean) returns datemultirange
    language sql immutable parallel safe
    return coalesce((
        select range_agg(daterange((span->>'start')::date, (span->>'end')::date, '[]'))
        from jsonb_array_elements(coverage) span
        where not pharmacy_only or coalesce((span->>'pharmacy')::boolean, false)
    ), '{}');

create table members (
    id uuid primary key,
    number integer generated always as identity constraint one_number_per_member unique,
    version integer not null,
    medicaid_id text not null constraint one_member_per_medicaid_id unique,
    given_name text not null, family_name text not null,
    birth_date date not null,
    sex text,
    county text,
    language text,
    phone text,
    tty boolean not null default false,
    time_zone text,
    address jsonb,
    household text, primary_care_npi text,
    coverage jsonb not null default '[]',
    covered datemultirange not null generated always as (spans_covered(coverage, false)) stored,
    pharmacy_covered datemultirange not null generated always as (spans_covered(coverage, true)) stored,
    level_of_care jsonb,
    deceased_on date,
    agency text,
    received_at timestamptz not null
);
create index members_household on members (household) where household is not null;
create index members_primary_care on members (primary_care_npi) where primary_care_npi is not null;
"""

# A fact is known by (source, source_id); `changed_at` decides between two versions of it.
FACTS = """
create type encounter_class as enum ('outpatient', 'ed', 'inpatient');
create type medication_class as enum
    ('asthma_controller', 'asthma_reliever', 'oral_steroid', 'insulin', 'sulfonylurea', 'other');

create table codes (
    id integer generated always as identity primary key,
    system text not null check (system in ('icd10cm', 'snomed', 'loinc', 'rxnorm')),
    code text not null,
    constraint one_number_per_code unique (system, code)
);

create table conditions (
    member integer not null,
    code integer not null,
    recorded_on date not null,
    changed_at timestamptz not null,
    source text not null,
    source_id text not null,
    primary key (source_id, source)
);
create index conditions_member on conditions (member, code, recorded_on);

create table observations (
    member integer not null,
    code integer not null,
    observed_on date not null,
    changed_at timestamptz not null,
    value numeric,
    unit text,
    comparator text check (comparator in ('<', '<=', '>=', '>')),
    specimen text check (specimen in ('venous', 'capillary')),
    source text not null,
    source_id text not null,
    primary key (source_id, source)
);
create index observations_member on observations (member, code, observed_on) include (value);

create table encounters (
    member integer not null,
    principal integer,
    "start" date not null,
    "end" date,
    class encounter_class not null,
    icu boolean not null default false,
    changed_at timestamptz not null,
    diagnoses integer[],
    source text not null,
    source_id text not null,
    primary key (source_id, source),
    check ("start" <= "end")
);
create index encounters_member on encounters (member, principal, "start") include ("end", class, icu);
create index encounters_beside on encounters (member) where diagnoses is not null;

create table medications (
    member integer not null,
    code integer not null,
    dispensed_on date not null,
    given_class medication_class,
    changed_at timestamptz not null,
    days_supply smallint,
    units numeric,
    source text not null,
    source_id text not null,
    primary key (source_id, source)
);
create index medications_member on medications (member, code, dispensed_on) include (given_class, days_supply, units);

create table pregnancies (
    member integer not null,
    estimated_due_date date,
    noticed_on date,
    ended_on date,
    risks text[] not null default '{}',
    changed_at timestamptz not null,
    source text not null,
    source_id text not null,
    primary key (source_id, source)
);
create index pregnancies_member on pregnancies (member);

create table member_flags (
    member integer not null,
    flag text not null,
    changed_at timestamptz not null,
    source text not null,
    source_id text not null,
    primary key (source_id, source)
);
create index member_flags_member on member_flags (member);

create table assessments (
    member integer not null,
    instrument text not null,
    completed_on date not null,
    answers jsonb not null,
    changed_at timestamptz not null,
    source text not null,
    source_id text not null,
    primary key (source_id, source)
);
create index assessments_member on assessments (member, instrument, completed_on);

create table deleted_facts (
    kind text not null,
    source_id text not null,
    source text not null,
    changed_at timestamptz not null,
    primary key (kind, source_id, source)
);
"""

STAGING = """
create unlogged table staged_facts (
    import_id uuid not null,
    line_number integer not null,
    errors text,
    kind text,
    source text,
    source_id text,
    medicaid_id text,
    deleted boolean not null,
    changed_at timestamptz,
    system text,
    code text,
    name text,
    day date,
    until date,
    value numeric,
    unit text,
    comparator text,
    specimen text,
    class text,
    icu boolean,
    days_supply smallint,
    units numeric,
    several text[],
    answers jsonb,
    primary key (import_id, line_number)
);
"""

# Identified members only: a run looked at every member, and who has no row in it was not identified.
STRATIFICATIONS = """
create type tier as enum ('undetermined', 'low', 'moderate', 'high', 'very_high');

create table stratification_runs (
    id uuid primary key,
    member_id uuid references members,
    as_of date not null,
    rule_set text not null,
    status text not null,
    total integer not null default 0, done integer not null default 0, tiers jsonb not null default '{}',
    actor text not null, roles text[] not null, agency text, request_id text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    error text
);
create index stratification_runs_open on stratification_runs (id) where status = 'running';

create unique index one_population_run_at_a_time on stratification_runs (as_of, rule_set)
    where status = 'running' and member_id is null;

create table stratification_batches (
    run_id uuid not null references stratification_runs,
    first_number integer not null,
    last_number integer not null,
    members integer not null,
    done boolean not null default false,
    primary key (run_id, first_number)
);
create index stratification_batches_open on stratification_batches (run_id, first_number) where not done;

create table run_codes (
    run_id uuid not null,
    code integer not null,
    system text collate "C" not null,
    printed text collate "C" not null,
    diagnosis boolean not null, asthma boolean not null, severity boolean not null, severe boolean not null,
    moderate_or_severe boolean not null, diabetes_type text, crisis boolean not null, hypoglycaemia boolean not null,
    kidney boolean not null, foot boolean not null, pregnancy boolean not null,
    drug_class medication_class,
    oral boolean not null,
    analyte text, units text[], without_unit boolean not null, least numeric, most numeric,
    primary key (run_id, code)
);

create table stratifications (
    member integer not null,
    disease text not null check (disease in ('asthma', 'diabetes')),
    as_of date not null,
    run_id uuid not null,
    rule_set text not null,
    excluded text check (excluded in ('deceased', 'not_covered')),
    tier tier,
    identification text[] not null,
    rules text[] not null,
    inputs jsonb not null,
    recorded_at timestamptz not null default now(),
    primary key (member, disease, as_of, run_id)
);

-- An answer that is a whole number from 0 to `most`; null for any other.
create function whole_answer(answers jsonb, name text, most integer) returns integer
    language sql immutable parallel safe
    return case when jsonb_typeof(answers->name) = 'number' and answers->>name ~ '^[0-9]{1,9}$'
                and (answers->>name)::integer <= most then (answers->>name)::integer end;
create function yes_answer(answers jsonb, name text) returns boolean
    language sql immutable parallel safe
    return case when jsonb_typeof(answers->name) = 'boolean' then (answers->>name)::boolean end;

-- Of days that are told, those that lie at least so many days after the last that was kept.
create function spaced_day(kept date[], day date, apart integer) returns date[]
    language sql immutable parallel safe
    return case when kept is null or day >= kept[cardinality(kept)] + apart then kept || day else kept end;
create aggregate spaced_days(day date, apart integer) (
    sfunc = spaced_day, stype = date[], parallel = safe
);

create table registry (
    member integer not null,
    disease text not null check (disease in ('asthma', 'diabetes')),
    run_id uuid not null,
    as_of date not null,
    rule_set text not null,
    identified boolean not null,
    identified_since date not null,
    excluded text,
    computed_tier tier,
    assigned_tier tier,
    assigned_since date,
    lower_since date,
    override_tier tier, override_reason text, override_by text, override_since date, override_until date,
    rules text[] not null,
    version integer not null default 1,
    updated_at timestamptz not null default now(),
    primary key (member, disease),
    check ((override_tier is null) = (override_reason is null))
);
create index registry_tier on registry (disease, assigned_tier, member) where identified;
create index registry_disease on registry (disease, member) where identified;
"""


def upgrade() -> None:
    execute_script(MEMBERS)
    execute_script(FACTS)
    execute_script(IMPORT_TABLES_1)
    execute_script(STAGING)
    execute_script(STRATIFICATIONS)
