//! The value of a column as a schema, with its bounds.

use serde_json::{Value as Json, json};

use super::component;
use super::schemas::name;
use crate::limits::{MAX_LIST, MAX_NUMBER, MAX_TEXT};
use crate::model::{Column, Kind, Role, Type};

/// A text on one line; what stands in data files has no control characters.
const LINE: &str = r"^[^\x00-\x1f]*$";

/// A column of a row, where it always stands and may be null unless it is required.
pub fn property(kind: &'static Kind, column: &'static Column) -> Json {
    let nullable = !column.is_in_every_row() && !column.is_list() && !is_always_there(kind, column);
    let mut schema = match column.ty {
        Type::Refs(_) | Type::AnyRefs(_) | Type::Texts => list(&text(LINE)),
        Type::Evidence => list(&component("schemas", "Evidence")),
        Type::Related => list(&component("schemas", "Related")),
        Type::Choice(_) if nullable => {
            json!({ "anyOf": [component("schemas", &choices(kind, column)), { "type": "null" }] })
        }
        Type::Choice(_) => component("schemas", &choices(kind, column)),
        _ => scalar(column),
    };
    if nullable && let Some(ty) = schema.get_mut("type") {
        *ty = json!([ty, "null"]);
    }
    schema["description"] = json!(column.doc);
    schema
}

/// The name of the schema with the choices of a column: `TradeFlow`, or `DateBasis` where many kinds share it.
pub fn choices(kind: &'static Kind, column: &'static Column) -> String {
    let of = if is_own(kind, column) { name(kind) } else { String::new() };
    let word = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    of + &column.param.split('_').map(word).collect::<String>()
}

/// True for a column that only this kind has.
pub fn is_own(kind: &'static Kind, column: &'static Column) -> bool {
    kind.columns.iter().any(|own| std::ptr::eq(own, column))
}

/// Columns that are computed and never null.
fn is_always_there(kind: &Kind, column: &Column) -> bool {
    kind.role != Role::Reference && ["kind", "known_since"].contains(&column.name)
}

/// One value of a column.
pub fn scalar(column: &'static Column) -> Json {
    let mut schema = match column.ty {
        // Years and counts are far from the bound; a double has every whole number up to it.
        Type::Integer => json!({ "type": "integer", "format": "int64", "minimum": -MAX_NUMBER, "maximum": MAX_NUMBER }),
        Type::Number => json!({ "type": "number", "format": "double", "minimum": -MAX_NUMBER, "maximum": MAX_NUMBER }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Date => json!({ "type": "string", "format": "date", "maxLength": 10 }),
        Type::Slug => text("^[a-z0-9]+(-[a-z0-9]+)*$"),
        Type::Code => text("^[A-Z]{2,3}$"),
        Type::Edtf => text("^[-0-9X~?%./]+$"),
        Type::Url => text("^https?://"),
        _ => text(LINE),
    };
    if !column.example.is_empty() {
        schema["examples"] = json!([example(column)]);
    }
    schema
}

/// The declared example in the type of its column; null where none is declared.
pub fn example(column: &Column) -> Json {
    match column.example_value() {
        "" => Json::Null,
        example if matches!(column.ty, Type::Integer | Type::Number | Type::Bool) => {
            example.parse().unwrap_or_default()
        }
        example => json!(example),
    }
}

fn text(pattern: &str) -> Json {
    json!({ "type": "string", "maxLength": MAX_TEXT, "pattern": pattern })
}

fn list(items: &Json) -> Json {
    json!({ "type": "array", "items": items, "maxItems": MAX_LIST })
}
