//! Croissant, the description that machine-learning libraries load datasets by (MLCommons, version 1.0).

use serde_json::{Value as Json, json};

use super::jsonld::license_url;
use crate::data::Manifest;
use crate::dataset::Summary;
use crate::kinds::stored;
use crate::model::{Column, Kind, Type};

/// The dataset, its CSV files and a record set for each; `base` is the address of the service.
pub fn croissant(summary: &Summary, manifest: &Manifest, base: &str) -> Json {
    let files: Vec<Json> = stored().map(|kind| file(summary, kind, base)).collect();
    let records: Vec<Json> = stored().map(records).collect();
    let creators: Vec<Json> =
        manifest.maintainers.iter().map(|who| json!({ "@type": "sc:Organization", "name": who.name })).collect();
    json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "sinolac",
        "description": format!("{}. {}", manifest.title, manifest.description),
        // Croissant wants semantic versions, whose numbers have no leading zeros.
        "version": manifest.version.replace(".0", "."),
        "datePublished": manifest.released,
        "license": license_url(&manifest.license),
        "url": format!("{base}/dataset"),
        "creator": creators,
        "citeAs": format!("@misc{{sinolac, title = {{{}}}, year = {{{}}}}}", manifest.title, &manifest.released[..4]),
        "distribution": files,
        "recordSet": records,
    })
}

fn file(summary: &Summary, kind: &Kind, base: &str) -> Json {
    let file = summary.files.get(kind.name).cloned().unwrap_or_default();
    json!({
        "@type": "cr:FileObject",
        "@id": format!("{}.csv", kind.name),
        "name": format!("{}.csv", kind.name),
        "description": kind.doc,
        "contentUrl": format!("{base}/{}.csv", kind.name),
        "contentSize": format!("{} B", file.bytes),
        "encodingFormat": "text/csv",
        "sha256": file.sha256,
    })
}

fn records(kind: &'static Kind) -> Json {
    let fields: Vec<Json> = kind.shown().map(|column| field(kind, column)).collect();
    json!({
        "@type": "cr:RecordSet",
        "@id": kind.name,
        "name": kind.name,
        "description": kind.doc,
        "key": { "@id": format!("{}/id", kind.name) },
        "field": fields,
    })
}

fn field(kind: &Kind, column: &Column) -> Json {
    let ty = match column.ty {
        Type::Integer => "sc:Integer",
        Type::Number => "sc:Float",
        Type::Bool => "sc:Boolean",
        Type::Date => "sc:Date",
        Type::Url => "sc:URL",
        _ => "sc:Text",
    };
    json!({
        "@type": "cr:Field",
        "@id": format!("{}/{}", kind.name, column.name),
        "name": column.name,
        "description": column.doc,
        "dataType": ty,
        "source": { "fileObject": { "@id": format!("{}.csv", kind.name) }, "extract": { "column": column.name } },
    })
}

/// The context that the specification prints.
fn context() -> Json {
    json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "citeAs": "cr:citeAs",
        "column": "cr:column",
        "conformsTo": "dct:conformsTo",
        "cr": "http://mlcommons.org/croissant/",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "dct": "http://purl.org/dc/terms/",
        "equivalentProperty": "cr:equivalentProperty",
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "extract": "cr:extract",
        "field": "cr:field",
        "fileObject": "cr:fileObject",
        "fileProperty": "cr:fileProperty",
        "fileSet": "cr:fileSet",
        "format": "cr:format",
        "includes": "cr:includes",
        "isLiveDataset": "cr:isLiveDataset",
        "jsonPath": "cr:jsonPath",
        "key": "cr:key",
        "md5": "cr:md5",
        "parentField": "cr:parentField",
        "path": "cr:path",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "recordSet": "cr:recordSet",
        "references": "cr:references",
        "regex": "cr:regex",
        "repeated": "cr:repeated",
        "replace": "cr:replace",
        "samplingRate": "cr:samplingRate",
        "sc": "https://schema.org/",
        "separator": "cr:separator",
        "source": "cr:source",
        "subField": "cr:subField",
        "transform": "cr:transform",
    })
}
