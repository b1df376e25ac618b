//! What a claim says, figure by figure: who, what, when, how far.

use std::collections::{BTreeMap, BTreeSet};

use super::clause::{Before, Clause, clause, clauses, hedge, trailing_period};
use super::counted::Counted;
use super::figure::{Figure, Unit};
use super::measure::{self, Quantity};
use super::party::{Mention, Party, Role, are_joined, mentions};
use super::period::{Period, Shape};
use super::piece::{Piece, What};
use super::scanned::Scanned;
use super::sense::Sense;
use crate::words::Reason;

/// How a claim hedges a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hedge {
    /// Not at all.
    None,
    /// About, around.
    About,
    /// Nearly, almost.
    Nearly,
    /// More than, over.
    MoreThan,
    /// At least.
    AtLeast,
    /// Less than, under.
    LessThan,
    /// Up to, at most.
    UpTo,
}

impl Hedge {
    /// The word for it that facts have in `qualifier`; `less_than` for what they never say.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "exact",
            Self::About => "about",
            Self::Nearly => "nearly",
            Self::MoreThan => "more_than",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::UpTo => "up_to",
        }
    }
}

/// One figure of a claim with what the claim says of it.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The figure.
    pub figure: Figure,
    /// How it is hedged.
    pub hedge: Hedge,
    /// Of which period it is; nothing where the claim names none.
    pub period: Option<Period>,
    /// What it measures, as far as that is told by the words of the lexicon.
    pub quantity: Quantity,
    /// What the words of the lexicon say of it.
    pub tags: BTreeSet<Sense>,
    /// The other words, as they are compared, each as the claim has it.
    pub words: BTreeMap<String, String>,
    /// Whom the clause names.
    pub parties: BTreeSet<Party>,
    /// How each of those the clause names is tied to it, in their order.
    pub roles: Vec<(Party, Role)>,
    /// Two that are named as one: "China and Latin America".
    pub joined: Option<(Party, Party)>,
    /// What the figure counts, as the words behind it say.
    pub counted: Counted,
    /// Whether people are named behind it of whom nothing is said.
    pub has_object: bool,
    /// Whom the whole claim names.
    pub all_parties: BTreeSet<Party>,
    /// Organizations and people that it names: the list and the id.
    pub named: BTreeSet<(&'static str, String)>,
    /// What could be meant in more than one way, or not at all: the reasons.
    pub unclear: Vec<Reason>,
}

/// The figures of a claim.
pub fn readings(scanned: &Scanned) -> Vec<Reading> {
    let last_period = trailing_period(scanned);
    let everybody: BTreeSet<Party> = mentions(&scanned.pieces, None).into_iter().map(|mention| mention.party).collect();
    let (mut found, mut before) = (Vec::new(), Before::default());
    for pieces in clauses(&scanned.pieces) {
        let mut clause = clause(scanned, pieces, &before);
        if clause.periods.is_empty() {
            clause.periods.clone_from(&before.periods);
        }
        if clause.periods.is_empty() {
            clause.periods.extend(last_period.clone());
        }
        let (readings, pair) = of_clause(scanned, &clause, &before, &everybody);
        found.extend(readings);
        before = Before {
            subject: clause.mentions.first().map(|mention| mention.party.clone()).or(before.subject),
            pair: pair.or(before.pair),
            tags: clause.tags,
            words: clause.words,
            named: clause.named,
            mentions: clause.mentions,
            periods: clause.periods,
        };
    }
    found
}

/// The figures of a clause, and the two parties that it is about.
fn of_clause(
    scanned: &Scanned,
    clause: &Clause,
    before: &Before,
    everybody: &BTreeSet<Party>,
) -> (Vec<Reading>, Option<(Party, Party)>) {
    let pieces = &scanned.pieces[clause.pieces.clone()];
    let places: Vec<usize> = (0..pieces.len()).filter(|at| matches!(pieces[*at].what, What::Figure(_))).collect();
    let mut pair = None;
    let readings = places.iter().enumerate().filter_map(|(number, at)| {
        let What::Figure(figure) = pieces[*at].what else { return None };
        let figure = scanned.figures.get(figure)?.clone();
        let mut unclear = clause.unclear.clone();
        unclear.extend(figure.unclear.map(Reason::of));
        if matches!(figure.unit, Unit::Other | Unit::Points) {
            unclear.push(Reason::of("claim.figure_unit"));
        }
        let period = period(scanned, pieces, clause, &places, number).unwrap_or_else(|why| {
            unclear.push(Reason::of(why));
            None
        });
        let context = measure::Context {
            pieces,
            at: *at,
            tags: &clause.tags,
            mentions: &clause.mentions,
            pair: before.pair.as_ref(),
        };
        let quantity = measure::quantity(&context, &figure, period.as_ref());
        unclear.extend(quantity.unclear.map(Reason::of));
        pair = quantity.pair.clone().or(pair.take());
        let hedge = hedge(pieces, *at).map_or(Hedge::None, |(hedge, _)| hedge);
        let is_fall = quantity.is_fall && figure.unit != Unit::Rank;
        let figure = if is_fall { Figure { value: -figure.value, ..figure } } else { figure };
        Some(Reading {
            figure,
            hedge,
            period,
            quantity,
            tags: clause.tags.clone(),
            words: clause.words.clone(),
            parties: clause.mentions.iter().map(|mention| mention.party.clone()).collect(),
            roles: clause.mentions.iter().map(|mention| (mention.party.clone(), mention.role)).collect(),
            joined: joined(pieces, &clause.mentions),
            counted: Counted::behind(scanned, &pieces[at + 1..]),
            has_object: has_object(&pieces[at + 1..]),
            all_parties: everybody.clone(),
            named: clause.named.clone(),
            unclear,
        })
    });
    let readings = readings.collect();
    (readings, pair)
}

/// Two parties that stand side by side.
fn joined(pieces: &[Piece], mentions: &[Mention]) -> Option<(Party, Party)> {
    let mut pairs = mentions.iter().zip(mentions.iter().skip(1));
    let (one, other) = pairs
        .find(|(one, other)| one.party != other.party && one.piece != other.piece && are_joined(pieces, one, other))?;
    Some((one.party.clone(), other.party.clone()))
}

/// Whether people are named last: "have visited Xi Jinping", but not "that Xi Jinping has visited".
fn has_object(pieces: &[Piece]) -> bool {
    let ends = |piece: &Piece| matches!(piece.what, What::Comma | What::Stop | What::Figure(_));
    let pieces = &pieces[..pieces.iter().position(ends).unwrap_or(pieces.len())];
    let last_word = pieces.iter().rposition(|piece| matches!(piece.what, What::Word(_))).unwrap_or(0);
    pieces[last_word..].iter().any(|piece| matches!(piece.what, What::Name("people", _)))
}

/// The period of one of the figures of a clause: the one that stands behind it where each has its own, else the only one.
fn period(
    scanned: &Scanned,
    pieces: &[Piece],
    clause: &Clause,
    places: &[usize],
    number: usize,
) -> Result<Option<Period>, &'static str> {
    let mut distinct: Vec<&Period> = Vec::new();
    for period in &clause.periods {
        if !distinct.iter().any(|other| other.is(period)) {
            distinct.push(period);
        }
    }
    let found = match distinct[..] {
        [] => return Ok(None),
        [one] => one.clone(),
        _ => {
            let next = places.get(number + 1).copied().unwrap_or(pieces.len());
            let behind: Vec<usize> = pieces[places[number]..next]
                .iter()
                .filter_map(|piece| if let What::Period(at) = piece.what { Some(at) } else { None })
                .collect();
            match behind[..] {
                [at] if places.len() > 1 => scanned.periods[at].clone(),
                _ => return Err("claim.several_periods"),
            }
        }
    };
    if found.shape == Shape::Other { Err("claim.strange_period") } else { Ok(Some(found)) }
}
