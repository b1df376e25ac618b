//! Query parameters as components, and the words that they take as schemas, so that what kinds share is said once.
//!
//! Their examples stand in the schemas: what stands beside a parameter that may be left out, pages to try the contract in
//! would fill in and send.

use serde_json::{Value as Json, json};

use super::columns::{choices, example, is_own, scalar};
use super::component;
use super::schemas::name;
use crate::dataset::Vocabulary;
use crate::kinds::regions::REGIONS;
use crate::kinds::{COUNTRIES, fact_names, served};
use crate::limits::{MAX_GROUPS, MAX_LIMIT, MAX_QUERY, MAX_SEARCH, MAX_WIDTH, MAX_WORD, MAX_WORDS, MIN_WIDTH};
use crate::model::{Column, Kind, Role, Type};
use crate::query::{
    KIND, Param, Resource, SNIPPET, Takes, Test, countable, figure_params, group_params, params, sortable,
};

/// Most ids that the contract lists; of more, a client learns from the list itself.
const MOST_IDS: usize = 300;

/// Every parameter with its component's name.
pub fn all(vocabulary: &Vocabulary) -> impl Iterator<Item = (String, Json)> {
    let of_kinds = served().flat_map(move |kind| {
        let all = params(kind).iter().chain(group_params(kind));
        all.map(move |param| (key(kind, param), parameter(kind, param, vocabulary)))
    });
    of_kinds.chain(served().map(|kind| (id_key(kind), id(kind, vocabulary))))
}

/// The lists of words that parameters take, as schemas with their names.
pub fn words(vocabulary: &Vocabulary) -> impl Iterator<Item = (String, Json)> {
    served().flat_map(move |kind| {
        let of_filters = params(kind).iter().filter_map(move |param| match param.takes {
            Takes::Filter(column, Test::AnyOf) => known(kind, column, vocabulary),
            _ => None,
        });
        let names = kind.shown().map(|column| column.name.to_owned()).chain([SNIPPET.to_owned()]);
        let counted = countable(kind).map(|column| column.param.to_owned());
        let orders = sortable(kind).flat_map(|column| [column.name.to_owned(), format!("-{}", column.name)]);
        let of_rows: [(&str, Vec<String>); 3] =
            [("Column", names.collect()), ("Group", counted.collect()), ("Order", orders.collect())];
        let of_rows = of_rows.map(|(of, words)| (name(kind) + of, words));
        of_filters.chain(of_rows).map(|(name, words)| (name, json!({ "type": "string", "enum": words })))
    })
}

/// References to the parameters of a kind: those of a page, or those of its files.
pub fn references(kind: &'static Kind, page: bool) -> Vec<Json> {
    of(params(kind), kind, page)
}

/// The same of its series or its total: those that a request begins with.
pub fn figure_references(kind: &'static Kind, resource: Resource) -> Vec<Json> {
    let is_first = |takes| match takes {
        Takes::Filter(_, test) => !matches!(test, Test::NoneOf | Test::AtLeast | Test::AtMost),
        takes => !matches!(takes, Takes::Bom | Takes::Width),
    };
    let params = figure_params(kind, resource).iter().filter(|param| is_first(param.takes));
    params.map(|param| component("parameters", &key(kind, param))).collect()
}

/// The same of its groups.
pub fn group_references(kind: &'static Kind) -> Vec<Json> {
    of(group_params(kind), kind, true)
}

fn of(params: &'static [Param], kind: &'static Kind, page: bool) -> Vec<Json> {
    let wanted = |param: &&Param| match param.takes {
        Takes::Cursor | Takes::Facets => page,
        Takes::Bom | Takes::Width => !page,
        _ => true,
    };
    params.iter().filter(wanted).map(|param| component("parameters", &key(kind, param))).collect()
}

/// The name of the component that is a kind's id in a path.
pub fn id_key(kind: &Kind) -> String {
    format!("{}_id_in_path", kind.name)
}

fn id(kind: &Kind, vocabulary: &Vocabulary) -> Json {
    let mut id = json!({
        "name": "id",
        "in": "path",
        "required": true,
        "description": "Permanent identifier of the row; `@` and a version may follow.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 120, "pattern": "^[-.0-9A-Za-z]+(@[.0-9]+)?$" },
    });
    if let Some(example) = vocabulary.example(kind) {
        id["example"] = json!(example);
    }
    id
}

/// A parameter of one kind alone goes by the kind's name too, those of everything that facts refer to by that; what all
/// share goes by its own.
fn key(kind: &'static Kind, param: &Param) -> String {
    let of = match param.takes {
        Takes::Filter(column, _) if !is_own(kind, column) && kind.role == Role::Reference => "reference",
        Takes::Filter(column, _) if !is_own(kind, column) => return param.name.clone(),
        Takes::Search | Takes::Language | Takes::Bom | Takes::Width | Takes::Limit | Takes::Cursor | Takes::Version => {
            return param.name.clone();
        }
        _ => kind.name,
    };
    format!("{of}_{}", param.name)
}

fn parameter(kind: &'static Kind, param: &Param, vocabulary: &Vocabulary) -> Json {
    let named = |of: &str, most| list(&component("schemas", &(name(kind) + of)), most);
    let schema = match param.takes {
        Takes::Filter(column, Test::AnyOf | Test::NoneOf) => {
            let mut words = list(&word(kind, column, vocabulary), MAX_WORDS);
            if !column.example.is_empty() {
                words["examples"] = json!([[example(column)]]);
            }
            words
        }
        // A window opens on the first day of its period, though it is compared with the last.
        Takes::Filter(column, Test::EndsFrom) => scalar(kind.column("start").unwrap_or(column)),
        Takes::Filter(column, Test::StartsTo) => scalar(kind.column("end").unwrap_or(column)),
        Takes::Filter(column, _) => scalar(column),
        Takes::Search => {
            let mut words = plain(r"^[\s\S]+$", MAX_SEARCH);
            words["examples"] = json!(["\"free trade\" peru"]);
            words
        }
        Takes::Language => component("schemas", "Language"),
        Takes::Bom => json!({ "type": "boolean" }),
        Takes::Version | Takes::Between => versions(vocabulary),
        Takes::Width => json!({ "type": "integer", "format": "int32", "minimum": MIN_WIDTH, "maximum": MAX_WIDTH }),
        Takes::Sort => named("Order", MAX_WORDS),
        Takes::Fields => named("Column", MAX_WORDS),
        Takes::GroupBy => named("Group", MAX_GROUPS),
        Takes::Facets => named("Group", MAX_WORDS),
        Takes::Limit => json!({ "type": "integer", "format": "int64", "minimum": 1, "maximum": MAX_LIMIT }),
        Takes::Cursor => {
            json!({ "type": "string", "minLength": 8, "maxLength": MAX_QUERY, "pattern": "^[-_0-9A-Za-z]+$" })
        }
    };
    let is_list = schema["type"] == "array";
    let mut parameter = json!({ "name": param.name, "in": "query", "description": param.doc, "schema": schema });
    if is_list {
        parameter["explode"] = json!(false);
    }
    if matches!(param.takes, Takes::GroupBy) {
        // Nothing can be counted without it, so this one is filled in: the first column of few values.
        let few = countable(kind).find(|column| matches!(column.ty, Type::Choice(_)));
        parameter["required"] = json!(true);
        parameter["example"] = json!([few.or_else(|| countable(kind).next()).map(|column| column.param)]);
    }
    parameter
}

fn versions(vocabulary: &Vocabulary) -> Json {
    match vocabulary.versions() {
        known if known.len() <= MOST_IDS => json!({ "type": "string", "enum": known }),
        _ => plain(r"^[0-9]{4}\.[0-9]{2}\.[0-9]+$", MAX_WORD),
    }
}

fn plain(pattern: &str, longest: usize) -> Json {
    json!({ "type": "string", "minLength": 1, "maxLength": longest, "pattern": pattern })
}

/// A list of words, at most so many.
fn list(word: &Json, most: usize) -> Json {
    json!({ "type": "array", "items": word, "minItems": 1, "maxItems": most })
}

/// One of the words that a filter takes.
fn word(kind: &'static Kind, column: &'static Column, vocabulary: &Vocabulary) -> Json {
    if let Some((name, _)) = known(kind, column, vocabulary) {
        return component("schemas", &name);
    }
    match column.ty {
        Type::Integer | Type::Number | Type::Bool | Type::Date => scalar(column),
        Type::Ref(_) | Type::Refs(_) | Type::AnyRef(..) | Type::AnyRefs(_) => plain("^[-0-9A-Za-z]+$", 100),
        // A comma would end the word.
        _ => plain(r"^[^,]*[^,\s][^,]*$", MAX_WORD),
    }
}

/// The words that a filter takes where they are a list, and the name of the list.
fn known(kind: &'static Kind, column: &'static Column, vocabulary: &Vocabulary) -> Option<(String, Vec<String>)> {
    let null = (!column.is_in_every_row()).then(|| "null".to_owned());
    match column.ty {
        _ if column.name == KIND => {
            Some(("KindWord".to_owned(), fact_names().into_iter().map(str::to_owned).collect()))
        }
        Type::Choice(_) => {
            let ending = if null.is_none() { "" } else { "Word" };
            let words = column.words().into_iter().map(str::to_owned);
            Some((choices(kind, column) + ending, words.chain(null).collect()))
        }
        // The names that are understood beside ids are not listed: of those there are too many.
        Type::Code if column.name == "id" && *kind == COUNTRIES => {
            let ids = vocabulary.ids(&COUNTRIES).filter(|ids| ids.len() <= MOST_IDS)?;
            Some((name(&COUNTRIES) + "Id", ids.to_vec()))
        }
        Type::Code if column.name == "partner" => {
            let ids = vocabulary.ids(&COUNTRIES).filter(|ids| ids.len() <= MOST_IDS)?;
            let regions = REGIONS.iter().map(|&region| region.to_owned());
            Some(("PartnerWord".to_owned(), regions.chain(ids.iter().cloned()).collect()))
        }
        Type::Ref(_) | Type::Refs(_) | Type::AnyRef(..) | Type::AnyRefs(_) => {
            let (targets, words) = column.targets();
            let ids = targets.iter().map(|target| vocabulary.ids(target)).collect::<Option<Vec<_>>>()?.concat();
            let names: Vec<String> = targets.iter().map(|target| name(target)).collect();
            let ending = if column.required { "Id" } else { "Word" };
            let of = names.join("Or") + if words.is_empty() { "" } else { "OrRegion" };
            let words = words.iter().map(|&word| word.to_owned());
            (ids.len() <= MOST_IDS).then(|| (of + ending, ids.into_iter().chain(words).chain(null).collect()))
        }
        _ => None,
    }
}
