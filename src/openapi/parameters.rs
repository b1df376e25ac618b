//! Query parameters as components, so that the columns kinds share are described once.

use serde_json::json;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Type as Json};
use utoipa::openapi::{Ref, RefOr, Required, Schema};

use super::schemas::{example_json, scalar};
use crate::check::MAX_TEXT;
use crate::kinds::served;
use crate::query::{DEFAULT_LIMIT, MAX_LIMIT, Param, Takes, Test, params, sortable};
use crate::schema::{Column, Kind, Type};

/// Every parameter with its component's name.
pub fn all() -> impl Iterator<Item = (String, Parameter)> {
    served()
        .flat_map(|kind| params(kind).into_iter().map(move |param| (key(kind, &param), parameter(kind, &param))))
        .chain([(
            "id".to_owned(),
            ParameterBuilder::new()
                .name("id")
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .description(Some("Permanent identifier of the row."))
                .schema(Some(ObjectBuilder::new().schema_type(Json::String).max_length(Some(100))))
                .build(),
        )])
}

/// References to the parameters of a kind, those of pages left out for files.
pub fn references(kind: &'static Kind, paged: bool) -> impl Iterator<Item = Ref> {
    let params = params(kind).into_iter().filter(move |param| paged || !matches!(param.takes, Takes::Cursor));
    params.map(move |param| reference(&key(kind, &param)))
}

/// `$ref` to a parameter.
pub fn reference(name: &str) -> Ref {
    Ref::new(format!("#/components/parameters/{name}"))
}

/// A column of one kind alone goes by the kind's name too; what all share goes by its own.
fn key(kind: &'static Kind, param: &Param) -> String {
    let own = match param.takes {
        Takes::Filter(column, _) => kind.columns.iter().any(|own| std::ptr::eq(own, column)),
        Takes::Sort => true,
        Takes::Limit | Takes::Cursor => false,
    };
    if own { format!("{}_{}", kind.name, param.name) } else { param.name.clone() }
}

fn parameter(kind: &'static Kind, param: &Param) -> Parameter {
    let builder = ParameterBuilder::new()
        .name(&param.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(&param.doc));
    let list = |builder: ParameterBuilder| builder.style(Some(ParameterStyle::Form)).explode(Some(false));
    match param.takes {
        Takes::Filter(column, Test::AnyOf | Test::NoneOf) => {
            let builder = list(builder).schema(Some(ArrayBuilder::new().items(word(column)).build()));
            match column.example_value() {
                "" => builder,
                example => builder.example(Some(json!([example_json(column, example)]))),
            }
        }
        Takes::Filter(column, _) => {
            let builder = builder.schema(Some(scalar(column, false)));
            match column.example_value() {
                "" => builder,
                example => builder.example(Some(example_json(column, example))),
            }
        }
        Takes::Sort => list(builder).schema(Some(ArrayBuilder::new().items(order(kind)).build())),
        Takes::Limit => builder.schema(Some(
            ObjectBuilder::new()
                .schema_type(Json::Integer)
                .minimum(Some(1))
                .maximum(Some(MAX_LIMIT))
                .default(Some(json!(DEFAULT_LIMIT))),
        )),
        Takes::Cursor => {
            builder.schema(Some(ObjectBuilder::new().schema_type(Json::String).max_length(Some(MAX_TEXT))))
        }
    }
    .build()
}

/// One of the words that a filter takes.
fn word(column: &'static Column) -> RefOr<Schema> {
    match column.ty {
        Type::Choice(choices) => ObjectBuilder::new()
            .schema_type(Json::String)
            .enum_values(Some(choices.iter().copied().chain((!column.required).then_some("null"))))
            .build()
            .into(),
        Type::Refs(_) | Type::Texts => {
            ObjectBuilder::new().schema_type(Json::String).max_length(Some(100)).build().into()
        }
        _ => scalar(column, false).build().into(),
    }
}

fn order(kind: &'static Kind) -> RefOr<Schema> {
    let names = sortable(kind).flat_map(|column| [column.name.to_owned(), format!("-{}", column.name)]);
    ObjectBuilder::new().schema_type(Json::String).enum_values(Some(names)).build().into()
}
