//! Rows as files: the formats beside JSON, and how each is made from the rows that a query finds.

pub mod chart;
pub mod figures;
mod geojson;
pub mod groups;
mod parquet;
mod xlsx;

use std::future::ready;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{Stream, StreamExt, TryFutureExt, TryStreamExt};
use serde_json::{Map, Value as Json};

use crate::query::{Query, Resource};
use crate::render;
use crate::render::lines::Line;
use crate::store::{Error, Store};

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
    /// A picture, Scalable Vector Graphics.
    Svg,
    /// One page as a table in Markdown.
    Markdown,
}

/// Groups that make a piece of a file.
const PIECE: usize = 1024;

/// Every format in the order in which `Accept: */*` prefers them.
pub const FORMATS: [Format; 7] =
    [Format::Json, Format::Csv, Format::Ndjson, Format::Geojson, Format::Parquet, Format::Xlsx, Format::Markdown];

/// Those in which a single row can be had.
pub const ITEM_FORMATS: [Format; 2] = [Format::Json, Format::Markdown];

/// Those in which groups can be had.
pub const GROUP_FORMATS: [Format; 3] = [Format::Json, Format::Csv, Format::Ndjson];

/// Those in which series can be had.
pub const SERIES_FORMATS: [Format; 3] = [Format::Json, Format::Csv, Format::Svg];

/// The formats of an answer.
pub const fn formats(resource: Resource) -> &'static [Format] {
    match resource {
        Resource::Rows => &FORMATS,
        Resource::Groups => &GROUP_FORMATS,
        Resource::Series => &SERIES_FORMATS,
        Resource::Total => &[Format::Json],
    }
}

/// The media type of a page whose rows have the columns that `fields` names: a list of whole rows has a type of its own,
/// so that what is generated from the contract knows every column of it to be there.
pub const COLUMNS: &str = "application/vnd.sinolac.columns+json";
/// The media type of what differs between two versions, which is no page of `changes`.
pub const DIFFERENCES: &str = "application/vnd.sinolac.differences+json";

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
            Self::Svg => ".svg",
            Self::Markdown => ".md",
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
            Self::Svg => "svg",
            Self::Markdown => "md",
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
            Self::Svg => "image/svg+xml",
            Self::Markdown => "text/markdown; charset=utf-8",
        }
    }

    /// Whether it comes in pages; the others are files with all rows at once.
    pub const fn is_page(self) -> bool {
        matches!(self, Self::Json | Self::Markdown)
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

/// A file while it is made: its pieces in their order, each made when it is asked for.
pub type Pieces = BoxStream<'static, Result<Bytes, Error>>;

/// The pieces of a file in any format but pages and spreadsheets.
pub fn pieces(store: &Arc<Store>, query: &Query, format: Format) -> Pieces {
    let (store, query) = (Arc::clone(store), query.clone());
    match format {
        Format::Parquet => parquet::pieces(store, query).boxed(),
        Format::Geojson => geojson::pieces(store, query).boxed(),
        _ if !query.group_by.is_empty() => counted(store, query, format).boxed(),
        Format::Csv => {
            let header = begun(&query) + &render::csv::row(query.shown().into_iter().map(Into::into));
            stream::once(ready(Ok(header.into()))).chain(lines(store, query, Line::Csv).map_ok(Bytes::from)).boxed()
        }
        _ => lines(store, query, Line::Json).map_ok(Bytes::from).boxed(),
    }
}

/// What a file of text begins with: the mark by which Excel knows UTF-8, where it was asked for.
pub fn begun(query: &Query) -> String {
    if query.bom { "\u{feff}".to_owned() } else { String::new() }
}

/// Rows in pieces, each of many lines with their line ends.
fn lines(store: Arc<Store>, query: Query, line: Line) -> impl Stream<Item = Result<String, Error>> + Send {
    async move { Ok(store.export(query, line).await?.pieces()) }.try_flatten_stream()
}

/// The groups of a query as CSV or as lines of JSON.
fn counted(store: Arc<Store>, query: Query, format: Format) -> impl Stream<Item = Result<Bytes, Error>> + Send {
    let names = query.group_by.iter().map(|column| column.param).chain(["count"]);
    let header = begun(&query) + &render::csv::row(names.map(Into::into));
    let header = Some(header).filter(|_| format == Format::Csv).map(|header| Ok(header.into()));
    let rows = async move {
        let groups = groups::all(&store, &query).await?;
        let line = move |group: Map<String, Json>| match format {
            Format::Csv => render::csv::row(group.values().map(render::csv::json_cell)),
            _ => format!("{}\n", Json::Object(group)),
        };
        Ok(stream::iter(groups.map(line)).ready_chunks(PIECE).map(|lines| Ok(lines.concat().into())))
    };
    stream::iter(header).chain(rows.try_flatten_stream())
}

/// Make a spreadsheet; `base` is the address of the service, where that is known. What the library does at the end goes on
/// when nobody waits for it any more, so `place` is kept until then.
///
/// # Errors
/// When the database or the library fails.
pub async fn xlsx(
    store: &Arc<Store>,
    query: &Query,
    address: &str,
    base: &str,
    place: impl Send + 'static,
) -> Result<Vec<u8>, Error> {
    xlsx::write(store, query, address, base, place).await
}
