//! Query parameters as components, so that the columns kinds share are described once.

use serde_json::json;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{Array, ArrayBuilder, ObjectBuilder, Type as JsonType};
use utoipa::openapi::{Ref, RefOr, Required, Schema};

use super::values::{example_json, integer, of, scalar};
use crate::data::LANGUAGES;
use crate::dataset::Vocabulary;
use crate::files::Format;
use crate::kinds::{fact_names, served};
use crate::limits::{DEFAULT_LIMIT, MAX_GROUPS, MAX_LIMIT, MAX_QUERY, MAX_SEARCH, MAX_WORD, MAX_WORDS};
use crate::model::{Column, Kind, Role, Type};
use crate::query::{KIND, Param, SNIPPET, Takes, Test, countable, params, sortable};

/// Most ids that the contract lists; of more, a client learns from the list itself.
const MOST_IDS: usize = 300;

/// Every parameter with its component's name.
pub fn all(vocabulary: &Vocabulary) -> impl Iterator<Item = (String, Parameter)> + '_ {
    let of_kinds = served().flat_map(move |kind| {
        params(kind).iter().map(move |param| (key(kind, param), parameter(kind, param, vocabulary)))
    });
    let path = |name: &str, doc: &str, pattern: &str, longest: usize| {
        let text = of(JsonType::String, false).max_length(Some(longest)).min_length(Some(1)).pattern(Some(pattern));
        let parameter = ParameterBuilder::new().name(name).description(Some(doc)).required(Required::True);
        parameter.schema(Some(text))
    };
    let id = move |kind: &Kind| {
        let id =
            path("id", "Permanent identifier of the row.", "^[-.0-9A-Za-z]+$", 120).parameter_in(ParameterIn::Path);
        let example = vocabulary.example(kind).map(|id| json!(id));
        (id_key(kind), id.example(example).build())
    };
    let url = path("url", "Path and query of the answer to cite, percent-encoded.", "^/", MAX_QUERY);
    let url = url.parameter_in(ParameterIn::Query).example(Some(json!("/trade?year=2018"))).build();
    of_kinds.chain(served().map(id)).chain([("url".to_owned(), url)])
}

/// References to the parameters of a kind that a format takes.
pub fn references(kind: &'static Kind, format: Format) -> impl Iterator<Item = Ref> {
    let wanted = move |param: &&Param| match param.takes {
        Takes::Cursor | Takes::Facets => format == Format::Json,
        Takes::GroupBy => matches!(format, Format::Json | Format::Csv | Format::Ndjson),
        Takes::Bom => format == Format::Csv,
        _ => true,
    };
    params(kind).iter().filter(wanted).map(move |param| reference(&key(kind, param)))
}

/// `$ref` to a parameter.
pub fn reference(name: &str) -> Ref {
    Ref::new(format!("#/components/parameters/{name}"))
}

/// The name of the component that is a kind's id in a path.
pub fn id_key(kind: &Kind) -> String {
    format!("{}_id_in_path", kind.name)
}

/// A column of one kind alone goes by the kind's name too; what all share goes by its own.
fn key(kind: &'static Kind, param: &Param) -> String {
    let own = match param.takes {
        Takes::Filter(column, _) => {
            kind.columns.iter().any(|own| std::ptr::eq(own, column)) || kind.role == Role::Reference
        }
        Takes::Sort | Takes::Fields | Takes::GroupBy | Takes::Facets => true,
        Takes::Search | Takes::Language | Takes::Bom | Takes::Limit | Takes::Cursor => false,
    };
    if own { format!("{}_{}", kind.name, param.name) } else { param.name.clone() }
}

fn parameter(kind: &'static Kind, param: &Param, vocabulary: &Vocabulary) -> Parameter {
    let builder = ParameterBuilder::new()
        .name(&param.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(&param.doc));
    let list = |builder: ParameterBuilder| builder.style(Some(ParameterStyle::Form)).explode(Some(false));
    match param.takes {
        Takes::Filter(column, Test::AnyOf | Test::NoneOf) => {
            let words = ArrayBuilder::new().items(word(column, vocabulary));
            let builder = list(builder).schema(Some(words.min_items(Some(1)).max_items(Some(MAX_WORDS)).build()));
            match column.example_value() {
                "" => builder,
                example => builder.example(Some(json!([example_json(column, example)]))),
            }
        }
        Takes::Filter(column, test) => {
            // A window opens on the first day of its period, though it is compared with the last.
            let shown = match test {
                Test::EndsFrom => kind.column("start"),
                Test::StartsTo => kind.column("end"),
                _ => None,
            };
            let column = shown.unwrap_or(column);
            let builder = builder.schema(Some(scalar(column, false)));
            match column.example_value() {
                "" => builder,
                example => builder.example(Some(example_json(column, example))),
            }
        }
        Takes::Search => builder.schema(Some(plain())).example(Some(json!("\"free trade\" peru"))),
        Takes::Language => builder.schema(Some(language())).example(Some(json!("es"))),
        Takes::Bom => {
            builder.schema(Some(of(JsonType::Boolean, false).default(Some(json!(false))))).example(Some(json!(true)))
        }
        Takes::Sort => list(builder).schema(Some(any_of(orders(kind), MAX_WORDS))),
        Takes::Fields => {
            let names = kind.shown().map(|column| column.name.to_owned()).chain([SNIPPET.to_owned()]);
            list(builder).schema(Some(any_of(names, MAX_WORDS)))
        }
        Takes::GroupBy => list(builder).schema(Some(any_of(counted(kind), MAX_GROUPS))),
        Takes::Facets => list(builder).schema(Some(any_of(counted(kind), MAX_WORDS))),
        Takes::Limit => {
            let rows = integer(false).minimum(Some(1)).maximum(Some(MAX_LIMIT)).default(Some(json!(DEFAULT_LIMIT)));
            builder.schema(Some(rows)).example(Some(json!(DEFAULT_LIMIT)))
        }
        Takes::Cursor => {
            let token = of(JsonType::String, false).min_length(Some(8)).max_length(Some(MAX_QUERY));
            builder.schema(Some(token.pattern(Some("^[-_0-9A-Za-z]+$"))))
        }
    }
    .build()
}

fn language() -> ObjectBuilder {
    of(JsonType::String, false).enum_values(Some(LANGUAGES)).default(Some(json!(LANGUAGES[0])))
}

fn plain() -> ObjectBuilder {
    of(JsonType::String, false).min_length(Some(1)).max_length(Some(MAX_SEARCH)).pattern(Some(r"^[\s\S]+$"))
}

/// One of the words that a filter takes.
fn word(column: &'static Column, vocabulary: &Vocabulary) -> RefOr<Schema> {
    let null = || (!column.required).then(|| "null".to_owned());
    let one_of = |words: Vec<String>| of(JsonType::String, false).enum_values(Some(words)).build().into();
    match column.ty {
        _ if column.name == KIND => one_of(fact_names().into_iter().map(str::to_owned).collect()),
        Type::Choice(choices) => one_of(choices.iter().map(|&choice| choice.to_owned()).chain(null()).collect()),
        Type::Ref(kind) | Type::Refs(kind) => match vocabulary.ids(kind).filter(|ids| ids.len() <= MOST_IDS) {
            Some(ids) => one_of(ids.iter().cloned().chain(null()).collect()),
            None => plain().pattern(Some("^[-0-9A-Za-z]+$")).max_length(Some(100)).build().into(),
        },
        Type::Integer | Type::Number | Type::Bool | Type::Date => scalar(column, false).build().into(),
        // A comma would end the word.
        _ => plain().max_length(Some(MAX_WORD)).pattern(Some(r"^[^,]*[^,\s][^,]*$")).build().into(),
    }
}

/// A list of known words, at most so many.
fn any_of(words: impl Iterator<Item = String>, most: usize) -> Array {
    let item = of(JsonType::String, false).enum_values(Some(words.collect::<Vec<_>>())).build();
    ArrayBuilder::new().items(item).min_items(Some(1)).max_items(Some(most)).build()
}

fn orders(kind: &'static Kind) -> impl Iterator<Item = String> {
    sortable(kind).flat_map(|column| [column.name.to_owned(), format!("-{}", column.name)])
}

fn counted(kind: &'static Kind) -> impl Iterator<Item = String> {
    countable(kind).map(|column| column.param.to_owned())
}
