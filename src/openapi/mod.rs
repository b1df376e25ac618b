//! The contract: the declarations as an OpenAPI 3.1 document.

mod parameters;
mod paths;
mod schemas;
mod shapes;

use std::sync::LazyLock;

use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, OpenApiVersion};

use crate::kinds::served;

const DESCRIPTION: &str = "\
Source-cited facts about relations between China and Latin America and the Caribbean. Every fact carries the source, \
the paragraph and the words that prove it.

Lists answer `{data, meta, links}`; `links.next` is the next page, null on the last. Each list is also a file: \
`/trade.csv`, `/trade.ndjson`. A comma in a filter means any of; `{name}_not` excludes; the word `null` stands for \"has \
none\". Anything the service does not know is refused with `application/problem+json`, all mistakes at once.";

static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(document);
static JSON: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_pretty_json().unwrap_or_default());
static YAML: LazyLock<String> = LazyLock::new(|| DOCUMENT.to_yaml().unwrap_or_default());

/// The document as JSON.
pub fn json() -> String {
    JSON.clone()
}

/// The document as YAML; `openapi.yaml` in the repository holds the same text.
pub fn yaml() -> String {
    YAML.clone()
}

fn document() -> OpenApi {
    let license = LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build();
    let info = InfoBuilder::new()
        .title("sinolac")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(license))
        .build();
    let components = schemas::all().fold(ComponentsBuilder::new(), |all, (name, schema)| all.schema(name, schema));
    let components = parameters::all().fold(components, |all, (name, parameter)| all.parameter(name, parameter));
    let kinds = served().map(|kind| TagBuilder::new().name(kind.name).description(Some(kind.doc)).build());
    let service = TagBuilder::new().name("service").description(Some("What the service says of itself.")).build();
    OpenApiBuilder::new()
        .openapi(OpenApiVersion::Version31)
        .info(info)
        .tags(Some(kinds.chain([service])))
        .paths(paths::all())
        .components(Some(components.build()))
        .build()
}
