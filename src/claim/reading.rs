//! What a claim says, figure by figure: who, what, when, how far.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::figure::{Figure, Unit};
use super::lexicon::Sense;
use super::measure::{self, Quantity};
use super::party::{Mention, Party, mentions};
use super::period::{Period, Shape};
use super::piece::{Piece, Scanned, What};

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

const HEDGES: [(Sense, Hedge); 6] = [
    (Sense::About, Hedge::About),
    (Sense::Nearly, Hedge::Nearly),
    (Sense::MoreThan, Hedge::MoreThan),
    (Sense::AtLeast, Hedge::AtLeast),
    (Sense::LessThan, Hedge::LessThan),
    (Sense::UpTo, Hedge::UpTo),
];

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
    /// Whom the whole claim names.
    pub all_parties: BTreeSet<Party>,
    /// Organizations and people that it names: the list and the id.
    pub named: BTreeSet<(&'static str, String)>,
    /// What could be meant in more than one way, or not at all: sentences without a subject.
    pub unclear: Vec<String>,
}

/// A part of a claim with one figure, or with several that nothing divides.
struct Clause {
    pieces: Range<usize>,
    tags: BTreeSet<Sense>,
    words: BTreeMap<String, String>,
    named: BTreeSet<(&'static str, String)>,
    mentions: Vec<Mention>,
    periods: Vec<Period>,
    unclear: Vec<String>,
}

/// What a clause leaves to the next one.
#[derive(Default, Clone)]
struct Before {
    subject: Option<Party>,
    pair: Option<(Party, Party)>,
    tags: BTreeSet<Sense>,
    words: BTreeMap<String, String>,
    named: BTreeSet<(&'static str, String)>,
    mentions: Vec<Mention>,
    periods: Vec<Period>,
}

/// What stands at the place of a topic.
const TOPICS: [Sense; 7] =
    [Sense::Trade, Sense::Export, Sense::Import, Sense::Invest, Sense::Fund, Sense::Deficit, Sense::Surplus];
/// What a clause without a topic has from the one before, beside the topic.
const KEPT: [Sense; 3] = [Sense::Stock, Sense::Pledge, Sense::NonFinancial];

/// The figures of a claim.
pub fn readings(scanned: &Scanned) -> Vec<Reading> {
    let last_period = trailing_period(scanned);
    let everybody: BTreeSet<Party> = mentions(&scanned.pieces, None).into_iter().map(|mention| mention.party).collect();
    let (mut found, mut before) = (Vec::new(), Before::default());
    for pieces in clauses(&scanned.pieces) {
        let mut clause = clause(scanned, pieces, &before);
        if clause.periods.is_empty() {
            clause.periods = before.periods.clone();
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

/// Where the claim is divided: at the first mark or "and" behind each figure but the last.
fn clauses(pieces: &[Piece]) -> Vec<Range<usize>> {
    let figures: Vec<usize> = (0..pieces.len()).filter(|at| matches!(pieces[*at].what, What::Figure(_))).collect();
    let is_name = |piece: Option<&Piece>| {
        piece.is_some_and(|piece| {
            !mentions(std::slice::from_ref(piece), None).is_empty() || matches!(piece.what, What::Period(_))
        })
    };
    let divides = |at: &usize| match &pieces[*at].what {
        What::Comma | What::Stop => true,
        What::Phrase(senses) if senses.contains(&Sense::Break) => true,
        What::Phrase(senses) if senses.contains(&Sense::And) => {
            !(is_name(at.checked_sub(1).and_then(|before| pieces.get(before))) && is_name(pieces.get(at + 1)))
        }
        _ => false,
    };
    let (mut found, mut from) = (Vec::new(), 0);
    for pair in figures.windows(2) {
        if let Some(at) = (pair[0] + 1..pair[1]).find(divides) {
            found.push(from..at);
            from = at;
        }
    }
    if !figures.is_empty() {
        found.push(from..pieces.len());
    }
    found
}

/// The period with which a claim ends: it is that of a clause before which names none.
fn trailing_period(scanned: &Scanned) -> Option<Period> {
    let said = scanned.pieces.iter().rev().find(|piece| !matches!(piece.what, What::Stop | What::Odd))?;
    if let What::Period(number) = said.what { scanned.periods.get(number).cloned() } else { None }
}

fn clause(scanned: &Scanned, range: Range<usize>, before: &Before) -> Clause {
    let pieces = &scanned.pieces[range.clone()];
    let mut clause = Clause {
        tags: BTreeSet::new(),
        words: BTreeMap::new(),
        named: BTreeSet::new(),
        mentions: mentions(pieces, before.subject.as_ref()),
        periods: Vec::new(),
        unclear: Vec::new(),
        pieces: range,
    };
    let hedges: Vec<usize> = (0..pieces.len()).filter_map(|at| hedge(pieces, at).map(|(_, word)| word)).collect();
    for (at, piece) in pieces.iter().enumerate() {
        let shown = || scanned.folded.text[piece.at.clone()].to_owned();
        match &piece.what {
            What::Word(word) => _ = clause.words.insert(word.clone(), shown()),
            What::Name(kind @ ("organizations" | "people"), id) => _ = clause.named.insert((kind, id.clone())),
            What::Period(number) => clause.periods.extend(scanned.periods.get(*number).cloned()),
            What::Odd => clause.unclear.push(format!("the mark `{}` belongs to no plain sentence", shown())),
            What::Phrase(senses) => {
                clause.tags.extend(senses.iter().filter(|sense| is_tag(**sense)));
                let is_hedge = HEDGES.iter().any(|(sense, _)| senses.contains(sense));
                let is_known =
                    senses.iter().any(|sense| [Sense::Neutral, Sense::In, Sense::After, Sense::To].contains(sense));
                if senses.contains(&Sense::Blocker) || is_hedge && !hedges.contains(&at) && !is_known {
                    clause.unclear.push(format!("`{}` may turn the sentence round", shown()));
                }
                if senses.contains(&Sense::TheRegion)
                    && clause.mentions.iter().chain(&before.mentions).all(|mention| mention.party != Party::Region)
                {
                    clause.unclear.push(format!("`{}` does not say which", shown()));
                }
                if senses.contains(&Sense::Its)
                    && before.subject.is_none()
                    && !clause.mentions.iter().any(|mention| mention.piece < at)
                {
                    clause.unclear.push(format!("`{}` does not say whose", shown()));
                }
            }
            _ => {}
        }
    }
    if clause.tags.iter().all(|tag| !TOPICS.contains(tag)) && clause.words.is_empty() {
        let kept = before.tags.iter().filter(|tag| TOPICS.contains(tag) || KEPT.contains(tag));
        clause.tags.extend(kept);
        clause.words.extend(before.words.clone());
        clause.named.extend(before.named.iter().cloned());
        if clause.mentions.is_empty() {
            clause.mentions = before.mentions.clone();
        }
    }
    clause
}

fn is_tag(sense: Sense) -> bool {
    TOPICS.contains(&sense)
        || KEPT.contains(&sense)
        || [Sense::Flow, Sense::Received, Sense::Grow, Sense::Shrink, Sense::Share, Sense::Largest].contains(&sense)
}

/// How the figure at a place is hedged, and where the word for it stands: before the figure, or "左右" behind it.
fn hedge(pieces: &[Piece], at: usize) -> Option<(Hedge, usize)> {
    if !matches!(pieces[at].what, What::Figure(_)) {
        return None;
    }
    let says = |piece: &Piece| HEDGES.iter().find(|(sense, _)| piece.has(*sense)).map(|(_, hedge)| *hedge);
    let word = (at.saturating_sub(3)..at).rev().find(|before| !pieces[*before].has(Sense::Neutral));
    let before = word.and_then(|word| says(&pieces[word]).map(|hedge| (hedge, word)));
    before.or_else(|| pieces.get(at + 1).filter(|next| next.has(Sense::About)).map(|_| (Hedge::About, at + 1)))
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
        unclear.extend(figure.unclear.map(|why| format!("the figure {why}")));
        if matches!(figure.unit, Unit::Other | Unit::Points) {
            unclear.push("no fact counts in the unit of the figure".to_owned());
        }
        let period = period(scanned, pieces, clause, &places, number).unwrap_or_else(|why| {
            unclear.push(why.to_owned());
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
        if let Some(why) = quantity.unclear {
            unclear.push(format!("the sentence {why}"));
        }
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
            all_parties: everybody.clone(),
            named: clause.named.clone(),
            unclear,
        })
    });
    let readings = readings.collect();
    (readings, pair)
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
                _ => return Err("the sentence names several periods"),
            }
        }
    };
    if found.shape == Shape::Other { Err("the period is none that facts are compared with") } else { Ok(Some(found)) }
}
