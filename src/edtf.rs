//! Periods: EDTF as the data files state it, calendar days as queries need it.

use edtf_core::{Bound, BoundDate, Edtf};
use jiff::civil::Date;

/// How long a period may be, as [`Period::span`] says it.
pub const SPANS: &[&str] = &["day", "days", "month", "months", "year", "years", "open"];

/// First and last day of a period; `None` where the interval is open or unknown at that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Option<Date>,
    /// Last day, inclusive.
    pub end: Option<Date>,
}

impl Period {
    /// Read an EDTF expression of level 0 or 1.
    ///
    /// # Errors
    /// What is wrong with it and what would be right, as a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let right = "`2018`, `2014-07`, `2019-01/2019-11` or `1994~/1996~` would be";
        let edtf = Edtf::parse(text).map_err(|error| format!("`{text}` is not EDTF ({error}); {right}"))?;
        if edtf.level() > 1 {
            return Err(format!(
                "`{text}` is EDTF of level {}; only levels 0 and 1 are used here: {right}",
                edtf.level()
            ));
        }
        let bounds = edtf.bounds();
        let period = Self { start: day(bounds.earliest), end: day(bounds.latest) };
        match period {
            Self { start: None, end: None } => Err(format!("`{text}` has no calendar day in it; {right}")),
            Self { start: Some(start), end: Some(end) } if start > end => {
                Err(format!("`{text}` ends before it starts; {right}"))
            }
            _ => Ok(period),
        }
    }

    /// The calendar year inside which the whole period lies.
    pub fn year(self) -> Option<i16> {
        let year = self.start?.year();
        (year == self.end?.year()).then_some(year)
    }
    /// How long it is, as a word of [`SPANS`].
    pub fn span(self) -> &'static str {
        let (Some(start), Some(end)) = (self.start, self.end) else { return "open" };
        let is_whole = start.day() == 1 && end.day() == end.days_in_month();
        let same_month = start.month() == end.month();
        let word = match (start.year() == end.year(), is_whole) {
            _ if start == end => "day",
            (false, _) => "years",
            (true, true) if same_month => "month",
            (true, true) if start.month() == 1 && end.month() == 12 => "year",
            (true, _) if end.day_of_year() - start.day_of_year() < 27 => "days",
            (true, _) => "months",
        };
        debug_assert!(SPANS.contains(&word));
        word
    }

    /// How long it is as an ISO 8601 duration, in the largest unit that fits: `P1Y`, `P11M`, `P12D`; `None` where it is open.
    pub fn duration(self) -> Option<String> {
        let (start, end) = (self.start?, self.end?);
        let is_whole = start.day() == 1 && end.day() == end.days_in_month();
        let months = (i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month())
            - i32::from(start.month())
            + 1;
        Some(match months {
            _ if !is_whole => format!("P{}D", (end - start).get_days() + 1),
            months if start.month() == 1 && months % 12 == 0 => format!("P{}Y", months / 12),
            months => format!("P{months}M"),
        })
    }
}

fn day(bound: Bound) -> Option<Date> {
    let Bound::Date(BoundDate { year, month, day, .. }) = bound else { return None };
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> (String, String) {
        let period = Period::parse(text).expect(text);
        let show = |date: Option<Date>| date.map_or_else(|| "open".to_owned(), |date| date.to_string());
        (show(period.start), show(period.end))
    }

    #[test]
    fn periods_become_their_first_and_last_day() {
        for (text, start, end) in [
            ("2018", "2018-01-01", "2018-12-31"),
            ("2019-01/2019-11", "2019-01-01", "2019-11-30"),
            ("2014-07", "2014-07-01", "2014-07-31"),
            ("2016-02", "2016-02-01", "2016-02-29"),
            ("1994~/1996~", "1994-01-01", "1996-12-31"),
            ("2017-12-31", "2017-12-31", "2017-12-31"),
            ("2025-06-01/..", "2025-06-01", "open"),
            ("../2019-12", "open", "2019-12-31"),
            ("199X", "1990-01-01", "1999-12-31"),
        ] {
            assert_eq!(days(text), (start.to_owned(), end.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_period_is_refused_with_what_would_be_right() {
        for text in ["", "last week", "2018-13", "2019-02-30", "2019/2018", "[1667,1668]", "../.."] {
            let reason = Period::parse(text).expect_err(text);
            assert!(reason.contains("would be"), "{text}: {reason}");
        }
    }

    #[test]
    fn a_period_is_as_long_as_its_days_say() {
        for (text, span) in [
            ("2017-12-31", "day"),
            ("2021-10-11/2021-10-12", "days"),
            ("2008-11-28/2008-12-02", "days"),
            ("2016-02", "month"),
            ("2019-01/2019-11", "months"),
            ("2008-01~/2008-11-21", "months"),
            ("2018", "year"),
            ("2018-01-01/2018-12-31", "year"),
            ("2018-12/2019-01", "years"),
            ("1994~/1996~", "years"),
            ("2025-06-01/", "open"),
        ] {
            assert_eq!(Period::parse(text).expect(text).span(), span, "{text}");
        }
    }

    #[test]
    fn a_duration_is_in_the_largest_unit_that_fits() {
        for (text, duration) in [
            ("2017-12-31", Some("P1D")),
            ("2008-11-28/2008-12-02", Some("P5D")),
            ("2016-02", Some("P1M")),
            ("2019-01/2019-11", Some("P11M")),
            ("2018-07/2019-06", Some("P12M")),
            ("2018", Some("P1Y")),
            ("1994~/1996~", Some("P3Y")),
            ("2025-06-01/", None),
        ] {
            assert_eq!(Period::parse(text).expect(text).duration().as_deref(), duration, "{text}");
        }
    }

    #[test]
    fn a_period_across_a_new_year_has_no_year() {
        assert_eq!(Period::parse("2018-01/2018-09").expect("valid").year(), Some(2018));
        assert_eq!(Period::parse("2018-12/2019-01").expect("valid").year(), None);
        assert_eq!(Period::parse("2018/..").expect("valid").year(), None);
    }
}
