//! What a request asks for: the query string turned into typed conditions, or everything that is wrong with it.

use crate::model::{Column, Kind, Value};

mod cursor;
mod habits;
mod meaning;
mod mend;
mod mistake;
mod named;
mod params;
mod parse;
mod reader;
mod search;
mod value;
mod view;

pub use cursor::Cursor;
pub use habits::ending;
pub use mend::{explain, explain_figures, explain_groups, mended, mended_figures};
pub use mistake::{Mend, Mistake, plain};
pub use params::{
    Param, Takes, countable, of as params, of_figures as figure_params, of_groups as group_params, sortable,
};
pub use parse::{given, parse, parse_figures, parse_groups, parse_language, parse_nothing, unknown_parameter};
pub use reader::BARE;
pub use search::Search;
pub use view::View;

/// The name under which `fields` asks for the words around what `q` found.
pub const SNIPPET: &str = "snippet";
/// The parameter that names the columns of groups.
pub const BY: &str = "by";
/// The address that explains mistakes in a query string, and the type of the problem that tells them.
pub const BAD_QUERY: &str = "/problems/bad-query";
/// The parameter that names the version of the dataset to answer from.
pub const VERSION: &str = "version";
/// The parameters that name two versions whose difference is asked for.
pub const FROM_VERSION: &str = "from_version";
/// The newer of the two.
pub const TO_VERSION: &str = "to_version";
/// The address that explains why figures are not added, and the type of the problem that tells it.
pub const NO_TOTAL: &str = "/problems/no-total";
/// The column that names a kind of facts by its singular.
pub const KIND: &str = "kind";

/// What of the rows that match is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resource {
    /// They themselves.
    Rows,
    /// How many there are by the values of columns.
    Groups,
    /// Their figures as series.
    Series,
    /// The sum of their figures.
    Total,
}

impl Resource {
    /// What its path has after that of the list.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Rows => "",
            Self::Groups => "/groups",
            Self::Series => "/series",
            Self::Total => "/total",
        }
    }
}

/// A request for rows of one kind.
#[derive(Debug, Clone)]
pub struct Query {
    /// Which kind.
    pub kind: &'static Kind,
    /// What is answered of them.
    pub resource: Resource,
    /// All of which must hold.
    pub conditions: Vec<Condition>,
    /// The order asked for; empty for the default order.
    pub sort: Vec<Order>,
    /// How many rows, where the request says.
    pub limit: Option<u32>,
    /// Where the page before ended.
    pub cursor: Option<Cursor>,
    /// Only what sources published by that day had said, `YYYY-MM-DD`.
    pub as_of: Option<String>,
    /// Words to find.
    pub search: Option<Search>,
    /// The columns to show, in that order; `None` for all.
    pub fields: Option<Vec<&'static str>>,
    /// Columns by whose values rows are counted; empty for rows themselves.
    pub group_by: Vec<&'static Column>,
    /// Columns whose values are counted beside the first page.
    pub facets: Vec<&'static Column>,
    /// The language of titles, where it is not English.
    pub language: Option<&'static str>,
    /// The version of the dataset to answer from, where the request says.
    pub version: Option<String>,
    /// The two versions whose difference is asked for, the newer one where the request says.
    pub between: (Option<String>, Option<String>),
    /// Whether CSV begins with a byte-order mark, by which Excel knows UTF-8.
    pub bom: bool,
    /// How wide a chart is.
    pub width: Option<u32>,
    /// The request in its one normal form, without limit and cursor: equal requests have equal forms.
    pub canonical: String,
}

impl Query {
    /// Every row of a kind.
    pub fn all(kind: &'static Kind) -> Self {
        Self {
            kind,
            resource: Resource::Rows,
            conditions: Vec::new(),
            sort: Vec::new(),
            limit: None,
            cursor: None,
            as_of: None,
            search: None,
            fields: None,
            group_by: Vec::new(),
            facets: Vec::new(),
            language: None,
            version: None,
            between: (None, None),
            bom: false,
            width: None,
            canonical: String::new(),
        }
    }

    /// The path of its answer, without the ending of a format.
    pub fn path(&self) -> String {
        format!("/{}{}", self.kind.name, self.resource.path())
    }

    /// Its address in normal form, from the first page on and without a limit.
    pub fn address(&self, suffix: &str) -> String {
        let mark = if self.canonical.is_empty() { "" } else { "?" };
        format!("{}{suffix}{mark}{}", self.path(), self.canonical)
    }

    /// True for lists in the order of ranks.
    pub fn is_by_rank(&self) -> bool {
        self.sort.is_empty() && self.search.is_none()
    }

    /// True when the best match comes first.
    pub fn is_ranked(&self) -> bool {
        self.search.is_some() && self.sort.is_empty()
    }

    /// The columns that answers show, in their order.
    pub fn shown(&self) -> Vec<&'static str> {
        self.fields.clone().unwrap_or_else(|| self.kind.shown().map(|column| column.name).collect())
    }
}

/// A test that a row must pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The column it looks at.
    pub column: &'static Column,
    /// How it compares.
    pub test: Test,
    /// What with: at least one value; [`Value::Null`] stands for "has none".
    pub values: Vec<Value>,
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// Is, or holds, any of the values.
    AnyOf,
    /// Is, or holds, none of them; rows without a value pass.
    NoneOf,
    /// Is not less than the value.
    AtLeast,
    /// Is not more than the value.
    AtMost,
    /// As last day of a period: the period does not end before that day, open ends included.
    EndsFrom,
    /// As first day of a period: the period does not start after that day, open starts included.
    StartsTo,
    /// As day of publication: had been said by that day, or needs no source.
    KnownBy,
}

/// One column of a sort order.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// The column.
    pub column: &'static Column,
    /// Largest first.
    pub descending: bool,
}
