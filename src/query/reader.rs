//! One query string under reading: what it asks for so far, its normal form, its mistakes.

mod bounds;

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::mistake::{Mend, Mistake, plain, unknown};
use super::value::{language, limit, value, width};
use super::{Condition, Cursor, FROM_VERSION, Order, Param, Query, SNIPPET, Search, Takes, Test, meaning, params};
use crate::dataset::Vocabulary;
use crate::limits::{MAX_GROUPS, MAX_MISTAKES, MAX_SEARCH, MAX_WORDS};
use crate::model::{Column, Kind, Value};
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

    /// The first of the mistakes from `at` on, all of one parameter, says how the parameter as a whole is mended: its right
    /// words as they are, the others by what was meant.
    fn mend_words(&mut self, param: &Param, at: usize, right: &[&str]) {
        let Some(mistakes) = self.mistakes.get_mut(at..).filter(|mistakes| !mistakes.is_empty()) else { return };
        let meant: Vec<_> = mistakes.iter_mut().flat_map(|mistake| std::mem::take(&mut mistake.mend.pairs)).collect();
        let (own, others): (Vec<_>, Vec<_>) = meant.into_iter().partition(|(name, _)| *name == param.name);
        let words: Vec<&str> = right.iter().copied().chain(own.iter().map(|(_, word)| word.as_str())).collect();
        let whole = (!words.is_empty()).then(|| (param.name.clone(), words.join(",")));
        mistakes[0].mend.pairs = others.into_iter().chain(whole).collect();
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
            (Takes::Language, [text]) => match language(text) {
                Ok(language) => {
                    self.canonical.extend(language.map(|language| (param.name.clone(), language.to_owned())));
                    self.query.language = language;
                }
                Err(mistake) => self.refuse(param, mistake),
            },
            (Takes::Version, [text]) => self.query.version = self.version(param, text),
            (Takes::Between, [text]) if param.name == FROM_VERSION => self.query.between.0 = self.version(param, text),
            (Takes::Between, [text]) => self.query.between.1 = self.version(param, text),
            (Takes::Bom, [text]) => match text.as_str() {
                "true" => {
                    self.canonical.insert(param.name.clone(), text.clone());
                    self.query.bom = true;
                }
                "false" => {}
                _ => {
                    let known = &["true", "false"];
                    self.refuse(param, unknown(Reason::of("query.answer").with("word", text), text, known));
                }
            },
            (Takes::Width, [text]) => match width(text) {
                Ok(width) => {
                    self.canonical.insert(param.name.clone(), width.to_string());
                    self.query.width = Some(width);
                }
                Err(mistake) => self.refuse(param, mistake),
            },
            (Takes::Limit, [text]) => match limit(text) {
                Ok(limit) => self.query.limit = Some(limit),
                Err(mistake) => self.refuse(param, mistake),
            },
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

    fn any_or_none(&mut self, param: &Param, column: &'static Column, test: Test, values: &[String]) {
        let mut right = Vec::new();
        let words: Vec<&str> = values.iter().flat_map(|value| value.split(',')).map(str::trim).collect();
        if words.len() > MAX_WORDS {
            return self.refuse(param, too_many(words.len(), MAX_WORDS));
        }
        let (at, mut as_they_are) = (self.mistakes.len(), Vec::new());
        for word in words {
            match value(column, test, word, self.vocabulary) {
                _ if self.is_full() => break,
                Ok(value) => {
                    right.push(value);
                    as_they_are.push(word);
                }
                Err(mistake) => self.refuse(param, mistake),
            }
        }
        self.mend_words(param, at, &as_they_are);
        right.sort_by_key(word);
        right.dedup();
        self.hold(param, Condition { column, test, values: right });
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
        let known: Vec<_> = params::sortable(self.query.kind)
            .flat_map(|column| {
                [(column.name.to_owned(), (column, false)), (format!("-{}", column.name), (column, true))]
            })
            .collect();
        let known: Vec<_> = known.iter().map(|(name, order)| (name.as_str(), *order)).collect();
        for (column, descending) in self.named(param, text, &known, "query.sort") {
            // A column that stands again has nothing left to decide.
            if !self.query.sort.iter().any(|order| order.column == column) {
                self.query.sort.push(Order { column, descending });
            }
        }
        let word = |order: &Order| format!("{}{}", if order.descending { "-" } else { "" }, order.column.name);
        let words: Vec<String> = self.query.sort.iter().map(word).collect();
        self.canonical.insert(param.name.clone(), words.join(","));
    }

    fn countable(&mut self, param: &Param, text: &str) -> Vec<&'static Column> {
        let known: Vec<_> = params::countable(self.query.kind).map(|column| (column.param, column.param)).collect();
        let params = self.list(param, text, &known, "query.count");
        let column = |name: &&str| params::countable(self.query.kind).find(|column| column.param == *name);
        params.iter().filter_map(column).collect()
    }

    /// A list of known words, each once.
    fn list(
        &mut self,
        param: &Param,
        text: &str,
        known: &[(&str, &'static str)],
        wrong: &'static str,
    ) -> Vec<&'static str> {
        let mut list: Vec<&'static str> = Vec::new();
        for word in self.named(param, text, known, wrong) {
            if !list.contains(&word) {
                list.push(word);
            }
        }
        self.canonical.insert(param.name.clone(), list.join(","));
        list
    }

    /// What the words of a list name; a word that names nothing is a mistake.
    fn named<T: Copy>(&mut self, param: &Param, text: &str, known: &[(&str, T)], wrong: &'static str) -> Vec<T> {
        let mut named = Vec::new();
        let words: Vec<&str> = text.split(',').map(str::trim).collect();
        let most = if matches!(param.takes, Takes::GroupBy) { MAX_GROUPS } else { MAX_WORDS };
        if words.len() > most {
            self.refuse(param, too_many(words.len(), most));
            return named;
        }
        let (at, mut as_they_are) = (self.mistakes.len(), Vec::new());
        for word in words {
            if self.is_full() {
                break;
            }
            if let Some((_, thing)) = known.iter().find(|(name, _)| *name == word) {
                named.push(*thing);
                as_they_are.push(word);
            } else {
                let words: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                self.refuse(param, meaning::column(param.takes, Reason::of(wrong).with("word", word), word, &words));
            }
        }
        self.mend_words(param, at, &as_they_are);
        named
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
