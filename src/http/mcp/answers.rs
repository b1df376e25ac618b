//! Answers of the service as a model reads them: the columns once, rows as lists, and a sentence that says what they are.

use serde_json::{Map, Value as Json, json};

use super::App;
use super::tools::{Arguments, text};
use crate::http::markdown::nothing;
use crate::kinds::served;
use crate::model::Kind;
use crate::render::table::Table;

/// A page of rows or of groups.
pub fn rows(app: &App, _: &Arguments, address: &str, answer: &Json) -> Json {
    let found: Vec<Map<String, Json>> = serde_json::from_value(answer["data"].clone()).unwrap_or_default();
    let total = answer["meta"]["total"].as_u64().unwrap_or_default();
    let path = address.split('?').next().unwrap_or_default();
    let kind = served().find(|kind| path == format!("/{}", kind.name));
    let is_chosen = address.contains("fields=");
    let table = match kind.filter(|_| !is_chosen) {
        Some(kind) => Table::of(kind, None, &found),
        None => Table::new(found.first().map(|row| row.keys().cloned().collect()).unwrap_or_default(), &found),
    };
    let told = if total == 0 {
        nothing(app, address).trim().to_owned()
    } else {
        format!("{} of {total} {}", found.len(), if kind.is_some() { "rows" } else { "groups" })
    };
    let mut json = around(answer, &told);
    json.insert("columns".to_owned(), json!(table.columns));
    json.insert("rows".to_owned(), json!(table.rows));
    if let Some(next) = answer["links"]["next"].as_str().and_then(cursor) {
        json.insert("next".to_owned(), json!(next));
    }
    if let Some(hints) = answer["meta"].get("hints") {
        json.insert("hints".to_owned(), hints.clone());
    }
    Json::Object(json)
}

/// The cursor that an address has.
pub fn cursor(address: &str) -> Option<String> {
    let (_, text) = address.split_once('?')?;
    let mut pairs = form_urlencoded::parse(text.as_bytes());
    pairs.find(|(name, _)| name == "cursor").map(|(_, value)| value.into_owned())
}

/// A single thing as it is.
pub fn item(_: &App, _: &Arguments, _: &str, answer: &Json) -> Json {
    let mut json = around(answer, "found");
    json.insert("data".to_owned(), answer["data"].clone());
    Json::Object(json)
}

/// Claims with their verdicts.
pub fn checked(_: &App, _: &Arguments, _: &str, answer: &Json) -> Json {
    let verdicts = answer["data"].as_array().into_iter().flatten().filter_map(|claim| claim["verdict"].as_str());
    let verdicts: Vec<&str> = verdicts.collect();
    let mut told = verdicts.join(", ");
    if verdicts.contains(&"no_evidence") {
        told += "; where there is no evidence do not fill in anything from memory";
    }
    let mut json = around(answer, &told);
    json.insert("data".to_owned(), answer["data"].clone());
    Json::Object(json)
}

/// Series, each as its quantity and a table of its points.
pub fn series(app: &App, _: &Arguments, address: &str, answer: &Json) -> Json {
    let names =
        ["date", "value", "value_low", "value_high", "qualifier", "basis", "fact", "sources"].map(str::to_owned);
    let one = |series: &Json| {
        let points: Vec<Map<String, Json>> = serde_json::from_value(series["points"].clone()).unwrap_or_default();
        let table = Table::new(names.to_vec(), &points);
        json!({ "quantity": series["quantity"], "columns": table.columns, "rows": table.rows })
    };
    let all: Vec<Json> = answer["data"].as_array().into_iter().flatten().map(one).collect();
    let told = if all.is_empty() { nothing(app, address).trim().to_owned() } else { format!("{} series", all.len()) };
    let mut json = around(answer, &told);
    json.insert("series".to_owned(), json!(all));
    for (name, value) in [("left_out", &answer["left_out"]), ("hints", &answer["meta"]["hints"])] {
        if !value.is_null() && *value != json!([]) {
            json.insert(name.to_owned(), value.clone());
        }
    }
    Json::Object(json)
}

/// The kinds, or the columns of one.
pub fn kinds(app: &App, arguments: &Arguments, _: &str, answer: &Json) -> Json {
    let mut known = answer["data"].as_array().into_iter().flatten();
    let wanted = text(arguments, "kind");
    let shown = |of: &Json, names: &[&str]| -> Vec<Map<String, Json>> {
        let row = |entry: &Json| names.iter().map(|name| ((*name).to_owned(), entry[*name].clone())).collect();
        of.as_array().into_iter().flatten().map(row).collect()
    };
    let known = known.find(|kind| kind["name"].as_str() == wanted);
    let (told, table) = if let (Some(name), Some(kind)) = (wanted, known) {
        let names = ["name", "type", "doc", "choices"];
        let told = format!("columns of {name}; filters: {}", parameters(kind));
        (told, Table::new(names.map(str::to_owned).into(), &shown(&kind["columns"], &names)))
    } else {
        let rows: Vec<Map<String, Json>> = served().map(row).collect();
        let summary = &app.store.about.summary;
        let days = [&summary.from, &summary.to].map(|day| day.clone().unwrap_or_default());
        let told = format!("{} facts and {} derived ones, {} to {}", summary.facts, summary.derived, days[0], days[1]);
        (told, Table::new(["kind", "doc"].map(str::to_owned).into(), &rows))
    };
    let mut json = around(answer, &told);
    json.insert("columns".to_owned(), json!(table.columns));
    json.insert("rows".to_owned(), json!(table.rows));
    Json::Object(json)
}

fn row(kind: &Kind) -> Map<String, Json> {
    Map::from_iter([("kind".to_owned(), json!(kind.name)), ("doc".to_owned(), json!(kind.doc))])
}

/// The names of a kind's parameters, without those that follow from another by an ending.
fn parameters(kind: &Json) -> String {
    let names = kind["parameters"].as_array().into_iter().flatten().filter_map(|param| param["name"].as_str());
    let is_own = |name: &&str| !["_not", "_min", "_max"].iter().any(|ending| name.ends_with(ending));
    names.filter(is_own).collect::<Vec<_>>().join(", ")
}

/// What every answer says.
fn around(answer: &Json, told: &str) -> Map<String, Json> {
    let mut json = Map::new();
    json.insert("answer".to_owned(), json!(told));
    json.insert("address".to_owned(), answer["links"]["self"].clone());
    json.insert("dataset_version".to_owned(), answer["meta"]["dataset_version"].clone());
    json.insert("license".to_owned(), answer["meta"]["license"].clone());
    json
}

/// What is wrong, and what would be right.
pub fn problem(problem: &Json) -> String {
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let mut lines = vec![text(&problem["detail"])];
    for mistake in problem["errors"].as_array().into_iter().flatten() {
        lines.push(format!("{}: {}", text(&mistake["parameter"]), text(&mistake["detail"])));
    }
    for hint in problem["hints"].as_array().into_iter().flatten() {
        lines.push(format!("{}: {}", text(&hint["detail"]), text(&hint["try"])));
    }
    let again = problem["errors"][0]["try"].as_str().or(problem["try"].as_str());
    lines.extend(again.map(|again| format!("this works: {again}")));
    lines.join("\n")
}
