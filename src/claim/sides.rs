//! Between whom a figure of trade or investment is, and in which direction.

use std::collections::BTreeSet;

use super::measure::{Context, Quantity};
use super::party::{Mention, Party, Role, both, direction};
use super::sense::Sense;

/// Exports, imports or both, and with whom.
pub fn traded(context: &Context<'_>, mentions: &[Mention], quantity: Quantity) -> Quantity {
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
        (false, false) => both(context.pieces, mentions, context.pair),
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
pub fn investment(context: &Context<'_>, quantity: Quantity) -> Quantity {
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
