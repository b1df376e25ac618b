//! One entity of the service: its columns and the rules that tie them together.

use super::{Column, Record};

/// One entity of the service.
#[derive(Debug)]
pub struct Kind {
    /// Plural name: URL, table, data file and OpenAPI tag.
    pub name: &'static str,
    /// Singular name: what the column `kind` says of one such fact.
    pub singular: &'static str,
    /// Whether this is a fact, a figure or something that facts refer to.
    pub role: Role,
    /// One sentence for a stranger: what one row is.
    pub doc: &'static str,
    /// Columns that it shares with other kinds and that come before its own, list by list.
    pub head: &'static [&'static [Column]],
    /// The columns that only this kind has; [`Kind::columns`] gives all of them.
    pub columns: &'static [Column],
    /// Columns that it shares with other kinds and that come after its own, list by list.
    pub tail: &'static [&'static [Column]],
    /// The columns that, with period and countries, say which quantity a figure is; empty where values do not compare. `id`
    /// among them: each row is a thing of its own.
    pub quantity: &'static [&'static str],
    /// Checks across columns, run on every record of this kind.
    pub rules: &'static [Rule],
}

/// What part a kind plays, which decides the columns it shares with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// An observation or event; needs evidence.
    Fact,
    /// A fact that is a number: has value, unit and qualifier too.
    Figure,
    /// Something facts refer to: a country, an organization, a person, a source.
    Reference,
    /// Every fact of every kind at once, with the columns they share.
    Union,
}

/// A check across the columns of one record; the error names the column at fault and says what would be right.
pub type Rule = fn(&Record) -> Result<(), Broken>;

/// What a [`Rule`] found.
#[derive(Debug, PartialEq, Eq)]
pub struct Broken {
    /// The column that should change.
    pub column: &'static str,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl Broken {
    /// The `Err` of a rule, ready to return.
    ///
    /// # Errors
    /// Always; that is what it is for.
    pub fn because<T>(column: &'static str, reason: impl Into<String>) -> Result<T, Self> {
        Err(Self { column, reason: reason.into() })
    }
}

impl Kind {
    /// All columns in the order in which every format shows them, those that are only filtered included.
    pub fn columns(&self) -> impl Iterator<Item = &'static Column> + Clone + use<> {
        let (head, own, tail) = (self.head.iter().copied(), std::iter::once(self.columns), self.tail.iter().copied());
        head.chain(own).chain(tail).flatten()
    }

    /// The columns that answers show.
    pub fn shown(&self) -> impl Iterator<Item = &'static Column> + Clone + use<> {
        self.columns().filter(|column| column.shown)
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns().find(|column| column.name == name)
    }

    /// The place of a column in [`Kind::columns`], which is its place in a [`Record`].
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns().position(|column| column.name == name)
    }

    /// True where it is known which of its figures are of the same quantity.
    pub fn is_measured(&self) -> bool {
        self.role == Role::Figure && !self.quantity.is_empty()
    }

    /// True for observations and events, which carry evidence.
    pub fn is_fact(&self) -> bool {
        matches!(self.role, Role::Fact | Role::Figure)
    }
}

/// Kinds are few and each is one static, so the name tells them apart.
impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Kind {}
