//! The query string against the parameters of a kind; every mistake is told at once.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::value::{plain, unknown, value};
use super::{Condition, Cursor, MAX_LIMIT, Mistake, Order, Param, Query, Takes, Test, params};
use crate::record::Value;
use crate::render;
use crate::schema::Kind;
use crate::store::Store;

/// Characters that stand as they are in the canonical form: those unreserved, and those that read better bare.
const BARE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b',').remove(b':');

/// Read the query string of a list.
///
/// # Errors
/// All its mistakes.
pub fn parse(kind: &'static Kind, text: &str, store: &Store) -> Result<Query, Vec<Mistake>> {
    let params = params::of(kind);
    let mut reader =
        Reader { kind, store, query: empty(kind), canonical: BTreeMap::new(), cursor: None, mistakes: Vec::new() };
    for (name, values) in given(text) {
        match params.iter().find(|param| param.name == name) {
            Some(param) => reader.take(param, &values),
            None => reader.mistakes.push(unknown_parameter(&name, params.iter().map(|param| param.name.as_str()))),
        }
    }
    reader.finish()
}

/// Read the query string of a single item, which takes no parameters.
///
/// # Errors
/// All its mistakes.
pub fn parse_item(text: &str) -> Result<(), Vec<Mistake>> {
    let mistakes: Vec<Mistake> = given(text).keys().map(|name| unknown_parameter(name, std::iter::empty())).collect();
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

fn empty(kind: &'static Kind) -> Query {
    Query {
        kind,
        conditions: Vec::new(),
        sort: Vec::new(),
        limit: None,
        cursor: None,
        as_of: None,
        canonical: String::new(),
    }
}

/// Parameters in alphabetical order; one that stands several times has several values.
fn given(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        given.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    given
}

fn unknown_parameter<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Mistake {
    let known: Vec<&str> = known.collect();
    Mistake { parameter: name.to_owned(), ..unknown("there is no such parameter here", name, &known) }
}

struct Reader<'a> {
    kind: &'static Kind,
    store: &'a Store,
    query: Query,
    canonical: BTreeMap<String, String>,
    cursor: Option<String>,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn take(&mut self, param: &Param, values: &[String]) {
        if values.iter().any(String::is_empty) {
            return self.refuse(param, plain("empty; leave the parameter out or give it a value".to_owned()));
        }
        match (param.takes, values) {
            (Takes::Filter(column, test @ (Test::AnyOf | Test::NoneOf)), values) => {
                let words: Vec<&str> = values.iter().flat_map(|value| value.split(',')).map(str::trim).collect();
                let read: Vec<_> = words.iter().map(|word| value(column, test, word, self.store)).collect();
                let (right, wrong): (Vec<_>, Vec<_>) = read.into_iter().partition(Result::is_ok);
                wrong.into_iter().filter_map(Result::err).for_each(|mistake| self.refuse(param, mistake));
                let mut values: Vec<Value> = right.into_iter().filter_map(Result::ok).collect();
                values.sort_by_key(word);
                values.dedup();
                self.hold(param, Condition { column, test, values });
            }
            (_, [_, _, ..]) => self.refuse(param, plain("given more than once; once would be right".to_owned())),
            (Takes::Filter(column, test), [bound]) => match value(column, test, bound, self.store) {
                Ok(value) => self.hold(param, Condition { column, test, values: vec![value] }),
                Err(mistake) => self.refuse(param, mistake),
            },
            (Takes::Sort, [text]) => self.sort(param, text),
            (Takes::Limit, [text]) => match text.parse() {
                Ok(limit @ 1..=MAX_LIMIT) => self.query.limit = Some(limit),
                _ => self.refuse(param, plain(format!("`{text}` is no number of rows; 1 to {MAX_LIMIT} would be"))),
            },
            (Takes::Cursor, [text]) => self.cursor = Some(text.clone()),
            (_, []) => {}
        }
    }

    fn hold(&mut self, param: &Param, condition: Condition) {
        let words: Vec<String> = condition.values.iter().map(word).collect();
        self.canonical.insert(param.name.clone(), words.join(","));
        if condition.test == Test::KnownBy {
            self.query.as_of = words.into_iter().next();
        }
        self.query.conditions.push(condition);
    }

    fn sort(&mut self, param: &Param, text: &str) {
        let sortable: Vec<_> = params::sortable(self.kind).collect();
        for word in text.split(',').map(str::trim) {
            let (name, descending) = word.strip_prefix('-').map_or((word, false), |name| (name, true));
            match sortable.iter().find(|column| column.name == name) {
                Some(column) if self.query.sort.iter().any(|order| order.column == *column) => {
                    self.refuse(param, plain(format!("`{name}` stands twice; once would be right")));
                }
                Some(column) => self.query.sort.push(Order { column, descending }),
                None => {
                    let known: Vec<&str> = sortable.iter().map(|column| column.name).collect();
                    self.refuse(param, unknown(&format!("`{name}` cannot be sorted by"), name, &known));
                }
            }
        }
        let words: Vec<&str> = text.split(',').map(str::trim).collect();
        self.canonical.insert(param.name.clone(), words.join(","));
    }

    /// Derived facts are for those who ask for them, lest they be counted as if a source had said them.
    fn leave_out_derived(&mut self) {
        if let Some(basis) = self.kind.column("basis").filter(|_| !self.canonical.contains_key("basis")) {
            let values = vec![Value::Text("derived".to_owned())];
            self.query.conditions.push(Condition { column: basis, test: Test::NoneOf, values });
        }
    }

    fn refuse(&mut self, param: &Param, mistake: Mistake) {
        self.mistakes.push(Mistake { parameter: param.name.clone(), ..mistake });
    }

    fn finish(mut self) -> Result<Query, Vec<Mistake>> {
        self.leave_out_derived();
        let pairs = self.canonical.iter().map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, BARE)));
        self.query.canonical = pairs.collect::<Vec<_>>().join("&");
        if let Some(token) = self.cursor.take() {
            let place = format!("{}?{}", self.kind.name, self.query.canonical);
            match Cursor::read(&token, &place, &self.store.hash, self.query.sort.len()) {
                Ok(cursor) => self.query.cursor = Some(cursor),
                Err(mistake) => self.mistakes.push(Mistake { parameter: "cursor".to_owned(), ..mistake }),
            }
        }
        if self.mistakes.is_empty() { Ok(self.query) } else { Err(self.mistakes) }
    }
}

/// A value as the canonical form writes it.
fn word(value: &Value) -> String {
    if value.is_null() { "null".to_owned() } else { render::csv::cell(value).into_owned() }
}
