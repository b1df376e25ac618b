//! Schemas of the kinds: a row, a list and an item for each.

use utoipa::openapi::schema::{
    AdditionalProperties, AnyOfBuilder, ArrayBuilder, Object, ObjectBuilder, Type as JsonType,
};
use utoipa::openapi::{RefOr, Schema};

use super::shapes;
use super::values::{closed, of, reference, scalar, text, texts};
use crate::kinds::served;
use crate::limits::{MAX_LIMIT, MAX_LIST};
use crate::model::{Column, Kind, Role, Type};
use crate::query::SNIPPET;

/// Every schema with its name.
pub fn all() -> impl Iterator<Item = (String, RefOr<Schema>)> {
    shapes::all().map(|(name, object)| (name.to_owned(), object)).chain(served().flat_map(|kind| {
        let name = name(kind);
        [
            (name.clone(), row(kind).into()),
            (format!("{name}List"), list(&name)),
            (format!("{name}Part"), part(kind).into()),
            (format!("{name}PartList"), list(&format!("{name}Part"))),
            (format!("{name}Item"), closed("One row in its envelope.", item(&name)).into()),
            (format!("{name}Features"), features(&name)),
        ]
    }))
}

/// The schema's name of a kind: its singular, capitalised.
pub fn name(kind: &Kind) -> String {
    let mut letters = kind.singular.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// A page of rows, with facets where they were asked for.
fn list(name: &str) -> RefOr<Schema> {
    let rows =
        ArrayBuilder::new().items(reference(name)).max_items(Some(MAX_LIMIT as usize)).description(Some("The rows."));
    ObjectBuilder::new()
        .description(Some("One page of rows in its envelope."))
        .property("data", rows.build())
        .property("facets", reference("Facets"))
        .property("meta", reference("Meta"))
        .property("links", reference("Links"))
        .required("data")
        .required("meta")
        .required("links")
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
        .build()
        .into()
}

/// What `GET /{kind}` answers: rows, some of their columns when `fields` asks for them, or their groups when `group_by` does.
pub fn list_or_groups(kind: &Kind) -> RefOr<Schema> {
    let name = name(kind);
    let lists = [format!("{name}List"), format!("{name}PartList"), "GroupList".to_owned()];
    let any = lists.iter().fold(AnyOfBuilder::new(), |any, list| any.item(reference(list)));
    Schema::from(any.build()).into()
}

fn item(name: &str) -> Vec<(&'static str, RefOr<Schema>)> {
    vec![("data", reference(name)), ("meta", reference("ItemMeta")), ("links", reference("ItemLinks"))]
}

/// A GeoJSON feature collection whose properties are rows, or some of their columns.
fn features(name: &str) -> RefOr<Schema> {
    let feature = ObjectBuilder::new()
        .property("type", of(JsonType::String, false).enum_values(Some(["Feature"])))
        .property("id", of(JsonType::String, true).max_length(Some(100)).pattern(Some("^[-.0-9A-Za-z]+$")))
        .property("geometry", reference("Geometry"))
        .property("properties", ObjectBuilder::new().description(Some(format!("The columns of a {name}."))))
        .required("type")
        .required("geometry")
        .required("properties")
        .additional_properties(Some(AdditionalProperties::FreeForm(false)));
    let kind = of(JsonType::String, false).enum_values(Some(["FeatureCollection"])).build().into();
    let features = ArrayBuilder::new().items(feature).max_items(Some(10_000_000)).build().into();
    closed("A GeoJSON feature collection, RFC 7946.", vec![("type", kind), ("features", features)]).into()
}

/// A row: every shown column is there, those not required may be null.
fn row(kind: &'static Kind) -> Object {
    let object = kind.shown().fold(ObjectBuilder::new().description(Some(kind.doc)), |object, column| {
        object.property(column.name, property(kind, column)).required(column.name)
    });
    object.additional_properties(Some(AdditionalProperties::FreeForm(false))).build()
}

/// The columns of a row that `fields` asks for.
fn part(kind: &'static Kind) -> Object {
    let object = ObjectBuilder::new().description(Some("The columns of a row that `fields` names."));
    let object = kind.shown().fold(object, |object, column| object.property(column.name, property(kind, column)));
    let found = "The text that `q` found, as HTML with the words marked; null without `q`.";
    object
        .property(SNIPPET, text(found, true))
        .additional_properties(Some(AdditionalProperties::FreeForm(false)))
        .build()
}

fn property(kind: &Kind, column: &'static Column) -> RefOr<Schema> {
    let nullable = !column.required && !is_always_there(kind, column);
    match column.ty {
        Type::Refs(_) | Type::AnyRefs(_) | Type::Texts => texts(column.doc).into(),
        Type::Evidence => objects("Evidence", column.doc),
        Type::Related => objects("Related", column.doc),
        _ => scalar(column, nullable).description(Some(column.doc)).build().into(),
    }
}

fn objects(name: &str, doc: &str) -> RefOr<Schema> {
    ArrayBuilder::new().items(reference(name)).max_items(Some(MAX_LIST)).description(Some(doc)).build().into()
}

/// Columns that are computed and never null.
fn is_always_there(kind: &Kind, column: &Column) -> bool {
    kind.role != Role::Reference && ["kind", "known_since"].contains(&column.name)
}
