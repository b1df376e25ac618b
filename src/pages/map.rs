//! The region as a map: how many rows of a list there are of each country, and where those are that have a place.

use std::collections::BTreeMap;
use std::f64::consts::PI;
use std::sync::Arc;

use super::address::Address;
use super::cell::Teller;
use super::link::Link;
use super::row::{Row, rows};
use super::said::count;
use crate::kinds::{COUNTRIES, FACTS, facts};
use crate::model::{Filter, Kind, Value};
use crate::query::{Query, parse};
use crate::store::{Error, Store};

/// A line a country: its code, its outline. `.ci/outline/make.mjs` draws it, in the projection of [`projected`].
const OUTLINE: &str = include_str!("assets/outline.txt");
// The middle of the map in degrees, its scale, and where its middle is drawn; `.ci/outline/make.mjs` has the same.
const LONGITUDE: f64 = -78.0;
const LATITUDE: f64 = -12.0;
const SCALE: f64 = 560.0;
const LEFT: f64 = 372.0;
const TOP: f64 = 462.0;
/// From how many facts on a country has a darker colour.
const STEPS: [u64; 4] = [1, 3, 8, 20];

/// A map.
#[derive(Debug, Default)]
pub struct Map {
    /// The countries.
    pub countries: Vec<Land>,
    /// What has a place of its own.
    pub spots: Vec<Spot>,
}

/// A country.
#[derive(Debug)]
pub struct Land {
    /// Where it leads, its name.
    pub link: Link,
    /// How many rows are about it.
    pub count: String,
    /// How dark it is, from 0 on.
    pub shade: usize,
    /// Its outline; empty where it is too small for one.
    pub outline: &'static str,
    /// Where it is.
    pub at: (String, String),
}

/// A row with a place.
#[derive(Debug)]
pub struct Spot {
    /// Its page, its title.
    pub link: Link,
    /// Where it is.
    pub at: (String, String),
}

/// The map of a dataset: its countries lead to their pages, its projects are dots.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn map(store: &Arc<Store>, teller: &Teller<'_>) -> Result<Map, Error> {
    let all = parse(&FACTS, "", &store.about.vocabulary, &store.about.content).unwrap_or_else(|_| Query::all(&FACTS));
    let countries = countries(store, teller, &all, |code| teller.reader.link(&format!("/countries/{code}"))).await?;
    let spots = match facts().find(|kind| has_places(kind)) {
        Some(kind) => spots(store, teller, Query::all(kind)).await?,
        None => Vec::new(),
    };
    Ok(Map { countries, spots })
}

/// The map of a list: its countries lead to their rows. `None` where it is about one country or none and has no places.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn map_of(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    query: &Query,
    address: &Address,
) -> Result<Option<Map>, Error> {
    let Some(column) = query.kind.column("countries").filter(|column| column.filter != Filter::None) else {
        return Ok(None);
    };
    let rows = address.without(&["cursor"]);
    let countries = countries(store, teller, query, |code| teller.reader.href(&rows.with(column.param, code))).await?;
    let plain = || Query { fields: None, cursor: None, limit: None, ..query.clone() };
    let spots = if has_places(query.kind) { spots(store, teller, plain()).await? } else { Vec::new() };
    let several = countries.iter().filter(|land| land.shade > 0).nth(1).is_some();
    Ok((several || !spots.is_empty()).then_some(Map { countries, spots }))
}

/// Whether rows of a kind have places of their own.
pub fn has_places(kind: &Kind) -> bool {
    kind.column("latitude").is_some() && kind.is_fact()
}

async fn countries(
    store: &Arc<Store>,
    teller: &Teller<'_>,
    query: &Query,
    href: impl Fn(&str) -> String,
) -> Result<Vec<Land>, Error> {
    let Some(column) = query.kind.column("countries") else { return Ok(Vec::new()) };
    let counted = store.count(query, &[column]).await?;
    let mut numbers = BTreeMap::new();
    for group in &counted.groups {
        if let Some(Value::Text(code)) = counted.values(group).pop() {
            numbers.insert(code, u64::from(group.0.0));
        }
    }
    let land = |line: &'static str| {
        let (code, outline) = line.split_once(' ')?;
        let point = *store.about.points.get(code)?;
        let number = numbers.get(code).copied().unwrap_or(0);
        let name = teller.names.get(&COUNTRIES, code, teller.reader.place()).full;
        Some(Land {
            link: Link::to(if number > 0 { href(code) } else { String::new() }, name),
            count: count(number, teller.reader.language),
            shade: STEPS.iter().filter(|step| number >= **step).count(),
            outline,
            at: projected(point),
        })
    };
    Ok(OUTLINE.lines().filter_map(land).collect())
}

async fn spots(store: &Arc<Store>, teller: &Teller<'_>, query: Query) -> Result<Vec<Spot>, Error> {
    let kind = query.kind;
    let rows = rows(store, teller.reader, query).await?;
    let spot = |row: &Row| {
        let point = [row.get("longitude")?.as_f64()?, row.get("latitude")?.as_f64()?];
        let href = teller.reader.link(&format!("/{}/{}", kind.name, row.get("id")?.as_str()?));
        Some(Spot { link: Link::to(href, row.get("title")?.as_str()?), at: projected(point) })
    };
    Ok(rows.iter().filter_map(spot).collect())
}

/// Longitude and latitude in degrees as a place on the map: Lambert's azimuthal equal-area projection.
fn projected([longitude, latitude]: [f64; 2]) -> (String, String) {
    let radians = |degrees: f64| degrees * PI / 180.0;
    let (east, north, middle) = (radians(longitude - LONGITUDE), radians(latitude), radians(LATITUDE));
    let cosine = middle.sin() * north.sin() + middle.cos() * north.cos() * east.cos();
    let factor = (2.0 / (1.0 + cosine)).sqrt() * SCALE;
    let x = LEFT + factor * north.cos() * east.sin();
    let y = TOP - factor * (middle.cos() * north.sin() - middle.sin() * north.cos() * east.cos());
    (format!("{x:.0}"), format!("{y:.0}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_projected_as_the_outlines_are() {
        // The first point of an outline is one of its corners.
        let corner = |code: &str| {
            let line = OUTLINE.lines().find(|line| line.starts_with(code)).unwrap();
            let numbers = line[5..].split(['l', ' ']).take(2).map(|number| number.parse::<f64>().unwrap());
            numbers.collect::<Vec<_>>()
        };
        for (code, point) in [("SLV", [-88.9, 13.8]), ("URY", [-56.0, -32.8]), ("LCA", [-61.0, 13.9])] {
            let (x, y) = projected(point);
            let (x, y): (f64, f64) = (x.parse().unwrap(), y.parse().unwrap());
            assert!((corner(code)[0] - x).hypot(corner(code)[1] - y) < 40.0, "{code}: {x} {y} {:?}", corner(code));
        }
    }
}
