//! The chart of a list of figures.

use std::sync::Arc;

use super::address::Address;
use super::link::Link;
use super::reader::Reader;
use crate::chart::{self, Chart, Place, short};
use crate::data::LANGUAGES;
use crate::files::chart::chart;
use crate::files::figures::series;
use crate::model::Kind;
use crate::query::{Query, Takes, params};
use crate::store::{Error, Store};

/// How wide it is on a wide screen, and on a narrow one.
const WIDTHS: [u32; 2] = [900, 440];
/// Most figures that can be pointed at: a page with more would be large.
const SPOTS: usize = 150;
/// Most series of a chart that is in sight before the reader asks for it.
const SERIES: usize = 4;

/// A chart in two widths.
#[derive(Debug)]
pub struct Picture {
    /// Its address without a width, for embedding.
    pub address: Address,
    /// The list without a limit of time, which choosing years on the chart gives one.
    pub list: String,
    /// Whether it is in sight at once.
    pub is_open: bool,
    /// For wide screens.
    pub wide: Drawn,
    /// For narrow ones.
    pub narrow: Drawn,
}

/// A picture, the room that it takes, and what is where on it.
#[derive(Debug)]
pub struct Drawn {
    /// Its address.
    pub src: String,
    /// Its size.
    pub width: String,
    /// The same.
    pub height: String,
    /// Its figures, the longest periods first, so that a short one lies above one that it is part of.
    pub spots: Vec<Spot>,
    /// Its lines of years.
    pub spans: Vec<Span>,
}

/// A figure on a chart, which leads to its fact.
#[derive(Debug)]
pub struct Spot {
    /// Its page, its period.
    pub link: Link,
    /// How much.
    pub figure: String,
    /// Who says so.
    pub sources: String,
    /// Where it is.
    pub at: At,
}

/// A line of years on a chart.
#[derive(Debug)]
pub struct Span {
    /// Its first year, and the one after its last.
    pub years: (String, String),
    /// Where it is.
    pub at: At,
}

/// Left side, top, width and height.
pub type At = [String; 4];

/// The chart of a query's rows; nothing where no quantity has several.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn picture(
    store: &Arc<Store>,
    reader: &Reader,
    query: &Query,
    address: &Address,
) -> Result<Option<Picture>, Error> {
    if query.kind.quantity.is_empty() {
        return Ok(None);
    }
    let language = Some(reader.language).filter(|language| *language != LANGUAGES[0]);
    let plain = Query { sort: Vec::new(), fields: None, cursor: None, limit: None, language, ..query.clone() };
    let Ok(found) = series(store, &plain).await else { return Ok(None) };
    let is_line = found.series.iter().any(|series| series.points.len() > 1);
    if !is_line {
        return Ok(None);
    }
    let own = rows_of(query.kind, address).ending("/series.svg").with("lang", language.unwrap_or_default());
    let mut sized = Vec::new();
    for width in WIDTHS {
        let query = Query { width: Some(width), ..plain.clone() };
        // As the picture itself says it, since it takes as much room as its own address.
        let src = own.with("width", &width.to_string()).sorted().to_string();
        let chart = chart(store, &query, &found.series, &format!("{}{src}", reader.base), None).await?;
        sized.push(drawn(reader, query.kind, src, width, chart));
    }
    let (Some(narrow), Some(wide)) = (sized.pop(), sized.pop()) else { return Ok(None) };
    let list = reader.href(&address.without(&["from", "to", "cursor", "lang"]));
    Ok(Some(Picture { address: own, list, is_open: found.series.len() <= SERIES, wide, narrow }))
}

/// What of the address of a list says which rows, not how they are shown.
pub fn rows_of(kind: &'static Kind, address: &Address) -> Address {
    let says_rows = |name: &str| {
        let param = params(kind).iter().find(|param| param.name == name);
        param.is_some_and(|param| matches!(param.takes, Takes::Filter(..) | Takes::Search | Takes::Version))
    };
    let others: Vec<&str> =
        address.pairs().iter().map(|(name, _)| name.as_str()).filter(|name| !says_rows(name)).collect();
    address.without(&others)
}

fn drawn(reader: &Reader, kind: &Kind, src: String, width: u32, mut chart: Chart) -> Drawn {
    chart.spots.sort_by(|a, b| b.place.width.total_cmp(&a.place.width));
    if chart.spots.len() > SPOTS {
        chart.spots.clear();
    }
    let spot = |spot: chart::Spot| Spot {
        link: Link::to(reader.link(&format!("/{}/{}", kind.name, spot.fact)), spot.period),
        figure: spot.figure,
        sources: spot.sources,
        at: at(spot.place),
    };
    let span = |span: chart::Span| Span { years: (short(span.years.0), short(span.years.1)), at: at(span.place) };
    Drawn {
        src,
        width: width.to_string(),
        height: short(chart.height),
        spots: chart.spots.into_iter().map(spot).collect(),
        spans: chart.spans.into_iter().map(span).collect(),
    }
}

fn at(place: Place) -> At {
    [place.x, place.y, place.width, place.height].map(short)
}
