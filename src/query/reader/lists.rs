//! Parameters that take words parted by commas: the columns to sort, count or show by, and the values to filter by.

use super::{Reader, too_many, word};
use crate::limits::{MAX_GROUPS, MAX_WORDS};
use crate::model::Column;
use crate::query::value::value;
use crate::query::{Condition, Order, Param, Takes, Test, meaning, params};
use crate::words::Reason;

impl Reader<'_> {
    pub(super) fn any_or_none(&mut self, param: &Param, column: &'static Column, test: Test, values: &[String]) {
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

    pub(super) fn sort(&mut self, param: &Param, text: &str) {
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

    pub(super) fn countable(&mut self, param: &Param, text: &str) -> Vec<&'static Column> {
        let known: Vec<_> = params::countable(self.query.kind).map(|column| (column.param, column.param)).collect();
        let params = self.list(param, text, &known, "query.count");
        let column = |name: &&str| params::countable(self.query.kind).find(|column| column.param == *name);
        params.iter().filter_map(column).collect()
    }

    /// A list of known words, each once.
    pub(super) fn list(
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
}
