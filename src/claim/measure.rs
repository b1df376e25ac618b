//! Which quantity a figure is of: trade or investment, in which direction, a value or its growth, a share, a rank.

use std::collections::BTreeSet;

use super::figure::{Figure, Unit};
use super::party::{Mention, Party, Role, both, direction};
use super::period::{Period, Shape};
use super::piece::Piece;
use super::sense::Sense;

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

const TRADE: [Sense; 5] = [Sense::Trade, Sense::Export, Sense::Import, Sense::Deficit, Sense::Surplus];

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
        return rank(context, kind);
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

/// Growth, a share, or neither for certain.
fn percent(context: &Context<'_>) -> Option<&'static str> {
    let has = |sense| context.tags.contains(&sense);
    let is_part = context.pieces.get(context.at + 1).is_some_and(|next| next.has(Sense::Of));
    // "Rose to 6.7 percent" tells a level.
    let is_level = context.at.checked_sub(1).is_some_and(|before| context.pieces[before].has(Sense::To));
    let is_growth = (has(Sense::Grow) || has(Sense::Shrink)) && !is_level;
    match (has(Sense::Share) || is_part, is_growth) {
        (true, false) => Some("share"),
        (false, true) => Some("growth"),
        _ => None,
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

fn is_change(context: &Context<'_>) -> bool {
    let before = context.pieces[..context.at].iter().rev().take(3);
    let by = before.into_iter().find(|piece| {
        piece.has(Sense::By) || piece.has(Sense::To) || piece.has(Sense::Grow) || piece.has(Sense::Shrink)
    });
    let grows = context.tags.contains(&Sense::Grow) || context.tags.contains(&Sense::Shrink);
    grows && by.is_some_and(|word| !word.has(Sense::To))
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

/// Exports, imports or both, and with whom.
fn traded(context: &Context<'_>, mentions: &[Mention], quantity: Quantity) -> Quantity {
    let has = |sense| context.tags.contains(&sense);
    let balance = has(Sense::Deficit) || has(Sense::Surplus);
    let sides = match (has(Sense::Export), has(Sense::Import)) {
        (true, true) => Err("claim.exports_and_imports"),
        (true, false) => direction(
            mentions,
            |role| matches!(role, Role::Owner | Role::Bare | Role::From | Role::By | Role::Of),
            |role| role == Role::To,
            context.pair,
        ),
        (false, true) => bought(mentions, context.pair),
        (false, false) => both(mentions, context.pair),
    };
    let (giver, taker) = match sides {
        Ok(sides) => sides,
        Err(why) => return Quantity { unclear: Some(why), ..quantity },
    };
    let pair = Some((giver.clone(), taker.clone()));
    let flow = match (has(Sense::Export) || has(Sense::Import), giver == Party::China) {
        (false, _) => "total",
        (true, true) => "exports",
        (true, false) => "imports",
    };
    let partner = match (&giver, &taker) {
        (Party::China, other) | (other, Party::China) => other.id().to_owned(),
        _ => return Quantity { pair, unclear: Some("claim.other_trade"), ..quantity },
    };
    // A deficit of one side is a surplus of the other; facts have China's side.
    let owners = mentions.iter().filter(|mention| matches!(mention.role, Role::Owner | Role::Bare | Role::Of));
    let owners: BTreeSet<&Party> = owners.map(|mention| &mention.party).collect();
    let is_of_china = owners.contains(&Party::China);
    let is_fall = quantity.is_fall || balance && (has(Sense::Deficit) == is_of_china);
    let is_open = owners.len() != 1 || has(Sense::Deficit) && has(Sense::Surplus);
    let unclear = (balance && is_open).then_some("claim.whose_balance");
    Quantity { direction: Some(flow), partner: Some(partner), pair, is_fall, unclear, ..quantity }
}

/// Seller and buyer of what is imported. "Of" stands before the buyer where "from" stands before the seller, and before the
/// seller where the buyer is named otherwise.
fn bought(mentions: &[Mention], pair: Option<&(Party, Party)>) -> Result<(Party, Party), &'static str> {
    let has = |wanted: &[Role]| mentions.iter().any(|mention| wanted.contains(&mention.role));
    let is_buyer = |role| matches!(role, Role::Owner | Role::Bare | Role::By | Role::To);
    let has_buyer = has(&[Role::Owner, Role::Bare, Role::By, Role::To]);
    match (has(&[Role::From]), has_buyer, has(&[Role::Of])) {
        (true, _, _) => direction(mentions, |role| role == Role::From, |role| is_buyer(role) || role == Role::Of, pair),
        (false, true, _) => direction(mentions, |role| role == Role::Of, is_buyer, pair),
        (false, false, true) => Err("claim.from_whom"),
        (false, false, false) => direction(mentions, |role| role == Role::From, is_buyer, pair),
    }
}

/// Who invests where.
fn investment(context: &Context<'_>, quantity: Quantity) -> Quantity {
    let is_received = context.tags.contains(&Sense::Received);
    let is_subject = |role| matches!(role, Role::Owner | Role::Bare);
    let invests = |role| is_subject(role) && !is_received || matches!(role, Role::By | Role::From | Role::Of);
    let hosts = |role| is_subject(role) && is_received || matches!(role, Role::In | Role::To);
    match direction(context.mentions, invests, hosts, context.pair) {
        Ok((Party::China, host)) => Quantity {
            direction: Some("to_lac"),
            partner: Some(host.id().to_owned()),
            pair: Some((Party::China, host)),
            ..quantity
        },
        Ok((investor, Party::China)) => Quantity {
            direction: Some("to_china"),
            partner: Some(investor.id().to_owned()),
            pair: Some((investor, Party::China)),
            ..quantity
        },
        Ok(pair) => Quantity { pair: Some(pair), unclear: Some("claim.other_investment"), ..quantity },
        Err(why) => Quantity { unclear: Some(why), ..quantity },
    }
}

/// A share: what stands behind "of" is the whole, who stands before it has the part.
fn share(context: &Context<'_>, kind: &'static str, quantity: Quantity) -> Quantity {
    let of = (0..context.pieces.len()).find(|at| {
        let before = &context.pieces[..*at];
        context.pieces[*at].has(Sense::Of) && (before.iter().any(|piece| piece.has(Sense::Share)) || *at > context.at)
    });
    // Chinese has the whole between the word for "accounts for" and the figure.
    let anchor = of.or_else(|| context.pieces.iter().position(|piece| piece.has(Sense::Share)));
    let Some(anchor) = anchor else {
        return Quantity { unclear: Some("claim.share_of_what"), ..quantity };
    };
    let behind = |mention: &&Mention| mention.piece > anchor;
    let inside =
        context.mentions.iter().filter(behind).find(|mention| mention.role == Role::In).map(|mention| mention.piece);
    let start = inside.unwrap_or(anchor);
    let (whole, part): (Vec<Mention>, Vec<Mention>) =
        context.mentions.iter().cloned().partition(|mention| mention.piece >= start);
    let names: BTreeSet<Party> =
        whole.iter().map(|mention| mention.party.clone()).filter(|party| *party != Party::World).collect();
    let parts: BTreeSet<&Party> =
        part.iter().filter(|mention| mention.role != Role::Aside).map(|mention| &mention.party).collect();
    let quantity = Quantity { whole: names.clone(), ..quantity };
    let has = |sense| context.tags.contains(&sense);
    let (names, parts): (Vec<Party>, Vec<&Party>) = (names.into_iter().collect(), parts.into_iter().collect());
    match (&names[..], &parts[..]) {
        ([Party::China], [partner]) if **partner != Party::China => {
            let flow = match (has(Sense::Export), has(Sense::Import)) {
                (true, false) => "exports",
                (false, true) => "imports",
                (false, false) => "total",
                (true, true) => return Quantity { unclear: Some("claim.exports_and_imports"), ..quantity },
            };
            let direction = if kind == "trade" { flow } else { "to_lac" };
            Quantity {
                direction: Some(direction),
                partner: Some(partner.id().to_owned()),
                pair: Some((Party::China, (*partner).clone())),
                ..quantity
            }
        }
        ([_, _], _) if kind == "trade" => traded(context, &whole, quantity),
        _ => Quantity { unclear: Some("claim.whose_share"), ..quantity },
    }
}

/// A rank: whose it is, and among whose.
fn rank(context: &Context<'_>, kind: Option<&'static str>) -> Quantity {
    let named = context.mentions.iter().filter(|mention| mention.role != Role::Aside);
    let (whole, subjects): (Vec<&Mention>, Vec<&Mention>) = named.partition(|mention| {
        matches!(mention.role, Role::Owner | Role::Of | Role::In | Role::To | Role::From) || is_before(context, mention)
    });
    let whole: BTreeSet<Party> = whole.iter().map(|mention| mention.party.clone()).collect();
    let subject = match &subjects[..] {
        [one] => Some(one.party.id().to_owned()),
        _ => None,
    };
    let quantity = Quantity {
        kind,
        measure: Some("rank"),
        direction: (kind == Some("trade")).then_some("total"),
        subject,
        whole,
        ..Quantity::default()
    };
    if subjects.len() > 1 { Quantity { unclear: Some("claim.whose_rank"), ..quantity } } else { quantity }
}

/// Whether a name stands right before the figure, as Chinese has it: "拉美第二大贸易伙伴".
fn is_before(context: &Context<'_>, mention: &Mention) -> bool {
    mention.piece + 1 == context.at && mention.role == Role::Bare && context.mentions.len() > 1
}
