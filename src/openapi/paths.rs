//! Operations: four for each kind, and those of the service itself.

use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, PathItem, Paths, PathsBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type as Json};
use utoipa::openapi::{ContentBuilder, HeaderBuilder, RefOr, Response, ResponseBuilder, Schema};

use super::parameters;
use super::schemas::{name, reference};
use crate::kinds::served;
use crate::schema::Kind;

/// Every path.
pub fn all() -> Paths {
    let paths = served().fold(PathsBuilder::new(), |paths, kind| {
        let path = format!("/{}", kind.name);
        paths
            .path(path.clone(), get(list(kind)))
            .path(format!("{path}/{{id}}"), get(item(kind)))
            .path(format!("{path}.csv"), get(file(kind, "csv", "text/csv")))
            .path(format!("{path}.ndjson"), get(file(kind, "ndjson", "application/x-ndjson")))
    });
    paths
        .path(
            "/",
            get(service(
                "get_index",
                "Where to start",
                "Title and version of the dataset, and the paths to go on.",
                "application/json",
            )),
        )
        .path(
            "/health",
            get(service(
                "get_health",
                "Whether the service answers",
                "Answers as long as the service runs.",
                "application/json",
            )),
        )
        .path(
            "/kinds",
            get(service(
                "list_kinds",
                "The declarations of all kinds",
                "Columns, types, documentation and parameters of every kind.",
                "application/json",
            )),
        )
        .path(
            "/openapi.json",
            get(service("get_openapi_json", "This contract as JSON", "The OpenAPI document.", "application/json")),
        )
        .path(
            "/openapi.yaml",
            get(service("get_openapi_yaml", "This contract as YAML", "The OpenAPI document.", "application/yaml")),
        )
        .build()
}

fn get(operation: Operation) -> PathItem {
    PathItem::new(HttpMethod::Get, operation)
}

fn list(kind: &'static Kind) -> Operation {
    let link = HeaderBuilder::new()
        .description(Some("The next page (RFC 8288); absent on the last."))
        .schema(Some(ObjectBuilder::new().schema_type(Json::String)))
        .build();
    let page =
        answer("One page of the rows that match.", "application/json", reference(&format!("{}List", name(kind))))
            .header("Link", link);
    let operation =
        start(kind, format!("list_{}", kind.name), format!("List {}", kind.name)).response("200", page.build());
    parameters::references(kind, true).fold(refusals(operation), OperationBuilder::parameter_ref).build()
}

fn item(kind: &'static Kind) -> Operation {
    let row = answer("The row.", "application/json", reference(&format!("{}Item", name(kind))));
    start(kind, format!("get_{}", kind.singular), format!("Get one of {} by its id", kind.name))
        .response("200", row.build())
        .response("400", problem("The query string has mistakes: a single row takes no parameters."))
        .response("404", problem("There is no row of that id."))
        .response("500", problem("The service failed."))
        .parameter_ref(parameters::reference("id"))
        .build()
}

fn file(kind: &'static Kind, format: &str, media: &str) -> Operation {
    let text: RefOr<Schema> = ObjectBuilder::new().schema_type(Json::String).build().into();
    let rows = answer("All the rows that match, streamed.", media, text).header(
        "Content-Disposition",
        HeaderBuilder::new()
            .description(Some("A name for the file."))
            .schema(Some(ObjectBuilder::new().schema_type(Json::String)))
            .build(),
    );
    let summary = format!("All matching {} as {}", kind.name, format.to_uppercase());
    let operation = start(kind, format!("export_{}_{format}", kind.name), summary).response("200", rows.build());
    parameters::references(kind, false).fold(refusals(operation), OperationBuilder::parameter_ref).build()
}

fn service(id: &str, summary: &str, description: &str, media: &str) -> Operation {
    let body: RefOr<Schema> = ObjectBuilder::new().build().into();
    OperationBuilder::new()
        .tag("service")
        .operation_id(Some(id))
        .summary(Some(summary))
        .description(Some(description))
        .response("200", answer(description, media, body).build())
        .response("500", problem("The service failed."))
        .build()
}

fn start(kind: &Kind, id: String, summary: String) -> OperationBuilder {
    OperationBuilder::new().tag(kind.name).operation_id(Some(id)).summary(Some(summary)).description(Some(kind.doc))
}

fn refusals(operation: OperationBuilder) -> OperationBuilder {
    operation
        .response("400", problem("The query string has mistakes; all of them are told."))
        .response("500", problem("The service failed."))
}

fn answer(description: &str, media: &str, schema: RefOr<Schema>) -> ResponseBuilder {
    ResponseBuilder::new().description(description).content(media, ContentBuilder::new().schema(Some(schema)).build())
}

fn problem(description: &str) -> Response {
    answer(description, "application/problem+json", reference("Problem")).build()
}
