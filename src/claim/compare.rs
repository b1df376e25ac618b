//! A claimed figure against a fact's: bounds come from the digits that each prints and from nothing else.

use super::fact::Fact;
use super::figure::Figure;
use super::reading::Hedge;
use crate::figure::{same, tidy};
use crate::words::{Reason, Said};

/// What a fact of the same quantity says of a figure.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It is so; how: the key of a reason that names the fact.
    Supported(&'static str),
    /// It is so only as hedged; why.
    Imprecise(Reason),
    /// It is not so; by how much the claim differs.
    Contradicted(f64),
    /// The fact says neither; why: the key of a reason.
    Open(&'static str),
}

/// Two bounds of a number, where there are any.
type Bounds = (f64, f64);

/// Hold a figure against a fact that has a value. Of a fall or a deficit, "more than" and the like speak of how large it is.
pub fn compare(figure: &Figure, hedge: Hedge, fact: &Fact, is_fall: bool) -> Outcome {
    if !is_fall {
        return upright(figure, hedge, fact);
    }
    let mirrored = Fact {
        value: fact.value.map(|value| -value),
        value_low: fact.value_high.map(|value| -value),
        value_high: fact.value_low.map(|value| -value),
        ..fact.clone()
    };
    match upright(&Figure { value: -figure.value, ..figure.clone() }, hedge, &mirrored) {
        Outcome::Contradicted(difference) => Outcome::Contradicted(tidy(-difference)),
        Outcome::Imprecise(_) if hedge != Hedge::None => imprecise(fact.value.unwrap_or_default(), fact),
        outcome => outcome,
    }
}

fn upright(figure: &Figure, hedge: Hedge, fact: &Fact) -> Outcome {
    let Some(value) = fact.value else { return Outcome::Open("claim.fact_without_figure") };
    let known = (fact.value_low.unwrap_or(f64::NEG_INFINITY), fact.value_high.unwrap_or(f64::INFINITY));
    if value < 0.0 && figure.value > 0.0 {
        return Outcome::Contradicted(tidy(figure.value - value));
    }
    if let Some(high) = figure.high {
        return within((figure.value, high), known, value);
    }
    // Bounds on both sides, as derived figures have them, tell more than the word.
    let is_bounded =
        known.0.is_finite() && known.1.is_finite() && (fact.printed_as.is_none() || same(known.0, known.1));
    let is_hedged = fact.qualifier.as_deref().is_some_and(|word| word != "exact") && !is_bounded;
    if is_hedged && fact.qualifier.as_deref() == Some(hedge.word()) && same(figure.value, value) {
        return Outcome::Supported("claim.hedged_alike");
    }
    match hedge {
        Hedge::None => plain(figure, value, known, is_hedged, fact),
        Hedge::About => about(figure, value, known, is_hedged, fact),
        Hedge::Nearly => {
            let low = figure.value - figure.significant / 2.0;
            if !is_hedged && value >= low && value < figure.value {
                imprecise(value, fact)
            } else if known.0 >= figure.value || known.1 < low {
                Outcome::Contradicted(tidy(figure.value - value))
            } else {
                open(is_hedged)
            }
        }
        Hedge::MoreThan => bound(
            known.0 > figure.value || known.0 >= figure.value && is_hedged,
            known.1 <= figure.value && (is_hedged || !same(value, figure.value)),
            figure,
            value,
            fact,
        ),
        Hedge::AtLeast => {
            bound(known.0 >= figure.value || same(value, figure.value), known.1 < figure.value, figure, value, fact)
        }
        Hedge::LessThan => bound(known.1 < figure.value, known.0 >= figure.value, figure, value, fact),
        Hedge::UpTo => bound(
            known.1 <= figure.value || same(value, figure.value) && !is_hedged,
            known.0 > figure.value,
            figure,
            value,
            fact,
        ),
    }
}

/// A figure without a hedge.
fn plain(figure: &Figure, value: f64, known: Bounds, is_hedged: bool, fact: &Fact) -> Outcome {
    let claimed = around(figure.value, figure.step);
    if is_hedged {
        return match () {
            () if same(figure.value, value) && figure.in_words && fact.printed_as.is_some() && !is_between(known) => {
                Outcome::Supported("claim.in_words")
            }
            () if same(figure.value, value) => {
                Outcome::Imprecise(Reason::of("claim.source_hedges").with("hedged", hedged(value, fact)))
            }
            () if claimed.1 < known.0 || claimed.0 > known.1 || is_beside(&claimed, known, figure) => {
                Outcome::Contradicted(tidy(figure.value - value))
            }
            () => open(true),
        };
    }
    match () {
        () if same(figure.value, value) && holds(claimed, value) => Outcome::Supported("claim.exact"),
        () if holds(claimed, value) => Outcome::Supported("claim.rounds"),
        () if claimed.1 < known.0 || claimed.0 > known.1 => Outcome::Contradicted(tidy(figure.value - value)),
        () => open(false),
    }
}

/// A bare count below "more than 200" is below it, though 200 itself is its lower bound.
fn is_beside(claimed: &Bounds, known: Bounds, figure: &Figure) -> bool {
    figure.step == 0.0 && !is_between(known) && (claimed.1 <= known.0 || claimed.0 >= known.1)
}

/// Whether the source says two figures and not one: "second or third".
fn is_between(known: Bounds) -> bool {
    known.0.is_finite() && known.1.is_finite() && !same(known.0, known.1)
}

/// "About": the zeros at the end of a figure are no digits.
fn about(figure: &Figure, value: f64, known: Bounds, is_hedged: bool, fact: &Fact) -> Outcome {
    if !is_hedged && holds(around(figure.value, figure.step), value) {
        return Outcome::Supported("claim.rounds");
    }
    let claimed = around(figure.value, figure.significant);
    match () {
        () if is_hedged && same(figure.value, value) => imprecise(value, fact),
        () if !is_hedged && holds(claimed, value) => imprecise(value, fact),
        () if claimed.1 < known.0 || claimed.0 > known.1 => Outcome::Contradicted(tidy(figure.value - value)),
        () => open(is_hedged),
    }
}

/// A range: all that the figure may be lies in it, or nothing of that.
fn within(claimed: Bounds, known: Bounds, value: f64) -> Outcome {
    match () {
        () if claimed.0 <= known.0 && known.1 <= claimed.1 => Outcome::Supported("claim.within"),
        () if claimed.1 < known.0 || claimed.0 > known.1 => {
            Outcome::Contradicted(tidy(f64::midpoint(claimed.0, claimed.1) - value))
        }
        () => open(false),
    }
}

fn bound(is_so: bool, is_not: bool, figure: &Figure, value: f64, fact: &Fact) -> Outcome {
    match (is_so, is_not) {
        (true, _) => imprecise(value, fact),
        (false, true) => Outcome::Contradicted(tidy(figure.value - value)),
        (false, false) => open(fact.qualifier.as_deref() != Some("exact")),
    }
}

fn imprecise(value: f64, fact: &Fact) -> Outcome {
    Outcome::Imprecise(Reason::of("claim.as_hedged").with("figure", Said::Figure(value, fact.unit())))
}

fn open(is_hedged: bool) -> Outcome {
    Outcome::Open(if is_hedged { "claim.within_hedge" } else { "claim.more_than_printed" })
}

fn hedged(value: f64, fact: &Fact) -> Said {
    Said::Hedged(value, fact.unit(), fact.qualifier.clone().unwrap_or_default())
}

fn around(value: f64, step: f64) -> Bounds {
    (tidy(value - step / 2.0), tidy(value + step / 2.0))
}

fn holds(bounds: Bounds, value: f64) -> bool {
    bounds.0 <= value && value <= bounds.1
}

#[cfg(test)]
mod tests {
    use super::super::figure::Unit;
    use super::*;

    fn figure(value: f64, step: f64, significant: f64) -> Figure {
        Figure { at: 0..0, value, high: None, step, significant, unit: Unit::Usd, in_words: false, unclear: None }
    }

    fn fact(value: f64, low: Option<f64>, high: Option<f64>, qualifier: &str) -> Fact {
        Fact {
            value: Some(value),
            value_low: low,
            value_high: high,
            qualifier: Some(qualifier.to_owned()),
            ..Fact::default()
        }
    }

    #[test]
    fn bounds_come_from_the_digits_printed() {
        let trade = fact(307.4, Some(307.39), Some(307.41), "exact");
        for (value, step, significant, hedge, verdict) in [
            (307.4, 0.1, 0.1, Hedge::None, "S"),
            (307.0, 1.0, 1.0, Hedge::None, "S"),
            (308.0, 1.0, 1.0, Hedge::None, "C"),
            (310.0, 1.0, 10.0, Hedge::None, "C"),
            (307.38, 0.01, 0.01, Hedge::None, "C"),
            (307.396, 0.001, 0.001, Hedge::None, "O"),
            (310.0, 1.0, 10.0, Hedge::About, "I"),
            (320.0, 1.0, 10.0, Hedge::About, "C"),
            (307.0, 1.0, 1.0, Hedge::About, "S"),
            (300.0, 1.0, 100.0, Hedge::MoreThan, "I"),
            (307.4, 0.1, 0.1, Hedge::MoreThan, "O"),
            (310.0, 1.0, 10.0, Hedge::MoreThan, "C"),
            (307.4, 0.1, 0.1, Hedge::AtLeast, "I"),
            (310.0, 1.0, 10.0, Hedge::Nearly, "I"),
            (400.0, 1.0, 100.0, Hedge::Nearly, "C"),
            (307.0, 1.0, 1.0, Hedge::Nearly, "C"),
            (310.0, 1.0, 10.0, Hedge::LessThan, "I"),
            (300.0, 1.0, 100.0, Hedge::LessThan, "C"),
        ] {
            let outcome = compare(&figure(value, step, significant), hedge, &trade, false);
            assert!(format!("{outcome:?}").starts_with(verdict), "{hedge:?} {value}: {outcome:?}, not {verdict}");
        }
    }

    #[test]
    fn a_hedge_of_the_source_is_no_less_a_hedge() {
        let stock = fact(410.0, Some(410.0), None, "more_than");
        let visitors = fact(1.3, None, Some(1.3), "nearly");
        for (fact, value, hedge, verdict) in [
            (&stock, 410.0, Hedge::MoreThan, "S"),
            (&stock, 410.0, Hedge::None, "I"),
            (&stock, 400.0, Hedge::MoreThan, "I"),
            (&stock, 420.0, Hedge::None, "O"),
            (&stock, 420.0, Hedge::MoreThan, "O"),
            (&stock, 400.0, Hedge::None, "C"),
            (&visitors, 1.3, Hedge::Nearly, "S"),
            (&visitors, 1.3, Hedge::None, "I"),
            (&visitors, 1.3, Hedge::MoreThan, "C"),
            (&visitors, 1.2, Hedge::None, "O"),
        ] {
            let outcome = compare(&figure(value, 0.1, 0.1), hedge, fact, false);
            assert!(format!("{outcome:?}").starts_with(verdict), "{hedge:?} {value}: {outcome:?}, not {verdict}");
        }
    }

    #[test]
    fn of_a_deficit_more_and_less_tell_how_large_it_is() {
        let balance = fact(-9.82, Some(-9.84), Some(-9.8), "exact");
        for (value, hedge, verdict) in [
            (-9.82, Hedge::None, "S"),
            (-9.0, Hedge::MoreThan, "I"),
            (-10.0, Hedge::MoreThan, "C"),
            (-10.0, Hedge::LessThan, "I"),
            (-9.0, Hedge::LessThan, "C"),
            (-10.0, Hedge::Nearly, "I"),
            (-10.0, Hedge::AtLeast, "C"),
        ] {
            let outcome = compare(&figure(value, 0.01, 1.0), hedge, &balance, true);
            assert!(format!("{outcome:?}").starts_with(verdict), "{hedge:?} {value}: {outcome:?}, not {verdict}");
        }
        let surplus = fact(5.0, Some(4.9), Some(5.1), "exact");
        let outcome = compare(&figure(-10.0, 0.01, 1.0), Hedge::LessThan, &surplus, true);
        assert!(matches!(outcome, Outcome::Contradicted(_)), "a surplus is no deficit of whatever size: {outcome:?}");
    }
}
