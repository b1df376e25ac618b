//! What schemas are put together from: the value of a column with its bounds, texts, lists, objects, references.

use serde_json::{Value as Json, json};
use utoipa::openapi::schema::{
    AdditionalProperties, Array, ArrayBuilder, Object, ObjectBuilder, SchemaType, Type as JsonType,
};
use utoipa::openapi::{KnownFormat, Ref, RefOr, Schema, SchemaFormat};

use crate::limits::{MAX_LIST, MAX_NUMBER, MAX_QUERY, MAX_TEXT};
use crate::model::{Column, Type};

/// A text on one line; what stands in data files has no control characters.
pub const LINE: &str = r"^[^\x00-\x1f]*$";

/// Longest address or header: a query string of the greatest length, every byte of it percent-encoded, and its path.
pub const MAX_ADDRESS: usize = 4 * MAX_QUERY;

/// One value of a column.
pub fn scalar(column: &'static Column, nullable: bool) -> ObjectBuilder {
    let text = |pattern: &str| of(JsonType::String, nullable).max_length(Some(MAX_TEXT)).pattern(Some(pattern));
    let object = match column.ty {
        Type::Integer => integer(nullable).minimum(Some(-MAX_INTEGER)).maximum(Some(MAX_INTEGER)),
        Type::Number => number(nullable),
        Type::Bool => of(JsonType::Boolean, nullable),
        Type::Date => of(JsonType::String, nullable)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .max_length(Some(10)),
        Type::Choice(choices) => {
            let null = nullable.then_some(Json::Null);
            of(JsonType::String, nullable).enum_values(Some(choices.iter().map(|choice| json!(choice)).chain(null)))
        }
        Type::Slug => text("^[a-z0-9]+(-[a-z0-9]+)*$"),
        Type::Code => text("^[A-Z]{2,3}$"),
        Type::Edtf => text("^[-0-9X~?%./]+$"),
        Type::Url => text("^https?://"),
        _ => text(LINE),
    };
    match column.example_value() {
        "" => object,
        example => object.examples([example_json(column, example)]),
    }
}

/// Years and counts are far from this; a double has every whole number up to it.
const MAX_INTEGER: f64 = MAX_NUMBER;

/// A whole number.
pub fn integer(nullable: bool) -> ObjectBuilder {
    of(JsonType::Integer, nullable).format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
}

fn number(nullable: bool) -> ObjectBuilder {
    let number = of(JsonType::Number, nullable).format(Some(SchemaFormat::KnownFormat(KnownFormat::Double)));
    number.minimum(Some(-MAX_NUMBER)).maximum(Some(MAX_NUMBER))
}

/// The declared example in the type of its column.
pub fn example_json(column: &Column, example: &str) -> Json {
    match column.ty {
        Type::Integer | Type::Number | Type::Bool => example.parse().unwrap_or_default(),
        _ => json!(example),
    }
}

/// A schema of that type.
pub fn of(json: JsonType, nullable: bool) -> ObjectBuilder {
    let ty = if nullable { SchemaType::Array(vec![json, JsonType::Null]) } else { SchemaType::Type(json) };
    ObjectBuilder::new().schema_type(ty)
}

/// The whole of a file, whose size only a client can bound.
pub fn file_body(media: &str, binary: bool) -> RefOr<Schema> {
    let format =
        if binary { SchemaFormat::KnownFormat(KnownFormat::Binary) } else { SchemaFormat::Custom("text".to_owned()) };
    let file = of(JsonType::String, false).format(Some(format)).content_media_type(media);
    file.max_length(Some(i32::MAX as usize)).build().into()
}

/// A text with a description.
pub fn text(doc: &str, nullable: bool) -> Object {
    of(JsonType::String, nullable).description(Some(doc)).max_length(Some(MAX_TEXT)).pattern(Some(LINE)).build()
}

/// An address within the service.
pub fn address(doc: &str, nullable: bool) -> Object {
    let text = of(JsonType::String, nullable).description(Some(doc));
    text.max_length(Some(MAX_ADDRESS)).pattern(Some("^/[!-~]*$")).build()
}

/// A list of texts.
pub fn texts(doc: &str) -> Array {
    let item = of(JsonType::String, false).max_length(Some(MAX_TEXT)).pattern(Some(LINE)).build();
    ArrayBuilder::new().items(item).max_items(Some(MAX_LIST)).description(Some(doc)).build()
}

/// A property of an object with its name.
pub type Property = (&'static str, RefOr<Schema>);

/// An object that always has all its properties and no others.
pub fn closed(doc: &str, properties: Vec<Property>) -> Object {
    let object = ObjectBuilder::new().description(Some(doc));
    let object =
        properties.into_iter().fold(object, |object, (name, schema)| object.property(name, schema).required(name));
    object.additional_properties(Some(AdditionalProperties::FreeForm(false))).build()
}

/// A schema that anything fits.
pub fn anything(doc: &str) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(SchemaType::AnyValue).description(Some(doc)).build().into()
}

/// `$ref` to a schema.
pub fn reference(name: &str) -> RefOr<Schema> {
    Ref::from_schema_name(name).into()
}
