//! The two shapes of data that a side-by-side harness of plain servers uses, as facts of ours.
//!
//! `small`: 40 trade facts, five for each year from 2015 to 2022, so that `/trade?year=2018` has five rows. `large`:
//! trade facts (1,000,000 unless told) of 33 countries in 20 years, so that `year=` and `country=` together always have
//! several hundred. Titles and notes are about as long as the harness's own; a row of ours is still nearly four times as
//! long as one of its ten columns, because each carries all the columns of a fact and its evidence.

use std::fmt::Write;
use std::io;

use crate::cells::Cells;
use crate::fact::Fact;
use crate::figures::TRADE;
use crate::folder::{Folder, Known};
use crate::random::Random;

/// The harness's countries, with the alpha-3 codes that ids are made of.
const COUNTRIES: [(&str, &str, &str); 33] = [
    ("AUT", "AT", "Austria"),
    ("BEL", "BE", "Belgium"),
    ("BGR", "BG", "Bulgaria"),
    ("HRV", "HR", "Croatia"),
    ("CYP", "CY", "Cyprus"),
    ("CZE", "CZ", "Czechia"),
    ("DNK", "DK", "Denmark"),
    ("EST", "EE", "Estonia"),
    ("FIN", "FI", "Finland"),
    ("FRA", "FR", "France"),
    ("DEU", "DE", "Germany"),
    ("GRC", "GR", "Greece"),
    ("HUN", "HU", "Hungary"),
    ("IRL", "IE", "Ireland"),
    ("ITA", "IT", "Italy"),
    ("LVA", "LV", "Latvia"),
    ("LTU", "LT", "Lithuania"),
    ("LUX", "LU", "Luxembourg"),
    ("MLT", "MT", "Malta"),
    ("NLD", "NL", "Netherlands"),
    ("POL", "PL", "Poland"),
    ("PRT", "PT", "Portugal"),
    ("ROU", "RO", "Romania"),
    ("SVK", "SK", "Slovakia"),
    ("SVN", "SI", "Slovenia"),
    ("ESP", "ES", "Spain"),
    ("SWE", "SE", "Sweden"),
    ("GBR", "GB", "United Kingdom"),
    ("NOR", "NO", "Norway"),
    ("CHE", "CH", "Switzerland"),
    ("USA", "US", "United States"),
    ("CHN", "CN", "China"),
    ("JPN", "JP", "Japan"),
];
/// Those that the real data has already.
const THERE: [&str; 3] = ["USA", "CHN", "JPN"];

/// Write the small shape.
///
/// # Errors
/// When a file cannot be written.
pub fn small(folder: &Folder) -> io::Result<()> {
    folder.facts("trade", TRADE, true, 40, |n| {
        let flow = ["exports", "imports", "total", "exports", "imports"][usize::try_from(n % 5).unwrap_or(0)];
        fact(&folder.known, n, 2015 + u32::try_from(n / 5).unwrap_or(0), flow, n % 5, None)
    })
}

/// Write the large shape.
///
/// # Errors
/// When a file cannot be written.
pub fn large(folder: &Folder, rows: u64) -> io::Result<()> {
    let mut countries = String::from(
        "id,alpha2,name_en,name_es,name_pt,name_zh,subregion,celac_member,latitude,longitude,celac_member_as_of\n",
    );
    for (code, alpha2, name) in COUNTRIES.into_iter().filter(|(code, ..)| !THERE.contains(code)) {
        // Names and places do not matter here, so one stands for all.
        _ = writeln!(countries, "{code},{alpha2},{name},{name},{name},{name},Western Europe,false,50,10,2025-07-01");
    }
    folder.text("countries.csv", &countries)?;
    let years: Vec<(u32, f64)> = (2004..2024).map(|year| (year, 1.0)).collect();
    let cells = Cells::new(rows, &[1.0; 33], &years, &[1.0, 1.0]);
    folder.facts("trade", TRADE, true, rows, |n| {
        let (cell, nth) = cells.at(n);
        let country = (COUNTRIES[cell.country].0, COUNTRIES[cell.country].1);
        fact(&folder.known, n, cell.year, ["exports", "imports"][cell.variant], nth, Some(country))
    })
}

/// Exports take the even products and imports the odd ones, so that no balance can be derived.
fn fact(known: &Known, n: u64, year: u32, flow: &'static str, nth: u64, country: Option<(&str, &str)>) -> Fact {
    let mut random = Random::of(20, n);
    let product = format!("product {:05}", 2 * nth + u64::from(flow == "imports"));
    let (place, partner) = country.map_or((String::new(), "LAC"), |(code, short)| (format!(" with {short}"), code));
    let millions = 1 + random.below(140_000);
    let value = format!("{millions}.{:02} million dollars", random.below(100));
    Fact {
        id: format!("trade-{year}-{flow}-{n:07}"),
        title: format!("Goods trade{place} in {product}, {flow} of {year}"),
        date: year.to_string(),
        countries: country.iter().map(|(code, _)| (*code).to_owned()).collect(),
        topic: "trade",
        note: format!("The {flow} of {product}{place} reached {value}, more than in the year before {year}."),
        evidence: vec![(known.sources[0].clone(), 1 + n % 400, format!("{flow} of {product}"))],
        figure: Some((format!("{millions}000000"), "USD", "about", String::new())),
        own: vec![flow.into(), "value".into(), product, partner.into(), String::new(), String::new(), String::new()],
        ..Fact::default()
    }
}
