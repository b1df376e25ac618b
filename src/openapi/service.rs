//! Operations of the service itself: what it says of the dataset, and how to cite it.

use utoipa::openapi::path::{Operation, OperationBuilder};
use utoipa::openapi::schema::Type as JsonType;
use utoipa::openapi::{ContentBuilder, RefOr, ResponseBuilder, Schema};

use super::parameters;
use super::responses::{answer, header, response};
use super::values::{anything, closed, file_body, of, reference};
use crate::query::BAD_QUERY;

/// The tags beside those of the kinds.
pub const TAGS: [(&str, &str); 3] = [
    ("dataset", "The dataset as a whole: described for people and programs, and as one file."),
    ("citation", "How to cite an answer."),
    ("service", "What the service says of itself."),
];

/// Path, tag, operation id, summary, media type.
const PAGES: [(&str, &str, &str, &str, &str); 9] = [
    ("/", "service", "get_index", "Where to start", "application/json"),
    (BAD_QUERY, "service", "get_problem_bad_query", "What is meant by a query with mistakes", "application/json"),
    ("/kinds", "service", "list_kinds", "The declarations of all kinds", "application/json"),
    ("/openapi.json", "service", "get_openapi_json", "This contract as JSON", "application/json"),
    ("/openapi.yaml", "service", "get_openapi_yaml", "This contract as YAML", "application/yaml"),
    ("/dataset", "dataset", "get_dataset", "What is in the dataset", "application/json"),
    ("/dataset.jsonld", "dataset", "get_dataset_jsonld", "The dataset as schema.org/Dataset", "application/ld+json"),
    (
        "/datapackage.json",
        "dataset",
        "get_datapackage",
        "The dataset as a Frictionless Data Package",
        "application/json",
    ),
    ("/croissant.json", "dataset", "get_croissant", "The dataset as Croissant", "application/ld+json"),
];

/// Path, operation id, summary, media type.
const CITATIONS: [(&str, &str, &str, &str); 6] = [
    ("/cite", "cite", "A citation in every form", "application/json"),
    ("/cite.txt", "cite_txt", "A citation to read", "text/plain"),
    ("/cite.bib", "cite_bibtex", "A citation as BibTeX", "application/x-bibtex"),
    ("/cite.ris", "cite_ris", "A citation as RIS", "application/x-research-info-systems"),
    ("/cite.csl.json", "cite_csl", "A citation as CSL-JSON", "application/vnd.citationstyles.csl+json"),
    ("/linkset", "get_linkset", "What belongs with an answer, as a link set (RFC 9264)", "application/linkset+json"),
];

/// Every operation with its path.
pub fn operations() -> impl Iterator<Item = (&'static str, Operation)> {
    let pages = PAGES.into_iter().map(|(path, tag, id, summary, media)| {
        let operation =
            operation(tag, id, summary).response("200", answer(summary, media, Some(page(path)), true).build());
        let language = (path == "/kinds").then(|| parameters::reference("lang"));
        (path, language.into_iter().fold(operation, OperationBuilder::parameter_ref).build())
    });
    let citations = CITATIONS.into_iter().map(|(path, id, summary, media)| {
        let body = match media {
            "application/json" => envelope("A citation in its envelope.", reference("Citation")),
            media if media.ends_with("+json") => anything(summary),
            _ => file_body(media, false),
        };
        let cited = operation("citation", id, summary)
            .response("200", answer(summary, media, Some(body), true).build())
            .response("503", response("TooSlow"));
        (path, cited.parameter_ref(parameters::reference("url")).build())
    });
    pages.chain(citations).chain([("/dataset.db", database()), ("/changes.atom", feed()), ("/health", health())])
}

fn feed() -> Operation {
    let (summary, media) = ("The newest changes as an Atom feed", "application/atom+xml");
    operation("dataset", "get_changes_feed", summary)
        .response("200", answer(summary, media, Some(file_body(media, false)), true).build())
        .response("503", response("TooSlow"))
        .build()
}

fn database() -> Operation {
    let media = "application/vnd.sqlite3";
    let summary = "The dataset as a SQLite file";
    let binary = || Some(file_body(media, true));
    let whole = answer(summary, media, binary(), false)
        .header_ref("Content-Disposition", header("Content-Disposition"))
        .header_ref("Accept-Ranges", header("Accept-Ranges"));
    let part = answer("The bytes that `Range` asks for.", media, binary(), false)
        .header_ref("Content-Range", header("Content-Range"));
    operation("dataset", "get_database", summary)
        .response("200", whole.build())
        .response("206", part.build())
        .response("416", response("RangeNotSatisfiable"))
        .build()
}

fn health() -> Operation {
    let status = of(JsonType::String, false).enum_values(Some(["ok"])).build();
    let body = closed("The service answers.", vec![("status", status.into())]);
    let content = ContentBuilder::new().schema(Some(Schema::from(body))).build();
    let response = ResponseBuilder::new().description("It does.").content("application/json", content);
    let summary = "Whether the service answers";
    let response = ["Cache-Control", "Access-Control-Allow-Origin"]
        .into_iter()
        .fold(response, |response, name| response.header_ref(name, header(name)));
    failing("service", "get_health", summary)
        .description(Some("For whoever watches the service. No cache keeps the answer."))
        .response("200", response.build())
        .build()
}

fn operation(tag: &str, id: &str, summary: &str) -> OperationBuilder {
    failing(tag, id, summary).response("304", response("NotModified"))
}

/// An operation with the problems that any may have.
fn failing(tag: &str, id: &str, summary: &str) -> OperationBuilder {
    OperationBuilder::new()
        .tag(tag)
        .operation_id(Some(id))
        .summary(Some(summary))
        .description(Some(format!("{summary}. Anything in the query string that it does not know is refused.")))
        .response("400", response("BadQuery"))
        .response("414", response("UriTooLong"))
        .response("500", response("Failed"))
}

/// What a page holds, as far as the contract says it.
fn page(path: &str) -> RefOr<Schema> {
    match path {
        "/kinds" | "/dataset" => envelope("An answer in its envelope.", anything("What was asked for.")),
        _ => anything("What was asked for."),
    }
}

fn envelope(doc: &str, data: RefOr<Schema>) -> RefOr<Schema> {
    closed(doc, vec![("data", data), ("meta", reference("ItemMeta")), ("links", reference("ItemLinks"))]).into()
}
