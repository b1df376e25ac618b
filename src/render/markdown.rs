//! Markdown, for language models and for people who read plain text: a table of rows, one row with what proves it.

use std::fmt::Write;

use serde_json::{Map, Value as Json};

use super::csv::json_cell;
use super::table::{Table, is_empty};

/// A table; ids lead to the rows themselves, which are at `path`.
pub fn table(table: &Table, path: &str) -> String {
    let mut text = String::new();
    line(&mut text, table.columns.iter().cloned());
    line(&mut text, table.columns.iter().map(|_| "---".to_owned()));
    for row in &table.rows {
        line(
            &mut text,
            table.columns.iter().zip(row).map(|(column, value)| match (column.as_str(), value) {
                ("id", Json::String(id)) if !path.is_empty() => format!("[{id}]({path}/{id}.md)"),
                _ => cell(value),
            }),
        );
    }
    text
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    text.push('|');
    // Text takes all that is written to it.
    cells.for_each(|cell| _ = write!(text, " {cell} |"));
    text.push('\n');
}

/// A value in a cell: what would end the cell or be taken for markup is escaped.
fn cell(value: &Json) -> String {
    let text = match value {
        Json::Array(items) if items.iter().any(Json::is_object) => {
            let items = items.iter().map(|item| evidence(item).or_else(|| related(item)));
            items.map(Option::unwrap_or_default).collect::<Vec<_>>().join("; ")
        }
        other => json_cell(other).into_owned(),
    };
    plain(&text)
}

/// A text of which Markdown takes nothing for markup.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '<' | '[' | ']' => escaped.extend(['\\', c]),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// One row: its title, its columns as a table of two, the words that prove it, and what it is related to; `head` and `foot`
/// stand around it.
pub fn item(row: &Map<String, Json>, head: &str, foot: &str) -> String {
    let text = |name: &str| row.get(name).and_then(Json::as_str);
    let title = ["title", "name", "name_en", "id"].into_iter().find_map(text).unwrap_or_default();
    let mut page = format!("# {}\n\n{head}\n\n| column | value |\n| --- | --- |\n", plain(title));
    let lists = ["evidence", "related"];
    for (name, value) in row.iter().filter(|(name, value)| !lists.contains(&name.as_str()) && !is_empty(value)) {
        line(&mut page, [name.clone(), cell(value)].into_iter());
    }
    let entries = |name: &str| row.get(name).and_then(Json::as_array).filter(|entries| !entries.is_empty());
    if let Some(entries) = entries("evidence") {
        page.push_str("\n## Evidence\n\n");
        for entry in entries {
            let url = entry["url"].as_str().map_or_else(String::new, |url| format!(" <{url}>"));
            _ = writeln!(page, "- {}{url}", plain(&evidence(entry).unwrap_or_default()));
        }
    }
    if let Some(entries) = entries("related") {
        page.push_str("\n## Related\n\n");
        for entry in entries {
            let id = entry["fact"].as_str().unwrap_or_default();
            _ = writeln!(page, "- {} [/facts/{id}](/facts/{id}.md)", plain(&related(entry).unwrap_or_default()));
        }
    }
    format!("{page}\n{foot}\n")
}

/// A place in a source, to read.
fn evidence(entry: &Json) -> Option<String> {
    let (source, quote) = entry["source"].as_str().zip(entry["quote"].as_str())?;
    Some(format!("{source}, paragraph {}: \u{201c}{quote}\u{201d}", entry["paragraph"]))
}

/// A relation to another fact, to read.
fn related(entry: &Json) -> Option<String> {
    let (relation, fact) = entry["relation"].as_str().zip(entry["fact"].as_str())?;
    Some(format!("{} {fact}: {}", relation.replace('_', " "), entry["note"].as_str().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_cell_is_never_ended_by_what_is_in_it() {
        let row = json!({ "id": "a", "note": "one | two\nthree `x` [y](z) <b> \\", "list": ["a", "b"] });
        let table = Table::new(vec!["id".into(), "note".into(), "list".into()], &[row.as_object().unwrap().clone()]);
        assert_eq!(
            super::table(&table, "/trade"),
            "| id | note | list |\n| --- | --- | --- |\n\
             | [a](/trade/a.md) | one \\| two three \\`x\\` \\[y\\](z) \\<b> \\\\ | a;b |\n"
        );
    }
}
