-- The database's schema, generated from the declarations in src/kinds; regenerate with: UPDATE=1 cargo test
--
-- One tidy table a kind, and `facts` for all of them. n: rank in the default order (latest start first, undated
-- facts last, then id; reference entities by id). Lists are JSON arrays; <table>_<parameter> has a row for each
-- member of a list that is filtered by. <table>_search: full-text index by n, that of `facts` for all kinds of facts;
-- a word in a title weighs ten times one elsewhere. <table>_json, <table>_csv: the row rendered once, each
-- form in a table of its own, so that an export reads nothing else.
-- <table>_sets: the ranks of the rows that hold a value, as a Roaring bitmap in its portable form, by the parameter that
-- asks for it; the value null has the rows that hold none, and the name 'n' all rows. A parameter of more values than
-- src/store/sets.rs allows is not there; if it is asked for by range, its name with '<' after it has steps: the rows whose
-- value is less than the one given, at up to 64 places, and for the value null all rows that hold a value.

create table meta (
    key text not null primary key,
    value text not null
) strict, without rowid;

-- Every fact of every kind at once, with the columns that all kinds share; the four columns of figures are null where the fact is not a number.
create table facts (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null,
    "basis" text not null,
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text,
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "value" real,
    "value_low" real,
    "value_high" real,
    "unit" text,
    "qualifier" text,
    "attributed_to" text references organizations (id),
    "printed_as" text,
    "proven_by" text
) strict;
create table facts_country (
    country text not null references countries (id),
    n integer not null references facts (n),
    primary key (country, n)
) strict, without rowid;
create table facts_organization (
    organization text not null references organizations (id),
    n integer not null references facts (n),
    primary key (organization, n)
) strict, without rowid;
create table facts_person (
    person text not null references people (id),
    n integer not null references facts (n),
    primary key (person, n)
) strict, without rowid;
create table facts_derived_from (
    derived_from text not null references facts (id),
    n integer not null references facts (n),
    primary key (derived_from, n)
) strict, without rowid;
create table facts_source (
    source text not null references sources (id),
    n integer not null references facts (n),
    primary key (source, n)
) strict, without rowid;
create virtual table facts_search using fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
insert into facts_search (facts_search, rank) values ('rank', 'bm25(10.0, 1.0)');
create table facts_json (
    n integer not null primary key,
    line text not null
) strict;
create table facts_csv (
    n integer not null primary key,
    line text not null
) strict;
create table facts_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Agreements that a source says were made, announced or proposed, one row for each named party; a mere count of agreements is an indicator.
create table agreements (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "type" text not null check ("type" in ('free_trade_agreement', 'memorandum_of_understanding', 'cooperation_plan', 'cooperation_agreement', 'strategic_partnership', 'partnership', 'currency_swap', 'joint_statement', 'visa_exemption', 'contract', 'financial_arrangement')),
    "status" text not null check ("status" in ('signed', 'in_force', 'announced', 'negotiated', 'proposed'))
) strict;
create table agreements_country (
    country text not null references countries (id),
    n integer not null references agreements (n),
    primary key (country, n)
) strict, without rowid;
create table agreements_organization (
    organization text not null references organizations (id),
    n integer not null references agreements (n),
    primary key (organization, n)
) strict, without rowid;
create table agreements_person (
    person text not null references people (id),
    n integer not null references agreements (n),
    primary key (person, n)
) strict, without rowid;
create table agreements_derived_from (
    derived_from text not null references facts (id),
    n integer not null references agreements (n),
    primary key (derived_from, n)
) strict, without rowid;
create table agreements_source (
    source text not null references sources (id),
    n integer not null references agreements (n),
    primary key (source, n)
) strict, without rowid;
create table agreements_json (
    n integer not null primary key,
    line text not null
) strict;
create table agreements_csv (
    n integer not null primary key,
    line text not null
) strict;
create table agreements_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Visits between China and the region, one row for each country visited or come from; `people` holds the visitor where the source names one.
create table visits (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "direction" text not null check ("direction" in ('to_lac', 'to_china')),
    "level" text not null check ("level" in ('head_of_state', 'head_of_government', 'minister', 'other'))
) strict;
create table visits_country (
    country text not null references countries (id),
    n integer not null references visits (n),
    primary key (country, n)
) strict, without rowid;
create table visits_organization (
    organization text not null references organizations (id),
    n integer not null references visits (n),
    primary key (organization, n)
) strict, without rowid;
create table visits_person (
    person text not null references people (id),
    n integer not null references visits (n),
    primary key (person, n)
) strict, without rowid;
create table visits_derived_from (
    derived_from text not null references facts (id),
    n integer not null references visits (n),
    primary key (derived_from, n)
) strict, without rowid;
create table visits_source (
    source text not null references sources (id),
    n integer not null references visits (n),
    primary key (source, n)
) strict, without rowid;
create table visits_json (
    n integer not null primary key,
    line text not null
) strict;
create table visits_csv (
    n integer not null primary key,
    line text not null
) strict;
create table visits_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Goods trade between China and the region, seen from China's side: values, growth rates, shares and ranks.
create table trade (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "value" real,
    "value_low" real,
    "value_high" real,
    "unit" text check ("unit" in ('USD', 'percent', 'percentage_points', 'count', 'people', 'rank', 'ratio', 'year')),
    "qualifier" text check ("qualifier" in ('exact', 'about', 'nearly', 'more_than', 'at_least', 'up_to')),
    "attributed_to" text references organizations (id),
    "printed_as" text,
    "proven_by" text check ("proven_by" in ('parts_make_total', 'growth_rates_agree', 'growth_fits_values', 'share_fits_values')),
    "flow" text not null check ("flow" in ('total', 'exports', 'imports')),
    "measure" text not null check ("measure" in ('value', 'growth', 'share', 'rank', 'ratio', 'balance')),
    "product" text,
    "partner" text not null
) strict;
create table trade_country (
    country text not null references countries (id),
    n integer not null references trade (n),
    primary key (country, n)
) strict, without rowid;
create table trade_organization (
    organization text not null references organizations (id),
    n integer not null references trade (n),
    primary key (organization, n)
) strict, without rowid;
create table trade_person (
    person text not null references people (id),
    n integer not null references trade (n),
    primary key (person, n)
) strict, without rowid;
create table trade_derived_from (
    derived_from text not null references facts (id),
    n integer not null references trade (n),
    primary key (derived_from, n)
) strict, without rowid;
create table trade_source (
    source text not null references sources (id),
    n integer not null references trade (n),
    primary key (source, n)
) strict, without rowid;
create table trade_json (
    n integer not null primary key,
    line text not null
) strict;
create table trade_csv (
    n integer not null primary key,
    line text not null
) strict;
create table trade_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Direct investment between China and the region: flows, stocks, pledges, growth rates, shares and ranks, never to be added up across measures.
create table investments (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "value" real,
    "value_low" real,
    "value_high" real,
    "unit" text check ("unit" in ('USD', 'percent', 'percentage_points', 'count', 'people', 'rank', 'ratio', 'year')),
    "qualifier" text check ("qualifier" in ('exact', 'about', 'nearly', 'more_than', 'at_least', 'up_to')),
    "attributed_to" text references organizations (id),
    "printed_as" text,
    "proven_by" text check ("proven_by" in ('parts_make_total', 'growth_rates_agree', 'growth_fits_values', 'share_fits_values')),
    "direction" text not null check ("direction" in ('to_lac', 'to_china')),
    "measure" text not null check ("measure" in ('flow', 'stock', 'pledge', 'growth', 'share', 'rank', 'enterprises'))
) strict;
create table investments_country (
    country text not null references countries (id),
    n integer not null references investments (n),
    primary key (country, n)
) strict, without rowid;
create table investments_organization (
    organization text not null references organizations (id),
    n integer not null references investments (n),
    primary key (organization, n)
) strict, without rowid;
create table investments_person (
    person text not null references people (id),
    n integer not null references investments (n),
    primary key (person, n)
) strict, without rowid;
create table investments_derived_from (
    derived_from text not null references facts (id),
    n integer not null references investments (n),
    primary key (derived_from, n)
) strict, without rowid;
create table investments_source (
    source text not null references sources (id),
    n integer not null references investments (n),
    primary key (source, n)
) strict, without rowid;
create table investments_json (
    n integer not null primary key,
    line text not null
) strict;
create table investments_csv (
    n integer not null primary key,
    line text not null
) strict;
create table investments_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Financing vehicles and mechanisms between China and the region; `value` is the size that the source gives, null where it gives none.
create table funds (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "value" real,
    "value_low" real,
    "value_high" real,
    "unit" text check ("unit" in ('USD', 'percent', 'percentage_points', 'count', 'people', 'rank', 'ratio', 'year')),
    "qualifier" text check ("qualifier" in ('exact', 'about', 'nearly', 'more_than', 'at_least', 'up_to')),
    "attributed_to" text references organizations (id),
    "printed_as" text,
    "proven_by" text check ("proven_by" in ('parts_make_total', 'growth_rates_agree', 'growth_fits_values', 'share_fits_values')),
    "instrument" text not null check ("instrument" in ('fund', 'credit_line', 'loan', 'financing_mechanism', 'reserve_arrangement', 'payment_system')),
    "status" text not null check ("status" in ('proposed', 'pledged', 'established'))
) strict;
create table funds_country (
    country text not null references countries (id),
    n integer not null references funds (n),
    primary key (country, n)
) strict, without rowid;
create table funds_organization (
    organization text not null references organizations (id),
    n integer not null references funds (n),
    primary key (organization, n)
) strict, without rowid;
create table funds_person (
    person text not null references people (id),
    n integer not null references funds (n),
    primary key (person, n)
) strict, without rowid;
create table funds_derived_from (
    derived_from text not null references facts (id),
    n integer not null references funds (n),
    primary key (derived_from, n)
) strict, without rowid;
create table funds_source (
    source text not null references sources (id),
    n integer not null references funds (n),
    primary key (source, n)
) strict, without rowid;
create table funds_json (
    n integer not null primary key,
    line text not null
) strict;
create table funds_csv (
    n integer not null primary key,
    line text not null
) strict;
create table funds_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Infrastructure and industrial projects that a source names, those with Chinese participation and their rivals.
create table projects (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "sector" text not null check ("sector" in ('port', 'bridge', 'railway', 'energy', 'water', 'telecommunications', 'space', 'industry')),
    "status" text not null check ("status" in ('proposed', 'planned', 'under_construction', 'operating', 'inaugurated', 'not_stated')),
    "place" text,
    "latitude" real,
    "longitude" real
) strict;
create table projects_country (
    country text not null references countries (id),
    n integer not null references projects (n),
    primary key (country, n)
) strict, without rowid;
create table projects_organization (
    organization text not null references organizations (id),
    n integer not null references projects (n),
    primary key (organization, n)
) strict, without rowid;
create table projects_person (
    person text not null references people (id),
    n integer not null references projects (n),
    primary key (person, n)
) strict, without rowid;
create table projects_derived_from (
    derived_from text not null references facts (id),
    n integer not null references projects (n),
    primary key (derived_from, n)
) strict, without rowid;
create table projects_source (
    source text not null references sources (id),
    n integer not null references projects (n),
    primary key (source, n)
) strict, without rowid;
create table projects_json (
    n integer not null primary key,
    line text not null
) strict;
create table projects_csv (
    n integer not null primary key,
    line text not null
) strict;
create table projects_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Meetings, forums, speeches and other happenings that a source reports.
create table events (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "type" text not null check ("type" in ('meeting', 'summit', 'forum', 'speech', 'signing', 'founding', 'announcement', 'mission', 'policy_measure', 'incident')),
    "place" text
) strict;
create table events_country (
    country text not null references countries (id),
    n integer not null references events (n),
    primary key (country, n)
) strict, without rowid;
create table events_organization (
    organization text not null references organizations (id),
    n integer not null references events (n),
    primary key (organization, n)
) strict, without rowid;
create table events_person (
    person text not null references people (id),
    n integer not null references events (n),
    primary key (person, n)
) strict, without rowid;
create table events_derived_from (
    derived_from text not null references facts (id),
    n integer not null references events (n),
    primary key (derived_from, n)
) strict, without rowid;
create table events_source (
    source text not null references sources (id),
    n integer not null references events (n),
    primary key (source, n)
) strict, without rowid;
create table events_json (
    n integer not null primary key,
    line text not null
) strict;
create table events_csv (
    n integer not null primary key,
    line text not null
) strict;
create table events_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Policies, frameworks and programmes under which cooperation is carried on.
create table initiatives (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "type" text not null check ("type" in ('policy_paper', 'framework', 'programme', 'plan', 'proposal', 'policy'))
) strict;
create table initiatives_country (
    country text not null references countries (id),
    n integer not null references initiatives (n),
    primary key (country, n)
) strict, without rowid;
create table initiatives_organization (
    organization text not null references organizations (id),
    n integer not null references initiatives (n),
    primary key (organization, n)
) strict, without rowid;
create table initiatives_person (
    person text not null references people (id),
    n integer not null references initiatives (n),
    primary key (person, n)
) strict, without rowid;
create table initiatives_derived_from (
    derived_from text not null references facts (id),
    n integer not null references initiatives (n),
    primary key (derived_from, n)
) strict, without rowid;
create table initiatives_source (
    source text not null references sources (id),
    n integer not null references initiatives (n),
    primary key (source, n)
) strict, without rowid;
create table initiatives_json (
    n integer not null primary key,
    line text not null
) strict;
create table initiatives_csv (
    n integer not null primary key,
    line text not null
) strict;
create table initiatives_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Memberships and observer seats in organizations and initiatives.
create table memberships (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "member" text not null references countries (id),
    "organization" text not null references organizations (id),
    "status" text not null check ("status" in ('member', 'observer'))
) strict;
create table memberships_country (
    country text not null references countries (id),
    n integer not null references memberships (n),
    primary key (country, n)
) strict, without rowid;
create table memberships_organization (
    organization text not null references organizations (id),
    n integer not null references memberships (n),
    primary key (organization, n)
) strict, without rowid;
create table memberships_person (
    person text not null references people (id),
    n integer not null references memberships (n),
    primary key (person, n)
) strict, without rowid;
create table memberships_derived_from (
    derived_from text not null references facts (id),
    n integer not null references memberships (n),
    primary key (derived_from, n)
) strict, without rowid;
create table memberships_source (
    source text not null references sources (id),
    n integer not null references memberships (n),
    primary key (source, n)
) strict, without rowid;
create table memberships_json (
    n integer not null primary key,
    line text not null
) strict;
create table memberships_csv (
    n integer not null primary key,
    line text not null
) strict;
create table memberships_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Standing bodies of the cooperation that a source says exist or were set up: centres, clearing banks, forums, dialogue mechanisms.
create table institutions (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "type" text not null check ("type" in ('centre', 'clearing_bank', 'forum', 'dialogue_mechanism', 'media_branch', 'consortium'))
) strict;
create table institutions_country (
    country text not null references countries (id),
    n integer not null references institutions (n),
    primary key (country, n)
) strict, without rowid;
create table institutions_organization (
    organization text not null references organizations (id),
    n integer not null references institutions (n),
    primary key (organization, n)
) strict, without rowid;
create table institutions_person (
    person text not null references people (id),
    n integer not null references institutions (n),
    primary key (person, n)
) strict, without rowid;
create table institutions_derived_from (
    derived_from text not null references facts (id),
    n integer not null references institutions (n),
    primary key (derived_from, n)
) strict, without rowid;
create table institutions_source (
    source text not null references sources (id),
    n integer not null references institutions (n),
    primary key (source, n)
) strict, without rowid;
create table institutions_json (
    n integer not null primary key,
    line text not null
) strict;
create table institutions_csv (
    n integer not null primary key,
    line text not null
) strict;
create table institutions_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Every other figure: counts, rates, ranks and sums that are neither goods trade nor direct investment nor a fund.
create table indicators (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "value" real,
    "value_low" real,
    "value_high" real,
    "unit" text check ("unit" in ('USD', 'percent', 'percentage_points', 'count', 'people', 'rank', 'ratio', 'year')),
    "qualifier" text check ("qualifier" in ('exact', 'about', 'nearly', 'more_than', 'at_least', 'up_to')),
    "attributed_to" text references organizations (id),
    "printed_as" text,
    "proven_by" text check ("proven_by" in ('parts_make_total', 'growth_rates_agree', 'growth_fits_values', 'share_fits_values')),
    "indicator" text not null
) strict;
create table indicators_country (
    country text not null references countries (id),
    n integer not null references indicators (n),
    primary key (country, n)
) strict, without rowid;
create table indicators_organization (
    organization text not null references organizations (id),
    n integer not null references indicators (n),
    primary key (organization, n)
) strict, without rowid;
create table indicators_person (
    person text not null references people (id),
    n integer not null references indicators (n),
    primary key (person, n)
) strict, without rowid;
create table indicators_derived_from (
    derived_from text not null references facts (id),
    n integer not null references indicators (n),
    primary key (derived_from, n)
) strict, without rowid;
create table indicators_source (
    source text not null references sources (id),
    n integer not null references indicators (n),
    primary key (source, n)
) strict, without rowid;
create table indicators_json (
    n integer not null primary key,
    line text not null
) strict;
create table indicators_csv (
    n integer not null primary key,
    line text not null
) strict;
create table indicators_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- What a named person or body said, paraphrased in `title`; `organizations` or `countries` holds who made it where no person spoke.
create table statements (
    n integer not null primary key,
    "id" text not null,
    "kind" text,
    "title" text not null,
    "start" text,
    "end" text,
    "date" text,
    "countries" text not null,
    "organizations" text not null,
    "people" text not null,
    "topic" text not null check ("topic" in ('diplomacy', 'trade', 'investment', 'finance', 'infrastructure', 'technology', 'culture', 'health', 'security', 'environment', 'development')),
    "basis" text not null check ("basis" in ('stated', 'inferred', 'derived')),
    "note" text,
    "evidence" text not null,
    "derived_from" text not null,
    "rule" text check ("rule" in ('trade_balance', 'previous_period', 'implied_share')),
    "related" text not null,
    "known_since" text,
    "year" integer,
    "sources" text not null,
    "speaker" text references people (id),
    "role" text
) strict;
create table statements_country (
    country text not null references countries (id),
    n integer not null references statements (n),
    primary key (country, n)
) strict, without rowid;
create table statements_organization (
    organization text not null references organizations (id),
    n integer not null references statements (n),
    primary key (organization, n)
) strict, without rowid;
create table statements_person (
    person text not null references people (id),
    n integer not null references statements (n),
    primary key (person, n)
) strict, without rowid;
create table statements_derived_from (
    derived_from text not null references facts (id),
    n integer not null references statements (n),
    primary key (derived_from, n)
) strict, without rowid;
create table statements_source (
    source text not null references sources (id),
    n integer not null references statements (n),
    primary key (source, n)
) strict, without rowid;
create table statements_json (
    n integer not null primary key,
    line text not null
) strict;
create table statements_csv (
    n integer not null primary key,
    line text not null
) strict;
create table statements_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- The countries of Latin America and the Caribbean and the others that facts name, with names in four languages.
create table countries (
    n integer not null primary key,
    "id" text not null,
    "alpha2" text not null,
    "name_en" text not null,
    "name_es" text not null,
    "name_pt" text not null,
    "name_zh" text not null,
    "subregion" text not null,
    "celac_member" integer not null,
    "latitude" real not null,
    "longitude" real not null,
    "known_since" text
) strict;
create virtual table countries_search using fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
insert into countries_search (countries_search, rank) values ('rank', 'bm25(10.0, 1.0)');
create table countries_json (
    n integer not null primary key,
    line text not null
) strict;
create table countries_csv (
    n integer not null primary key,
    line text not null
) strict;
create table countries_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Organizations, governments' bodies, companies, banks, media and think tanks that facts name.
create table organizations (
    n integer not null primary key,
    "id" text not null,
    "name" text not null,
    "abbreviation" text,
    "type" text not null,
    "country" text references countries (id),
    "aliases" text not null,
    "note" text,
    "known_since" text
) strict;
create virtual table organizations_search using fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
insert into organizations_search (organizations_search, rank) values ('rank', 'bm25(10.0, 1.0)');
create table organizations_json (
    n integer not null primary key,
    line text not null
) strict;
create table organizations_csv (
    n integer not null primary key,
    line text not null
) strict;
create table organizations_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Persons that the sources name, with the role and country that the sources give them.
create table people (
    n integer not null primary key,
    "id" text not null,
    "name" text not null,
    "role" text,
    "country" text references countries (id),
    "sources" text not null,
    "aliases" text not null,
    "note" text,
    "known_since" text
) strict;
create table people_source (
    source text not null references sources (id),
    n integer not null references people (n),
    primary key (source, n)
) strict, without rowid;
create virtual table people_search using fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
insert into people_search (people_search, rank) values ('rank', 'bm25(10.0, 1.0)');
create table people_json (
    n integer not null primary key,
    line text not null
) strict;
create table people_csv (
    n integer not null primary key,
    line text not null
) strict;
create table people_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- The documents that facts were read in. Their texts belong to others and are not part of the dataset.
create table sources (
    n integer not null primary key,
    "id" text not null,
    "file" text not null,
    "title" text not null,
    "author" text,
    "publisher" text not null,
    "published" text not null,
    "url" text,
    "language" text not null,
    "licence_note" text not null,
    "sha256" text not null,
    "sentences" integer,
    "sentences_pinned" integer,
    "sentences_excused" integer,
    "figures" integer,
    "figures_pinned" integer,
    "names" integer,
    "names_pinned" integer,
    "verified" text,
    "note" text,
    "known_since" text
) strict;
create virtual table sources_search using fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
insert into sources_search (sources_search, rank) values ('rank', 'bm25(10.0, 1.0)');
create table sources_json (
    n integer not null primary key,
    line text not null
) strict;
create table sources_csv (
    n integer not null primary key,
    line text not null
) strict;
create table sources_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Relations between facts: which confirm, update or contradict each other, and which are part of another.
create table relations (
    n integer not null primary key,
    "id" text not null,
    "type" text not null,
    "fact" text not null references facts (id),
    "other" text not null references facts (id),
    "note" text not null,
    "known_since" text
) strict;
create virtual table relations_search using fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
insert into relations_search (relations_search, rank) values ('rank', 'bm25(10.0, 1.0)');
create table relations_json (
    n integer not null primary key,
    line text not null
) strict;
create table relations_csv (
    n integer not null primary key,
    line text not null
) strict;
create table relations_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Every fact added, changed or withdrawn, by version of the dataset; the address of a withdrawn fact answers 410 with the reason.
create table changes (
    n integer not null primary key,
    "id" text not null,
    "version" text not null,
    "released" text not null,
    "fact" text not null,
    "kind" text not null,
    "change" text not null,
    "reason" text,
    "known_since" text
) strict;
create virtual table changes_search using fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
insert into changes_search (changes_search, rank) values ('rank', 'bm25(10.0, 1.0)');
create table changes_json (
    n integer not null primary key,
    line text not null
) strict;
create table changes_csv (
    n integer not null primary key,
    line text not null
) strict;
create table changes_sets (
    name text not null,
    value any,
    rows blob not null
) strict;

-- Indexes, made when all rows are there.
create unique index facts_id on facts ("id");
create index facts_kind on facts ("kind");
create index facts_start on facts ("start");
create index facts_end on facts ("end");
create index facts_topic on facts ("topic");
create index facts_basis on facts ("basis");
create index facts_rule on facts ("rule");
create index facts_known_since on facts ("known_since");
create index facts_year on facts ("year");
create index facts_value on facts ("value");
create index facts_unit on facts ("unit");
create index facts_qualifier on facts ("qualifier");
create index facts_attributed_to on facts ("attributed_to");
create index facts_proven_by on facts ("proven_by");
create index facts_sets_value on facts_sets (name, value);
create unique index agreements_id on agreements ("id");
create index agreements_kind on agreements ("kind");
create index agreements_start on agreements ("start");
create index agreements_end on agreements ("end");
create index agreements_topic on agreements ("topic");
create index agreements_basis on agreements ("basis");
create index agreements_rule on agreements ("rule");
create index agreements_known_since on agreements ("known_since");
create index agreements_year on agreements ("year");
create index agreements_type on agreements ("type");
create index agreements_status on agreements ("status");
create index agreements_sets_value on agreements_sets (name, value);
create unique index visits_id on visits ("id");
create index visits_kind on visits ("kind");
create index visits_start on visits ("start");
create index visits_end on visits ("end");
create index visits_topic on visits ("topic");
create index visits_basis on visits ("basis");
create index visits_rule on visits ("rule");
create index visits_known_since on visits ("known_since");
create index visits_year on visits ("year");
create index visits_direction on visits ("direction");
create index visits_level on visits ("level");
create index visits_sets_value on visits_sets (name, value);
create unique index trade_id on trade ("id");
create index trade_kind on trade ("kind");
create index trade_start on trade ("start");
create index trade_end on trade ("end");
create index trade_topic on trade ("topic");
create index trade_basis on trade ("basis");
create index trade_rule on trade ("rule");
create index trade_known_since on trade ("known_since");
create index trade_year on trade ("year");
create index trade_value on trade ("value");
create index trade_unit on trade ("unit");
create index trade_qualifier on trade ("qualifier");
create index trade_attributed_to on trade ("attributed_to");
create index trade_proven_by on trade ("proven_by");
create index trade_flow on trade ("flow");
create index trade_measure on trade ("measure");
create index trade_product on trade ("product");
create index trade_partner on trade ("partner");
create index trade_sets_value on trade_sets (name, value);
create unique index investments_id on investments ("id");
create index investments_kind on investments ("kind");
create index investments_start on investments ("start");
create index investments_end on investments ("end");
create index investments_topic on investments ("topic");
create index investments_basis on investments ("basis");
create index investments_rule on investments ("rule");
create index investments_known_since on investments ("known_since");
create index investments_year on investments ("year");
create index investments_value on investments ("value");
create index investments_unit on investments ("unit");
create index investments_qualifier on investments ("qualifier");
create index investments_attributed_to on investments ("attributed_to");
create index investments_proven_by on investments ("proven_by");
create index investments_direction on investments ("direction");
create index investments_measure on investments ("measure");
create index investments_sets_value on investments_sets (name, value);
create unique index funds_id on funds ("id");
create index funds_kind on funds ("kind");
create index funds_start on funds ("start");
create index funds_end on funds ("end");
create index funds_topic on funds ("topic");
create index funds_basis on funds ("basis");
create index funds_rule on funds ("rule");
create index funds_known_since on funds ("known_since");
create index funds_year on funds ("year");
create index funds_value on funds ("value");
create index funds_unit on funds ("unit");
create index funds_qualifier on funds ("qualifier");
create index funds_attributed_to on funds ("attributed_to");
create index funds_proven_by on funds ("proven_by");
create index funds_instrument on funds ("instrument");
create index funds_status on funds ("status");
create index funds_sets_value on funds_sets (name, value);
create unique index projects_id on projects ("id");
create index projects_kind on projects ("kind");
create index projects_start on projects ("start");
create index projects_end on projects ("end");
create index projects_topic on projects ("topic");
create index projects_basis on projects ("basis");
create index projects_rule on projects ("rule");
create index projects_known_since on projects ("known_since");
create index projects_year on projects ("year");
create index projects_sector on projects ("sector");
create index projects_status on projects ("status");
create index projects_sets_value on projects_sets (name, value);
create unique index events_id on events ("id");
create index events_kind on events ("kind");
create index events_start on events ("start");
create index events_end on events ("end");
create index events_topic on events ("topic");
create index events_basis on events ("basis");
create index events_rule on events ("rule");
create index events_known_since on events ("known_since");
create index events_year on events ("year");
create index events_type on events ("type");
create index events_place on events ("place");
create index events_sets_value on events_sets (name, value);
create unique index initiatives_id on initiatives ("id");
create index initiatives_kind on initiatives ("kind");
create index initiatives_start on initiatives ("start");
create index initiatives_end on initiatives ("end");
create index initiatives_topic on initiatives ("topic");
create index initiatives_basis on initiatives ("basis");
create index initiatives_rule on initiatives ("rule");
create index initiatives_known_since on initiatives ("known_since");
create index initiatives_year on initiatives ("year");
create index initiatives_type on initiatives ("type");
create index initiatives_sets_value on initiatives_sets (name, value);
create unique index memberships_id on memberships ("id");
create index memberships_kind on memberships ("kind");
create index memberships_start on memberships ("start");
create index memberships_end on memberships ("end");
create index memberships_topic on memberships ("topic");
create index memberships_basis on memberships ("basis");
create index memberships_rule on memberships ("rule");
create index memberships_known_since on memberships ("known_since");
create index memberships_year on memberships ("year");
create index memberships_member on memberships ("member");
create index memberships_status on memberships ("status");
create index memberships_sets_value on memberships_sets (name, value);
create unique index institutions_id on institutions ("id");
create index institutions_kind on institutions ("kind");
create index institutions_start on institutions ("start");
create index institutions_end on institutions ("end");
create index institutions_topic on institutions ("topic");
create index institutions_basis on institutions ("basis");
create index institutions_rule on institutions ("rule");
create index institutions_known_since on institutions ("known_since");
create index institutions_year on institutions ("year");
create index institutions_type on institutions ("type");
create index institutions_sets_value on institutions_sets (name, value);
create unique index indicators_id on indicators ("id");
create index indicators_kind on indicators ("kind");
create index indicators_start on indicators ("start");
create index indicators_end on indicators ("end");
create index indicators_topic on indicators ("topic");
create index indicators_basis on indicators ("basis");
create index indicators_rule on indicators ("rule");
create index indicators_known_since on indicators ("known_since");
create index indicators_year on indicators ("year");
create index indicators_value on indicators ("value");
create index indicators_unit on indicators ("unit");
create index indicators_qualifier on indicators ("qualifier");
create index indicators_attributed_to on indicators ("attributed_to");
create index indicators_proven_by on indicators ("proven_by");
create index indicators_indicator on indicators ("indicator");
create index indicators_sets_value on indicators_sets (name, value);
create unique index statements_id on statements ("id");
create index statements_kind on statements ("kind");
create index statements_start on statements ("start");
create index statements_end on statements ("end");
create index statements_topic on statements ("topic");
create index statements_basis on statements ("basis");
create index statements_rule on statements ("rule");
create index statements_known_since on statements ("known_since");
create index statements_year on statements ("year");
create index statements_speaker on statements ("speaker");
create index statements_sets_value on statements_sets (name, value);
create unique index countries_id on countries ("id");
create index countries_alpha2 on countries ("alpha2");
create index countries_subregion on countries ("subregion");
create index countries_celac_member on countries ("celac_member");
create index countries_known_since on countries ("known_since");
create index countries_sets_value on countries_sets (name, value);
create unique index organizations_id on organizations ("id");
create index organizations_type on organizations ("type");
create index organizations_country on organizations ("country");
create index organizations_known_since on organizations ("known_since");
create index organizations_sets_value on organizations_sets (name, value);
create unique index people_id on people ("id");
create index people_country on people ("country");
create index people_known_since on people ("known_since");
create index people_sets_value on people_sets (name, value);
create unique index sources_id on sources ("id");
create index sources_language on sources ("language");
create index sources_known_since on sources ("known_since");
create index sources_sets_value on sources_sets (name, value);
create unique index relations_id on relations ("id");
create index relations_type on relations ("type");
create index relations_fact on relations ("fact");
create index relations_other on relations ("other");
create index relations_known_since on relations ("known_since");
create index relations_sets_value on relations_sets (name, value);
create unique index changes_id on changes ("id");
create index changes_version on changes ("version");
create index changes_released on changes ("released");
create index changes_fact on changes ("fact");
create index changes_kind on changes ("kind");
create index changes_change on changes ("change");
create index changes_known_since on changes ("known_since");
create index changes_sets_value on changes_sets (name, value);
