//! One value of a query string as its column takes it.

use jiff::civil::Date;

use super::mistake::{Mend, Mistake, meant, plain, unknown};
use super::{KIND, Test, meaning, named};
use crate::data::LANGUAGES;
use crate::dataset::Vocabulary;
use crate::edtf::Period;
use crate::kinds::fact_names;
use crate::limits::{MAX_INTEGER, MAX_LIMIT, MAX_NUMBER, MAX_WIDTH, MAX_WORD, MIN_WIDTH};
use crate::model::{Column, Role, Type, Value};
use crate::suggest::suggestion;
use crate::words::Reason;

/// The word that stands for "has no value".
const NOTHING: &str = "null";

/// Turn a word into a value for a column.
///
/// # Errors
/// The mistake, without the parameter's name.
pub fn value(column: &Column, test: Test, word: &str, vocabulary: &Vocabulary) -> Result<Value, Mistake> {
    if word == NOTHING && matches!(test, Test::AnyOf | Test::NoneOf) {
        return Ok(Value::Null);
    }
    if word.is_empty() {
        return Err(plain(Reason::of("query.empty_word")));
    }
    if word.chars().count() > MAX_WORD {
        return Err(plain(Reason::of("query.long_word").with("most", MAX_WORD)));
    }
    read(column, test, word, vocabulary).map_err(|mistake| match meaning::of_value(column, test, word) {
        Some((sentence, mend)) => Mistake { suggestion: None, ..mistake.explained(sentence, mend) },
        None => mistake,
    })
}

fn read(column: &Column, test: Test, word: &str, vocabulary: &Vocabulary) -> Result<Value, Mistake> {
    match column.ty {
        Type::Choice(_) => choice(column, &column.words(), word),
        _ if column.name == KIND => choice(column, &fact_names(), word),
        Type::Code if column.name == "alpha2" => Ok(Value::Text(word.to_ascii_uppercase())),
        Type::Code => named::code(column, word, vocabulary),
        Type::Ref(_) | Type::Refs(_) | Type::AnyRef(..) | Type::AnyRefs(_)
            if column.targets().0.iter().all(|kind| kind.role == Role::Reference) =>
        {
            named::reference(column, word, vocabulary)
        }
        Type::Integer => integer(word),
        Type::Number => number(word),
        Type::Bool => word
            .parse()
            .map(Value::Bool)
            .map_err(|_| unknown(Reason::of("query.bool").with("word", word), word, &["true", "false"])),
        Type::Date => day(test, word),
        _ => Ok(Value::Text(word.to_owned())),
    }
}

fn choice(column: &Column, choices: &[&str], word: &str) -> Result<Value, Mistake> {
    let known = choices.iter().find(|choice| choice.eq_ignore_ascii_case(word));
    known.map(|choice| Value::Text((*choice).to_owned())).ok_or_else(|| {
        let right = meaning::choice(column, choices, word).or_else(|| suggestion(word, choices.iter().copied()));
        meant(Reason::of("query.choice").with("word", word), right, choices)
    })
}

/// The language that a word names; nothing for English, in which everything is without being asked for.
pub fn language(word: &str) -> Result<Option<&'static str>, Mistake> {
    let known = LANGUAGES.into_iter().find(|language| language.eq_ignore_ascii_case(word));
    let missing = || unknown(Reason::of("query.language").with("word", word), word, &LANGUAGES);
    known.map(|language| Some(language).filter(|language| *language != LANGUAGES[0])).ok_or_else(missing)
}

/// A number of rows.
pub fn limit(word: &str) -> Result<u32, Mistake> {
    let wrong = || {
        let mistake = plain(Reason::of("query.limit").with("word", word).with("most", MAX_LIMIT));
        let is_more = word.bytes().all(|byte| byte.is_ascii_digit()) && word.parse() != Ok(0);
        let mend = if is_more { Mend::word(&MAX_LIMIT.to_string()) } else { Mend::default() };
        Mistake { mend: mend.into(), ..mistake }
    };
    word.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit)).ok_or_else(wrong)
}

/// The width of a chart in pixels.
pub fn width(word: &str) -> Result<u32, Mistake> {
    let wrong = || plain(Reason::of("query.width").with("word", word).with("least", MIN_WIDTH).with("most", MAX_WIDTH));
    word.parse().ok().filter(|width| (MIN_WIDTH..=MAX_WIDTH).contains(width)).ok_or_else(wrong)
}

/// True or false.
pub fn yes_or_no(word: &str) -> Result<bool, Mistake> {
    word.parse().map_err(|_| unknown(Reason::of("query.answer").with("word", word), word, &["true", "false"]))
}

fn integer(word: &str) -> Result<Value, Mistake> {
    match word.parse::<i64>() {
        Ok(integer) if integer.unsigned_abs() <= MAX_INTEGER => Ok(Value::Integer(integer)),
        _ => Err(plain(Reason::of("query.integer").with("word", word))),
    }
}

fn number(word: &str) -> Result<Value, Mistake> {
    match word.parse::<f64>() {
        Ok(number) if number.abs() <= MAX_NUMBER => Ok(Value::Number(number)),
        _ => Err(plain(Reason::of("query.number").with("word", word))),
    }
}

/// A bound may be a month or a year too; it then means its first or its last day.
fn day(test: Test, word: &str) -> Result<Value, Mistake> {
    let wrong = || plain(Reason::of("query.date").with("word", word));
    let exact = |word: &str| word.parse::<Date>().ok().filter(|day| day.to_string() == word);
    let period = || Period::parse(word).ok().filter(|_| !word.contains('/'));
    let found = match test {
        Test::AtLeast | Test::EndsFrom => period().and_then(|period| period.start),
        Test::AtMost | Test::StartsTo | Test::KnownBy => period().and_then(|period| period.end),
        Test::AnyOf | Test::NoneOf => exact(word),
    };
    found.map(|day| Value::Text(day.to_string())).ok_or_else(wrong)
}
