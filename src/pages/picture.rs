//! The chart of a list of figures.

use std::sync::Arc;

use super::address::Address;
use super::reader::Reader;
use crate::data::LANGUAGES;
use crate::files::chart::chart;
use crate::files::figures::series;
use crate::query::{Query, Takes, params};
use crate::store::{Error, Store};

/// How wide it is on a wide screen, and on a narrow one.
const WIDTHS: [u32; 2] = [900, 440];
/// Most series of a chart that is in sight before the reader asks for it.
const SERIES: usize = 4;

/// A chart in two widths.
#[derive(Debug)]
pub struct Picture {
    /// Its address without a width, for embedding.
    pub address: Address,
    /// Whether it is in sight at once.
    pub is_open: bool,
    /// For wide screens.
    pub wide: Drawn,
    /// For narrow ones.
    pub narrow: Drawn,
}

/// A picture and the room that it takes.
#[derive(Debug)]
pub struct Drawn {
    /// Its address.
    pub src: String,
    /// Its size.
    pub width: String,
    /// The same.
    pub height: String,
}

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
    let is_filter = |name: &str| {
        let param = params(query.kind).iter().find(|param| param.name == name);
        param.is_some_and(|param| matches!(param.takes, Takes::Filter(..) | Takes::Search))
    };
    let others: Vec<&str> =
        address.pairs().iter().map(|(name, _)| name.as_str()).filter(|name| !is_filter(name)).collect();
    let own = address.without(&others).ending("/series.svg").with("lang", language.unwrap_or_default());
    let mut sized = Vec::new();
    for width in WIDTHS {
        let query = Query { width: Some(width), ..plain.clone() };
        // As the picture itself says it, since it takes as much room as its own address.
        let src = own.with("width", &width.to_string()).sorted().to_string();
        let drawn = chart(store, &query, &found.series, &format!("{}{src}", reader.base), None).await?;
        sized.push(Drawn { src, width: width.to_string(), height: attribute(&drawn, "height") });
    }
    let (Some(narrow), Some(wide)) = (sized.pop(), sized.pop()) else { return Ok(None) };
    Ok(Some(Picture { address: own, is_open: found.series.len() <= SERIES, wide, narrow }))
}

/// An attribute of the first element.
fn attribute(svg: &str, name: &str) -> String {
    let value = svg.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
    value.unwrap_or_default().to_owned()
}
