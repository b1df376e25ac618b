//! Figures of claims that are words by nature: ranks and multiples.

use std::ops::Range;

use super::figure::{Figure, Unit};
use super::lexicon::Lexicon;
use super::sense::Sense;
use crate::text::{is_unspaced, words};

/// Places in an order: "second-largest", "ranks second", "the largest".
pub fn ranks(text: &str, lexicon: &Lexicon) -> Vec<Figure> {
    let largest: Vec<&str> = lexicon
        .senses
        .iter()
        .filter(|(_, senses)| senses.contains(&Sense::Largest))
        .map(|(word, _)| word.as_str())
        .collect();
    let mut found = Vec::new();
    let figure = |at: Range<usize>, value: u32, high: Option<u32>, unclear| Figure {
        at,
        value: f64::from(value),
        high: high.map(f64::from),
        step: 0.0,
        significant: 0.0,
        unit: Unit::Rank,
        in_words: true,
        unclear,
    };
    for word in largest.into_iter().filter(|word| *word != "大") {
        for (start, _) in text.match_indices(word) {
            let (before, end) = (&text[..start], start + word.len());
            let is_word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
            if before.ends_with(is_word) || text[end..].starts_with(is_word) {
                continue;
            }
            let (places, from) = ordinals(before, lexicon);
            let unclear = before.ends_with("one of the ").then_some("claim.figure_which_place");
            found.push(match places[..] {
                [] => figure(start..end, 1, None, unclear),
                [place] => figure(from..end, place, None, None),
                [low, high, ..] => figure(from..end, low, Some(high), None),
            });
        }
    }
    for (word, place) in lexicon.ordinals.iter().filter(|(word, _)| word.starts_with(is_unspaced)) {
        found.extend(
            text.match_indices(word.as_str())
                .filter(|(at, _)| text[at + word.len()..].starts_with('大'))
                .map(|(at, _)| figure(at..at + word.len() + "大".len(), *place, None, None)),
        );
    }
    for at in words(text) {
        let place = lexicon.ordinals.get(&text[at.clone()]);
        let is_ranked = ["rank ", "ranks ", "ranked "].iter().any(|verb| text[..at.start].ends_with(verb));
        found.extend(place.filter(|_| is_ranked).map(|place| figure(at, *place, None, None)));
    }
    found
}

/// The ordinals with which a text ends, in order, and where they begin: "second", "second or third".
fn ordinals(before: &str, lexicon: &Lexicon) -> (Vec<u32>, usize) {
    let (mut places, mut from) = (Vec::new(), before.len());
    loop {
        let bare = before[..from].trim_end_matches([' ', '-']);
        let bare = if places.is_empty() { bare } else { bare.strip_suffix(" or").unwrap_or("") };
        let start = bare.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
        let Some(place) = lexicon.ordinals.get(&bare[start..]) else { return (places, from) };
        places.insert(0, *place);
        from = start;
    }
}

/// Multiples in words: "doubled".
pub fn ratios(text: &str, lexicon: &Lexicon) -> Vec<Figure> {
    let found = lexicon.ratios.iter().flat_map(|(word, value)| {
        text.match_indices(word.as_str()).map(move |(at, _)| (at..at + word.len(), f64::from(*value)))
    });
    let figure = |(at, value)| Figure {
        at,
        value,
        high: None,
        step: 0.0,
        significant: 0.0,
        unit: Unit::Ratio,
        in_words: true,
        unclear: None,
    };
    found.map(figure).collect()
}
