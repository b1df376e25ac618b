//! A claim divided into clauses, so that what is said of one figure is not held against another.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::party::{Mention, Party, Role, mentions};
use super::period::Period;
use super::piece::{Piece, What};
use super::reading::Hedge;
use super::scanned::Scanned;
use super::sense::Sense;
use crate::words::Reason;

const HEDGES: [(Sense, Hedge); 6] = [
    (Sense::About, Hedge::About),
    (Sense::Nearly, Hedge::Nearly),
    (Sense::MoreThan, Hedge::MoreThan),
    (Sense::AtLeast, Hedge::AtLeast),
    (Sense::LessThan, Hedge::LessThan),
    (Sense::UpTo, Hedge::UpTo),
];

/// A part of a claim with one figure, or with several that nothing divides.
pub struct Clause {
    pub pieces: Range<usize>,
    pub tags: BTreeSet<Sense>,
    pub words: BTreeMap<String, String>,
    pub named: BTreeSet<(&'static str, String)>,
    pub mentions: Vec<Mention>,
    pub periods: Vec<Period>,
    pub unclear: Vec<Reason>,
}

/// What a clause leaves to the next one.
#[derive(Default, Clone)]
pub struct Before {
    pub subject: Option<Party>,
    pub pair: Option<(Party, Party)>,
    pub tags: BTreeSet<Sense>,
    pub words: BTreeMap<String, String>,
    pub named: BTreeSet<(&'static str, String)>,
    pub mentions: Vec<Mention>,
    pub periods: Vec<Period>,
}

/// What stands at the place of a topic.
const TOPICS: [Sense; 7] =
    [Sense::Trade, Sense::Export, Sense::Import, Sense::Invest, Sense::Fund, Sense::Deficit, Sense::Surplus];
/// What a clause without a topic has from the one before, beside the topic.
const KEPT: [Sense; 3] = [Sense::Stock, Sense::Pledge, Sense::NonFinancial];

/// What narrows a topic, so that a fact must say it, too.
const QUALIFIERS: [Sense; 5] = [Sense::Direct, Sense::Foreign, Sense::Goods, Sense::Bilateral, Sense::Yearly];

/// Where the claim is divided: at the first mark or "and" behind each figure but the last.
pub fn clauses(pieces: &[Piece]) -> Vec<Range<usize>> {
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
pub fn trailing_period(scanned: &Scanned) -> Option<Period> {
    let said = scanned.pieces.iter().rev().find(|piece| !matches!(piece.what, What::Stop | What::Odd))?;
    if let What::Period(number) = said.what { scanned.periods.get(number).cloned() } else { None }
}

pub fn clause(scanned: &Scanned, range: Range<usize>, before: &Before) -> Clause {
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
            What::Odd => clause.unclear.push(Reason::of("claim.odd_mark").with("word", shown())),
            What::Phrase(senses) => {
                clause.tags.extend(senses.iter().filter(|sense| is_tag(**sense)));
                let is_hedge = HEDGES.iter().any(|(sense, _)| senses.contains(sense));
                let is_known =
                    senses.iter().any(|sense| [Sense::Neutral, Sense::In, Sense::After, Sense::To].contains(sense));
                let is_stray = is_hedge && !hedges.contains(&at) && !is_known;
                if senses.contains(&Sense::Blocker) || is_stray || leads_astray(pieces, at, senses, &clause.mentions) {
                    clause.unclear.push(Reason::of("claim.turned_round").with("word", shown()));
                }
                if senses.contains(&Sense::TheRegion)
                    && clause.mentions.iter().chain(&before.mentions).all(|mention| mention.party != Party::Region)
                {
                    clause.unclear.push(Reason::of("claim.which").with("word", shown()));
                }
                if senses.contains(&Sense::Its)
                    && before.subject.is_none()
                    && !clause.mentions.iter().any(|mention| mention.piece < at)
                {
                    clause.unclear.push(Reason::of("claim.whose").with("word", shown()));
                }
            }
            _ => {}
        }
    }
    if clause.tags.iter().all(|tag| !TOPICS.contains(tag)) && clause.words.is_empty() {
        // "Rose 13.7 percent, by ..." goes on telling by how much.
        let is_by = |pair: &[Piece]| pair[0].has(Sense::By) && matches!(pair[1].what, What::Figure(_));
        let goes_on = pieces.windows(2).any(is_by);
        let moves = |tag: &Sense| goes_on && [Sense::Grow, Sense::Shrink].contains(tag);
        let kept = before.tags.iter().filter(|tag| TOPICS.contains(tag) || KEPT.contains(tag) || moves(tag));
        clause.tags.extend(kept);
        clause.words.extend(before.words.clone());
        clause.named.extend(before.named.iter().cloned());
        if clause.mentions.is_empty() {
            clause.mentions.clone_from(&before.mentions);
        }
    }
    clause
}

/// Whether what stands behind a phrase makes of it something else than it says elsewhere.
fn leads_astray(pieces: &[Piece], at: usize, senses: &[Sense], mentions: &[Mention]) -> bool {
    let next = pieces.get(at + 1).map(|piece| &piece.what);
    let behind = || mentions.iter().filter(|mention| mention.piece > at);
    // "From 2018 on", "by 2018".
    let is_from_then = [Sense::From, Sense::To, Sense::By].iter().any(|sense| senses.contains(sense))
        && matches!(next, Some(What::Period(_)));
    // "After a drop": nobody is named, beside whom it could be.
    let is_after_nobody = senses.contains(&Sense::After)
        && !behind().any(|mention| mention.role == Role::Aside && mention.piece < at + 5)
        && !matches!(next, Some(What::Name(..)));
    // "Among the countries of Latin America" names one side.
    let is_with = |one: &Mention, other: &Mention| {
        let between = pieces.get(one.piece + 1..other.piece).unwrap_or_default();
        between.iter().any(|piece| piece.has(Sense::And)) && between.iter().all(|piece| piece.what != What::Comma)
    };
    let is_among = senses.contains(&Sense::Between)
        && !matches!(next, Some(What::Figure(_)))
        && !behind().zip(behind().skip(1)).take(1).any(|(one, other)| is_with(one, other));
    // "Goods of China" may come from anywhere.
    let is_origin = *senses == [Sense::Goods]
        && pieces.get(at + 1).is_some_and(|next| next.has(Sense::Of))
        && behind().any(|mention| (at + 2..at + 4).contains(&mention.piece));
    is_from_then || is_after_nobody || is_among || is_origin
}

fn is_tag(sense: Sense) -> bool {
    TOPICS.contains(&sense)
        || KEPT.contains(&sense)
        || QUALIFIERS.contains(&sense)
        || [Sense::Flow, Sense::Received, Sense::Grow, Sense::Shrink, Sense::Share, Sense::Largest, Sense::Level]
            .contains(&sense)
}

/// How the figure at a place is hedged, and where the word for it stands: before the figure, or "左右" behind it.
pub fn hedge(pieces: &[Piece], at: usize) -> Option<(Hedge, usize)> {
    if !matches!(pieces[at].what, What::Figure(_)) {
        return None;
    }
    let says = |piece: &Piece| HEDGES.iter().find(|(sense, _)| piece.has(*sense)).map(|(_, hedge)| *hedge);
    let word = (at.saturating_sub(3)..at).rev().find(|before| !pieces[*before].has(Sense::Neutral));
    let before = word.and_then(|word| says(&pieces[word]).map(|hedge| (hedge, word)));
    before.or_else(|| pieces.get(at + 1).filter(|next| next.has(Sense::About)).map(|_| (Hedge::About, at + 1)))
}
