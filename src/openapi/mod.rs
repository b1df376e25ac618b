//! The contract: the declarations as an OpenAPI 3.1 document.
//!
//! What depends on the data is only which ids references may name, so that a generated client knows them too, and the
//! ids in examples, so that they can be tried.

mod parameters;
mod paths;
mod responses;
mod schemas;
mod service;
mod shapes;
mod values;

use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, OpenApiVersion,
    ServerBuilder,
};

use crate::dataset::Vocabulary;
use crate::kinds::served;

const DESCRIPTION: &str = "\
Source-cited facts about relations between China and Latin America and the Caribbean. Every fact carries the source, \
the paragraph and the words that prove it.

Lists answer `{data, meta, links}`; `links.next` is the next page, null on the last. Each list is also a file with all \
its rows: `/trade.csv`, `.ndjson`, `.geojson`, `.parquet`, `.xlsx`; the same by `Accept` on the bare path. A comma in a \
filter means any of; `{name}_not` excludes; the word `null` stands for \"has none\". Anything the service does not know is \
refused with `application/problem+json`, all mistakes at once.

Every answer has a strong `ETag` that follows from the dataset and the request alone, and a `Link` with \
`rel=\"cite-as\"` to its own citation.";

/// The document for a dataset with those ids.
pub fn document(vocabulary: &Vocabulary) -> OpenApi {
    let license = LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build();
    let contact = ContactBuilder::new().name(Some("The sinolac maintainers")).build();
    let info = InfoBuilder::new()
        .title("sinolac")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .contact(Some(contact))
        .license(Some(license))
        .build();
    let components = schemas::all().fold(ComponentsBuilder::new(), |all, (name, schema)| all.schema(name, schema));
    let components =
        parameters::all(vocabulary).fold(components, |all, (name, parameter)| all.parameter(name, parameter));
    let components = responses::headers().fold(components, |all, (name, header)| all.header(name, header));
    let components = responses::all().fold(components, |all, (name, response)| all.response(name, response));
    let tag = |name: &str, doc: &str| TagBuilder::new().name(name).description(Some(doc)).build();
    let mut tags: Vec<_> = served().map(|kind| (kind.name, kind.doc)).chain(service::TAGS).collect();
    tags.sort_unstable();
    // Everything here is for everybody.
    let public = Extensions::builder().add("x-internal", false).build();
    let server = ServerBuilder::new().url("/").extensions(Some(public)).build();
    OpenApiBuilder::new()
        .openapi(OpenApiVersion::Version31)
        .info(info)
        .servers(Some([server]))
        .security(Some(Vec::<SecurityRequirement>::new()))
        .tags(Some(tags.into_iter().map(|(name, doc)| tag(name, doc))))
        .paths(paths::all())
        .components(Some(components.build()))
        .build()
}

/// The document as JSON.
pub fn json(vocabulary: &Vocabulary) -> String {
    document(vocabulary).to_pretty_json().unwrap_or_default() + "\n"
}

/// The document as YAML; `openapi.yaml` in the repository holds it for the embedded data.
pub fn yaml(vocabulary: &Vocabulary) -> String {
    document(vocabulary).to_yaml().unwrap_or_default()
}
