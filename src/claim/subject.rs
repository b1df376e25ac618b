//! Whether a fact is of those and of that which a claim speaks of.

use std::collections::BTreeSet;

use super::fact::{Fact, Said, Told};
use super::figure::Unit;
use super::party::{Party, Role};
use super::reading::Reading;
use super::scanned::Scanned;
use super::sense::Sense;
use crate::dataset::Vocabulary;
use crate::text::is_unspaced;

/// Whether it names the same, ties them alike, counts the same and says what the fact is of.
pub fn is_of_subject(reading: &Reading, fact: &Fact, told: &Told, vocabulary: &Vocabulary) -> bool {
    names_fit(reading, fact, told)
        && subject_fits(reading, fact, told, vocabulary)
        && is_told(reading, fact, told)
        && is_tied_alike(reading, fact, told)
        && is_counted(reading, fact, told)
}

/// Whom a claim names beside countries, the fact must name; whom the title of a fact names that has no columns for its
/// quantity, the claim must name.
fn names_fit(reading: &Reading, fact: &Fact, told: &Told) -> bool {
    let is_named = |(kind, id): &(&'static str, String)| {
        fact.organizations.contains(id)
            || fact.people.contains(id)
            || [&fact.attributed_to, &fact.subject].into_iter().flatten().any(|own| own == id)
            || told.all.named.contains(&(*kind, id.clone()))
    };
    let is_beside =
        |party: &Party| told.all.parties.contains(party) || fact.countries.iter().any(|id| id == party.id());
    let is_known = |(party, role): &(Party, Role)| match role {
        Role::Aside => is_beside(party),
        Role::Said => fact.attributed_to.as_deref() == Some(party.id()),
        _ => true,
    };
    reading.named.iter().all(is_named) && reading.roles.iter().all(is_known) && !reading.has_object
}

/// Whether those whom the claim names do in it what they do in the title: "in China" is not "by China". Columns tell it of
/// trade, of investment and of ranks.
fn is_tied_alike(reading: &Reading, fact: &Fact, told: &Told) -> bool {
    if ["trade", "investment"].contains(&fact.kind.as_str()) || reading.quantity.measure == Some("rank") {
        return true;
    }
    let roles = || told.title.roles.iter().chain(&told.translated.roles);
    let first = reading.roles.iter().find(|(_, role)| !role.is_beside()).map(|(party, _)| party);
    let is_alike = |(party, role): &(Party, Role)| {
        let has = |wanted: &[Role]| roles().any(|(other, role)| other == party && wanted.contains(role));
        if !roles().any(|(other, _)| other == party) {
            return true;
        }
        match role {
            Role::In | Role::To | Role::For => has(&[Role::In, Role::To, Role::For, Role::Of, Role::With]),
            Role::From => has(&[Role::From, Role::Owner, Role::Of]),
            Role::Owner => has(&[Role::Owner, Role::Of, Role::For, Role::From, Role::Bare, Role::By]),
            Role::By => has(&[Role::By, Role::Bare, Role::With]),
            Role::Bare if first == Some(party) => has(&[Role::Bare, Role::By, Role::Of, Role::With]),
            Role::Of => has(&[Role::Of, Role::Owner, Role::From, Role::Bare, Role::With, Role::By]),
            Role::Bare | Role::With | Role::Aside | Role::Said => true,
        }
    };
    let is_one = |(one, other): &(Party, Party)| {
        let of =
            |party: &Party| roles().filter(|(own, _)| own == party).map(|(_, role)| *role).collect::<BTreeSet<_>>();
        !of(one).is_disjoint(&of(other))
    };
    reading.roles.iter().all(is_alike) && reading.joined.as_ref().is_none_or(is_one)
}

/// Whether the figure counts what the fact does.
fn is_counted(reading: &Reading, fact: &Fact, told: &Told) -> bool {
    let is_count = matches!(reading.figure.unit, Unit::Count | Unit::People) && fact.kind != "trade";
    !is_count || reading.counted.is_of(&told.translated, &told.slug.words)
}

fn subject_fits(reading: &Reading, fact: &Fact, told: &Told, vocabulary: &Vocabulary) -> bool {
    let quantity = &reading.quantity;
    if quantity.measure == Some("rank") {
        let named = reading.named.iter().map(|(_, id)| id.as_str());
        let is_subject = fact.subject.as_deref().is_some_and(|subject| match quantity.subject.as_deref() {
            Some(own) => own == subject,
            None => named.into_iter().any(|id| id == subject),
        });
        let among = said_of(fact.among.as_deref(), vocabulary);
        // In whatever language, "the largest importer of oil" has more words than "the largest importer".
        let is_whole = among.words.len() <= reading.words.len();
        return is_subject && is_whole && parties(among) == quantity.whole;
    }
    match fact.kind.as_str() {
        "trade" if quantity.kind == Some("trade") => {
            let is_whole = quantity.measure != Some("share")
                || fact.measure.as_deref() != Some("share")
                || parties(said_of(fact.share_of.as_deref(), vocabulary)) == quantity.whole;
            quantity.partner == fact.partner && is_whole
        }
        "investment" if quantity.kind == Some("investments") => match quantity.partner.as_deref() {
            Some("LAC") => fact.countries.is_empty(),
            Some(code) => fact.countries.iter().any(|country| country == code),
            None => false,
        },
        "trade" | "investment" => false,
        _ => {
            let is_known = |party: &Party| {
                told.title.parties.contains(party)
                    || told.translated.parties.contains(party)
                    || fact.subject.as_deref() == Some(party.id())
                    || fact.countries.iter().any(|country| country == party.id())
            };
            reading.parties.iter().all(is_known)
                && told.title.parties.iter().all(|party| reading.all_parties.contains(party))
        }
    }
}

/// What an English column says.
fn said_of(text: Option<&str>, vocabulary: &Vocabulary) -> Said {
    Said::of(&Scanned::in_language(text.unwrap_or_default(), "en", vocabulary))
}

/// Whom it names, the world left out.
fn parties(said: Said) -> BTreeSet<Party> {
    said.parties.into_iter().filter(|party| *party != Party::World).collect()
}

/// Whether the claim says what the fact is of, where columns do not tell it.
fn is_told(reading: &Reading, fact: &Fact, told: &Told) -> bool {
    if reading.quantity.measure == Some("rank") {
        return true;
    }
    let is_plain = fact.kind == "trade" && fact.product.is_none() && fact.measure.as_deref() != Some("share")
        || fact.kind == "investment" && fact.measure.as_deref() != Some("enterprises");
    if is_plain {
        return true;
    }
    let has = |word: &String| {
        reading.words.contains_key(word)
            || word.starts_with(is_unspaced)
                && reading.words.keys().any(|own| own.contains(word.as_str()) || word.contains(own.as_str()))
    };
    let says = |said: &Said| {
        let named =
            said.named.iter().filter(|(kind, id)| !(*kind == "people" || fact.attributed_to.as_ref() == Some(id)));
        said.words.iter().all(has)
            && said.tags.iter().filter(|tag| is_content(**tag)).all(|tag| reading.tags.contains(tag))
            && named.into_iter().all(|name| reading.named.contains(name))
    };
    let has_people = told
        .title
        .named
        .iter()
        .filter(|(kind, _)| *kind == "people")
        .all(|name| reading.named.contains(name) || is_aside(fact, name));
    let slug = !told.slug.words.is_empty() && says(&told.slug);
    let organizations = told
        .title
        .named
        .iter()
        .filter(|(kind, id)| *kind == "organizations" && fact.attributed_to.as_ref() != Some(id));
    let has_organizations = organizations.into_iter().all(|name| reading.named.contains(name));
    (slug && has_organizations || says(&told.title) || says(&told.translated)) && has_people
}

/// Whether a person is named in a title only as the one who says it: not among those whom the figure is of.
fn is_aside(fact: &Fact, (_, id): &(&'static str, String)) -> bool {
    fact.people.contains(id) && fact.title.contains(", as ")
}

fn is_content(tag: Sense) -> bool {
    matches!(
        tag,
        Sense::Trade
            | Sense::Export
            | Sense::Import
            | Sense::Invest
            | Sense::Fund
            | Sense::Grow
            | Sense::Shrink
            | Sense::Stock
            | Sense::Pledge
    )
}
