//! A mistake in a query string: what is wrong, what would be right, how it is mended.

use serde::Serialize;

use crate::suggest::suggestion;
use crate::words::{Reason, shown};

/// More ids than these are not listed in an error; the suggestion must do.
const MOST_LISTED: usize = 60;

/// One mistake in a query string, as the answer tells it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Mistake {
    /// The parameter, as the request wrote it.
    pub parameter: String,
    /// What is wrong.
    #[serde(serialize_with = "shown")]
    pub detail: Reason,
    /// What would be right, where that is a list of words; else empty.
    pub allowed: Vec<String>,
    /// The word that was probably meant.
    pub suggestion: Option<String>,
    /// Path and query of the same request with all its mistakes mended.
    #[serde(rename = "try")]
    pub again: Option<Box<str>>,
    /// What may stand in place of the parameter.
    #[serde(skip)]
    pub mend: Box<Mend>,
}

/// What mends a mistake; nothing in it leaves the parameter out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mend {
    /// Parameters with their values. One without a name is a word for the parameter itself.
    pub pairs: Vec<(String, String)>,
    /// The ending of the path, where it is another one.
    pub ending: Option<&'static str>,
    /// Whether the parameter was right once: a place in a dataset that is no longer served.
    pub is_gone: bool,
}

impl Mend {
    /// By another word for the same parameter.
    pub fn word(word: &str) -> Self {
        Self::pair("", word)
    }

    /// By a parameter and its value.
    pub fn pair(name: &str, value: &str) -> Self {
        Self { pairs: vec![(name.to_owned(), value.to_owned())], ..Self::default() }
    }
}

impl Mistake {
    /// The same with one sentence more, and another way to mend it.
    pub fn explained(self, sentence: impl Into<Reason>, mend: Mend) -> Self {
        Self { detail: self.detail.and(sentence), mend: mend.into(), ..self }
    }

    /// The same, of that parameter.
    pub fn of(self, parameter: &str) -> Self {
        let mut mistake = Self { parameter: parameter.to_owned(), ..self };
        for (name, _) in mistake.mend.pairs.iter_mut().filter(|(name, _)| name.is_empty()) {
            parameter.clone_into(name);
        }
        mistake
    }
}

/// A mistake that has no list of right words.
pub fn plain(detail: impl Into<Reason>) -> Mistake {
    Mistake { detail: detail.into(), ..Mistake::default() }
}

/// A mistake with the words that would have been right, of which one may be spelt alike.
pub fn unknown(detail: Reason, word: &str, known: &[&str]) -> Mistake {
    meant(detail, suggestion(word, known.iter().copied()), known)
}

/// A mistake with the words that would have been right, and the one that was meant.
pub fn meant(detail: Reason, right: Option<&str>, known: &[&str]) -> Mistake {
    let listed = if known.len() <= MOST_LISTED { known } else { &[] };
    Mistake {
        detail: match right {
            Some(right) => detail.and(Reason::of("query.meant").with("word", right)),
            None => detail,
        },
        allowed: listed.iter().map(|&word| word.to_owned()).collect(),
        suggestion: right.map(str::to_owned),
        mend: right.map(Mend::word).unwrap_or_default().into(),
        ..Mistake::default()
    }
}
