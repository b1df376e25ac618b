//! What a word names: the id of a country, an organization, a person, a source.

use std::collections::BTreeSet;

use super::mistake::{Mend, Mistake, meant, plain, unknown};
use crate::dataset::{Vocabulary, region};
use crate::kinds::regions::REGIONS;
use crate::kinds::{COUNTRIES, SOURCES};
use crate::model::{Column, Kind, Value};
use crate::suggest::suggestion;
use crate::words::{Reason, Said};

/// Most candidates that are told.
const CANDIDATES: usize = 10;

/// The id that a word means in a column of ids: of the first of its kinds that has it as an id, else of the only thing that
/// has it as a name.
pub fn reference(column: &Column, word: &str, vocabulary: &Vocabulary) -> Result<Value, Mistake> {
    let (kinds, words) = column.targets();
    let fixed = words.iter().copied().find(|fixed| fixed.eq_ignore_ascii_case(word));
    let fixed = fixed.or_else(|| kinds.iter().find_map(|kind| vocabulary.id(kind, word)));
    if let Some(id) = fixed.or_else(|| region(word, words)) {
        return Ok(Value::Text(id.to_owned()));
    }
    let found: BTreeSet<&str> = kinds.iter().flat_map(|kind| vocabulary.meant(kind, word)).collect();
    one(&found, word).unwrap_or_else(|| Err(nothing(kinds, words, word, vocabulary)))
}

/// The code that a word means in a column of codes: a country's, by either of its codes or a name, or a region's.
pub fn code(column: &Column, word: &str, vocabulary: &Vocabulary) -> Result<Value, Mistake> {
    let regions = if column.name == "id" { &[] } else { REGIONS };
    let fixed =
        regions.iter().copied().find(|fixed| fixed.eq_ignore_ascii_case(word)).or_else(|| region(word, regions));
    if let Some(code) = fixed.or_else(|| vocabulary.id(&COUNTRIES, word)) {
        return Ok(Value::Text(code.to_owned()));
    }
    let found: BTreeSet<&str> = vocabulary.meant(&COUNTRIES, word).into_iter().collect();
    one(&found, word).unwrap_or_else(|| Err(nothing(&[&COUNTRIES], regions, word, vocabulary)))
}

/// The only candidate, or all of them to choose from; `None` where there is none.
fn one(found: &BTreeSet<&str>, word: &str) -> Option<Result<Value, Mistake>> {
    let ids: Vec<&str> = found.iter().copied().take(CANDIDATES).collect();
    match ids[..] {
        [] => None,
        [id] => Some(Ok(Value::Text(id.to_owned()))),
        _ => {
            let several = plain(Reason::of("query.any_of").with("word", word).with("ids", ids.join(", ")));
            let allowed = ids.iter().map(|&id| id.to_owned()).collect();
            Some(Err(Mistake { allowed, mend: Mend::word(&ids.join(",")).into(), ..several }))
        }
    }
}

/// The mistake of a word that names nothing: those that have it in their names, else what is spelt alike.
fn nothing(kinds: &[&'static Kind], words: &[&str], word: &str, vocabulary: &Vocabulary) -> Mistake {
    let detail = Reason::of("query.nothing").with("kinds", Said::Kinds(kinds.to_vec())).with("word", word);
    let known: Vec<&str> = {
        let ids = kinds.iter().filter_map(|kind| vocabulary.ids(kind)).flatten().map(String::as_str);
        ids.chain(words.iter().copied()).collect()
    };
    let having: Vec<&str> = kinds.iter().flat_map(|kind| vocabulary.having(kind, word)).take(CANDIDATES).collect();
    match having[..] {
        [] => {}
        [id] => return meant(detail, Some(id), &known),
        _ => {
            let told = plain(detail.and(Reason::of("query.having").with("ids", having.join(", "))));
            let allowed = having.iter().map(|&id| id.to_owned()).collect();
            return Mistake { allowed, mend: Mend::word(&having.join(",")).into(), ..told };
        }
    }
    if words.is_empty() && kinds.contains(&&COUNTRIES) && region(word, REGIONS).is_some() {
        return Mistake {
            suggestion: Some("null".to_owned()),
            ..unknown(detail, "", &known).explained(Reason::of("query.region"), Mend::word("null"))
        };
    }
    let spelt = || kinds.iter().find_map(|kind| vocabulary.spelt(kind, word).first()).map(String::as_str);
    let right = suggestion(word, known.iter().copied()).or_else(spelt);
    let mistake = meant(detail, right, &known);
    match right {
        None if kinds == [&COUNTRIES] => {
            Mistake { detail: mistake.detail.and(Reason::of("query.see_countries")), ..mistake }
        }
        None if kinds == [&SOURCES] => {
            Mistake { detail: mistake.detail.and(Reason::of("query.see_sources")), ..mistake }
        }
        _ => mistake,
    }
}
