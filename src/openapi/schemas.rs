//! Schemas of the kinds: a row, a list and an item for each.

use serde_json::json;
use utoipa::openapi::schema::{Array, ArrayBuilder, Object, ObjectBuilder, SchemaType, Type as Json};
use utoipa::openapi::{KnownFormat, Ref, RefOr, Schema, SchemaFormat};

use super::shapes;
use crate::check::MAX_TEXT;
use crate::kinds::served;
use crate::schema::{Column, Kind, Role, Type};

/// Every schema with its name.
pub fn all() -> impl Iterator<Item = (String, RefOr<Schema>)> {
    shapes::all().map(|(name, object)| (name.to_owned(), object.into())).chain(served().flat_map(|kind| {
        [
            (name(kind), row(kind).into()),
            (format!("{}List", name(kind)), envelope(list_of(kind), "Meta", "Links")),
            (format!("{}Item", name(kind)), envelope(reference(&name(kind)), "ItemMeta", "ItemLinks")),
        ]
    }))
}

/// The schema's name of a kind: its singular, capitalised.
pub fn name(kind: &Kind) -> String {
    let mut letters = kind.singular.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// `$ref` to a schema.
pub fn reference(name: &str) -> RefOr<Schema> {
    Ref::from_schema_name(name).into()
}

fn list_of(kind: &Kind) -> RefOr<Schema> {
    ArrayBuilder::new().items(reference(&name(kind))).build().into()
}

fn envelope(data: RefOr<Schema>, meta: &str, links: &str) -> RefOr<Schema> {
    let object = ObjectBuilder::new()
        .property("data", data)
        .property("meta", reference(meta))
        .property("links", reference(links))
        .required("data")
        .required("meta")
        .required("links");
    object.build().into()
}

/// A row: every shown column is there, those not required may be null.
fn row(kind: &'static Kind) -> Object {
    let object = ObjectBuilder::new().description(Some(kind.doc));
    kind.shown()
        .fold(object, |object, column| object.property(column.name, property(kind, column)).required(column.name))
        .build()
}

fn property(kind: &Kind, column: &'static Column) -> RefOr<Schema> {
    let nullable = !column.required && !always(kind, column);
    match column.ty {
        Type::Refs(_) | Type::Texts => texts(column.doc).into(),
        Type::Evidence => objects("Evidence", column.doc),
        Type::Related => objects("Related", column.doc),
        _ => scalar(column, nullable).description(Some(column.doc)).build().into(),
    }
}

fn objects(name: &str, doc: &str) -> RefOr<Schema> {
    ArrayBuilder::new().items(reference(name)).description(Some(doc)).build().into()
}

/// Columns that are computed and never null.
fn always(kind: &Kind, column: &Column) -> bool {
    kind.role != Role::Reference && ["kind", "known_since"].contains(&column.name)
}

/// A list of texts.
pub fn texts(doc: &str) -> Array {
    ArrayBuilder::new().items(text(MAX_TEXT)).description(Some(doc)).build()
}

/// One value of a column.
pub fn scalar(column: &'static Column, nullable: bool) -> ObjectBuilder {
    let object = match column.ty {
        Type::Integer => of(Json::Integer, nullable).format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64))),
        Type::Number => of(Json::Number, nullable).format(Some(SchemaFormat::KnownFormat(KnownFormat::Double))),
        Type::Bool => of(Json::Boolean, nullable),
        Type::Date => of(Json::String, nullable).format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))),
        Type::Choice(choices) => {
            let null = nullable.then_some(serde_json::Value::Null);
            let values = choices.iter().map(|choice| json!(choice)).chain(null);
            of(Json::String, nullable).enum_values(Some(values))
        }
        _ => of(Json::String, nullable).max_length(Some(MAX_TEXT)),
    };
    match column.example_value() {
        "" => object,
        example => object.examples([example_json(column, example)]),
    }
}

/// The declared example in the type of its column.
pub fn example_json(column: &Column, example: &str) -> serde_json::Value {
    match column.ty {
        Type::Integer | Type::Number | Type::Bool => example.parse().unwrap_or_default(),
        _ => json!(example),
    }
}

/// A schema of that type.
pub fn of(json: Json, nullable: bool) -> ObjectBuilder {
    let ty = if nullable { SchemaType::Array(vec![json, Json::Null]) } else { SchemaType::Type(json) };
    ObjectBuilder::new().schema_type(ty)
}

fn text(longest: usize) -> Object {
    of(Json::String, false).max_length(Some(longest)).build()
}
