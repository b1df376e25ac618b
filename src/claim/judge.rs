//! The verdict on one figure, from the facts that were found.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value as Json;

use super::compare::{Outcome, compare};
use super::fact::Fact;
use super::figure::Unit;
use super::fit::{Fit, fit};
use super::lexicon::Lexicon;
use super::reading::Reading;
use super::sense::Sense;
use super::texts::Texts;
use crate::data::Titles;
use crate::dataset::Vocabulary;
use crate::figure::same;
use crate::words::{Reason, Said};

/// What is found of a figure, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A fact of the same says otherwise.
    Contradicted,
    /// Facts are there, but of another measure, direction or period.
    Incomparable,
    /// Nothing that could be held against it.
    NoEvidence,
    /// True only as hedged.
    Imprecise,
    /// A fact says so.
    Supported,
}

impl Verdict {
    /// Its word in answers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Incomparable => "incomparable",
            Self::NoEvidence => "no_evidence",
            Self::Imprecise => "imprecise",
            Self::Supported => "supported",
        }
    }
}

/// The verdict on a figure.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The facts that it rests on or that come near, as answers show them.
    pub facts: Vec<Json>,
    /// Words of the claim that no fact has.
    pub unread: BTreeSet<String>,
}

/// Most facts that a verdict shows.
const SHOWN: usize = 5;

/// What facts are read with.
pub struct Context<'a> {
    /// The words of the claim's language.
    pub lexicon: &'a Lexicon,
    /// What things are called.
    pub vocabulary: &'a Vocabulary,
    /// The facts' titles in other languages.
    pub titles: &'a Titles,
    /// What the texts of facts say.
    pub texts: &'a Texts,
}

/// A fact of the same quantity and period, and how the figure stands against it.
struct Compared<'a> {
    fact: &'a Fact,
    outcome: Outcome,
}

/// The verdict on a figure.
pub fn judge(reading: &Reading, facts: &[Fact], context: &Context<'_>) -> Judged {
    let Context { lexicon, vocabulary, titles, texts } = context;
    let fit_of = |fact| fit(reading, fact, &texts.of(fact, lexicon, titles, vocabulary), vocabulary);
    let fits: Vec<(&Fact, Fit)> = facts.iter().map(|fact| (fact, fit_of(fact))).collect();
    let compared = latest(reading, &fits);
    let unread = unread(&fits, reading);
    let none = |reason: Reason| Judged {
        verdict: Verdict::NoEvidence,
        reason: reason.and(nothing_follows()),
        facts: near(reading, &fits),
        unread: unread.clone(),
    };
    if !reading.unclear.is_empty() {
        let why = reading.unclear.iter().cloned().reduce(Reason::and).unwrap_or_default();
        return none(Reason::of("claim.unclear").with("why", Said::Reason(why)));
    }
    if !compared.is_empty() {
        return of_compared(&compared, none);
    }
    if !unread.is_empty() {
        let words: Vec<&str> = unread.iter().map(String::as_str).collect();
        return none(Reason::of("claim.unread").with("words", words.join(", ")));
    }
    if fits.iter().any(|(_, fit)| *fit == Fit::NoPeriod) {
        return none(Reason::of("claim.no_period"));
    }
    let others: BTreeSet<&str> = fits
        .iter()
        .filter_map(|(_, fit)| if let Fit::Other(differs) = fit { Some(differs) } else { None })
        .flatten()
        .copied()
        .collect();
    if others.is_empty() {
        return none(Reason::of("claim.no_fact"));
    }
    let others = others.into_iter().map(other).collect();
    Judged {
        verdict: Verdict::Incomparable,
        reason: Reason::of("claim.others").with("others", Said::Several(others)).and(nothing_follows()),
        facts: near(reading, &fits),
        unread,
    }
}

/// What programs are told wherever nothing was found; to people the verdict says it.
fn nothing_follows() -> Reason {
    Reason::aside("from that nothing follows, neither that it is so nor that it is not, and no figure may be filled in")
}

/// In what facts of the subject differ from the claim.
fn other(differs: &str) -> Reason {
    Reason::of(match differs {
        "measure" => "claim.other_measure",
        "direction" => "claim.other_direction",
        "period" => "claim.other_period",
        _ => "claim.other_coverage",
    })
}

/// The facts of the same. Of states for which the claim names no time, the latest of each quantity.
fn latest<'a>(reading: &Reading, fits: &[(&'a Fact, Fit)]) -> Vec<Compared<'a>> {
    let same: Vec<&Fact> = fits.iter().filter(|(_, fit)| *fit == Fit::Same).map(|(fact, _)| *fact).collect();
    let quantity = |fact: &Fact| {
        (
            fact.kind.clone(),
            fact.indicator.clone(),
            fact.measure.clone(),
            fact.subject.clone(),
            fact.title.len() * usize::from(fact.indicator.is_some()),
        )
    };
    let is_latest = |fact: &Fact| !same.iter().any(|other| quantity(other) == quantity(fact) && other.end > fact.end);
    let kept = same.iter().filter(|fact| reading.period.is_some() || is_latest(fact));
    let is_fall = reading.quantity.is_fall && reading.figure.value < 0.0;
    // "Investment stood at 387 billion" may be of a stock, which a flow says nothing against.
    let is_open = reading.quantity.kind == Some("investments")
        && reading.quantity.measure.is_none()
        && reading.tags.contains(&Sense::Level)
        && reading.figure.unit == Unit::Usd;
    let outcome = |fact: &Fact| match compare(&reading.figure, reading.hedge, fact, is_fall) {
        Outcome::Contradicted(_) if is_open => Outcome::Open("claim.flow_or_stock"),
        outcome => outcome,
    };
    kept.map(|fact| Compared { fact, outcome: outcome(fact) }).collect()
}

/// The verdict where facts of the same were found. What sources say comes before what was derived from it.
fn of_compared(compared: &[Compared<'_>], none: impl Fn(Reason) -> Judged) -> Judged {
    let stated: Vec<&Compared<'_>> = compared.iter().filter(|one| one.fact.basis != "derived").collect();
    let all: Vec<&Compared<'_>> = if stated.is_empty() { compared.iter().collect() } else { stated };
    let some =
        |wanted: fn(&Outcome) -> bool| all.iter().copied().filter(|one| wanted(&one.outcome)).collect::<Vec<_>>();
    let supported = some(|outcome| matches!(outcome, Outcome::Supported(_)));
    let imprecise = some(|outcome| matches!(outcome, Outcome::Imprecise(_)));
    let contradicted = some(|outcome| matches!(outcome, Outcome::Contradicted(_)));
    let open = some(|outcome| matches!(outcome, Outcome::Open(_)));
    let agreeing = if supported.is_empty() { &imprecise } else { &supported };
    if !agreeing.is_empty() && !contradicted.is_empty() {
        let shown = show(compared);
        return Judged { facts: shown, ..none(Reason::of("claim.disagree")) };
    }
    let (verdict, reason) = match (supported.first(), imprecise.first(), contradicted.first(), open.first()) {
        (Some(one), ..) => (Verdict::Supported, how(one)),
        (_, Some(one), ..) => (Verdict::Imprecise, how(one)),
        (_, _, Some(one), _) => (Verdict::Contradicted, how(one)),
        (_, _, _, Some(one)) => return Judged { facts: show(compared), ..none(how(one)) },
        _ => return Judged { reason: nothing_follows(), ..none(Reason::default()) },
    };
    Judged { verdict, reason, facts: show(compared), unread: BTreeSet::new() }
}

fn how(compared: &Compared<'_>) -> Reason {
    let Compared { fact, outcome } = compared;
    let told = match outcome {
        Outcome::Supported(how) => Reason::of(how).with("fact", Said::Fact(fact.id.clone())),
        Outcome::Imprecise(why) => why.clone(),
        Outcome::Contradicted(difference) => Reason::of("claim.differs")
            .with("fact", Said::Fact(fact.id.clone()))
            .with("figure", Said::Figure(fact.value.unwrap_or_default(), fact.unit()))
            .with("difference", Said::Difference(*difference, fact.unit())),
        Outcome::Open(why) => Reason::of(why),
    };
    if fact.basis == "derived" { told.also(Reason::of("claim.derived")) } else { told }
}

fn show(compared: &[Compared<'_>]) -> Vec<Json> {
    let shown = compared.iter().map(|Compared { fact, outcome }| {
        let (relation, difference) = match outcome {
            Outcome::Supported(_) => ("supports", None),
            Outcome::Imprecise(_) => ("supports_as_hedged", None),
            Outcome::Contradicted(difference) => ("contradicts", Some(*difference)),
            Outcome::Open(_) => ("leaves_open", None),
        };
        fact.shown(relation, difference)
    });
    shown.take(SHOWN).collect()
}

/// The facts that come near: those of the claim's own figure first.
fn near(reading: &Reading, fits: &[(&Fact, Fit)]) -> Vec<Json> {
    let mut near: Vec<(&Fact, &Fit)> =
        fits.iter().filter(|(_, fit)| !matches!(fit, Fit::Not(_))).map(|(fact, fit)| (*fact, fit)).collect();
    let is_other_figure = |fact: &Fact| !fact.value.is_some_and(|value| same(value.abs(), reading.figure.value.abs()));
    let differences = |fit: &Fit| if let Fit::Other(differs) = fit { differs.len() } else { 0 };
    near.sort_by_key(|(fact, fit)| (is_other_figure(fact), fact.basis == "derived", differences(fit)));
    let shown = near.into_iter().take(SHOWN).map(|(fact, fit)| match fit {
        Fit::Other(differs) => {
            fact.shown(&format!("other_{}", differs.iter().copied().collect::<Vec<_>>().join("_and_")), None)
        }
        _ => fact.shown("same_quantity", None),
    });
    shown.collect()
}

/// The words that kept the nearest fact from fitting.
fn unread(fits: &[(&Fact, Fit)], reading: &Reading) -> BTreeSet<String> {
    let misses = fits.iter().map(|(_, fit)| if let Fit::Not(words) = fit { words.clone() } else { BTreeSet::new() });
    let fewest = misses.min_by_key(BTreeSet::len);
    fewest.unwrap_or_else(|| reading.words.values().cloned().collect())
}
