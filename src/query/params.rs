//! The query parameters that a kind takes: the parser, the contract and `/kinds` read the same list.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{BY, FROM_VERSION, Resource, SNIPPET, TO_VERSION, Test, VERSION};
use crate::kinds::{CHANGES, measured, served};
use crate::limits::{DEFAULT_LIMIT, FACET_VALUES, MAX_GROUPS, MAX_LIMIT, MAX_WIDTH, MIN_WIDTH};
use crate::model::{Column, Filter, Kind, Role, Type};

/// A query parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// What it does, in full sentences.
    pub doc: String,
    /// What it takes.
    pub takes: Takes,
}

/// What a parameter takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Values to compare a column with.
    Filter(&'static Column, Test),
    /// Words to find.
    Search,
    /// Columns to show.
    Fields,
    /// Columns by whose values rows are counted.
    GroupBy,
    /// Columns whose values are counted beside the first page.
    Facets,
    /// Columns to sort by.
    Sort,
    /// A language.
    Language,
    /// Whether CSV begins with a byte-order mark.
    Bom,
    /// How wide a chart is.
    Width,
    /// A number of rows.
    Limit,
    /// Where the page before ended.
    Cursor,
    /// A version of the dataset.
    Version,
    /// One of the two versions whose difference is asked for.
    Between,
}

/// The parameters of a kind, in the order in which the documentation shows them.
pub fn of(kind: &'static Kind) -> &'static [Param] {
    ALL.get(kind.name).map_or(&[], Vec::as_slice)
}

/// The parameters of a kind's groups: what they are grouped by, and those of its list that do not speak of single rows.
pub fn of_groups(kind: &'static Kind) -> &'static [Param] {
    OF_GROUPS.get(kind.name).map_or(&[], Vec::as_slice)
}

/// The parameters of a kind's series or of its total: what says which rows, and for series how their titles and their file are
/// written.
pub fn of_figures(kind: &'static Kind, resource: Resource) -> &'static [Param] {
    let all = if resource == Resource::Series { &OF_SERIES } else { &OF_TOTALS };
    all.get(kind.name).map_or(&[], Vec::as_slice)
}

/// Written once: a request only looks at them.
static ALL: LazyLock<BTreeMap<&'static str, Vec<Param>>> =
    LazyLock::new(|| served().map(|kind| (kind.name, listed(kind))).collect());

static OF_GROUPS: LazyLock<BTreeMap<&'static str, Vec<Param>>> = LazyLock::new(|| {
    let of_rows =
        |takes| matches!(takes, Takes::Fields | Takes::Facets | Takes::Sort | Takes::Language | Takes::Between);
    let shared = |kind| of(kind).iter().filter(move |param| !of_rows(param.takes)).cloned();
    served().map(|kind| (kind.name, std::iter::once(by()).chain(shared(kind)).collect())).collect()
});

static OF_SERIES: LazyLock<BTreeMap<&'static str, Vec<Param>>> = LazyLock::new(|| {
    let is_shared =
        |takes| matches!(takes, Takes::Filter(..) | Takes::Search | Takes::Version | Takes::Language | Takes::Bom);
    let width = || Param {
        name: "width".to_owned(),
        doc: format!(
            "How wide a chart is, in pixels, {MIN_WIDTH} to {MAX_WIDTH}; the letters of a wide one do not grow with it."
        ),
        takes: Takes::Width,
    };
    measured()
        .map(|kind| {
            let shared = of(kind).iter().filter(|param| is_shared(param.takes)).cloned();
            (kind.name, shared.chain([width()]).collect())
        })
        .collect()
});

static OF_TOTALS: LazyLock<BTreeMap<&'static str, Vec<Param>>> = LazyLock::new(|| {
    let is_shared = |takes| matches!(takes, Takes::Filter(..) | Takes::Search | Takes::Version);
    measured()
        .map(|kind| (kind.name, of(kind).iter().filter(|param| is_shared(param.takes)).cloned().collect()))
        .collect()
});

fn listed(kind: &'static Kind) -> Vec<Param> {
    let mut params: Vec<Param> = kind.columns().flat_map(filters).collect();
    if kind.role != Role::Reference {
        params.extend(kind.column("end").map(|end| window("from", end, Test::EndsFrom)));
        params.extend(kind.column("start").map(|start| window("to", start, Test::StartsTo)));
    }
    params.extend(kind.column("known_since").map(|known_since| Param {
        name: "as_of".to_owned(),
        doc: "Only what sources published by this day had said: facts, the evidence and relations they show, and derived \
              facts all of whose inputs were known. A source of which only month or year is known counts from its last \
              day."
            .to_owned(),
        takes: Takes::Filter(known_since, Test::KnownBy),
    }));
    if kind.column("version").is_none() {
        params.push(version());
    }
    if *kind == CHANGES {
        params.extend(between());
    }
    params.extend(general());
    params
}

/// The version to answer from, of lists that are not about versions themselves.
fn version() -> Param {
    Param {
        name: VERSION.to_owned(),
        doc: "Version of the dataset to answer from; the present one unless told. An answer from a version stays the same for \
              ever, in the columns of today: null where the version had none."
            .to_owned(),
        takes: Takes::Version,
    }
}

/// The two versions whose difference is asked for.
fn between() -> impl Iterator<Item = Param> {
    let doc = "Answers what differs between two versions, column by column; `fact`, `kind` and `limit` may stand beside them.";
    [
        (FROM_VERSION, format!("The older version. {doc}")),
        (TO_VERSION, "The newer version; the present one unless told. Only with `from_version`.".to_owned()),
    ]
    .into_iter()
    .map(|(name, doc)| Param { name: name.to_owned(), doc, takes: Takes::Between })
}

/// The parameters that every kind has.
fn general() -> impl Iterator<Item = Param> {
    [
        (
            "q",
            "Words to find in title, notes, places and the names that a row refers to; accents and case make no difference. \
             Words in quotes are a phrase, the last word may be the beginning of one. The best match comes first unless \
             `sort` is given."
                .to_owned(),
            Takes::Search,
        ),
        (
            "fields",
            format!(
                "Columns to show, in that order; `{SNIPPET}` is the text that `q` found, as HTML with the words marked."
            ),
            Takes::Fields,
        ),
        (
            "facets",
            format!(
                "Columns whose values are counted beside the first page, at most {FACET_VALUES} each, the most frequent first."
            ),
            Takes::Facets,
        ),
        (
            "sort",
            "Columns to sort by, a minus before one for descending order. Rows without a value come last."
                .to_owned(),
            Takes::Sort,
        ),
        (
            "lang",
            "Language of titles: en, es, pt or zh. Columns and ids are the same in all of them; a fact without a title in \
             the language keeps its English one."
                .to_owned(),
            Takes::Language,
        ),
        (
            "bom",
            "`true`: CSV begins with a byte-order mark, without which Excel takes a file that is opened by a double click for \
             another encoding than UTF-8. Programs need none."
                .to_owned(),
            Takes::Bom,
        ),
        (
            "limit",
            format!(
                "Most rows to answer: a page has {DEFAULT_LIMIT} unless told and {MAX_LIMIT} at most; a file has all \
                 unless told."
            ),
            Takes::Limit,
        ),
        (
            "cursor",
            "Where the page before ended, as its `links.next` says; only for the same query.".to_owned(),
            Takes::Cursor,
        ),
    ]
    .into_iter()
    .map(|(name, doc, takes)| Param { name: name.to_owned(), doc, takes })
}

fn by() -> Param {
    Param {
        name: BY.to_owned(),
        doc: format!("Up to {MAX_GROUPS} columns to group by; null where a row has none."),
        takes: Takes::GroupBy,
    }
}

/// The columns that `by=` and `facets=` may name, each by its parameter.
pub fn countable(kind: &'static Kind) -> impl Iterator<Item = &'static Column> {
    kind.columns().filter(|column| column.filter != Filter::None && column.name != "id")
}

fn window(name: &str, column: &'static Column, test: Test) -> Param {
    let which = if test == Test::EndsFrom { "on or after this day" } else { "on or before this day" };
    Param {
        name: name.to_owned(),
        doc: format!(
            "Only facts whose period has a day {which}; a day, a month or a year. Together, `from` and `to` keep the \
             facts whose period overlaps the window; undated facts never match."
        ),
        takes: Takes::Filter(column, test),
    }
}

fn filters(column: &'static Column) -> Vec<Param> {
    let param = |suffix: &str, test: Test, doc: String| Param {
        name: format!("{}{suffix}", column.param),
        doc,
        takes: Takes::Filter(column, test),
    };
    let name = column.param;
    let any = match column.ty {
        Type::Refs(_) | Type::AnyRefs(_) | Type::Texts => "Only rows with any of these.",
        _ => "Only rows where it is any of these.",
    };
    let exact = [
        param("", Test::AnyOf, format!("{any} {}", column.doc)),
        // What the column means is told once, with its first parameter.
        param("_not", Test::NoneOf, format!("Only rows that `{name}` with the same words would leave out.")),
    ];
    let range = || {
        [
            param("_min", Test::AtLeast, format!("Only rows whose `{name}` is this or more.")),
            param("_max", Test::AtMost, format!("Only rows whose `{name}` is this or less.")),
        ]
    };
    match column.filter {
        Filter::None => Vec::new(),
        Filter::Exact => exact.into(),
        Filter::Range => exact.into_iter().chain(range()).collect(),
    }
}

/// The columns that `sort=` may name.
pub fn sortable(kind: &'static Kind) -> impl Iterator<Item = &'static Column> {
    kind.columns().filter(|column| column.is_sortable())
}
