//! The digits of a number, its point moved to a scale and its thousands set apart.

use crate::figure::tidy;

/// A step by which a language shortens large numbers.
pub struct Scale {
    /// Its power of ten.
    pub exponent: usize,
    /// Its word with a single one.
    pub one: &'static str,
    /// With more.
    pub many: &'static str,
}

/// How a language writes numbers.
pub struct Style {
    /// What stands before the decimals.
    pub point: char,
    /// What stands between thousands.
    pub group: char,
    /// Digits from which thousands are set apart.
    pub grouped_from: usize,
    /// Its words for large numbers, the largest first.
    pub scales: &'static [Scale],
}

const fn scale(exponent: usize, one: &'static str, many: &'static str) -> Scale {
    Scale { exponent, one, many }
}

static ENGLISH: Style = Style {
    point: '.',
    group: ',',
    grouped_from: 4,
    scales: &[scale(12, " trillion", " trillion"), scale(9, " billion", " billion"), scale(6, " million", " million")],
};

// A thousand millions have no word of their own; Spanish leaves numbers of four digits whole.
static SPANISH: Style = Style {
    point: ',',
    group: '.',
    grouped_from: 5,
    scales: &[scale(12, " billón", " billones"), scale(6, " millón", " millones")],
};

static PORTUGUESE: Style = Style {
    point: ',',
    group: '.',
    grouped_from: 4,
    scales: &[scale(12, " trilhão", " trilhões"), scale(9, " bilhão", " bilhões"), scale(6, " milhão", " milhões")],
};

static CHINESE: Style = Style {
    point: '.',
    group: ',',
    grouped_from: 5,
    scales: &[scale(12, "万亿", "万亿"), scale(8, "亿", "亿"), scale(4, "万", "万")],
};

/// How a language writes numbers; English for one that there is not.
pub fn style(language: &str) -> &'static Style {
    match language {
        "es" => &SPANISH,
        "pt" => &PORTUGUESE,
        "zh" => &CHINESE,
        _ => &ENGLISH,
    }
}

/// Most digits before the point of a number that is shortened by a word; one with more is written out.
const MAX_WHOLE: usize = 6;
/// Most digits after it, unless half of those that the word stands for are fewer: 1.0731 billion, but 33,188 and not 3.3188万.
const MAX_DECIMALS: usize = 4;

impl Style {
    /// The largest scale at which all of some numbers are short; none where they are small or have too many digits.
    pub fn scale(&self, numbers: &[f64]) -> Option<&'static Scale> {
        let largest = numbers.iter().fold(0.0_f64, |largest, number| largest.max(number.abs()));
        let fits = |scale: &&Scale| {
            let short = |number: &f64| {
                let (whole, decimals) = parts(*number, scale.exponent);
                whole.len() <= MAX_WHOLE && decimals.len() <= MAX_DECIMALS.min(scale.exponent / 2)
            };
            largest >= power(scale.exponent) && numbers.iter().all(short)
        };
        self.scales.iter().find(fits)
    }

    /// A number without its sign, in units of ten to a power.
    pub fn digits(&self, number: f64, exponent: usize) -> String {
        let (whole, decimals) = parts(number, exponent);
        let mut text = String::new();
        for (at, digit) in whole.char_indices() {
            if at > 0 && (whole.len() - at) % 3 == 0 && whole.len() >= self.grouped_from {
                text.push(self.group);
            }
            text.push(digit);
        }
        if !decimals.is_empty() {
            text.push(self.point);
            text += &decimals;
        }
        text
    }
}

/// Ten to a power.
fn power(exponent: usize) -> f64 {
    10_f64.powi(i32::try_from(exponent).unwrap_or(i32::MAX))
}

/// The digits of a number before and after its point, which is moved and not computed, so that no digit changes.
fn parts(number: f64, exponent: usize) -> (String, String) {
    let exact = if number.fract() == 0.0 { number } else { tidy(number) };
    let text = exact.abs().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let whole = format!("{whole:0>width$}", width = exponent + 1);
    let (whole, moved) = whole.split_at(whole.len() - exponent);
    let decimals = format!("{moved}{decimals}");
    let whole = whole.trim_start_matches('0');
    (if whole.is_empty() { "0" } else { whole }.to_owned(), decimals.trim_end_matches('0').to_owned())
}
