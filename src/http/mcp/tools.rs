//! The tools: each an address of the HTTP interface and the way its answer is told.

use rmcp::model::{JsonObject, Tool as Listed, ToolAnnotations};
use serde_json::{Map, Value as Json};

use super::{App, answers, schema};
use crate::kinds::served;
use crate::limits::MAX_WORDS;
use crate::suggest::nearest;

/// Arguments of a call.
pub type Arguments = Map<String, Json>;

/// A tool.
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// What it does, for the model that chooses.
    pub doc: &'static str,
    /// What it takes, as a JSON schema.
    pub schema: fn() -> Json,
    /// The path of what it asks, given its arguments.
    path: fn(&Arguments) -> Result<String, String>,
    /// The query string.
    query: fn(&Arguments) -> Vec<(String, String)>,
    /// How an answer is told.
    pub answer: fn(&App, &Arguments, &str, &Json) -> Json,
}

/// Rows where a call names no limit: a model reads all of them.
const ROWS: &str = "25";

/// Every tool.
pub static TOOLS: &[Tool] = &[
    Tool {
        name: "search",
        doc: "Find facts by words in English, Spanish, Portuguese or Chinese; all words must occur. Start here when you do not \
              know the kind of fact. Few words find more.",
        schema: schema::search,
        path: |arguments| Ok(format!("/{}", text(arguments, "kind").unwrap_or("facts"))),
        query: |arguments| with_limit(pairs(arguments, &["q", "lang", "cursor", "limit"])),
        answer: answers::rows,
    },
    Tool {
        name: "list",
        doc: "Rows of one kind by filters, as a table. Figures on goods trade are `trade`, on investment `investments`, other \
              figures `indicators`. With `by` the rows are counted.",
        schema: schema::list,
        path: |arguments| Ok(kind(arguments)? + if arguments.contains_key("by") { "/groups" } else { "" }),
        query: |arguments| with_limit(filters(arguments, &["q", "sort", "by", "fields", "lang", "cursor", "limit"])),
        answer: answers::rows,
    },
    Tool {
        name: "get",
        doc: "One row by its id with everything: the words that prove it, their address, related facts.",
        schema: schema::get,
        path: |arguments| {
            let id = text(arguments, "id").ok_or("`id` is missing; trade-2018-exports would be one")?;
            let id = percent_encoding::utf8_percent_encode(id, crate::query::BARE);
            Ok(format!("/{}/{id}", text(arguments, "kind").unwrap_or("facts")))
        },
        query: |arguments| pairs(arguments, &["lang"]),
        answer: answers::item,
    },
    Tool {
        name: "series",
        doc: "Figures over time, a series for each quantity that the filters leave, with what else says the same.",
        schema: schema::figures,
        path: |arguments| Ok(kind(arguments)? + "/series"),
        query: |arguments| filters(arguments, &["q", "lang"]),
        answer: answers::series,
    },
    Tool {
        name: "total",
        doc: "The sum of figures that may be added, with its bounds and what was left out; where they may not be, what could be \
              asked instead.",
        schema: schema::figures,
        path: |arguments| Ok(kind(arguments)? + "/total"),
        query: |arguments| filters(arguments, &["q"]),
        answer: answers::item,
    },
    Tool {
        name: "check",
        doc: "Hold sentences with figures against the facts: a verdict on each figure, with the facts that decide. Use it before you \
              state a figure.",
        schema: schema::check,
        path: |_| Ok("/check".to_owned()),
        query: |arguments| claims(arguments).map(|claim| ("claim".to_owned(), claim)).collect(),
        answer: answers::checked,
    },
    Tool {
        name: "cite",
        doc: "How to cite an answer: give its `address`, such as /trade?year=2018 or /facts/trade-2018-exports.",
        schema: schema::cite,
        path: |_| Ok("/cite".to_owned()),
        query: |arguments| {
            pairs(arguments, &["address"]).into_iter().map(|(_, value)| ("url".to_owned(), value)).collect()
        },
        answer: answers::item,
    },
    Tool {
        name: "describe",
        doc: "What can be asked: without `kind` the kinds, with it the columns, filters and words of that kind.",
        schema: schema::describe,
        path: |_| Ok("/kinds".to_owned()),
        query: |_| Vec::new(),
        answer: answers::kinds,
    },
];

impl Tool {
    /// The address that a call asks.
    ///
    /// # Errors
    /// With what is wrong with the arguments.
    pub fn address(&self, arguments: &Arguments) -> Result<String, String> {
        let known = (self.schema)();
        let names: Vec<&str> =
            known["properties"].as_object().into_iter().flat_map(Map::keys).map(String::as_str).collect();
        if let Some(name) = arguments.keys().find(|name| !names.contains(&name.as_str())) {
            let near = nearest(name, names.iter().copied());
            return Err(format!("`{}` takes {}, not `{name}`{near}", self.name, names.join(", ")));
        }
        let (path, pairs) = ((self.path)(arguments)?, (self.query)(arguments));
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Ok(if text.is_empty() { path } else { format!("{path}?{text}") })
    }
}

/// The tools as the protocol lists them.
pub fn all() -> Vec<Listed> {
    let listed = |tool: &Tool| {
        let schema: JsonObject = serde_json::from_value((tool.schema)()).unwrap_or_default();
        let annotations = ToolAnnotations::new().read_only(true).open_world(false);
        Listed::new(tool.name, tool.doc, schema).with_annotations(annotations)
    };
    TOOLS.iter().map(listed).collect()
}

/// What is said to the name of no tool.
pub fn unknown(name: &str) -> String {
    let names: Vec<&str> = TOOLS.iter().map(|tool| tool.name).collect();
    format!("there is no tool `{name}`; there are {}{}", names.join(", "), nearest(name, names.iter().copied()))
}

/// An argument that is text.
pub fn text<'a>(arguments: &'a Arguments, name: &str) -> Option<&'a str> {
    arguments.get(name)?.as_str()
}

/// The path of the kind that the arguments name.
fn kind(arguments: &Arguments) -> Result<String, String> {
    let names: Vec<&str> = served().map(|kind| kind.name).collect();
    let given = text(arguments, "kind")
        .ok_or_else(|| format!("`kind` is missing; one of {} would be right", names.join(", ")))?;
    if names.contains(&given) {
        return Ok(format!("/{given}"));
    }
    Err(format!("there is no kind `{given}`{}; there are {}", nearest(given, names.iter().copied()), names.join(", ")))
}

/// The sentences to check: a list, or one alone.
fn claims(arguments: &Arguments) -> impl Iterator<Item = String> {
    let given = arguments.get("claims");
    let alone = given.and_then(Json::as_str).into_iter();
    let listed = given.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
    alone.chain(listed).map(str::to_owned)
}

/// Some arguments as parameters.
fn pairs(arguments: &Arguments, names: &[&str]) -> Vec<(String, String)> {
    let given = names.iter().filter_map(|name| Some(((*name).to_owned(), value(arguments.get(*name)?)?)));
    given.collect()
}

/// The same, and `filters` as parameters of their own.
fn filters(arguments: &Arguments, names: &[&str]) -> Vec<(String, String)> {
    let filters = arguments.get("filters").and_then(Json::as_object).into_iter().flatten();
    let filters = filters.filter_map(|(name, filter)| Some((name.clone(), value(filter)?)));
    filters.take(MAX_WORDS).chain(pairs(arguments, names)).collect()
}

fn with_limit(mut pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    if !pairs.iter().any(|(name, _)| name == "limit") {
        pairs.push(("limit".to_owned(), ROWS.to_owned()));
    }
    pairs
}

/// A value as a query string has it; a list is joined by commas.
fn value(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        Json::Array(items) => Some(items.iter().filter_map(self::value).collect::<Vec<_>>().join(",")),
        other => Some(other.to_string()),
    }
}
