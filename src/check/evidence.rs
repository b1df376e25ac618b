//! The evidence of a row: which words of which source.

use super::cell::{integer, name, text};
use crate::data::{Cell, Field};
use crate::limits::{MAX_LIST, MAX_QUOTE_WORDS};
use crate::model::Evidence;
use crate::suggest::nearest;

/// The entries of a cell.
///
/// # Errors
/// What is wrong and what would be right, as a sentence without the column's name.
pub fn evidence(cell: &Cell) -> Result<Vec<Evidence>, String> {
    let entries = match cell {
        Cell::List(entries) if entries.is_empty() => return Err("empty; at least one entry would be right".to_owned()),
        Cell::List(entries) => entries.iter().map(entry).collect::<Result<_, _>>()?,
        Cell::Csv(json) => serde_json::from_str::<Vec<Evidence>>(json)
            .map_err(|error| format!("not the JSON of an evidence list ({error})"))?,
        other => return Err(format!("{} stands where a list of {{ source, paragraph, quote }} should", name(other))),
    };
    if entries.len() > MAX_LIST {
        return Err(format!("{} entries; at most {MAX_LIST} would be right", entries.len()));
    }
    entries.iter().try_for_each(quote)?;
    Ok(entries)
}

fn entry(cell: &Cell) -> Result<Evidence, String> {
    let Cell::Table(fields) = cell else {
        return Err(format!("{} stands where {{ source, paragraph, quote }} should", name(cell)));
    };
    let known = ["source", "paragraph", "quote", "occurrence"];
    if let Some(field) = fields.iter().find(|field| !known.contains(&field.key.as_str())) {
        return Err(format!(
            "`{}` is no part of an evidence entry{}",
            field.key,
            nearest(&field.key, known.into_iter())
        ));
    }
    let find = |key: &str| fields.iter().find(|field| field.key == key).map(|field: &Field| &field.cell);
    let needed = |key: &str| {
        find(key).ok_or_else(|| format!("an entry has no `{key}`; source, paragraph and quote would be right"))
    };
    Ok(Evidence {
        source: text(needed("source")?)?.to_owned(),
        paragraph: counted("paragraph", needed("paragraph")?)?,
        quote: text(needed("quote")?)?.to_owned(),
        occurrence: find("occurrence").map_or(Ok(1), |cell| counted("occurrence", cell))?,
        start: None,
        end: None,
        url: None,
    })
}

fn counted(key: &str, cell: &Cell) -> Result<u32, String> {
    match integer(cell).map(u32::try_from) {
        Ok(Ok(number @ 1..)) => Ok(number),
        _ => Err(format!("`{key}` is counted from 1; a whole number would be right")),
    }
}

fn quote(evidence: &Evidence) -> Result<(), String> {
    let words = evidence.quote.split_whitespace().count();
    if words <= MAX_QUOTE_WORDS {
        return Ok(());
    }
    Err(format!("the quote \"{}\" has {words} words; at most {MAX_QUOTE_WORDS} would be right", evidence.quote))
}
