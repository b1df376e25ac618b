//! The region as a map: how many facts there are of each country, and where projects are.

use std::f64::consts::PI;
use std::sync::Arc;

use super::cell::Teller;
use super::link::Link;
use super::row::{Row, rows};
use super::said::count;
use crate::kinds::{COUNTRIES, FACTS, facts};
use crate::model::Value;
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
    /// The projects.
    pub projects: Vec<Spot>,
}

/// A country.
#[derive(Debug)]
pub struct Land {
    /// Its page, its name.
    pub link: Link,
    /// How many facts are about it.
    pub count: String,
    /// How dark it is, from 0 on.
    pub shade: usize,
    /// Its outline; empty where it is too small for one.
    pub outline: &'static str,
    /// Where it is.
    pub at: (String, String),
}

/// A project.
#[derive(Debug)]
pub struct Spot {
    /// Its page, its title.
    pub link: Link,
    /// Where it is.
    pub at: (String, String),
}

/// The map of a dataset.
///
/// # Errors
/// When the database fails or is too slow.
pub async fn map(store: &Arc<Store>, teller: &Teller<'_>) -> Result<Map, Error> {
    let outlines = OUTLINE.lines().filter_map(|line| line.split_once(' '));
    let outlines: Vec<(&str, &str)> = outlines.filter(|(code, _)| store.about.points.contains_key(*code)).collect();
    let Some(column) = FACTS.column("countries") else { return Ok(Map::default()) };
    let all = parse(&FACTS, "", &store.about.vocabulary, &store.about.content).unwrap_or_else(|_| Query::all(&FACTS));
    let counted = store.count(&all, &[column]).await?;
    let of = |code: &str| {
        let is_it =
            |group: &&crate::index::Group| matches!(counted.values(group).pop(), Some(Value::Text(id)) if id == code);
        counted.groups.iter().find(is_it).map_or(0, |group| u64::from(group.0.0))
    };
    let land = |(code, outline): (&str, &'static str)| {
        let (number, point) = (of(code), store.about.points.get(code).copied().unwrap_or_default());
        let name = teller.names.get(&COUNTRIES, code, teller.reader.place()).full;
        Land {
            link: Link::to(teller.reader.link(&format!("/countries/{code}")), name),
            count: count(number, teller.reader.language),
            shade: STEPS.iter().filter(|step| number >= **step).count(),
            outline,
            at: projected(point),
        }
    };
    Ok(Map { countries: outlines.into_iter().map(land).collect(), projects: projects(store, teller).await? })
}

async fn projects(store: &Arc<Store>, teller: &Teller<'_>) -> Result<Vec<Spot>, Error> {
    let Some(kind) = facts().find(|kind| kind.column("latitude").is_some()) else { return Ok(Vec::new()) };
    let rows = rows(store, teller.reader, Query::all(kind)).await?;
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
