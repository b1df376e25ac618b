//! What to look for: lists with query strings that find the facts which a figure is held against.

use super::figure::Unit;
use super::reading::Reading;
use super::sense::Sense;
use super::topic::Topics;

/// Facts of the same period that are looked at, and of other periods.
const SAME: u32 = 40;
const OTHERS: u32 = 10;
/// All bases: lists leave out what was derived unless asked for it.
const BASES: &str = "basis=stated,inferred,derived";

/// A list and a query string for it.
pub type Search = (&'static str, String);

/// The searches of a figure, the nearest first.
pub fn searches(reading: &Reading, topics: &Topics) -> Vec<Search> {
    let mut found = Vec::new();
    if reading.figure.unit == Unit::Rank {
        found.extend(ranks(reading));
    } else if let Some(partner) = reading.quantity.partner.as_deref() {
        match reading.quantity.kind {
            Some("trade") => {
                found.extend(of_period(reading, "trade", &format!("partner={partner}&{}", products(reading)), "flow"));
            }
            Some(_) => {
                let country = if partner == "LAC" { "null" } else { partner };
                found.extend(of_period(reading, "investments", &format!("country={country}"), "direction"));
            }
            None => {}
        }
    }
    if reading.tags.contains(&Sense::Fund) {
        found.push(("funds", format!("{BASES}&limit={SAME}{}", window(reading))));
    }
    let slugs = topics.meant(reading);
    if !slugs.is_empty() && reading.quantity.kind.is_none() {
        found.push(("indicators", format!("indicator={}&{BASES}&limit={SAME}", slugs.join(","))));
    }
    found
}

/// All that is known of a period, and the same quantity at other times.
fn of_period(reading: &Reading, list: &'static str, of: &str, direction: &str) -> Vec<Search> {
    let mut found = vec![(list, format!("{of}&{BASES}&limit={SAME}{}", window(reading)))];
    if reading.period.is_some()
        && let Some(word) = reading.quantity.direction
    {
        let measure = reading
            .quantity
            .measure
            .filter(|measure| *measure != "change")
            .map_or_else(String::new, |measure| format!("&measure={measure}"));
        found.push((list, format!("{of}&{direction}={word}{measure}&{BASES}&limit={OTHERS}")));
    }
    found
}

/// Facts whose period overlaps that of the claim.
fn window(reading: &Reading) -> String {
    reading.period.as_ref().map_or_else(String::new, |period| format!("&from={}&to={}", period.start, period.end))
}

/// Of all goods, or of those that the words of the claim name.
fn products(reading: &Reading) -> String {
    let words: Vec<&str> = reading.words.values().map(String::as_str).collect();
    let named: String = form_urlencoded::byte_serialize(words.join(" ").as_bytes()).collect();
    if named.is_empty() { "product=null".to_owned() } else { format!("product=null,{named}") }
}

fn ranks(reading: &Reading) -> Vec<Search> {
    let subject = reading.quantity.subject.clone().or_else(|| match &reading.named.iter().collect::<Vec<_>>()[..] {
        [("organizations", id)] => Some(id.clone()),
        _ => None,
    });
    let Some(subject) = subject else { return Vec::new() };
    let of = |list, measure: &str| (list, format!("{measure}&subject={subject}&{BASES}&limit={SAME}"));
    let own = reading.quantity.kind.map(|kind| of(kind, "measure=rank"));
    own.into_iter().chain([of("indicators", "unit=rank")]).collect()
}
