//! What a number counts: the words right behind it, and those that a title begins with.

use std::collections::BTreeSet;

use super::fact::Said;
use super::party::{Party, Role, mentions};
use super::piece::{Piece, What};
use super::scanned::Scanned;
use super::sense::Sense;

/// What ends the words of a thing that is counted.
const ENDS: [Sense; 9] = [
    Sense::Of,
    Sense::In,
    Sense::For,
    Sense::To,
    Sense::From,
    Sense::With,
    Sense::Between,
    Sense::By,
    Sense::Attribution,
];
/// What may be counted and is a word of the lexicon.
const THINGS: [Sense; 6] = [Sense::Trade, Sense::Export, Sense::Import, Sense::Invest, Sense::Fund, Sense::Countries];

/// The words of a thing that is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted {
    /// Words, as they are compared.
    pub words: BTreeSet<String>,
    /// Whom they name.
    pub parties: BTreeSet<Party>,
    /// Words of the lexicon.
    things: BTreeSet<Sense>,
}

impl Counted {
    /// What a figure counts, given the pieces behind it.
    pub fn behind(scanned: &Scanned, pieces: &[Piece]) -> Self {
        // A Chinese measure word may stand before it.
        let is_measure = is_chinese(scanned) && pieces.first().is_some_and(|piece| piece.has(Sense::Neutral));
        Self::of(if is_measure { &pieces[1..] } else { pieces })
    }

    /// What a title begins with; a Chinese one ends with it.
    pub fn in_title(scanned: &Scanned) -> Self {
        if !is_chinese(scanned) {
            return Self::of(&scanned.pieces);
        }
        let is_of = |piece: &Piece| &scanned.folded.text[piece.at.clone()] == "的";
        let start = scanned.pieces.iter().rposition(is_of).map_or(0, |of| of + 1);
        let mut counted = Self::default();
        counted.add(&scanned.pieces[start..]);
        counted
    }

    /// What some pieces count, up to the first word that leads on.
    fn of(pieces: &[Piece]) -> Self {
        let mut counted = Self::default();
        // "1,3 millones de visitantes"
        let pieces = if pieces.first().is_some_and(|piece| piece.has(Sense::Of)) { &pieces[1..] } else { pieces };
        let leads_on = |piece: &Piece| match &piece.what {
            What::Phrase(senses) => ENDS.iter().any(|sense| senses.contains(sense)) || senses.contains(&Sense::Neutral),
            What::Comma | What::Stop | What::Odd | What::Figure(_) | What::Period(_) => true,
            What::Word(_) | What::Name(..) | What::Possessive => false,
        };
        let end = pieces.iter().position(leads_on).unwrap_or(pieces.len());
        counted.add(&pieces[..end]);
        counted
    }

    fn add(&mut self, pieces: &[Piece]) {
        let is_thing = |sense: &&Sense| THINGS.contains(sense);
        for piece in pieces {
            match &piece.what {
                What::Word(word) => _ = self.words.insert(word.clone()),
                What::Phrase(senses) => self.things.extend(senses.iter().filter(is_thing)),
                _ => {}
            }
        }
        self.parties = mentions(pieces, None).into_iter().map(|mention| mention.party).collect();
    }

    /// Whether what a claim counts is what a title begins with, which is also known by other words.
    pub fn is_of(&self, title: &Said, others: &BTreeSet<String>) -> bool {
        let counted = &title.counted;
        let is_nothing = self.words.is_empty() && self.things.is_empty() && self.parties.is_empty();
        let is_shared = !self.words.is_disjoint(&counted.words) || !self.things.is_disjoint(&counted.things);
        let is_known = |word: &String| counted.words.contains(word) || others.contains(word);
        // "Chinese projects" are those that China has built.
        let is_owner = |party: &Party| {
            counted.parties.contains(party)
                || counted.parties.is_empty() && title.roles.contains(&(party.clone(), Role::Bare))
        };
        (is_nothing || is_shared)
            && self.things.is_subset(&counted.things)
            && self.words.iter().all(is_known)
            && self.parties.iter().all(is_owner)
    }
}

fn is_chinese(scanned: &Scanned) -> bool {
    scanned.lexicon.language == "zh"
}
