//! Words for titles and notes: the r-th most frequent stands about 1/r times as often as the first.

use crate::random::Random;

/// Words in the vocabulary. At a million facts the rarest occur in about ten of them, the first in about half.
pub const VOCABULARY: u32 = 50_000;

/// The most frequent words; the rest are made of syllables, like the names of firms and places.
const COMMON: &[&str] = &[
    "port",
    "region",
    "report",
    "growth",
    "northern",
    "supply",
    "programme",
    "council",
    "company",
    "southern",
    "customs",
    "market",
    "quarter",
    "transport",
    "capital",
    "review",
    "statistics",
    "province",
    "coastal",
    "delivery",
    "harvest",
    "credit",
    "ministry",
    "corridor",
    "demand",
    "revision",
    "terminal",
    "shipment",
    "survey",
    "warehouse",
    "bulletin",
    "estimate",
    "licence",
    "contract",
    "factory",
    "freight",
    "tariff",
    "inland",
    "currency",
    "exchange",
    "partner",
    "board",
    "tender",
    "pipeline",
    "mining",
    "farming",
    "fishery",
    "railway",
    "bridge",
    "airport",
    "energy",
    "grid",
    "dam",
    "solar",
    "wind",
    "satellite",
    "cable",
    "network",
    "research",
    "university",
    "language",
    "training",
    "health",
    "vaccine",
    "hospital",
    "tourism",
    "visa",
    "culture",
    "museum",
    "film",
    "sport",
    "forum",
    "summit",
    "dialogue",
    "charter",
    "protocol",
    "annex",
    "preliminary",
    "final",
    "annual",
    "monthly",
    "seasonal",
    "record",
    "decline",
    "recovery",
    "crisis",
    "drought",
    "flood",
    "strike",
    "reform",
    "pension",
    "housing",
    "water",
    "sanitation",
    "forest",
    "climate",
    "carbon",
    "biodiversity",
    "standard",
    "patent",
    "software",
    "startup",
    "retail",
    "wholesale",
    "auction",
];

const CONSONANTS: &[u8; 20] = b"bcdfghjklmnprstvwxyz";
const VOWELS: &[u8; 5] = b"aeiou";

/// The word of a rank, counted from 0.
pub fn word(rank: u32) -> String {
    if let Some(word) = usize::try_from(rank).ok().and_then(|rank| COMMON.get(rank)) {
        return (*word).to_owned();
    }
    // Three syllables, spread so that words of like frequency do not begin alike.
    let mut digits = (u64::from(rank) * 380_557) % 1_000_000;
    let mut made = String::with_capacity(6);
    for _ in 0..3 {
        let syllable = usize::try_from(digits % 100).unwrap_or(0);
        made.push(char::from(CONSONANTS[syllable / 5]));
        made.push(char::from(VOWELS[syllable % 5]));
        digits /= 100;
    }
    made
}

/// A word by the frequencies: its rank is the vocabulary's size to the power of a number from 0 to 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to the vocabulary's size")]
pub fn draw(random: &mut Random) -> String {
    word(f64::from(VOCABULARY).powf(random.fraction()) as u32 - 1)
}

/// Some of them, joined by blanks.
pub fn phrase(random: &mut Random, count: u64) -> String {
    let words: Vec<String> = (0..count).map(|_| draw(random)).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_ranks_share_a_word() {
        let words: HashSet<String> = (0..VOCABULARY).map(word).collect();
        assert_eq!(words.len(), VOCABULARY as usize);
    }

    #[test]
    fn the_first_word_is_drawn_often_and_a_late_one_hardly_ever() {
        let mut random = Random::of(1, 1);
        let drawn: Vec<String> = (0..100_000).map(|_| draw(&mut random)).collect();
        let count = |word: &str| drawn.iter().filter(|drawn| *drawn == word).count();
        assert!(count(&word(0)) > 5_000, "{}", count(&word(0)));
        assert!(count(&word(20_000)) < 10, "{}", count(&word(20_000)));
    }
}
