//! Periods, which data files state in EDTF, in words.

use super::{before, qualified};

/// One end of a period: a day, a month or a year.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Edge<'a> {
    year: &'a str,
    month: Option<usize>,
    day: Option<&'a str>,
    is_about: bool,
}

const ENGLISH: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SPANISH: [&str; 12] = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"];
const PORTUGUESE: [&str; 12] = ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"];

/// A period in EDTF of level 0 or 1 in words: "2018", "Jan–Nov 2019", "about 1994–1996", "14–21 Nov 2008", "from 1 Jun 2025".
/// What has no such words (a season, a century) stays as it is.
pub fn period(date: &str, language: &str) -> String {
    let written = match date.split_once('/') {
        None => edge(date)
            .map(|edge| about(edge.is_about, &one(edge, language), language))
            .or_else(|| decade(date, language)),
        Some((start, end)) => match (edge(start), edge(end)) {
            (Some(start), Some(end)) => Some(two(start, end, language)),
            (Some(start), None) if is_open(end) => Some(open(start, ["from ", "desde ", "desde "], "起", language)),
            (None, Some(end)) if is_open(start) => Some(open(end, ["until ", "hasta ", "até "], "为止", language)),
            _ => None,
        },
    };
    written.unwrap_or_else(|| date.to_owned())
}

fn is_open(text: &str) -> bool {
    text.is_empty() || text == ".."
}

fn edge(text: &str) -> Option<Edge<'_>> {
    let bare = text.trim_end_matches(['~', '?', '%']);
    let mut parts = bare.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let month = parts.next().map(|month| month.parse().ok().filter(|month| (1..=12).contains(month)).ok_or(()));
    let day = parts.next().map(|day| day.parse::<u8>().map(|_| day.trim_start_matches('0')).map_err(|_| ()));
    let (month, day) = (month.transpose().ok()?, day.transpose().ok()?);
    Some(Edge { year, month, day, is_about: bare.len() < text.len() })
}

/// "199X".
fn decade(date: &str, language: &str) -> Option<String> {
    let decade =
        date.strip_suffix('X').filter(|text| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(match language {
        "es" | "pt" => format!("década de {decade}0"),
        "zh" => format!("{decade}0年代"),
        _ => format!("{decade}0s"),
    })
}

fn one(edge: Edge<'_>, language: &str) -> String {
    match (edge.month, edge.day, language) {
        (None, _, "zh") => format!("{}年", edge.year),
        (None, ..) => edge.year.to_owned(),
        (Some(month), None, "zh") => format!("{}年{month}月", edge.year),
        (Some(month), Some(day), "zh") => format!("{}年{month}月{day}日", edge.year),
        (Some(month), None, _) => format!("{} {}", name(month, language), edge.year),
        (Some(month), Some(day), _) => format!("{day} {} {}", name(month, language), edge.year),
    }
}

fn two(start: Edge<'_>, end: Edge<'_>, language: &str) -> String {
    let is_alike = start.is_about == end.is_about
        && start.month.is_some() == end.month.is_some()
        && start.day.is_some() == end.day.is_some();
    let short = if is_alike { shortened(start, end, language) } else { None };
    if let Some(short) = short {
        return about(start.is_about, &short, language);
    }
    let [first, last] = [start, end].map(|edge| about(edge.is_about, &one(edge, language), language));
    format!("{first}{}{last}", if language == "zh" { "–" } else { " – " })
}

/// Two ends that share what the later one says once: "Jan–Nov 2019", "1994–1996".
fn shortened(start: Edge<'_>, end: Edge<'_>, language: &str) -> Option<String> {
    let is_chinese = language == "zh";
    let name = |month| name(month, language);
    Some(match (start.month, start.day) {
        (None, _) if is_chinese => format!("{}–{}年", start.year, end.year),
        (None, _) => format!("{}–{}", start.year, end.year),
        _ if start.year != end.year => return None,
        (Some(month), None) if is_chinese => format!("{}年{month}–{}月", start.year, end.month?),
        (Some(month), None) => format!("{}–{}", name(month), one(end, language)),
        (Some(month), Some(day)) if is_chinese && start.month == end.month => {
            format!("{}年{month}月{day}–{}日", start.year, end.day?)
        }
        (Some(month), Some(day)) if is_chinese => {
            format!("{}年{month}月{day}日–{}月{}日", start.year, end.month?, end.day?)
        }
        (_, Some(day)) if start.month == end.month => format!("{day}–{}", one(end, language)),
        (Some(month), Some(day)) => format!("{day} {} – {}", name(month), one(end, language)),
    })
}

fn open(edge: Edge<'_>, words: [&str; 3], behind: &str, language: &str) -> String {
    let text = about(edge.is_about, &one(edge, language), language);
    let [english, spanish, portuguese] = words;
    match language {
        "zh" => format!("{text}{behind}"),
        "es" => format!("{spanish}{text}"),
        "pt" => format!("{portuguese}{text}"),
        _ => format!("{english}{text}"),
    }
}

fn about(is_about: bool, text: &str, language: &str) -> String {
    before(if is_about { qualified("about", language) } else { "" }, text, language)
}

fn name(month: usize, language: &str) -> &'static str {
    let names = match language {
        "es" => SPANISH,
        "pt" => PORTUGUESE,
        _ => ENGLISH,
    };
    names.get(month - 1).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::LANGUAGES;

    #[test]
    fn periods_are_written_as_people_of_each_language_write_them() {
        for (date, written) in [
            ("2018", ["2018", "2018", "2018", "2018年"]),
            ("2014-07", ["Jul 2014", "jul 2014", "jul 2014", "2014年7月"]),
            ("2017-12-31", ["31 Dec 2017", "31 dic 2017", "31 dez 2017", "2017年12月31日"]),
            ("2019-01/2019-11", ["Jan–Nov 2019", "ene–nov 2019", "jan–nov 2019", "2019年1–11月"]),
            ("2008-11-01/2008-11-21", ["1–21 Nov 2008", "1–21 nov 2008", "1–21 nov 2008", "2008年11月1–21日"]),
            (
                "2008-11-28/2008-12-02",
                ["28 Nov – 2 Dec 2008", "28 nov – 2 dic 2008", "28 nov – 2 dez 2008", "2008年11月28日–12月2日"],
            ),
            (
                "2018-12/2019-01",
                ["Dec 2018 – Jan 2019", "dic 2018 – ene 2019", "dez 2018 – jan 2019", "2018年12月–2019年1月"],
            ),
            ("1994~/1996~", ["about 1994–1996", "alrededor de 1994–1996", "cerca de 1994–1996", "约1994–1996年"]),
            (
                "2014~/2024",
                ["about 2014 – 2024", "alrededor de 2014 – 2024", "cerca de 2014 – 2024", "约2014年–2024年"],
            ),
            ("2015-05~", ["about May 2015", "alrededor de may 2015", "cerca de mai 2015", "约2015年5月"]),
            ("2025-06-01/..", ["from 1 Jun 2025", "desde 1 jun 2025", "desde 1 jun 2025", "2025年6月1日起"]),
            ("2025-06-01/", ["from 1 Jun 2025", "desde 1 jun 2025", "desde 1 jun 2025", "2025年6月1日起"]),
            ("../2019-12", ["until Dec 2019", "hasta dic 2019", "até dez 2019", "2019年12月为止"]),
            ("199X", ["1990s", "década de 1990", "década de 1990", "1990年代"]),
        ] {
            assert_eq!(LANGUAGES.map(|language| period(date, language)), written, "{date}");
        }
    }

    #[test]
    fn a_period_without_words_stays_as_it_is() {
        for date in ["2018-21", "19XX", "2014-XX", "2018/19XX", "", "nonsense/", "Y-17000"] {
            assert_eq!(period(date, "en"), date);
        }
    }
}
