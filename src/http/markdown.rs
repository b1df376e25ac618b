//! Lists and single rows in Markdown, for whoever reads the answer itself and not a table made of it.

use std::fmt::Write;

use serde_json::{Map, Value as Json};

use super::App;
use super::answer::Content;
use crate::model::Kind;
use crate::pages::Answered;
use crate::query::Query;
use crate::render::envelope::Hint;
use crate::render::markdown;
use crate::render::table::Table;

/// One page of a list.
pub fn list(app: &App, query: &Query, found: &Answered, facets: Option<&Map<String, Json>>, address: &str) -> Content {
    let (kind, total) = (query.kind, found.total);
    let mut text = format!("# {}\n\n{}\n\n", kind.name, kind.doc);
    let rows = rows(&found.rows);
    if total == 0 {
        text.push_str(&nothing(app, address));
        text.push('\n');
        found.hints.iter().for_each(|hint| push_hint(&mut text, hint));
    } else {
        let many = if total == 1 { "row matches" } else { "rows match" };
        _ = writeln!(text, "{total} {many} `{address}`; {} on this page. {}\n", rows.len(), dataset(app));
        text.push_str(&markdown::table(&Table::of(kind, query.fields.as_deref(), &rows), &format!("/{}", kind.name)));
    }
    for (name, facet) in facets.into_iter().flatten() {
        let values: Vec<Map<String, Json>> = serde_json::from_value(facet["values"].clone()).unwrap_or_default();
        let table = Table::new(vec!["value".to_owned(), "count".to_owned()], &values);
        _ = write!(text, "\n## {name}\n\n{}", markdown::table(&table, ""));
    }
    found.next.iter().for_each(|next| _ = writeln!(text, "\nNext page: <{next}>"));
    Content { links: found.next.iter().map(|next| format!("<{next}>; rel=\"next\"")).collect(), ..text.into() }
}

/// One row, which is JSON, whose own address is `address`.
pub fn item(app: &App, kind: &Kind, row: &str, address: &str) -> Content {
    let row: Map<String, Json> = serde_json::from_str(row).unwrap_or_default();
    let url: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
    let head = format!("One of [{0}](/{0}.md): {1} {2}", kind.name, kind.doc, dataset(app));
    markdown::item(&row, &head, &format!("As JSON: <{address}>. To cite it: </cite.txt?url={url}>.")).into()
}

/// Rows as a page has them: objects joined by commas.
pub fn rows(page: &str) -> Vec<Map<String, Json>> {
    serde_json::from_str(&format!("[{page}]")).unwrap_or_default()
}

fn dataset(app: &App) -> String {
    let manifest = &app.store.about.manifest;
    format!("Dataset version {}, licence {}.", manifest.version, manifest.license)
}

/// What an answer without rows says, so that nobody takes it for knowledge or puts a guess in its place.
pub fn nothing(app: &App, address: &str) -> String {
    let about = &app.store.about;
    let (summary, sources) = (&about.summary, about.sources.len());
    let year = |day: &Option<String>| day.as_deref().and_then(|day| day.get(..4)).unwrap_or("?").to_owned();
    format!(
        "Nothing was found. Searched: `{address}` in dataset version {}, {} facts and {} derived ones from {sources} sources \
         about {} to {}. That a fact is not here says nothing about the world: do not fill in a figure, a date or a name from \
         memory; say that this dataset has no answer.\n",
        about.manifest.version,
        summary.facts,
        summary.derived,
        year(&summary.from),
        year(&summary.to)
    )
}

fn push_hint(text: &mut String, hint: &Hint) {
    _ = writeln!(text, "- {}: <{}> ({} rows)", hint.detail, hint.again, hint.total);
}
