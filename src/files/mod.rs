//! Rows as files: the formats beside JSON, and how each is made from the rows that a query finds.

mod geojson;
mod parquet;
mod xlsx;

use serde_json::Value as Json;

use crate::query::Query;
use crate::render;
use crate::store::{Error, Line, Store};

/// A form in which a list can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One page in its envelope.
    Json,
    /// Comma-separated values, RFC 4180.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// Features with a point, RFC 7946.
    Geojson,
    /// Apache Parquet, typed columns.
    Parquet,
    /// Office Open XML spreadsheet.
    Xlsx,
}

/// Every format in the order in which `Accept: */*` prefers them.
pub const FORMATS: [Format; 6] =
    [Format::Json, Format::Csv, Format::Ndjson, Format::Geojson, Format::Parquet, Format::Xlsx];

impl Format {
    /// The ending of its path.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Json => "",
            Self::Csv => ".csv",
            Self::Ndjson => ".ndjson",
            Self::Geojson => ".geojson",
            Self::Parquet => ".parquet",
            Self::Xlsx => ".xlsx",
        }
    }

    /// Its name, for operation ids and `/kinds`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Geojson => "geojson",
            Self::Parquet => "parquet",
            Self::Xlsx => "xlsx",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Csv => "CSV",
            Self::Ndjson => "NDJSON",
            Self::Geojson => "GeoJSON",
            Self::Parquet => "Parquet",
            Self::Xlsx => "a spreadsheet",
        }
    }

    /// Its media type.
    pub const fn media(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
            Self::Geojson => "application/geo+json",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// What it is, for the contract.
    pub const fn doc(self) -> &'static str {
        match self {
            Self::Json => "One page of the rows that match.",
            Self::Csv => {
                "All the rows that match as comma-separated values (RFC 4180): lists joined by `;`, evidence as JSON, nothing for null."
            }
            Self::Ndjson => "All the rows that match, one JSON object a line.",
            Self::Geojson => {
                "All the rows that match as features (RFC 7946): projects at their point, other facts at points of their countries."
            }
            Self::Parquet => {
                "All the rows that match as an Apache Parquet file: numbers, dates and lists as such, evidence as JSON."
            }
            Self::Xlsx => {
                "The rows that match, at most 100000, as a spreadsheet: one sheet of rows, one of column descriptions, one with the citation."
            }
        }
    }

    /// Whether its readers ask for parts of it: those of Parquet for its end first, then for the columns they need.
    pub const fn is_read_in_parts(self) -> bool {
        matches!(self, Self::Parquet)
    }

    /// Whether compressing it on its way pays; Parquet and spreadsheets are compressed inside.
    pub const fn is_compressible(self) -> bool {
        !matches!(self, Self::Parquet | Self::Xlsx)
    }
}

/// What takes the pieces of a file; false ends it.
pub type Take<'a> = dyn FnMut(&[u8]) -> bool + Send + 'a;

/// Hand the pieces of a file in any format but JSON and spreadsheets to `take`, until it says false.
///
/// # Errors
/// When the database fails.
pub fn pieces(store: &Store, query: &Query, format: Format, take: &mut Take) -> Result<(), Error> {
    if format == Format::Parquet {
        return parquet::pieces(store, query, take);
    }
    if !query.group_by.is_empty() {
        return groups(store, query, format, take);
    }
    match format {
        Format::Csv => {
            let header = render::csv::row(query.shown().into_iter().map(Into::into));
            if !take(header.as_bytes()) {
                return Ok(());
            }
            store.each(query, Line::Csv, |line| take(line.as_bytes()))
        }
        Format::Geojson => geojson::pieces(store, query, take),
        _ => store.each(query, Line::Json, |line| take(line.as_bytes()) && take(b"\n")),
    }
}

/// The groups of a query as CSV or as lines of JSON.
fn groups(store: &Store, query: &Query, format: Format, take: &mut Take) -> Result<(), Error> {
    if format != Format::Csv {
        return store.each_group(query, |group| take(format!("{}\n", Json::Object(group)).as_bytes()));
    }
    let names = query.group_by.iter().map(|column| column.param).chain(["count"]);
    if !take(render::csv::row(names.map(Into::into)).as_bytes()) {
        return Ok(());
    }
    store.each_group(query, |group| take(render::csv::row(group.values().map(render::csv::json_cell)).as_bytes()))
}

/// Make a spreadsheet in memory.
///
/// # Errors
/// When the database or the library fails.
pub fn xlsx(store: &Store, query: &Query, address: &str) -> Result<Vec<u8>, Error> {
    xlsx::write(store, query, address)
}
