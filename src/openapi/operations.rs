//! Operations of the kinds: a list, a single item, the list as files, and its groups.

use serde_json::{Map, Value as Json, json};

use super::component;
use super::parameters::{figure_references, group_references, id_key, references};
use super::schemas::name;
use crate::files::{COLUMNS, DIFFERENCES};
use crate::kinds::{CHANGES, measured, served};
use crate::limits::{MAX_WIDTH, MIN_WIDTH};
use crate::model::Kind;
use crate::query::Resource;

/// Responses that every operation here has, by status.
const COMMON: [(&str, &str); 4] =
    [("304", "NotModified"), ("400", "BadQuery"), ("414", "UriTooLong"), ("500", "Failed")];
/// Of those that count or look for rows.
const SLOW: (&str, &str) = ("503", "TooSlow");
/// Of those that `Accept` has a say in.
const NEGOTIATED: (&str, &str) = ("406", "NotAcceptable");
/// Of those of which a part can be asked for.
const IN_PARTS: (&str, &str) = ("416", "RangeNotSatisfiable");
/// Of those whose path may name nothing.
const NOT_FOUND: (&str, &str) = ("404", "NotFound");

/// Of those whose rows may allow no answer.
const NOT_ANSWERED: (&str, &str) = ("422", "NotAnswered");
/// What else series and totals take, before the address of the list.
const OTHERS: &str = "Filters that exclude (`_not`) or compare (`_min`, `_max`) are those of";

/// Every path of every kind with its operation.
pub fn all() -> impl Iterator<Item = (String, Json)> {
    let paths = served().flat_map(|kind| {
        let path = format!("/{}", kind.name);
        [
            (path.clone(), list(kind)),
            (format!("{path}.{{format}}"), files(kind)),
            (format!("{path}/groups"), groups(kind)),
            (format!("{path}/{{id}}"), item(kind)),
        ]
    });
    let figures = measured().flat_map(|kind| {
        let path = |resource: Resource| format!("/{}{}", kind.name, resource.path());
        [(path(Resource::Series), series(kind)), (path(Resource::Total), total(kind))]
    });
    paths.chain(figures).map(|(path, operation)| (path, json!({ "get": operation })))
}

fn list(kind: &'static Kind) -> Json {
    let mut content = json!({
        "application/json": { "schema": component("schemas", &format!("{}List", name(kind))) },
        COLUMNS: { "schema": component("schemas", "ColumnsList") },
    });
    if *kind == CHANGES {
        content[DIFFERENCES] = json!({ "schema": component("schemas", "DifferenceList") });
    }
    // From a list to the first of its rows.
    let first = json!({
        "operationId": format!("get_{}", kind.singular),
        "parameters": { "id": "$response.body#/data/0/id" },
        "description": "The first row by itself.",
    });
    let mut page = answer("One page of the rows that match.", &content);
    page["links"] = json!({ "first": first });
    operation(
        kind,
        [&format!("list_{}", kind.name), &format!("List {}", kind.name), kind.doc],
        &references(kind, true),
        &responses([("200", page)], &[NEGOTIATED, SLOW]),
    )
}

fn item(kind: &'static Kind) -> Json {
    let content = json!({ "application/json": { "schema": component("schemas", &format!("{}Item", name(kind))) } });
    let parameters = [id_key(kind), "lang".to_owned()].map(|name| component("parameters", &name));
    operation(
        kind,
        [&format!("get_{}", kind.singular), &format!("Get one of {} by its id", kind.name), "The same as in the list."],
        &parameters,
        &responses(
            [("200", answer("The row.", &content))],
            &[("308", "Moved"), NOT_FOUND, NEGOTIATED, ("410", "Gone"), SLOW],
        ),
    )
}

fn files(kind: &'static Kind) -> Json {
    let summary = format!("All matching {} as a file", kind.name);
    let parameters = std::iter::once(component("parameters", "format")).chain(references(kind, false));
    let own = [("200", component("responses", "File")), ("206", component("responses", "FilePart"))];
    operation(
        kind,
        [&format!("export_{}", kind.name), &summary, "All the rows at once, streamed."],
        &parameters.collect::<Vec<_>>(),
        &responses(own, &[NOT_FOUND, IN_PARTS, SLOW]),
    )
}

/// Their files have no operation of their own: it would say the same parameters a fourth time.
fn groups(kind: &'static Kind) -> Json {
    let doc = format!(
        "One group for each of the values, with the number of matching rows. `/{0}/groups.csv` and `/{0}/groups.ndjson` have \
         all the groups at once.",
        kind.name
    );
    operation(
        kind,
        [&format!("group_{}", kind.name), &format!("Count {} by the values of columns", kind.name), &doc],
        &group_references(kind),
        &responses([("200", component("responses", "Groups"))], &[NEGOTIATED, SLOW]),
    )
}

/// The table and the chart have no operation of their own either, and parameters that exclude and compare stand with the
/// list alone.
fn series(kind: &'static Kind) -> Json {
    let doc = format!(
        "Observations of one quantity in the order of time, those of different lengths of time apart. `/{0}/series.csv` has them \
         as a table, `/{0}/series.svg` as a chart, `width` pixels wide ({MIN_WIDTH} to {MAX_WIDTH}). {OTHERS} `/{0}`.",
        kind.name
    );
    operation(
        kind,
        [&format!("series_of_{}", kind.name), &format!("Series of {}", kind.name), &doc],
        &figure_references(kind, Resource::Series),
        &responses([("200", component("responses", "Series"))], &[NEGOTIATED, NOT_ANSWERED, SLOW]),
    )
}

fn total(kind: &'static Kind) -> Json {
    let doc = format!(
        "One sum of what may be added, with each row left out and why; else a problem. {OTHERS} `/{}`.",
        kind.name
    );
    operation(
        kind,
        [&format!("total_{}", kind.name), &format!("Add up {}", kind.name), &doc],
        &figure_references(kind, Resource::Total),
        &responses([("200", component("responses", "Total"))], &[NEGOTIATED, NOT_ANSWERED, SLOW]),
    )
}

fn operation(kind: &Kind, [id, summary, doc]: [&str; 3], parameters: &[Json], responses: &Json) -> Json {
    json!({
        "tags": [kind.name],
        "operationId": id,
        "summary": summary,
        "description": doc,
        "parameters": parameters,
        "responses": responses,
    })
}

/// Responses by status: its own, those that it has beside the common ones, and these.
fn responses<const N: usize>(own: [(&str, Json); N], more: &[(&str, &str)]) -> Json {
    let shared = COMMON.iter().chain(more).map(|(status, name)| (*status, component("responses", name)));
    let mut all: Vec<_> = own.into_iter().chain(shared).collect();
    all.sort_by_key(|(status, _)| *status);
    all.into_iter().map(|(status, response)| (status.to_owned(), response)).collect::<Map<_, _>>().into()
}

/// An answer that is of another shape for each kind. Its headers are those of all answers, which the document's
/// introduction and the response that is shared by all name once.
fn answer(doc: &str, content: &Json) -> Json {
    json!({ "description": doc, "content": content })
}
