//! Operations of the kinds: a list in each of its formats and a single item.

use utoipa::openapi::link::{Link, LinkBuilder};
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, PathItem, Paths, PathsBuilder};
use utoipa::openapi::{RefOr, Schema};

use super::parameters;
use super::responses::{answer, header, response};
use super::schemas::{list_or_groups, name};
use super::service;
use super::values::{file_body, reference};
use crate::files::{FORMATS, Format};
use crate::kinds::served;
use crate::model::Kind;

/// Every path.
pub fn all() -> Paths {
    let paths = served().fold(PathsBuilder::new(), |paths, kind| {
        let path = format!("/{}", kind.name);
        let paths = FORMATS.into_iter().fold(paths, |paths, format| {
            let operation = if format == Format::Json { list(kind) } else { file(kind, format) };
            paths.path(format!("{path}{}", format.suffix()), get(operation))
        });
        paths.path(format!("{path}/{{id}}"), get(item(kind)))
    });
    service::operations().fold(paths, |paths, (path, operation)| paths.path(path, get(operation))).build()
}

fn get(operation: Operation) -> PathItem {
    PathItem::new(HttpMethod::Get, operation)
}

fn list(kind: &'static Kind) -> Operation {
    let page = answer(Format::Json.doc(), "application/json", Some(list_or_groups(kind)), true)
        .header_ref("Link", header("Link"))
        .link("first", first(kind))
        .build();
    let operation = start(kind, format!("list_{}", kind.name), format!("List {}", kind.name))
        .response("200", page)
        .response("304", response("NotModified"))
        .response("400", response("BadQuery"))
        .response("414", response("UriTooLong"))
        .response("406", response("NotAcceptable"))
        .response("500", response("Failed"))
        .response("503", response("TooSlow"));
    parameters::references(kind, Format::Json).fold(operation, OperationBuilder::parameter_ref).build()
}

/// From a list to the first of its rows.
fn first(kind: &Kind) -> Link {
    LinkBuilder::new()
        .operation_id(format!("get_{}", kind.singular))
        .parameter("id", "$response.body#/data/0/id")
        .description("The first row by itself.")
        .build()
}

fn item(kind: &'static Kind) -> Operation {
    let row = answer("The row.", "application/json", Some(reference(&format!("{}Item", name(kind)))), true);
    start(kind, format!("get_{}", kind.singular), format!("Get one of {} by its id", kind.name))
        .response("200", row.header_ref("Link", header("Link")).build())
        .response("304", response("NotModified"))
        .response("308", response("Moved"))
        .response("400", response("BadQuery"))
        .response("414", response("UriTooLong"))
        .response("404", response("NotFound"))
        .response("406", response("NotAcceptable"))
        .response("410", response("Gone"))
        .response("500", response("Failed"))
        .response("503", response("TooSlow"))
        .parameter_ref(parameters::reference(&parameters::id_key(kind)))
        .parameter_ref(parameters::reference("lang"))
        .build()
}

fn file(kind: &'static Kind, format: Format) -> Operation {
    let media = format.media().split(';').next().unwrap_or_default();
    let whole = answer(format.doc(), media, body(kind, format), format.is_compressible())
        .header_ref("Content-Disposition", header("Content-Disposition"))
        .header_ref("Accept-Ranges", header("Accept-Ranges"))
        .header_ref("Link", header("Link"));
    let part = answer("The bytes that `Range` asks for.", media, body(kind, format), false)
        .header_ref("Content-Range", header("Content-Range"));
    let summary = format!("All matching {} as {}", kind.name, format.title());
    let operation = start(kind, format!("export_{}_{}", kind.name, format.name()), summary)
        .response("200", whole.build())
        .response("206", part.build())
        .response("304", response("NotModified"))
        .response("400", response("BadQuery"))
        .response("414", response("UriTooLong"))
        .response("416", response("RangeNotSatisfiable"))
        .response("500", response("Failed"))
        .response("503", response("TooSlow"));
    parameters::references(kind, format).fold(operation, OperationBuilder::parameter_ref).build()
}

/// What a file holds, as far as a schema can say.
fn body(kind: &Kind, format: Format) -> Option<RefOr<Schema>> {
    match format {
        Format::Json => None,
        Format::Geojson => Some(reference(&format!("{}Features", name(kind)))),
        _ => Some(file_body(format.media(), !format.is_compressible())),
    }
}

fn start(kind: &Kind, id: String, summary: String) -> OperationBuilder {
    OperationBuilder::new().tag(kind.name).operation_id(Some(id)).summary(Some(summary)).description(Some(kind.doc))
}
