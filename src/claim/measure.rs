//! Which quantity a figure is of: trade or investment, in which direction, a value or its growth, a share, a rank.

use std::collections::BTreeSet;

use super::figure::{Figure, Unit};
use super::part::{rank, share};
use super::party::{Mention, Party};
use super::period::{Period, Shape};
use super::piece::{Piece, What};
use super::sense::Sense;
use super::sides::{investment, traded};

/// What a figure measures, as far as the words of the lexicon tell it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quantity {
    /// `trade` or `investments`; nothing for what is told by other words.
    pub kind: Option<&'static str>,
    /// `flow` of trade, `direction` of investment.
    pub direction: Option<&'static str>,
    /// The column `measure`; of investment nothing where the claim leaves open whether it is a flow or a stock.
    pub measure: Option<&'static str>,
    /// Id of the other side than China.
    pub partner: Option<String>,
    /// Id of whose rank it is.
    pub subject: Option<String>,
    /// Of whom the whole is of which it is a share, or among whose a rank is taken.
    pub whole: BTreeSet<Party>,
    /// The two sides.
    pub pair: Option<(Party, Party)>,
    /// Whether it says that something became less, or is negative.
    pub is_fall: bool,
    /// Why the quantity is not certain: the key of a reason.
    pub unclear: Option<&'static str>,
}

/// A figure in its clause.
pub struct Context<'a> {
    /// The clause.
    pub pieces: &'a [Piece],
    /// The figure's place in it.
    pub at: usize,
    /// What the clause says.
    pub tags: &'a BTreeSet<Sense>,
    /// Whom it names.
    pub mentions: &'a [Mention],
    /// The two sides of the clause before.
    pub pair: Option<&'a (Party, Party)>,
}

/// Words of trade.
pub const TRADE: [Sense; 5] = [Sense::Trade, Sense::Export, Sense::Import, Sense::Deficit, Sense::Surplus];

/// What a figure measures.
pub fn quantity(context: &Context<'_>, figure: &Figure, period: Option<&Period>) -> Quantity {
    let has = |sense| context.tags.contains(&sense);
    let is_trade = TRADE.iter().any(|sense| has(*sense));
    let kind = match (is_trade, has(Sense::Invest)) {
        (true, true) => return Quantity { unclear: Some("claim.trade_and_investment"), ..Quantity::default() },
        (true, false) => Some("trade"),
        (false, true) => Some("investments"),
        (false, false) => None,
    };
    if figure.unit == Unit::Rank {
        return rank(context, figure, kind);
    }
    if let Some(unclear) = motion(context, figure) {
        return Quantity { kind, unclear: Some(unclear), ..Quantity::default() };
    }
    let measure = match figure.unit {
        Unit::Percent => percent(context),
        Unit::Usd if kind == Some("trade") => Some(money(context)),
        Unit::Usd => invested(context, period),
        Unit::Count if kind == Some("investments") => Some("enterprises"),
        Unit::Ratio => Some("ratio"),
        _ => None,
    };
    let quantity =
        Quantity { kind, measure, is_fall: measure == Some("growth") && has(Sense::Shrink), ..Quantity::default() };
    if measure == Some("growth") && has(Sense::Shrink) && has(Sense::Grow) {
        return Quantity { unclear: Some("claim.rose_and_fell"), ..quantity };
    }
    match (kind, measure) {
        (Some(kind), Some("share")) => share(context, kind, quantity),
        (Some("trade"), _) => traded(context, context.mentions, quantity),
        (Some(_), _) => investment(context, quantity),
        (None, _) => quantity,
    }
}

/// Why it is not certain what a rise or a fall is said of. That a sum fell is told by no fact that has the sum, and growth
/// that grows is no growth of what is measured.
fn motion(context: &Context<'_>, figure: &Figure) -> Option<&'static str> {
    let moves = |piece: &&Piece| piece.has(Sense::Grow) || piece.has(Sense::Shrink);
    let is_alone = context.pieces.iter().filter(|piece| matches!(piece.what, What::Figure(_))).count() == 1;
    if is_alone && context.pieces.iter().filter(moves).count() > 1 {
        return Some("claim.growth_of_growth");
    }
    // "Rose by 18.9 percent from" names what it was before.
    let is_start = context.at.checked_sub(1).is_some_and(|before| context.pieces[before].has(Sense::From));
    let is_moved = match figure.unit {
        Unit::Usd => is_start || context.tags.contains(&Sense::Shrink),
        Unit::Percent => is_start,
        _ => false,
    };
    is_moved.then_some("claim.sum_that_fell")
}

/// Growth, a share, or neither for certain; `level` where it rose to that.
fn percent(context: &Context<'_>) -> Option<&'static str> {
    let has = |sense| context.tags.contains(&sense);
    let is_part = context.pieces.get(context.at + 1).is_some_and(|next| next.has(Sense::Of));
    // "Rose to 6.7 percent" tells a level.
    let is_level = context.at.checked_sub(1).is_some_and(|before| context.pieces[before].has(Sense::To));
    let is_growth = (has(Sense::Grow) || has(Sense::Shrink)) && !is_level;
    match (has(Sense::Share) || is_part, is_growth) {
        (true, false) => Some("share"),
        (false, true) => Some("growth"),
        _ => (is_level && (has(Sense::Grow) || has(Sense::Shrink))).then_some("level"),
    }
}

/// A value or a balance; `change` where the sum is by how much something rose.
fn money(context: &Context<'_>) -> &'static str {
    if is_change(context) {
        "change"
    } else if context.tags.contains(&Sense::Deficit) || context.tags.contains(&Sense::Surplus) {
        "balance"
    } else {
        "value"
    }
}

/// Whether the sum is by how much something rose: the word for that stands before it, and no "to" between them.
fn is_change(context: &Context<'_>) -> bool {
    let moves = |piece: &Piece| piece.has(Sense::Grow) || piece.has(Sense::Shrink);
    let own = (0..context.at).rev().take_while(|at| !matches!(context.pieces[*at].what, What::Figure(_)));
    // "Exports to China grew": a "to" further away belongs to a name.
    let near = context.at.saturating_sub(3);
    let tells = |at: &usize| {
        let piece = &context.pieces[*at];
        moves(piece) || *at >= near && (piece.has(Sense::By) || piece.has(Sense::To))
    };
    let grows = context.tags.contains(&Sense::Grow) || context.tags.contains(&Sense::Shrink);
    grows && own.into_iter().find(tells).is_some_and(|at| !context.pieces[at].has(Sense::To))
}

/// What a sum of investment is; nothing where it is open whether it is a flow or a stock.
fn invested(context: &Context<'_>, period: Option<&Period>) -> Option<&'static str> {
    let has = |sense| context.tags.contains(&sense);
    if is_change(context) {
        return Some("change");
    }
    match (has(Sense::Pledge), has(Sense::Stock), has(Sense::Flow)) {
        (true, ..) => Some("pledge"),
        (_, true, _) => Some("stock"),
        (.., true) => Some("flow"),
        _ => period.filter(|period| matches!(period.shape, Shape::End | Shape::By)).map(|_| "stock"),
    }
}
