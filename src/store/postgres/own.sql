-- What the dataset is: its manifest, its summary, its vocabulary, its hash.
create table internal_meta (
    key text not null primary key,
    value text not null
);

-- Each column that is filtered, sorted or counted by, in parts.
create table internal_columns (
    name text not null,
    part integer not null,
    bytes bytea not null,
    primary key (name, part)
);

-- Each row rendered once, as JSON and as CSV: the columns that all facts share, those of its kind, those that come last.
create table internal_lines_json (
    n integer not null,
    kind text not null,
    head text not null,
    own text not null,
    tail text not null,
    id text collate "C" not null
);
create table internal_lines_csv (
    n integer not null,
    kind text not null,
    head text not null,
    own text not null,
    tail text not null
);

-- Earlier versions of the dataset, each as what it changed against the one before, in parts.
create table internal_versions (
    version text not null,
    part integer not null,
    bytes bytea not null,
    primary key (version, part)
);

-- Full text by n: words folded and cut before they come in, as a SQLite file has them and as they are looked for, those of
-- the title with the weight A.
create table internal_search (
    n integer not null,
    title text not null,
    text text not null,
    words tsvector not null
);
