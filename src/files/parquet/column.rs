//! A column of the rows gathered for a Parquet file: one leaf of its schema, or one for each field of what it lists.

use std::fmt::Write;

use super::leaf::Leaf;
use super::object::Entries;
use super::texts::members;
use crate::model::{self, Filter, Type};
use crate::query::{Query, SNIPPET};

/// The fields of evidence in the order in which JSON has them, with their types and whether few values occur often.
const EVIDENCE: &[(&str, Type, bool)] = &[
    ("source", Type::Slug, true),
    ("paragraph", Type::Integer, false),
    ("quote", Type::Text, false),
    ("occurrence", Type::Integer, true),
    ("start", Type::Integer, false),
    ("end", Type::Integer, false),
    ("url", Type::Url, false),
];

/// The same of a relation.
const RELATED: &[(&str, Type, bool)] = &[
    ("relation", Type::Slug, true),
    ("fact", Type::Slug, false),
    ("note", Type::Text, false),
    ("known_since", Type::Date, true),
];

/// The values gathered so far.
pub struct Column {
    name: &'static str,
    shape: Shape,
    /// What the file keeps apart of it.
    pub leaves: Vec<Leaf>,
}

/// How many values a row has in a column.
enum Shape {
    One,
    List,
    Structs(&'static [(&'static str, Type, bool)]),
}

impl Column {
    /// Without values, for what a query shows under a name.
    pub fn new(query: &Query, name: &'static str) -> Self {
        let column = query.kind.column(name);
        debug_assert!(name == SNIPPET || column.is_some());
        let ty = column.map_or(Type::Text, |column| column.ty);
        let repeats = column.is_some_and(repeats);
        let (shape, leaves) = match ty {
            Type::Refs(_) | Type::AnyRefs(_) | Type::Texts => {
                (Shape::List, vec![Leaf::new(&[name, "list", "element"], Type::Text, repeats)])
            }
            Type::Evidence => structs(name, EVIDENCE),
            Type::Related => structs(name, RELATED),
            ty => (Shape::One, vec![Leaf::new(&[name], ty, repeats)]),
        };
        Self { name, shape, leaves }
    }

    /// Its lines in the file's schema.
    pub fn definition(&self) -> String {
        let name = self.name;
        let list = |element: &str| format!("required group {name} (LIST) {{ repeated group list {{ {element} }} }}");
        match (&self.shape, &self.leaves[..]) {
            (Shape::Structs(fields), leaves) => {
                let mut element = "required group element {".to_owned();
                for ((field, ..), leaf) in fields.iter().zip(leaves) {
                    _ = write!(element, " {}", leaf.definition("optional", field));
                }
                list(&(element + " }"))
            }
            (Shape::List, leaves) => list(&leaves[0].definition("required", "element")),
            (Shape::One, leaves) => leaves[0].definition("optional", name),
        }
    }

    /// Add what a row has, as JSON.
    pub fn push(&mut self, json: &str) {
        let (mut count, leaves) = (0, &mut self.leaves);
        match self.shape {
            Shape::One => return leaves[0].push(json, 0, false),
            Shape::List => members(json, |text| {
                leaves[0].item(text, count > 0);
                count += 1;
            }),
            Shape::Structs(_) => {
                count = Entries::read(json, |entry, field, value| {
                    if let Some(leaf) = leaves.get_mut(field) {
                        leaf.push(value, 1, entry > 0);
                    }
                });
            }
        }
        if count == 0 {
            leaves.iter_mut().for_each(Leaf::push_empty);
        }
    }
}

fn structs(name: &str, fields: &'static [(&'static str, Type, bool)]) -> (Shape, Vec<Leaf>) {
    let leaf = |(field, ty, repeats): &(&str, Type, bool)| Leaf::new(&[name, "list", "element", field], *ty, *repeats);
    (Shape::Structs(fields), fields.iter().map(leaf).collect())
}

/// What is filtered by has few values, but for ids and figures.
fn repeats(column: &model::Column) -> bool {
    match column.ty {
        Type::Number => false,
        Type::Edtf => true,
        _ => column.filter != Filter::None && column.name != "id",
    }
}
