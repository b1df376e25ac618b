//! One query string under reading: what it asks for so far, its normal form, its mistakes.

mod bounds;
mod lists;

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::mistake::{Mend, Mistake, plain, unknown};
use super::value::{language, limit, value, width, yes_or_no};
use super::{Condition, Cursor, FROM_VERSION, Param, Query, SNIPPET, Search, Takes, Test};
use crate::dataset::Vocabulary;
use crate::limits::{MAX_MISTAKES, MAX_SEARCH, MAX_WORDS};
use crate::model::{Kind, Value};
use crate::words::Reason;

/// Characters that stand as they are in the canonical form: those unreserved, and those that read better bare.
pub const BARE: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b',').remove(b':');

pub struct Reader<'a> {
    vocabulary: &'a Vocabulary,
    /// Hash of the dataset, which cursors belong to.
    dataset: &'a str,
    query: Query,
    canonical: BTreeMap<String, String>,
    cursor: Option<String>,
    /// Bounds as the request wrote them.
    bounds: BTreeMap<String, String>,
    mistakes: Vec<Mistake>,
}

impl<'a> Reader<'a> {
    /// With nothing read yet.
    pub fn new(kind: &'static Kind, vocabulary: &'a Vocabulary, dataset: &'a str) -> Self {
        let (canonical, mistakes) = (BTreeMap::new(), Vec::new());
        Self {
            vocabulary,
            dataset,
            query: Query::all(kind),
            canonical,
            cursor: None,
            bounds: BTreeMap::new(),
            mistakes,
        }
    }

    /// Add a mistake.
    pub fn mistake(&mut self, mistake: Mistake) {
        self.mistakes.push(mistake);
    }

    /// True when there are more mistakes than are told.
    pub fn is_full(&self) -> bool {
        self.mistakes.len() > MAX_MISTAKES
    }

    fn refuse(&mut self, param: &Param, mistake: Mistake) {
        self.mistake(mistake.of(&param.name));
    }

    /// A value that was read right; where it was not, that is a mistake of the parameter.
    fn right<T>(&mut self, param: &Param, read: Result<T, Mistake>) -> Option<T> {
        read.map_err(|mistake| self.refuse(param, mistake)).ok()
    }

    /// Put a parameter into the normal form, unless it says nothing.
    fn write(&mut self, param: &Param, value: Option<impl ToString>) {
        self.canonical.extend(value.map(|value| (param.name.clone(), value.to_string())));
    }

    /// Read the values of one parameter.
    pub fn take(&mut self, param: &Param, values: &[String]) {
        if values.iter().any(String::is_empty) {
            return self.refuse(param, plain(Reason::of("query.empty")));
        }
        match (param.takes, values) {
            (Takes::Filter(column, test @ (Test::AnyOf | Test::NoneOf)), values) => {
                self.any_or_none(param, column, test, values);
            }
            (_, [.., _, last]) => {
                let mistake = plain(Reason::of("query.twice"));
                self.refuse(param, Mistake { mend: Mend::word(last).into(), ..mistake });
            }
            (Takes::Filter(column, test), [bound]) => match value(column, test, bound, self.vocabulary) {
                Ok(value) => {
                    self.bounds.insert(param.name.clone(), bound.clone());
                    self.hold(param, Condition { column, test, values: vec![value] });
                }
                Err(mistake) => self.refuse(param, mistake),
            },
            (Takes::Search, [text]) if text.chars().count() > MAX_SEARCH => {
                self.refuse(param, plain(Reason::of("query.characters").with("most", MAX_SEARCH)));
            }
            (Takes::Search, [text]) => self.search(param, text),
            (Takes::Fields, [text]) => {
                let shown = self.query.kind.shown().map(|column| column.name);
                let known: Vec<_> = shown.chain([SNIPPET]).map(|name| (name, name)).collect();
                self.query.fields = Some(self.list(param, text, &known, "query.column"));
            }
            (Takes::GroupBy, [text]) => self.query.group_by = self.countable(param, text),
            (Takes::Facets, [text]) => self.query.facets = self.countable(param, text),
            (Takes::Sort, [text]) => self.sort(param, text),
            (Takes::Language, [text]) => {
                self.query.language = self.right(param, language(text)).flatten();
                self.write(param, self.query.language);
            }
            (Takes::Version, [text]) => self.query.version = self.version(param, text),
            (Takes::Between, [text]) if param.name == FROM_VERSION => self.query.between.0 = self.version(param, text),
            (Takes::Between, [text]) => self.query.between.1 = self.version(param, text),
            (Takes::Bom, [text]) => {
                self.query.bom = self.right(param, yes_or_no(text)).unwrap_or_default();
                self.write(param, self.query.bom.then_some(true));
            }
            (Takes::Width, [text]) => {
                self.query.width = self.right(param, width(text));
                self.write(param, self.query.width);
            }
            (Takes::Limit, [text]) => self.query.limit = self.right(param, limit(text)),
            (Takes::Cursor, [text]) => self.cursor = Some(text.clone()),
            (_, []) => {}
        }
    }

    fn version(&mut self, param: &Param, text: &str) -> Option<String> {
        let known = self.vocabulary.versions();
        let Some(version) = known.iter().find(|known| *known == text) else {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.refuse(param, unknown(Reason::of("query.version").with("word", text), text, &known));
            return None;
        };
        self.canonical.insert(param.name.clone(), version.clone());
        Some(version.clone())
    }

    fn search(&mut self, param: &Param, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return self.refuse(param, plain(Reason::of("query.blank")));
        }
        let search = Search::of(&text);
        if search.count() > MAX_WORDS {
            return self.refuse(param, too_many(search.count(), MAX_WORDS));
        }
        self.canonical.insert(param.name.clone(), text);
        self.query.search = Some(search);
    }

    fn hold(&mut self, param: &Param, condition: Condition) {
        let words: Vec<String> = condition.values.iter().map(word).collect();
        self.canonical.insert(param.name.clone(), words.join(","));
        if condition.test == Test::KnownBy {
            self.query.as_of = words.into_iter().next();
        }
        self.query.conditions.push(condition);
    }

    /// What was asked for, or everything that is wrong with it.
    pub fn finish(mut self) -> Result<Query, Vec<Mistake>> {
        self.leave_out_derived();
        self.refuse_crossed_bounds();
        let pairs = self.canonical.iter().map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, BARE)));
        self.query.canonical = pairs.collect::<Vec<_>>().join("&");
        if let Some(token) = self.cursor.take() {
            match Cursor::read(&token, &self.query, self.dataset) {
                Ok(cursor) => self.query.cursor = Some(cursor),
                Err(mistake) => self.mistakes.push(mistake.of("cursor")),
            }
        }
        if self.mistakes.is_empty() { Ok(self.query) } else { Err(self.mistakes) }
    }

    /// Derived facts are for those who ask for them, lest they be counted as if a source had said them.
    fn leave_out_derived(&mut self) {
        let basis = self.query.kind.column("basis").filter(|_| !self.canonical.contains_key("basis"));
        self.query.conditions.extend(basis.map(|column| Condition {
            column,
            test: Test::NoneOf,
            values: vec![Value::Text("derived".to_owned())],
        }));
    }
}

fn too_many(words: usize, most: usize) -> Mistake {
    plain(Reason::of("query.words").with("count", words).with("most", most))
}

/// A value as the canonical form writes it.
fn word(value: &Value) -> String {
    if value.is_null() { "null".to_owned() } else { value.to_text().into_owned() }
}
