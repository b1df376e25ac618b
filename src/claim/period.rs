//! Periods of claims, as calendar days: "in 2018", "the first eleven months of 2019", "by the end of 2017".

use std::ops::Range;

use jiff::civil::Date;
use regex::Captures;

use super::lexicon::Lexicon;
use super::sense::Means;

/// A period that a claim names.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Where it stands in the folded text, in bytes.
    pub at: Range<usize>,
    /// First day.
    pub start: Date,
    /// Last day, inclusive.
    pub end: Date,
    /// How it is meant.
    pub shape: Shape,
}

/// How a period is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// All of it.
    Whole,
    /// Its last day: "at the end of 2017".
    End,
    /// Some day until its end: "by November 2019".
    By,
    /// From its first day on: "since March 2008".
    Since,
    /// Years before or after another: "over the next decade".
    Decade(i16),
    /// Something that no fact is compared with.
    Other,
}

impl Period {
    /// The same as another, wherever they stand.
    pub fn is(&self, other: &Self) -> bool {
        (self.start, self.end, self.shape) == (other.start, other.end, other.shape)
    }

    /// In EDTF: a year, a month, a day, or an interval.
    pub fn edtf(&self) -> String {
        let (start, end) = (self.start, self.end);
        let month = |date: Date| date.strftime("%Y-%m").to_string();
        let whole = start.day() == 1 && end.day() == end.days_in_month();
        match self.shape {
            Shape::End => end.to_string(),
            Shape::Since => format!("{}/..", if start.day() == 1 { month(start) } else { start.to_string() }),
            _ if start == end => start.to_string(),
            _ if whole && start.month() == 1 && end.month() == 12 && start.year() == end.year() => {
                start.year().to_string()
            }
            _ if whole && start.month() == 1 && end.month() == 12 => format!("{}/{}", start.year(), end.year()),
            _ if whole && month(start) == month(end) => month(start),
            _ if whole => format!("{}/{}", month(start), month(end)),
            _ => format!("{start}/{end}"),
        }
    }
}

/// Every period of a folded text, in order; one that is a part of another found before is left out.
pub fn periods(text: &str, lexicon: &Lexicon) -> Vec<Period> {
    let mut found: Vec<Period> = Vec::new();
    for (pattern, means) in &lexicon.periods {
        for captures in pattern.captures_iter(text) {
            let Some(at) = captures.get(0).map(|whole| whole.range()) else { continue };
            let is_free = found.iter().all(|other| at.end <= other.at.start || other.at.end <= at.start);
            if is_free && stands_alone(text, &at, lexicon) {
                found.extend(period(&captures, at, *means, lexicon));
            }
        }
    }
    found.sort_by_key(|period| period.at.start);
    relative(found)
}

/// Whether what looks like a year is one: no part of a longer number, no sum of money, no magnitude behind it.
fn stands_alone(text: &str, at: &Range<usize>, lexicon: &Lexicon) -> bool {
    let (before, after) = (&text[..at.start], &text[at.end..]);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "$€£¥.,".contains(c);
    let is_joined = before.ends_with(is_part) && !before.ends_with(", ");
    let starts = text[at.clone()].starts_with(|c: char| c.is_ascii_alphanumeric());
    let next = after.trim_start_matches(' ');
    let digits = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let goes_on =
        after.starts_with(|c: char| c.is_ascii_alphanumeric()) || after.strip_prefix(['.', ',']).is_some_and(digits);
    let is_word = |word: &str| next.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let is_counted = lexicon
        .scales
        .iter()
        .map(|(word, _)| word)
        .chain(lexicon.units.iter().map(|(word, _)| word))
        .any(|word| is_word(word));
    let is_money = before.trim_end().ends_with('$');
    !(is_joined && starts || goes_on || is_counted || is_money)
}

fn period(captures: &Captures<'_>, at: Range<usize>, means: Means, lexicon: &Lexicon) -> Option<Period> {
    let text = |name: &str| captures.name(name).map(|found| found.as_str());
    let number = |name: &str| {
        let word = text(name)?;
        let known =
            [&lexicon.numbers, &lexicon.ordinals, &lexicon.months].into_iter().find_map(|known| known.get(word));
        known.copied().or_else(|| word.parse().ok()).and_then(|number| i16::try_from(number).ok())
    };
    let small = |number: i16| i8::try_from(number).ok();
    let year = number("y");
    let first = |year: i16, month: i16| Date::new(year, small(month)?, 1).ok();
    let last = |year: i16, month: i16| first(year, month).map(Date::last_of_month);
    let whole = |start: Option<Date>, end: Option<Date>, shape| {
        Some(Period { at: at.clone(), start: start?, end: end?, shape })
    };
    if let Means::NextDecade | Means::PastDecade | Means::Nothing = means {
        let years = match means {
            Means::NextDecade => 10,
            Means::PastDecade => -10,
            _ => 0,
        };
        return whole(Some(Date::ZERO), Some(Date::ZERO), Shape::Decade(years));
    }
    let (year, month) = (year?, number("m").or(number("k")));
    let months = |from: i16, to: i16, shape| whole(first(year, from), last(year, to), shape);
    match means {
        Means::FirstMonths => months(1, number("n")?, Shape::Whole),
        Means::FirstQuarters => months(1, 3 * number("n")?, Shape::Whole),
        Means::Quarter => months(3 * number("o")? - 2, 3 * number("o")?, Shape::Whole),
        Means::Half => months(6 * number("o")? - 5, 6 * number("o")?, Shape::Whole),
        Means::FirstHalf => months(1, 6, Shape::Whole),
        Means::SecondHalf => months(7, 12, Shape::Whole),
        Means::Months => months(month?, number("m2").or(number("k2"))?, Shape::Whole),
        Means::Years => {
            whole(first(year, 1), last(number("y2")?, 12), Shape::Whole).filter(|period| period.start < period.end)
        }
        Means::EndOfMonth => months(month?, month?, Shape::End),
        Means::EndOfYear => months(1, 12, Shape::End),
        Means::Day => {
            let day = Date::new(year, small(month?)?, small(number("d")?)?).ok();
            whole(day, day, Shape::Whole)
        }
        Means::SinceMonth => months(month?, month?, Shape::Since),
        Means::ByMonth => months(month?, month?, Shape::By),
        Means::Month => months(month?, month?, Shape::Whole),
        Means::ByYear => months(1, 12, Shape::By),
        Means::Year => months(1, 12, Shape::Whole),
        Means::Other => months(1, 12, Shape::Other),
        Means::NextDecade | Means::PastDecade | Means::Nothing => None,
    }
}

/// "In 2015 ... over the next decade" is the decade from 2015 on. Beside an interval such words repeat it; beside nothing
/// they say no period.
fn relative(mut found: Vec<Period>) -> Vec<Period> {
    let years =
        found.iter().find_map(|period| if let Shape::Decade(years) = period.shape { Some(years) } else { None });
    let Some(years) = years else { return found };
    let absolute: Vec<&Period> = found.iter().filter(|period| !matches!(period.shape, Shape::Decade(_))).collect();
    let said = match absolute[..] {
        [one] if one.start.year() == one.end.year() && years != 0 => {
            let other = one.start.year().saturating_add(years);
            let (low, high) = (one.start.year().min(other), one.start.year().max(other));
            Date::new(low, 1, 1).ok().zip(Date::new(high, 12, 31).ok()).map(|(start, end)| (start, end, Shape::Whole))
        }
        [one] => Some((one.start, one.end, one.shape)),
        _ => None,
    };
    let (start, end, shape) = said.unwrap_or((Date::ZERO, Date::ZERO, Shape::Other));
    for period in &mut found {
        (period.start, period.end, period.shape) = (start, end, shape);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::folded::Folded;
    use super::super::lexicon::of_text;
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let text = Folded::of(text).text;
        periods(&text, of_text(&text)).iter().map(Period::edtf).collect()
    }

    #[test]
    fn periods_are_read_in_four_languages() {
        for (text, period) in [
            ("the trade in 2018.", "2018"),
            ("in the first eleven months of 2019,", "2019-01/2019-11"),
            ("the total in the first three quarters of 2008.", "2008-01/2008-09"),
            ("from January to November 2019", "2019-01/2019-11"),
            ("between January and November 2019 was", "2019-01/2019-11"),
            ("by the end of 2017", "2017-12-31"),
            ("at the end of June 2008", "2008-06-30"),
            ("the trade in the first half of 2018", "2018-01/2018-06"),
            ("between 2016 and 2018 was", "2016/2018"),
            ("on May 13, 2025", "2025-05-13"),
            ("since March 2008", "2008-03/.."),
            ("en los primeros once meses de 2019, el comercio", "2019-01/2019-11"),
            ("a fines de 2017 el comercio", "2017-12-31"),
            ("no fim de 2017 o comércio", "2017-12-31"),
            ("2019年前11个月，中国", "2019-01/2019-11"),
            ("截至2017年底，中国", "2017-12-31"),
            ("2019年1-11月中国", "2019-01/2019-11"),
        ] {
            assert_eq!(read(text), [period], "{text}");
        }
    }

    #[test]
    fn a_decade_is_reckoned_from_the_year_beside_it() {
        for text in
            ["in 2015 the trade over the next decade", "the trade of the past decade in 2025, over the past decade"]
        {
            assert!(read(text).iter().all(|period| period == "2015/2025"), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn what_is_no_year_is_no_period() {
        for text in ["$2018 in the", "of 20181 the", "2018.5 of the", "2000 dollars of the", "in2018 the of"] {
            assert_eq!(read(text), [""; 0], "{text}");
        }
        assert_eq!(read("in 2018 and 2019"), ["2018", "2019"]);
    }
}
