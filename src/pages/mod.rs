//! The explorer: answers as pages of HTML, for people who look before they query.
//!
//! A page shows the answer at its own address: the form changes the query string, the table has the rows of that page of
//! the list, every link leads to another answer. What is shown of a kind follows from its declaration, so a new kind has
//! its pages without a line here. The templates stand in `templates`, the words of the interface in `words`, a table a
//! language, styles and script in `assets`.

mod about;
mod address;
pub mod assets;
mod cell;
mod check;
mod chips;
mod columns;
mod evidence;
mod figures;
mod filters;
mod frame;
mod groups;
mod item;
mod known;
mod link;
mod list;
mod map;
mod names;
mod numberline;
mod pairs;
mod paragraphs;
mod partly;
mod picture;
mod problem;
mod reader;
mod related;
mod report;
mod row;
mod said;
mod sides;
mod start;
mod table;
mod timeline;
mod titles;
mod told;
mod usage;
mod words;

pub use about::{dataset, kinds};
pub use check::check;
pub use figures::{series, total};
pub use groups::groups;
pub use item::item;
pub use list::{Answered, list};
pub use names::Names;
pub use problem::{Wrong, problem};
pub use reader::Reader;
pub use start::start;

/// The media type of pages.
pub const MEDIA: &str = "text/html; charset=utf-8";
/// The ending of a page's own path.
pub const SUFFIX: &str = ".html";
/// Styles, scripts and pictures come from here and from nowhere else, and nothing stands in the page itself.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                          form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
