//! Whose share of what a figure is, and whose rank among whom.

use std::collections::BTreeSet;

use super::figure::Figure;
use super::measure::{Context, Quantity, TRADE};
use super::party::{Mention, Party, Role};
use super::piece::Piece;
use super::sense::Sense;
use super::sides::traded;

/// A share: what stands behind "of" is the whole, who stands before it has the part.
pub fn share(context: &Context<'_>, kind: &'static str, quantity: Quantity) -> Quantity {
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
        part.iter().filter(|mention| !mention.role.is_beside()).map(|mention| &mention.party).collect();
    let quantity = Quantity { whole: names.clone(), ..quantity };
    // The trade of one against that of the other is no share of it.
    let before = &context.pieces[..anchor];
    let is_trade = |piece: &Piece| TRADE.iter().any(|sense| piece.has(*sense));
    let is_tied = |mention: &Mention| matches!(mention.role, Role::With | Role::To | Role::From);
    let is_ratio = kind == "trade" && before.iter().any(is_trade) && !part.iter().any(is_tied);
    let is_wider = names.len() != whole.iter().map(|mention| &mention.party).collect::<BTreeSet<_>>().len();
    if is_ratio || is_wider {
        return Quantity { unclear: Some("claim.whose_share"), ..quantity };
    }
    // "Of the investment in China" is not of China's.
    if kind == "investments" && whole.iter().any(|mention| matches!(mention.role, Role::In | Role::To)) {
        return Quantity { unclear: Some("claim.whose_share"), ..quantity };
    }
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
pub fn rank(context: &Context<'_>, figure: &Figure, kind: Option<&'static str>) -> Quantity {
    let named = context.mentions.iter().filter(|mention| !mention.role.is_beside());
    let (whole, subjects): (Vec<&Mention>, Vec<&Mention>) = named.partition(|mention| {
        matches!(mention.role, Role::Owner | Role::Of | Role::In | Role::To | Role::From) || is_before(context, mention)
    });
    let is_inbound =
        whole.iter().any(|mention| matches!(mention.role, Role::In | Role::To) && mention.party == Party::China);
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
    // Nobody's rank is among the destinations in China; "the largest after" another is not the largest.
    let mut asides = context.mentions.iter().filter(|mention| mention.role == Role::Aside);
    let is_own = |party: &Party| quantity.whole.contains(party) || quantity.subject.as_deref() == Some(party.id());
    let is_after = asides.any(|mention| figure.value <= 1.0 || is_own(&mention.party));
    let is_unclear = subjects.len() > 1 || is_after || kind == Some("investments") && is_inbound;
    if is_unclear { Quantity { unclear: Some("claim.whose_rank"), ..quantity } } else { quantity }
}

/// Whether a name stands right before the figure, as Chinese has it: "拉美第二大贸易伙伴".
fn is_before(context: &Context<'_>, mention: &Mention) -> bool {
    mention.piece + 1 == context.at && mention.role == Role::Bare && context.mentions.len() > 1
}
