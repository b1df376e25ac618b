//! A request that works, made from one with mistakes.

use std::collections::BTreeMap;

use super::parse::{given, parse};
use super::{BY, Mistake, Query, Resource, params};
use crate::dataset::Vocabulary;
use crate::limits::{MAX_GROUPS, MAX_WIDTH, MIN_WIDTH};
use crate::model::Kind;

/// What was mended may have mistakes of its own: `order=value:desc` is `sort=value:desc` is `sort=-value`.
const ROUNDS: usize = 4;
/// The ending of the one format that may begin with a byte-order mark, and what asks for the mark.
const CSV: &str = ".csv";
const BOM: &str = "bom=true";
/// The ending of charts, which have a width.
const CHART: &str = ".svg";

/// Tell each mistake of the query string of `/{kind}{ending}` the request in which all of them are mended.
pub fn explain(
    kind: &'static Kind,
    ending: &'static str,
    text: &str,
    mut mistakes: Vec<Mistake>,
    vocabulary: &Vocabulary,
    dataset: &str,
) -> Vec<Mistake> {
    let ending = mistakes.iter().find_map(|mistake| mistake.mend.ending).unwrap_or(ending);
    let query = mended(kind, text, &mistakes, vocabulary, dataset) + &own(ending, text);
    let query = query.trim_start_matches('&');
    let mark = if query.is_empty() { "" } else { "?" };
    for mistake in &mut mistakes {
        mistake.again = Some(format!("/{}{ending}{mark}{query}", kind.name).into());
    }
    mistakes
}

/// The same for the groups of a list; what belongs to rows is left out of the request that works.
pub fn explain_groups(
    kind: &'static Kind,
    ending: &'static str,
    text: &str,
    mut mistakes: Vec<Mistake>,
    vocabulary: &Vocabulary,
    dataset: &str,
) -> Vec<Mistake> {
    let mut given = given(text);
    let by = given.remove(BY).unwrap_or_default();
    for name in ["fields", "facets", "sort", "lang"] {
        given.remove(name);
    }
    let columns: Vec<&str> = params::countable(kind).map(|column| column.param).collect();
    let words = by.iter().flat_map(|value| value.split(',')).map(str::trim);
    let mut known: Vec<&str> = words.filter(|word| columns.contains(word)).take(MAX_GROUPS).collect();
    if known.is_empty() {
        known.extend(columns.first());
    }
    let rows = mended(kind, &text_of(&given), &[], vocabulary, dataset);
    let mark = if rows.is_empty() { "" } else { "&" };
    let ending = if mistakes.iter().any(|mistake| mistake.mend.ending == Some(CSV) && mistake.parameter == "bom") {
        CSV
    } else {
        ending
    };
    let own = own(ending, text);
    for mistake in &mut mistakes {
        mistake.again = Some(format!("/{}/groups{ending}?{BY}={}{mark}{rows}{own}", kind.name, known.join(",")).into());
    }
    mistakes
}

/// The same for series and totals, which take fewer parameters than their list; `endings` are those of their formats.
pub fn explain_figures(
    kind: &'static Kind,
    (resource, ending, endings): (Resource, &'static str, &[&'static str]),
    text: &str,
    mut mistakes: Vec<Mistake>,
    vocabulary: &Vocabulary,
    dataset: &str,
) -> Vec<Mistake> {
    let meant = mistakes.iter().find_map(|mistake| mistake.mend.ending).filter(|ending| endings.contains(ending));
    let ending = meant.unwrap_or(ending);
    let query = mended_figures(kind, resource, text, &mistakes, vocabulary, dataset) + &own(ending, text);
    let query = query.trim_start_matches('&');
    let mark = if query.is_empty() { "" } else { "?" };
    for mistake in &mut mistakes {
        mistake.again = Some(format!("/{}{}{ending}{mark}{query}", kind.name, resource.path()).into());
    }
    mistakes
}

/// The same as [`mended`] for series and totals, without what these do not take.
pub fn mended_figures(
    kind: &'static Kind,
    resource: Resource,
    text: &str,
    mistakes: &[Mistake],
    vocabulary: &Vocabulary,
    dataset: &str,
) -> String {
    let is_known = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        params::of_figures(kind, resource).iter().any(|param| param.name == name)
    };
    let rows = mended(kind, text, mistakes, vocabulary, dataset);
    rows.split('&').filter(is_known).collect::<Vec<_>>().join("&")
}

/// A query string without mistakes that comes near to one that has them; empty where nothing of it can be understood.
pub fn mended(kind: &'static Kind, text: &str, mistakes: &[Mistake], vocabulary: &Vocabulary, dataset: &str) -> String {
    let mut given = given(text);
    let mut mistakes = match (mistakes, parse(kind, text, vocabulary, dataset)) {
        ([], Ok(query)) => return asked(&query),
        ([], Err(mistakes)) => mistakes,
        (mistakes, _) => mistakes.to_vec(),
    };
    for _ in 0..ROUNDS {
        given = applied(given, &mistakes);
        // Of many mistakes not all were explained.
        let is_known = |name: &str| params::of(kind).iter().any(|param| param.name == name);
        let is_told =
            |name: &str| mistakes.iter().any(|mistake| mistake.mend.pairs.iter().any(|(told, _)| told == name));
        given.retain(|name, _| is_known(name) || is_told(name));
        match parse(kind, &text_of(&given), vocabulary, dataset) {
            Ok(query) => return asked(&query),
            Err(more) => mistakes = more,
        }
    }
    String::new()
}

fn applied(mut given: BTreeMap<String, Vec<String>>, mistakes: &[Mistake]) -> BTreeMap<String, Vec<String>> {
    for mistake in mistakes {
        given.remove(&mistake.parameter);
    }
    for (name, value) in mistakes.iter().flat_map(|mistake| &mistake.mend.pairs) {
        let values = given.entry(name.clone()).or_default();
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    given
}

fn text_of(given: &BTreeMap<String, Vec<String>>) -> String {
    let pairs = given.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// A query as its address has it, from the first page on, and without what belongs to CSV alone.
fn asked(query: &Query) -> String {
    let limit = query.limit.map(|limit| format!("limit={limit}"));
    let shared = query.canonical.split('&').filter(|part| !part.is_empty() && *part != BOM).map(str::to_owned);
    shared.chain(limit).collect::<Vec<_>>().join("&")
}

/// What a query string asks for that only one ending takes: the byte-order mark of CSV, the width of a chart.
fn own(ending: &str, text: &str) -> String {
    let mut pairs = form_urlencoded::parse(text.as_bytes());
    match ending {
        CSV if pairs.any(|pair| pair == ("bom".into(), "true".into())) => format!("&{BOM}"),
        CHART => {
            let width = pairs.find(|(name, _)| name == "width").and_then(|(_, value)| value.parse().ok());
            let width = width.filter(|width| (MIN_WIDTH..=MAX_WIDTH).contains(width));
            width.map(|width: u32| format!("&width={width}")).unwrap_or_default()
        }
        _ => String::new(),
    }
}
