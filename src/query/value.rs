//! One value of a query string as its column takes it.

use jiff::civil::Date;

use super::{KIND, Mistake, Test};
use crate::data::LANGUAGES;
use crate::dataset::Vocabulary;
use crate::edtf::Period;
use crate::kinds::{COUNTRIES, fact_names};
use crate::limits::{MAX_INTEGER, MAX_NUMBER, MAX_WORD};
use crate::model::{Column, Role, Type, Value};
use crate::suggest::suggestion;

/// The word that stands for "has no value".
const NOTHING: &str = "null";
/// More ids than these are not listed in an error; the suggestion must do.
const MOST_LISTED: usize = 60;

/// Turn a word into a value for a column.
///
/// # Errors
/// The mistake, without the parameter's name.
pub fn value(column: &Column, test: Test, word: &str, vocabulary: &Vocabulary) -> Result<Value, Mistake> {
    if word == NOTHING && matches!(test, Test::AnyOf | Test::NoneOf) {
        return Ok(Value::Null);
    }
    if word.is_empty() {
        return Err(plain("has an empty word; leave it out or give it a value".to_owned()));
    }
    if word.chars().count() > MAX_WORD {
        return Err(plain(format!("has a word longer than {MAX_WORD} characters; nothing here is that long")));
    }
    match column.ty {
        Type::Choice(choices) => choice(choices, word),
        _ if column.name == KIND => choice(&fact_names(), word),
        // Where a code is a country's, either of its codes means it; others stand for several countries.
        Type::Code if column.name != "alpha2" => {
            Ok(Value::Text(vocabulary.resolve(&COUNTRIES, word).unwrap_or_else(|| word.to_ascii_uppercase())))
        }
        Type::Code => Ok(Value::Text(word.to_ascii_uppercase())),
        Type::Ref(_) | Type::Refs(_) | Type::AnyRef(..) | Type::AnyRefs(_)
            if column.targets().0.iter().all(|kind| kind.role == Role::Reference) =>
        {
            reference(column, word, vocabulary)
        }
        Type::Integer => integer(word),
        Type::Number => number(word),
        Type::Bool => word
            .parse()
            .map(Value::Bool)
            .map_err(|_| unknown(&format!("`{word}` is neither true nor false"), word, &["true", "false"])),
        Type::Date => day(test, word),
        _ => Ok(Value::Text(word.to_owned())),
    }
}

/// The id of what a word names, of the first of the column's kinds that has it.
fn reference(column: &Column, word: &str, vocabulary: &Vocabulary) -> Result<Value, Mistake> {
    let (kinds, words) = column.targets();
    let known = || {
        let ids = kinds.iter().filter_map(|kind| vocabulary.ids(kind)).flatten().map(String::as_str);
        ids.chain(words.iter().copied()).collect::<Vec<_>>()
    };
    let missing = || {
        let names: Vec<&str> = kinds.iter().map(|kind| kind.singular).collect();
        unknown(&format!("there is no {} `{word}`", names.join(" or ")), word, &known())
    };
    let fixed = words.iter().find(|fixed| fixed.eq_ignore_ascii_case(word)).map(|fixed| (*fixed).to_owned());
    let found = fixed.or_else(|| kinds.iter().find_map(|kind| vocabulary.resolve(kind, word)));
    found.map(Value::Text).ok_or_else(missing)
}

fn choice(choices: &[&str], word: &str) -> Result<Value, Mistake> {
    let known = choices.iter().find(|choice| choice.eq_ignore_ascii_case(word));
    match known {
        Some(choice) => Ok(Value::Text((*choice).to_owned())),
        None => Err(unknown(&format!("`{word}` is not among the values it takes"), word, choices)),
    }
}

/// The language that a word names; nothing for English, in which everything is without being asked for.
pub fn language(word: &str) -> Result<Option<&'static str>, Mistake> {
    let known = LANGUAGES.into_iter().find(|language| language.eq_ignore_ascii_case(word));
    let missing = || unknown(&format!("there are no titles in `{word}`"), word, &LANGUAGES);
    known.map(|language| Some(language).filter(|language| *language != LANGUAGES[0])).ok_or_else(missing)
}

fn integer(word: &str) -> Result<Value, Mistake> {
    match word.parse::<i64>() {
        Ok(integer) if integer.unsigned_abs() <= MAX_INTEGER => Ok(Value::Integer(integer)),
        _ => Err(plain(format!("`{word}` is no whole number"))),
    }
}

fn number(word: &str) -> Result<Value, Mistake> {
    match word.parse::<f64>() {
        Ok(number) if number.abs() <= MAX_NUMBER => Ok(Value::Number(number)),
        _ => Err(plain(format!("`{word}` is no number; 307400000000 or 18.9 would be"))),
    }
}

/// A bound may be a month or a year too; it then means its first or its last day.
fn day(test: Test, word: &str) -> Result<Value, Mistake> {
    let wrong = || plain(format!("`{word}` is no date; 2018-12-31, 2018-12 or 2018 would be"));
    let exact = |word: &str| word.parse::<Date>().ok().filter(|day| day.to_string() == word);
    let period = || Period::parse(word).ok().filter(|_| !word.contains('/'));
    let found = match test {
        Test::AtLeast | Test::EndsFrom => period().and_then(|period| period.start),
        Test::AtMost | Test::StartsTo | Test::KnownBy => period().and_then(|period| period.end),
        Test::AnyOf | Test::NoneOf => exact(word),
    };
    found.map(|day| Value::Text(day.to_string())).ok_or_else(wrong)
}

/// A mistake that has no list of right words.
pub fn plain(detail: String) -> Mistake {
    Mistake { parameter: String::new(), detail, allowed: Vec::new(), suggestion: None }
}

/// A mistake with the words that would have been right.
pub fn unknown(detail: &str, word: &str, known: &[&str]) -> Mistake {
    let near = suggestion(word, known.iter().copied()).map(str::to_owned);
    let listed = if known.len() <= MOST_LISTED { known } else { &[] };
    let detail = near.as_ref().map_or_else(|| detail.to_owned(), |near| format!("{detail}; did you mean `{near}`?"));
    Mistake {
        parameter: String::new(),
        detail,
        allowed: listed.iter().map(|&word| word.to_owned()).collect(),
        suggestion: near,
    }
}
