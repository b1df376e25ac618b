//! Which columns a person looks for first, and how wide each is.

use crate::model::{Kind, Type};
use crate::query::Query;

/// What comes first of what all facts share; a kind's own columns follow.
const FIRST: [&str; 6] = ["title", "date", "value", "unit", "qualifier", "countries"];
/// What comes after those.
const THEN: [&str; 3] = ["evidence", "sources", "note"];

/// The columns that a query shows: in the order in which it names them, else those first that people look for.
pub fn ordered(query: &Query) -> Vec<&'static str> {
    let shown = query.shown();
    if query.fields.is_some() || query.kind.column("title").is_none() || query.kind.column("evidence").is_none() {
        return shown;
    }
    let own = query.kind.columns.iter().map(|column| column.name);
    let mut names: Vec<&'static str> = Vec::new();
    for name in FIRST.into_iter().chain(own).chain(THEN).chain(shown.iter().copied()) {
        if shown.contains(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The width of a column in characters, its title and the arrow of its filter included.
pub fn width(kind: &Kind, name: &str) -> f64 {
    let characters = match (name, kind.column(name).map(|column| column.ty)) {
        (_, Some(Type::Evidence)) => 90,
        ("title", _) => 64,
        (_, Some(Type::Related)) | ("note", _) => 50,
        (_, Some(Type::Date)) => 12,
        (_, Some(Type::Number)) => 20,
        (_, Some(Type::Integer | Type::Bool | Type::Code)) => 8,
        (_, Some(Type::Choice(_) | Type::AnyRef(..))) => 16,
        (_, Some(Type::Refs(_) | Type::AnyRefs(_) | Type::Edtf)) => 22,
        _ => 30,
    };
    let least = name.chars().count() + 4;
    u32::try_from(least.max(characters)).map_or(30.0, f64::from)
}
