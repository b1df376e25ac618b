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
