//! The declarations, for programs that build on them.

use axum::http::request::Parts;
use axum::response::Response;
use serde_json::{Value, json};

use super::App;
use super::answer::{Plan, answer};
use super::list::asked_in;
use super::problem::Problem;
use crate::data::{LANGUAGES, Labels, labels};
use crate::files::{FORMATS, Format, SERIES_FORMATS};
use crate::kinds::KINDS;
use crate::model::{Column, Filter, Kind, Origin, Role, Type};
use crate::query::{Takes, Test, params, parse_language};
use crate::render::envelope::{self, Meta};

/// `GET /kinds`: the declarations, with what things are called in a language.
pub async fn kinds(app: &App, request: &Parts) -> Result<Response, Problem> {
    let language = parse_language(request.uri.path(), request.uri.query().unwrap_or_default())?;
    let labels = labels(language.unwrap_or(LANGUAGES[0]));
    let plan = Plan { negotiated: true, ..Plan::json(format!("/kinds{}", asked_in(language))) };
    let make = async {
        let kinds: Vec<Value> = KINDS.iter().map(|kind| describe(kind, labels)).collect();
        let meta = Meta::of(&app.store.about.manifest);
        Ok(envelope::item(&Value::from(kinds).to_string(), &meta, &plan.address).into())
    };
    answer(app, request, &plan, make).await
}

/// A declaration as JSON.
fn describe(kind: &'static Kind, labels: &Labels) -> Value {
    let role = match kind.role {
        Role::Fact => "fact",
        Role::Figure => "figure",
        Role::Reference => "reference",
        Role::Union => "union",
    };
    let columns: Vec<Value> = kind.shown().map(|shown| column(shown, labels)).collect();
    let parameters: Vec<Value> = params(kind)
        .iter()
        .map(|param| {
            let (column, test) = match param.takes {
                Takes::Filter(column, test) => (Some(column), Some(test)),
                _ => (None, None),
            };
            json!({
                "name": param.name,
                "doc": param.doc,
                "column": column.filter(|column| column.shown).map(|column| column.name),
                "multiple": matches!(test, Some(Test::AnyOf | Test::NoneOf)),
                "example": column.map(Column::example_value),
            })
        })
        .collect();
    json!({
        "name": kind.name,
        "singular": kind.singular,
        "label": labels.kinds.get(kind.name),
        "role": role,
        "doc": kind.doc,
        "url": format!("/{}", kind.name),
        "groups_url": format!("/{}/groups", kind.name),
        "series_url": kind.is_measured().then(|| format!("/{}/series", kind.name)),
        "total_url": kind.is_measured().then(|| format!("/{}/total", kind.name)),
        "series_formats": if kind.is_measured() { SERIES_FORMATS.map(Format::name).to_vec() } else { Vec::new() },
        "formats": FORMATS.map(Format::name),
        "columns": columns,
        "parameters": parameters,
    })
}

fn column(column: &'static Column, labels: &Labels) -> Value {
    let choices = if let Type::Choice(choices) = column.ty { choices } else { &[] };
    let (kinds, words) = column.targets();
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name).collect();
    let words_of = labels.choices.get(column.name);
    json!({
        "name": column.name,
        "label": labels.columns.get(column.name),
        "type": column.ty.name(),
        "doc": column.doc,
        "required": column.required,
        "computed": column.origin == Origin::Computed,
        "choices": choices,
        "choice_labels": choices.iter().map(|choice| words_of?.get(*choice)).collect::<Option<Vec<_>>>().unwrap_or_default(),
        "refers_to": if let [name] = names[..] { Some(name) } else { None },
        "refers_to_any": names,
        "words": words,
        "filterable": column.filter != Filter::None,
        "sortable": column.is_sortable(),
        "example": column.example_value(),
    })
}
