//! Values that a parameter does not take, by what they mean: ranges, comparisons, amounts, words for choices.

use super::mistake::{Mend, Mistake, meant, unknown};
use super::{Takes, Test};
use crate::data::{LANGUAGES, labels};
use crate::edtf::Period;
use crate::model::{Column, Filter, Type};
use crate::text::folded;
use crate::words::Reason;

/// How people part two ends of a range.
const RANGES: [&str; 8] = ["..", ":", "/", "–", "—", " to ", " - ", "-"];

/// What people write before a value that they compare with, by the end of the parameter's name that says it here.
const COMPARISONS: [(&str, &str); 4] = [
    ("_min", "gte. gte: gt. gt: >= ≥ >"),
    ("_max", "lte. lte: lt. lt: <= ≤ <"),
    ("_not", "neq. ne: != !"),
    ("", "eq. eq: is. ="),
];

/// Words of other services and of everyday language for choices.
const CHOICES: &[(&str, &[&str])] = &[
    ("exports", &["x", "ventas"]),
    ("imports", &["m", "compras"]),
    ("balance", &["surplus", "deficit"]),
    ("value", &["amount", "volume"]),
    ("percent", &["%", "pct"]),
    ("USD", &["$", "us$", "dollar", "dollars"]),
    ("derived", &["computed", "calculated"]),
    ("free_trade_agreement", &["tlc", "alc"]),
];

/// What a value that a parameter does not take probably means: a sentence, and what stands in its place.
pub fn of_value(column: &Column, test: Test, word: &str) -> Option<(Reason, Mend)> {
    compared(column, word).or_else(|| match column.ty {
        Type::Integer if column.name == "year" => years(word).or_else(|| period(word)),
        Type::Integer | Type::Number => between(column, word).or_else(|| {
            let amount = amount(word)?;
            Some((Reason::of("query.written_out").with("value", &amount), Mend::word(&amount)))
        }),
        Type::Date => match test {
            Test::EndsFrom | Test::StartsTo => range(word, "from", "to"),
            _ => range(word, &format!("{}_min", column.param), &format!("{}_max", column.param)),
        }
        .or_else(|| padded(word).map(|day| (Reason::of("query.written_out").with("value", &day), Mend::word(&day)))),
        Type::Choice(_) if column.name == "period" => {
            let mend = years(word).map(|(_, mend)| mend);
            let year = Some(word).filter(|word| is_year(word)).map(|year| Mend::pair("year", year));
            Some((Reason::of("query.period"), mend.or(year)?))
        }
        _ => None,
    })
}

/// `gte.5`, `>5`, `eq.5`.
fn compared(column: &Column, word: &str) -> Option<(Reason, Mend)> {
    let after = |marks: &str| marks.split(' ').find_map(|mark| word.strip_prefix(mark));
    let (end, value) = COMPARISONS.into_iter().find_map(|(end, marks)| Some((end, after(marks)?.trim())))?;
    let is_there = match end {
        "" => true,
        "_not" => column.filter != Filter::None,
        _ => column.filter == Filter::Range,
    };
    let name = format!("{}{end}", column.param);
    let found = (is_there && !value.is_empty()).then(|| Mend::pair(&name, value))?;
    Some((Reason::of("query.compares").with("name", &name), found))
}

/// `2015-2019`, `2015:2019`.
fn years(word: &str) -> Option<(Reason, Mend)> {
    let (first, last) = ends(word).filter(|(first, last)| is_year(first) && is_year(last))?;
    let pairs = vec![("year_min".to_owned(), first.to_owned()), ("year_max".to_owned(), last.to_owned())];
    Some((
        Reason::of("query.range").with("first", "year_min").with("last", "year_max"),
        Mend { pairs, ..Mend::default() },
    ))
}

/// A month or a day where a year is asked for.
fn period(word: &str) -> Option<(Reason, Mend)> {
    Period::parse(word).ok().filter(|period| period.start.is_some() && period.end.is_some())?;
    let pairs = ["from", "to"].map(|name| (name.to_owned(), word.to_owned())).to_vec();
    Some((Reason::of("query.months"), Mend { pairs, ..Mend::default() }))
}

/// Two days, months or years.
fn range(word: &str, from: &str, to: &str) -> Option<(Reason, Mend)> {
    let (first, last) =
        ends(word).filter(|(first, last)| Period::parse(first).is_ok() && Period::parse(last).is_ok())?;
    let pairs = vec![(from.to_owned(), first.to_owned()), (to.to_owned(), last.to_owned())];
    Some((Reason::of("query.range").with("first", from).with("last", to), Mend { pairs, ..Mend::default() }))
}

/// Two numbers.
fn between(column: &Column, word: &str) -> Option<(Reason, Mend)> {
    let (first, last) = ends(word).filter(|_| column.filter == Filter::Range)?;
    let amounts = [amount(first)?, amount(last)?];
    let names = [format!("{}_min", column.param), format!("{}_max", column.param)];
    let sentence = Reason::of("query.range").with("first", &names[0]).with("last", &names[1]);
    Some((sentence, Mend { pairs: names.into_iter().zip(amounts).collect(), ..Mend::default() }))
}

fn ends(word: &str) -> Option<(&str, &str)> {
    let (first, last) = RANGES.into_iter().find_map(|mark| word.split_once(mark))?;
    let (first, last) = (first.trim(), last.trim());
    (!first.is_empty() && !last.is_empty()).then_some((first, last))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2018-1-5`, `2018/01/05` and `20180105` as ISO 8601 has them. Where the day may come before the month or after it,
/// nothing is guessed.
fn padded(word: &str) -> Option<String> {
    let word = word.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = match word.len() {
        8 if word.bytes().all(|byte| byte.is_ascii_digit()) => vec![&word[..4], &word[4..6], &word[6..]],
        _ => word.split(['-', '/', '.']).collect(),
    };
    let numbers: Vec<u16> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let text = match numbers[..] {
        [year, month] if is_year(parts[0]) => format!("{year:04}-{month:02}"),
        [year, month, day] if is_year(parts[0]) => format!("{year:04}-{month:02}-{day:02}"),
        _ => return None,
    };
    Period::parse(&text).is_ok().then_some(text)
}

/// `1,000,000`, `US$300bn`, `1.5 million`, `18%` as a bare number.
fn amount(word: &str) -> Option<String> {
    let bare: String = word.to_lowercase().chars().filter(|c| !",_ ' $%€".contains(*c)).collect();
    let bare = bare.trim_start_matches("us").trim_end_matches("usd").trim_start_matches('+');
    let digits = bare.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(bare.len());
    let times = match &bare[digits..] {
        "" => 1.0,
        "k" | "thousand" | "mil" => 1e3,
        "m" | "mn" | "mio" | "million" => 1e6,
        "b" | "bn" | "billion" => 1e9,
        "t" | "tn" | "trillion" => 1e12,
        _ => return None,
    };
    let number: f64 = bare[..digits].parse().ok()?;
    let (exact, whole) = (number * times, (number * times).round());
    // 307.4 billion is not 307399999999.99994.
    Some(if times > 1.0 && (exact - whole).abs() < 1e-3 { whole } else { exact }.to_string())
}

/// The choice that a word means: its label in one of the languages, its initials, another form of it, or the only one that
/// has all words of it.
pub fn choice<'a>(column: &Column, choices: &[&'a str], word: &str) -> Option<&'a str> {
    let wanted = folded(word.trim()).replace([' ', '-'], "_");
    let plain = |choice: &str| choice.to_lowercase();
    let by = |test: &dyn Fn(&str) -> bool| choices.iter().copied().find(|choice| test(choice));
    let label = |choice: &str| {
        let labels = LANGUAGES.iter().filter_map(|language| labels(language).choices.get(column.name)?.get(choice));
        labels.into_iter().any(|label| folded(label).replace([' ', '-'], "_") == wanted)
    };
    let initials = |choice: &str| choice.split('_').filter_map(|part| part.chars().next()).collect::<String>();
    let word = |choice: &str| CHOICES.iter().any(|(of, words)| *of == choice && words.contains(&wanted.as_str()));
    let only = || {
        let parts: Vec<&str> = wanted.split('_').filter(|part| part.len() > 2).collect();
        let has = |whole: &str, part: &str| whole.split('_').any(|own| own == part);
        let within = |choice: &&&str| {
            !parts.is_empty() && (parts.iter().all(|part| has(&plain(choice), part)) || has(&wanted, &plain(choice)))
        };
        let mut found = choices.iter().filter(within);
        found.next().copied().filter(|_| found.next().is_none())
    };
    by(&|choice| plain(choice) == wanted)
        .or_else(|| by(&word))
        .or_else(|| by(&label))
        .or_else(|| by(&|choice| choice.contains('_') && initials(choice) == wanted))
        .or_else(only)
}

/// A word for an order: `value:desc`, `desc(value)`, `latest`.
pub fn order(word: &str) -> String {
    let lower = word.trim().to_lowercase();
    let inner = |name: &str| lower.strip_prefix(name).and_then(|rest| rest.strip_suffix(')'));
    let (bare, down) = if let Some(bare) = inner("desc(") {
        (bare, true)
    } else if let Some(bare) = inner("asc(") {
        (bare, false)
    } else {
        let ends = |marks: [&str; 5]| marks.into_iter().find_map(|mark| lower.strip_suffix(mark));
        match (ends([":desc", ".desc", " desc", "_desc", "-desc"]), ends([":asc", ".asc", " asc", "_asc", "-asc"])) {
            (Some(bare), _) => (bare, true),
            (None, Some(bare)) => (bare, false),
            (None, None) => (lower.strip_prefix('-').unwrap_or(&lower), lower.starts_with('-')),
        }
    };
    let (bare, down) = match bare.trim_start_matches('+').trim() {
        "latest" | "newest" | "recent" | "time" | "year_published" | "published_date" => ("start", true),
        "oldest" => ("start", false),
        "amount" | "largest" => ("value", true),
        other => (other, down),
    };
    format!("{}{bare}", if down { "-" } else { "" })
}

/// The mistake of a word that names no column: an order as others write it, a column by its parameter or the other way
/// round, else what is spelt alike.
pub fn column(takes: Takes, detail: Reason, word: &str, known: &[&str]) -> Mistake {
    let plain = word.to_lowercase();
    let forms = match takes {
        Takes::Sort => vec![order(word)],
        _ => vec![plain.clone(), format!("{plain}s"), plain.trim_end_matches('s').to_owned()],
    };
    let right = forms.iter().find_map(|form| known.iter().copied().find(|name| name == form));
    match right {
        Some(right) => meant(detail, Some(right), known),
        None => unknown(detail, word, known),
    }
}
