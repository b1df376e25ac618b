//! One column of a kind.

use super::Kind;

/// A column: what it is called, what it means, what may stand in it and how it can be asked for.
#[derive(Debug)]
pub struct Column {
    /// Name in JSON, CSV, SQL and data files.
    pub name: &'static str,
    /// Full sentences for a stranger; the contract, the README and the data files' errors show them.
    pub doc: &'static str,
    /// What may stand in it.
    pub ty: Type,
    /// A record without it is refused.
    pub required: bool,
    /// Which query parameters it takes.
    pub filter: Filter,
    /// Name of its query parameter where that is not the column's own name (`countries` is asked for as `country`).
    pub param: &'static str,
    /// Whether a data file states it or the program works it out.
    pub origin: Origin,
    /// False for columns that exist only to be filtered by.
    pub shown: bool,
    /// A value that occurs, for the documentation; empty where the type gives one.
    pub example: &'static str,
    /// Whether it came in after the first version that is kept: earlier rows have nothing in it.
    pub is_later: bool,
    /// Choices of earlier versions, which data files may not have any more.
    pub former: &'static [&'static str],
}

/// What may stand in a column.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// Lower-case words joined by hyphens: an identifier.
    Slug,
    /// Upper-case letters: an ISO code.
    Code,
    /// One line of text.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// True or false.
    Bool,
    /// A calendar day, ISO 8601 `YYYY-MM-DD`.
    Date,
    /// A period in EDTF (ISO 8601-2), level 1.
    Edtf,
    /// An absolute http(s) address.
    Url,
    /// One of a closed list of words.
    Choice(&'static [&'static str]),
    /// The id of a record of that kind.
    Ref(&'static Kind),
    /// A list of such ids; its filter asks whether the list holds a value.
    Refs(&'static Kind),
    /// The id of a record of one of several kinds, or one of some words.
    AnyRef(&'static [&'static Kind], &'static [&'static str]),
    /// A list of ids of records of several kinds.
    AnyRefs(&'static [&'static Kind]),
    /// A list of short texts.
    Texts,
    /// A list of places in source texts, see [`super::Evidence`].
    Evidence,
    /// A list of relations to other facts, see [`super::Related`].
    Related,
}

/// The query parameters that a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// None.
    None,
    /// `name=a,b` and `name_not=a,b`.
    Exact,
    /// Those of `Exact`, and `name_min=`, `name_max=`.
    Range,
}

/// Where a column's content comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A data file states it.
    File,
    /// The program computes it; a data file may repeat the computed value (an exported CSV does), nothing else.
    Computed,
    /// The program computes it from the digits that the source prints; for a figure in words a data file states it.
    InWords,
}

impl Column {
    /// True for columns that hold several values.
    pub const fn is_list(&self) -> bool {
        matches!(self.ty, Type::Refs(_) | Type::AnyRefs(_) | Type::Texts | Type::Evidence | Type::Related)
    }

    /// The kinds of which it holds ids, and the words that may stand beside them.
    pub const fn targets(&self) -> (&[&'static Kind], &'static [&'static str]) {
        match &self.ty {
            Type::Ref(kind) | Type::Refs(kind) => (std::slice::from_ref(kind), &[]),
            Type::AnyRef(kinds, words) => (kinds, words),
            Type::AnyRefs(kinds) => (kinds, &[]),
            _ => (&[], &[]),
        }
    }

    /// True where every row of every version has a value.
    pub const fn is_in_every_row(&self) -> bool {
        self.required && !self.is_later
    }

    /// The words that rows of some version may have in a column of choices; none for other columns.
    pub fn words(&self) -> Vec<&'static str> {
        let choices = if let Type::Choice(choices) = self.ty { choices } else { &[] };
        choices.iter().chain(self.former).copied().collect()
    }

    /// True where `sort=` may name it: it has one value.
    pub fn is_sortable(&self) -> bool {
        self.shown && !self.is_list()
    }

    /// A value that may stand in the column, for the documentation; empty where none is declared.
    pub const fn example_value(&self) -> &'static str {
        match self.ty {
            Type::Choice([first, ..]) if self.example.is_empty() => first,
            Type::Bool => "true",
            _ => self.example,
        }
    }
}

/// Columns are told apart within one kind, where the name does.
impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Type {
    /// Its name in `/kinds`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Slug => "slug",
            Self::Code => "code",
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Bool => "boolean",
            Self::Date => "date",
            Self::Edtf => "edtf",
            Self::Url => "url",
            Self::Choice(_) => "choice",
            Self::Ref(_) => "reference",
            Self::Refs(_) => "references",
            Self::AnyRef(..) => "any_reference",
            Self::AnyRefs(_) => "any_references",
            Self::Texts => "texts",
            Self::Evidence => "evidence",
            Self::Related => "related",
        }
    }
}
