//! Schemas: one object a kind, its list and its item, and the few fixed shapes around them.

use serde_json::json;
use utoipa::openapi::schema::{Array, ArrayBuilder, Object, ObjectBuilder, SchemaType, Type as Json};
use utoipa::openapi::{KnownFormat, Ref, RefOr, Schema, SchemaFormat};

use crate::check::{MAX_QUOTE_WORDS, MAX_TEXT};
use crate::kinds::served;
use crate::schema::{Column, Kind, Type};

/// Every schema with its name.
pub fn all() -> impl Iterator<Item = (String, RefOr<Schema>)> {
    let fixed = [
        ("Evidence", evidence()),
        ("Links", links()),
        ("Meta", meta(true)),
        ("ItemMeta", meta(false)),
        ("ItemLinks", item_links()),
        ("Mistake", mistake()),
        ("Problem", problem()),
    ];
    let fixed = fixed.into_iter().map(|(name, object)| (name.to_owned(), object.into()));
    fixed.chain(served().flat_map(|kind| {
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
        Type::Evidence => ArrayBuilder::new().items(reference("Evidence")).description(Some(column.doc)).build().into(),
        _ => scalar(column, nullable).description(Some(column.doc)).build().into(),
    }
}

/// Columns that are computed and never null.
fn always(kind: &Kind, column: &Column) -> bool {
    column.name == "kind" && kind.column("kind").is_some()
}

fn texts(doc: &str) -> Array {
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

fn of(json: Json, nullable: bool) -> ObjectBuilder {
    let ty = if nullable { SchemaType::Array(vec![json, Json::Null]) } else { SchemaType::Type(json) };
    ObjectBuilder::new().schema_type(ty)
}

fn text(longest: usize) -> Object {
    of(Json::String, false).max_length(Some(longest)).build()
}

fn described(json: Json, nullable: bool, doc: &str) -> ObjectBuilder {
    of(json, nullable).description(Some(doc))
}

fn evidence() -> Object {
    let quote = format!("The words that pin the fact, at most {MAX_QUOTE_WORDS}, character for character as printed.");
    ObjectBuilder::new()
        .description(Some("One place in a source text that proves a fact."))
        .property("source", described(Json::String, false, "Id of the source."))
        .property(
            "paragraph",
            described(Json::Integer, false, "Paragraph, counted from 1 over the non-empty lines of the text.")
                .minimum(Some(1)),
        )
        .property("quote", described(Json::String, false, &quote).max_length(Some(MAX_TEXT)))
        .property(
            "occurrence",
            described(Json::Integer, false, "Which occurrence of the quote in the paragraph is meant, counted from 1.")
                .minimum(Some(1)),
        )
        .required("source")
        .required("paragraph")
        .required("quote")
        .required("occurrence")
        .build()
}

fn meta(list: bool) -> Object {
    let object = ObjectBuilder::new().description(Some("About the answer as a whole."));
    let object = if list {
        object
            .property("total", described(Json::Integer, false, "How many rows match in all.").minimum(Some(0)))
            .property("limit", described(Json::Integer, false, "Most rows that this page may have.").minimum(Some(1)))
            .required("total")
            .required("limit")
    } else {
        object
    };
    object
        .property("dataset_version", described(Json::String, false, "Calendar version of the dataset."))
        .property("license", described(Json::String, false, "SPDX identifier of the data's licence."))
        .required("dataset_version")
        .required("license")
        .build()
}

fn links() -> Object {
    ObjectBuilder::new()
        .description(Some("Where the answer is, and where the next page."))
        .property("self", described(Json::String, false, "This answer."))
        .property("next", described(Json::String, true, "The next page; null on the last."))
        .required("self")
        .required("next")
        .build()
}

fn item_links() -> Object {
    let this = described(Json::String, false, "This answer.");
    ObjectBuilder::new().description(Some("Where the answer is.")).property("self", this).required("self").build()
}

fn mistake() -> Object {
    ObjectBuilder::new()
        .description(Some("One mistake in a query string."))
        .property("parameter", described(Json::String, false, "The parameter, as the request wrote it."))
        .property("detail", described(Json::String, false, "What is wrong."))
        .property("allowed", texts("What would be right, where that is a list of words."))
        .property("suggestion", described(Json::String, true, "The word that was probably meant."))
        .required("parameter")
        .required("detail")
        .required("allowed")
        .required("suggestion")
        .build()
}

fn problem() -> Object {
    ObjectBuilder::new()
        .description(Some("An error, as RFC 9457 says."))
        .property(
            "type",
            described(Json::String, false, "What sort of problem it is; `about:blank` where the status says it all."),
        )
        .property("title", described(Json::String, false, "The same for a reader."))
        .property("status", described(Json::Integer, false, "The HTTP status."))
        .property("detail", described(Json::String, false, "What is wrong with this request and what would be right."))
        .property(
            "errors",
            ArrayBuilder::new().items(reference("Mistake")).description(Some("Every mistake of a query string.")),
        )
        .required("type")
        .required("title")
        .required("status")
        .required("detail")
        .build()
}
