//! Figures with their units and what the source says of them.

use super::digits::{Scale, Style, style};
use super::{before, qualified};

/// What stands before and behind the number of a unit.
struct Affixes {
    before: &'static str,
    one: &'static str,
    many: &'static str,
}

/// A figure as its source has it: "more than US$410 billion", "nearly 1.3 million people". The unit and the qualifier are the
/// words that the columns have.
pub fn figure(value: f64, unit: &str, qualifier: &str, language: &str) -> String {
    before(qualified(qualifier, language), &amount(value, unit, language), language)
}

/// A number with its unit: "US$307.4 billion", "307.400 millones de dólares", "3074亿美元".
pub fn amount(value: f64, unit: &str, language: &str) -> String {
    let style = style(language);
    written(value, unit, language, style, scale(&[value], unit, style))
}

/// Two numbers and what lies between: "US$258.38–258.69 billion".
pub fn range(low: f64, high: f64, unit: &str, language: &str) -> String {
    let style = style(language);
    let scale = scale(&[low, high], unit, style);
    let [first, last] = [low, high].map(|value| written(value, unit, language, style, scale));
    if low < 0.0 || unit == "rank" {
        let to = match language {
            "es" | "pt" => " a ",
            "zh" => "至",
            _ => " to ",
        };
        return format!("{first}{to}{last}");
    }
    let digits = style.digits(low, scale.map_or(0, |scale| scale.exponent));
    let start = affixes(unit, language).before;
    format!("{start}{digits}–{}", last.strip_prefix(start).unwrap_or(&last))
}

/// The numbers of an axis, all in one scale, the last with its unit, for a reader sees it once: "0", "100", "US$200 billion".
pub fn ticks(values: &[f64], unit: &str, language: &str) -> Vec<String> {
    let style = style(language);
    let scale = scale(values, unit, style);
    let exponent = scale.map_or(0, |scale| scale.exponent);
    let is_plain = |at: usize| at + 1 < values.len() && unit != "rank";
    let tick = |(at, value): (usize, &f64)| {
        if is_plain(at) {
            format!("{}{}", sign(*value), number(*value, unit, language, style, exponent))
        } else {
            written(*value, unit, language, style, scale)
        }
    };
    values.iter().enumerate().map(tick).collect()
}

/// Only what can be large is shortened by a word.
fn scale(values: &[f64], unit: &str, style: &Style) -> Option<&'static Scale> {
    matches!(unit, "USD" | "count" | "people").then(|| style.scale(values)).flatten()
}

fn written(value: f64, unit: &str, language: &str, style: &Style, scale: Option<&Scale>) -> String {
    let Affixes { before, one, many } = affixes(unit, language);
    let digits = number(value, unit, language, style, scale.map_or(0, |scale| scale.exponent));
    let scaled = scale.map_or(value, |scale| value / 10_f64.powi(i32::try_from(scale.exponent).unwrap_or_default()));
    let is_one = is_one(scaled, language);
    let word = scale.map_or("", |scale| if is_one { scale.one } else { scale.many });
    let unit = if is_one && scale.is_none() { one } else { many };
    // "millones de dólares", but "33.188 dólares".
    let of = if !word.is_empty() && !unit.is_empty() && matches!(language, "es" | "pt") { " de" } else { "" };
    format!("{}{before}{digits}{word}{of}{unit}", sign(value))
}

/// The minus that is as wide as a plus.
fn sign(value: f64) -> &'static str {
    if value < 0.0 { "\u{2212}" } else { "" }
}

/// Whether words stand in the singular: Portuguese counts as one what is less than two.
fn is_one(number: f64, language: &str) -> bool {
    let number = number.abs();
    if language == "pt" { number > 0.0 && number < 2.0 } else { (number - 1.0).abs() < f64::EPSILON }
}

fn number(value: f64, unit: &str, language: &str, style: &Style, exponent: usize) -> String {
    match unit {
        "year" => value.abs().to_string(),
        "rank" => ordinal(&style.digits(value, 0), language),
        _ => style.digits(value, exponent),
    }
}

fn ordinal(digits: &str, language: &str) -> String {
    match language {
        "es" => format!("{digits}.º"),
        "pt" => format!("{digits}º"),
        "zh" => format!("第{digits}"),
        _ => {
            let teen = digits.ends_with("11") || digits.ends_with("12") || digits.ends_with("13");
            let ending = match digits.chars().last() {
                Some('1') if !teen => "st",
                Some('2') if !teen => "nd",
                Some('3') if !teen => "rd",
                _ => "th",
            };
            format!("{digits}{ending}")
        }
    }
}

fn affixes(unit: &str, language: &str) -> Affixes {
    let (before, one, many) = match (unit, language) {
        ("USD", "es") => ("", " dólar", " dólares"),
        ("USD", "pt") => ("US$\u{a0}", "", ""),
        ("USD", "zh") => ("", "美元", "美元"),
        ("USD", _) => ("US$", "", ""),
        ("percent", "es") => ("", "\u{a0}%", "\u{a0}%"),
        ("percent", _) => ("", "%", "%"),
        ("percentage_points", "es") => ("", " punto porcentual", " puntos porcentuales"),
        ("percentage_points", "pt") => ("", " ponto percentual", " pontos percentuais"),
        ("percentage_points", "zh") => ("", "个百分点", "个百分点"),
        ("percentage_points", _) => ("", " percentage point", " percentage points"),
        ("people", "es") => ("", " persona", " personas"),
        ("people", "pt") => ("", " pessoa", " pessoas"),
        ("people", "zh") => ("", "人", "人"),
        ("people", _) => ("", " person", " people"),
        ("ratio", "es") => ("", " vez", " veces"),
        ("ratio", "pt") => ("", " vez", " vezes"),
        ("ratio", "zh") => ("", "倍", "倍"),
        ("ratio", _) => ("", " time", " times"),
        ("year", "zh") => ("", "年", "年"),
        _ => ("", "", ""),
    };
    Affixes { before, one, many }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::LANGUAGES;

    #[test]
    fn figures_are_written_as_people_of_each_language_write_them() {
        for (value, unit, written) in [
            (307.4e9, "USD", ["US$307.4 billion", "307.400 millones de dólares", "US$ 307,4 bilhões", "3074亿美元"]),
            (
                148.79e9,
                "USD",
                ["US$148.79 billion", "148.790 millones de dólares", "US$ 148,79 bilhões", "1487.9亿美元"],
            ),
            (4.62e12, "USD", ["US$4.62 trillion", "4,62 billones de dólares", "US$ 4,62 trilhões", "4.62万亿美元"]),
            (2e12, "USD", ["US$2 trillion", "2 billones de dólares", "US$ 2 trilhões", "2万亿美元"]),
            (960e6, "USD", ["US$960 million", "960 millones de dólares", "US$ 960 milhões", "9.6亿美元"]),
            (1e6, "USD", ["US$1 million", "1 millón de dólares", "US$ 1 milhão", "100万美元"]),
            (-9.82e9, "USD", ["−US$9.82 billion", "−9820 millones de dólares", "−US$ 9,82 bilhões", "−98.2亿美元"]),
            (
                286_830_123_450.0,
                "USD",
                ["US$286,830,123,450", "286.830.123.450 dólares", "US$ 286.830.123.450", "286,830,123,450美元"],
            ),
            (1.3e6, "people", ["1.3 million people", "1,3 millones de personas", "1,3 milhão de pessoas", "130万人"]),
            (33_188.0, "count", ["33,188", "33.188", "33.188", "33,188"]),
            (18.9, "percent", ["18.9%", "18,9\u{a0}%", "18,9%", "18.9%"]),
            (0.1, "percent", ["0.1%", "0,1\u{a0}%", "0,1%", "0.1%"]),
            (
                1.5,
                "percentage_points",
                ["1.5 percentage points", "1,5 puntos porcentuales", "1,5 ponto percentual", "1.5个百分点"],
            ),
            (2.0, "ratio", ["2 times", "2 veces", "2 vezes", "2倍"]),
            (1.0, "people", ["1 person", "1 persona", "1 pessoa", "1人"]),
            (0.0, "USD", ["US$0", "0 dólares", "US$ 0", "0美元"]),
            (2014.0, "year", ["2014", "2014", "2014", "2014年"]),
            (22.0, "rank", ["22nd", "22.º", "22º", "第22"]),
            (1.0, "rank", ["1st", "1.º", "1º", "第1"]),
            (12.0, "rank", ["12th", "12.º", "12º", "第12"]),
        ] {
            let all = LANGUAGES.map(|language| amount(value, unit, language).replace("US$\u{a0}", "US$ "));
            assert_eq!(all, written, "{value} {unit}");
        }
    }

    #[test]
    fn what_the_source_says_of_a_figure_stands_before_it() {
        for (qualifier, written) in [
            ("exact", ["US$410 billion", "410.000 millones de dólares", "US$ 410 bilhões", "4100亿美元"]),
            (
                "more_than",
                [
                    "more than US$410 billion",
                    "más de 410.000 millones de dólares",
                    "mais de US$ 410 bilhões",
                    "超过4100亿美元",
                ],
            ),
            (
                "at_least",
                [
                    "at least US$410 billion",
                    "al menos 410.000 millones de dólares",
                    "pelo menos US$ 410 bilhões",
                    "至少4100亿美元",
                ],
            ),
            (
                "about",
                [
                    "about US$410 billion",
                    "alrededor de 410.000 millones de dólares",
                    "cerca de US$ 410 bilhões",
                    "约4100亿美元",
                ],
            ),
        ] {
            let all = LANGUAGES.map(|language| figure(410e9, "USD", qualifier, language).replace('\u{a0}', " "));
            assert_eq!(all, written, "{qualifier}");
        }
    }

    #[test]
    fn a_range_says_its_unit_once() {
        for (low, high, unit, written) in [
            (
                258.38e9,
                258.69e9,
                "USD",
                [
                    "US$258.38–258.69 billion",
                    "258.380–258.690 millones de dólares",
                    "US$ 258,38–258,69 bilhões",
                    "2583.8–2586.9亿美元",
                ],
            ),
            (10.0, 100.0, "percent", ["10–100%", "10–100 %", "10–100%", "10–100%"]),
            (2.0, 3.0, "rank", ["2nd to 3rd", "2.º a 3.º", "2º a 3º", "第2至第3"]),
            (
                -9.83e9,
                -9.81e9,
                "USD",
                [
                    "−US$9.83 billion to −US$9.81 billion",
                    "−9830 millones de dólares a −9810 millones de dólares",
                    "−US$ 9,83 bilhões a −US$ 9,81 bilhões",
                    "−98.3亿美元至−98.1亿美元",
                ],
            ),
        ] {
            let all = LANGUAGES.map(|language| range(low, high, unit, language).replace('\u{a0}', " "));
            assert_eq!(all, written, "{low} to {high} {unit}");
        }
    }

    #[test]
    fn an_axis_has_one_scale_and_its_unit_once() {
        assert_eq!(ticks(&[0.0, 500e9, 1e12], "USD", "en"), ["0", "0.5", "US$1 trillion"]);
        assert_eq!(ticks(&[-10e9, 0.0, 10e9], "USD", "es"), ["−10.000", "0", "10.000 millones de dólares"]);
        assert_eq!(ticks(&[0.0, 10.0, 20.0], "percent", "zh"), ["0", "10", "20%"]);
        assert_eq!(ticks(&[1.0, 2.0, 3.0], "rank", "en"), ["1st", "2nd", "3rd"]);
    }

    /// Every digit of a number, and no other but noughts at its ends.
    #[test]
    fn no_language_adds_or_takes_a_digit() {
        let mut seed = 20_261_126_u64;
        for _ in 0..2000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (digits, places) = (seed >> 40, i32::try_from(seed % 13).expect("small"));
            let value: f64 = format!("{digits}e{}", places - 3).parse().expect("a number");
            let kept = digits.to_string().trim_matches('0').to_owned();
            for language in LANGUAGES {
                for unit in ["USD", "count", "percent", "people", "ratio"] {
                    let text = amount(value, unit, language);
                    let shown: String = text.chars().filter(char::is_ascii_digit).collect();
                    assert_eq!(shown.trim_matches('0'), kept, "{value} as {text}");
                }
            }
        }
        assert_eq!(amount(0.1 + 0.2, "percent", "en"), "0.3%");
    }
}
