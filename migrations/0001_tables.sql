-- The tables of the database, generated from the declarations in src/kinds; regenerate with: UPDATE=1 cargo test
--
-- For people: a tidy table or view for each kind, and the view `facts` of the columns that all facts share. They have the
-- rows that the service answers when it is asked for nothing else. Derived figures, which it leaves out unless asked, stand in
-- `trade_all`, `investments_all` and so on, and in `facts_all`: where basis = 'derived'. Lists are JSON arrays.
-- For the service: everything whose name begins with `internal_`.
-- n: a row's rank in the one order of all rows (docs/ranks.md): list by list what is no fact, by id, then all facts,
-- latest start first, last what versions changed.

-- What the dataset is: its manifest, its summary, its vocabulary, its hash.
create table internal_meta (
    key text not null primary key,
    value text not null
) strict;

-- Each column that is filtered, sorted or counted by, in parts: its distinct values, and by rank the code of each row's
-- value.
create table internal_columns (
    name text not null,
    part integer not null,
    bytes blob not null,
    primary key (name, part)
) strict;

-- Each row rendered once, as JSON and as CSV: the columns that all facts share, those of its kind, those that come last.
create table internal_lines_json (
    n integer not null primary key,
    kind text not null,
    head text not null,
    own text not null,
    tail text not null,
    id text not null
) strict;
create table internal_lines_csv (
    n integer not null primary key,
    kind text not null,
    head text not null,
    own text not null,
    tail text not null
) strict;

-- Earlier versions of the dataset, oldest first, each as what it changed against the one before, in parts.
create table internal_versions (
    version text not null,
    part integer not null,
    bytes blob not null,
    primary key (version, part)
) strict;

-- Full text by n: words folded and cut before they come in.
create virtual table internal_search using fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 0');
insert into internal_search (internal_search, rank) values ('rank', 'bm25(10.0, 1.0)');

-- The countries of Latin America and the Caribbean and the others that facts name, with names in four languages.
create table countries (
    n integer not null primary key,
    "id" text not null unique,
    "alpha2" text not null,
    "name_en" text not null,
    "name_es" text not null,
    "name_pt" text not null,
    "name_zh" text not null,
    "subregion" text not null check ("subregion" in ('Caribbean', 'Central America', 'South America', 'Northern America', 'Eastern Asia', 'Southern Asia', 'Eastern Europe', 'Northern Europe', 'Southern Europe', 'Western Europe')),
    "celac_member" integer not null,
    "latitude" real not null,
    "longitude" real not null,
    "celac_member_as_of" text,
    "known_since" text
) strict;

-- Organizations, governments' bodies, companies, banks, media and think tanks that facts name.
create table organizations (
    n integer not null primary key,
    "id" text not null unique,
    "name" text not null,
    "abbreviation" text,
    "type" text not null check ("type" in ('international', 'regional', 'government', 'bank', 'company', 'consortium', 'research', 'association', 'media')),
    "country" text references countries (id),
    "aliases" text not null,
    "note" text,
    "name_es" text,
    "name_pt" text,
    "name_zh" text,
    "abbreviation_es" text,
    "abbreviation_pt" text,
    "abbreviation_zh" text,
    "known_since" text
) strict;

-- Persons that the sources name, with the role and country that the sources give them.
create table people (
    n integer not null primary key,
    "id" text not null unique,
    "name" text not null,
    "role" text,
    "country" text references countries (id),
    "sources" text not null,
    "aliases" text not null,
    "note" text,
    "name_es" text,
    "name_pt" text,
    "name_zh" text,
    "known_since" text
) strict;

-- The documents that facts were read in. Their texts belong to others and are not part of the dataset.
create table sources (
    n integer not null primary key,
    "id" text not null unique,
    "file" text not null,
    "title" text not null,
    "author" text,
    "publisher" text not null,
    "published" text not null,
    "url" text,
    "language" text not null check ("language" in ('en', 'es', 'pt', 'zh')),
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

-- Relations between facts: which confirm, update or contradict each other, and which are part of another.
create table relations (
    n integer not null primary key,
    "id" text not null,
    "type" text not null check ("type" in ('corroborates', 'updates', 'contradicts', 'part_of')),
    "fact" text not null,
    "other" text not null,
    "note" text not null,
    "known_since" text
) strict;

-- Every fact added, changed, moved or withdrawn, by version of the dataset; the address of a withdrawn fact answers 410 with the reason, that of a moved one redirects.
create table changes (
    n integer not null primary key,
    "id" text not null,
    "version" text not null,
    "released" text not null,
    "fact" text not null,
    "kind" text not null,
    "change" text not null check ("change" in ('added', 'changed', 'extended', 'moved', 'withdrawn')),
    "reason" text,
    "moved_from" text,
    "columns" text not null,
    "known_since" text
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
    "type" text not null check ("type" in ('free_trade_agreement', 'memorandum_of_understanding', 'cooperation_plan', 'cooperation_agreement', 'strategic_partnership', 'partnership', 'currency_swap', 'joint_statement', 'contract', 'financial_arrangement', 'visa_exemption')),
    "status" text not null check ("status" in ('signed', 'in_force', 'announced', 'negotiated', 'proposed', 'concluded', 'issued')),
    "parties" text not null,
    "proposed_by" text,
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
) strict;

-- Visits between China and the region, one row for each country visited or come from; `people` holds the visitor where the source names one. A tour as a whole is an event.
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
    "direction" text not null check ("direction" in ('to_lac', 'to_china')),
    "level" text not null check ("level" in ('head_of_state', 'head_of_government', 'minister', 'other', 'not_stated')),
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
) strict;

-- Goods trade between China and the region, seen from China's side: values, growth rates, shares and ranks.
create table trade_all (
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
    "partner" text not null,
    "subject" text,
    "among" text,
    "share_of" text,
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
) strict;

-- Direct investment between China and the region: flows, stocks, pledges, growth rates, shares and ranks, never to be added up across measures.
create table investments_all (
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
    "value" real,
    "value_low" real,
    "value_high" real,
    "unit" text check ("unit" in ('USD', 'percent', 'percentage_points', 'count', 'people', 'rank', 'ratio', 'year')),
    "qualifier" text check ("qualifier" in ('exact', 'about', 'nearly', 'more_than', 'at_least', 'up_to')),
    "attributed_to" text references organizations (id),
    "printed_as" text,
    "proven_by" text check ("proven_by" in ('parts_make_total', 'growth_rates_agree', 'growth_fits_values', 'share_fits_values')),
    "direction" text not null check ("direction" in ('to_lac', 'to_china')),
    "measure" text not null check ("measure" in ('flow', 'stock', 'pledge', 'growth', 'share', 'rank', 'enterprises', 'not_stated')),
    "coverage" text check ("coverage" in ('non_financial')),
    "subject" text,
    "among" text,
    "share_of" text,
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
) strict;

-- Financing vehicles and mechanisms between China and the region; `value` is the size that the source gives, null where it gives none.
create table funds_all (
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
    "value" real,
    "value_low" real,
    "value_high" real,
    "unit" text check ("unit" in ('USD', 'percent', 'percentage_points', 'count', 'people', 'rank', 'ratio', 'year')),
    "qualifier" text check ("qualifier" in ('exact', 'about', 'nearly', 'more_than', 'at_least', 'up_to')),
    "attributed_to" text references organizations (id),
    "printed_as" text,
    "proven_by" text check ("proven_by" in ('parts_make_total', 'growth_rates_agree', 'growth_fits_values', 'share_fits_values')),
    "instrument" text not null check ("instrument" in ('fund', 'credit_line', 'loan', 'financing_mechanism', 'reserve_arrangement', 'payment_system')),
    "status" text not null check ("status" in ('proposed', 'pledged', 'established')),
    "proposed_by" text,
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
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
    "sector" text not null check ("sector" in ('port', 'bridge', 'railway', 'energy', 'water', 'telecommunications', 'space', 'industry')),
    "status" text not null check ("status" in ('proposed', 'planned', 'under_construction', 'operating', 'inaugurated', 'not_stated')),
    "place" text,
    "latitude" real,
    "longitude" real,
    "proposed_by" text,
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
) strict;

-- Meetings, forums, speeches and other happenings at a time and place that a source reports; conditions, such as a crisis, are statements of their source.
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
    "type" text not null check ("type" in ('meeting', 'summit', 'forum', 'speech', 'signing', 'founding', 'announcement', 'mission', 'tour', 'incident', 'policy_measure')),
    "place" text,
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
) strict;

-- Policies, frameworks and programmes under which cooperation is carried on, what a government does on its own, and whatever an author proposes.
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
    "type" text not null check ("type" in ('policy_paper', 'framework', 'programme', 'plan', 'proposal', 'policy', 'unilateral_measure')),
    "proposed_by" text,
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
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
    "member" text not null references countries (id),
    "organization" text not null references organizations (id),
    "status" text not null check ("status" in ('member', 'observer')),
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
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
    "type" text not null check ("type" in ('centre', 'clearing_bank', 'forum', 'dialogue_mechanism', 'media_branch', 'consortium')),
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
) strict;

-- Every other figure: counts, rates, ranks and sums that are neither goods trade nor direct investment nor a fund.
create table indicators_all (
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
    "value" real,
    "value_low" real,
    "value_high" real,
    "unit" text check ("unit" in ('USD', 'percent', 'percentage_points', 'count', 'people', 'rank', 'ratio', 'year')),
    "qualifier" text check ("qualifier" in ('exact', 'about', 'nearly', 'more_than', 'at_least', 'up_to')),
    "attributed_to" text references organizations (id),
    "printed_as" text,
    "proven_by" text check ("proven_by" in ('parts_make_total', 'growth_rates_agree', 'growth_fits_values', 'share_fits_values')),
    "indicator" text not null,
    "subject" text,
    "among" text,
    "share_of" text,
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
) strict;

-- What a named person, a body or a country said, or a source itself judged, paraphrased in `title`; `organizations` and `countries` hold what it speaks of.
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
    "speaker" text references people (id),
    "role" text,
    "speaker_organization" text references organizations (id),
    "speaker_country" text references countries (id),
    "year" integer,
    "period" text check ("period" in ('day', 'days', 'month', 'months', 'year', 'years', 'open')),
    "date_basis" text check ("date_basis" in ('stated', 'inferred', 'as_reported')),
    "scope" text check ("scope" in ('bilateral', 'region', 'china', 'world')),
    "sources" text not null
) strict;

-- Every fact of every kind at once, with the columns that all kinds share; the four columns of figures are null where the fact is not a number.
create view facts_all as
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", null as "value", null as "value_low", null as "value_high", null as "unit", null as "qualifier", null as "attributed_to", null as "printed_as", null as "proven_by", "year", "period", "date_basis", "scope", "sources" from agreements
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", null as "value", null as "value_low", null as "value_high", null as "unit", null as "qualifier", null as "attributed_to", null as "printed_as", null as "proven_by", "year", "period", "date_basis", "scope", "sources" from visits
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", "value", "value_low", "value_high", "unit", "qualifier", "attributed_to", "printed_as", "proven_by", "year", "period", "date_basis", "scope", "sources" from trade_all
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", "value", "value_low", "value_high", "unit", "qualifier", "attributed_to", "printed_as", "proven_by", "year", "period", "date_basis", "scope", "sources" from investments_all
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", "value", "value_low", "value_high", "unit", "qualifier", "attributed_to", "printed_as", "proven_by", "year", "period", "date_basis", "scope", "sources" from funds_all
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", null as "value", null as "value_low", null as "value_high", null as "unit", null as "qualifier", null as "attributed_to", null as "printed_as", null as "proven_by", "year", "period", "date_basis", "scope", "sources" from projects
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", null as "value", null as "value_low", null as "value_high", null as "unit", null as "qualifier", null as "attributed_to", null as "printed_as", null as "proven_by", "year", "period", "date_basis", "scope", "sources" from events
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", null as "value", null as "value_low", null as "value_high", null as "unit", null as "qualifier", null as "attributed_to", null as "printed_as", null as "proven_by", "year", "period", "date_basis", "scope", "sources" from initiatives
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", null as "value", null as "value_low", null as "value_high", null as "unit", null as "qualifier", null as "attributed_to", null as "printed_as", null as "proven_by", "year", "period", "date_basis", "scope", "sources" from memberships
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", null as "value", null as "value_low", null as "value_high", null as "unit", null as "qualifier", null as "attributed_to", null as "printed_as", null as "proven_by", "year", "period", "date_basis", "scope", "sources" from institutions
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", "value", "value_low", "value_high", "unit", "qualifier", "attributed_to", "printed_as", "proven_by", "year", "period", "date_basis", "scope", "sources" from indicators_all
union all
select n, "id", "kind", "title", "start", "end", "date", "countries", "organizations", "people", "topic", "basis", "note", "evidence", "derived_from", "rule", "related", "known_since", null as "value", null as "value_low", null as "value_high", null as "unit", null as "qualifier", null as "attributed_to", null as "printed_as", null as "proven_by", "year", "period", "date_basis", "scope", "sources" from statements;

-- Without what is derived.
create view trade as select * from trade_all where basis <> 'derived';

-- Without what is derived.
create view investments as select * from investments_all where basis <> 'derived';

-- Without what is derived.
create view funds as select * from funds_all where basis <> 'derived';

-- Without what is derived.
create view indicators as select * from indicators_all where basis <> 'derived';

-- Without what is derived.
create view facts as select * from facts_all where basis <> 'derived';
