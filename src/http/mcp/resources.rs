//! Facts and sources as resources: `sinolac://facts/{id}`, `sinolac://sources/{id}`, in Markdown.

use axum::http::{HeaderValue, StatusCode};
use rmcp::ErrorData;
use rmcp::model::{ListResourcesResult, ReadResourceResult, Resource, ResourceContents, ResourceTemplate};
use serde_json::Value as Json;

use super::{Answered, Mcp, answers};

/// What addresses of resources begin with.
const SCHEME: &str = "sinolac://";
/// The lists whose rows are resources.
const LISTS: [(&str, &str); 2] =
    [("sources", "A document that facts were read in"), ("facts", "A fact with the words that prove it")];
const MARKDOWN: &str = "text/markdown";

/// Resources by the patterns of their addresses.
pub fn templates() -> Vec<ResourceTemplate> {
    let template = |(list, doc): (&str, &str)| {
        ResourceTemplate::new(format!("{SCHEME}{list}/{{id}}"), list).with_description(doc).with_mime_type(MARKDOWN)
    };
    LISTS.map(template).into()
}

/// A page of them: the sources and the first facts, then more facts.
pub async fn list(mcp: &Mcp, cursor: Option<String>) -> Result<ListResourcesResult, ErrorData> {
    let mut all = Vec::new();
    let mut next = None;
    for (list, _) in LISTS.into_iter().filter(|(list, _)| cursor.is_none() || *list == "facts") {
        let mut address = format!("/{list}?fields=id,title");
        if let Some(cursor) = &cursor {
            let cursor: String = form_urlencoded::byte_serialize(cursor.as_bytes()).collect();
            address = format!("{address}&cursor={cursor}");
        }
        let page = match mcp.ask(&address, None).await {
            Answered::Well(page) => page,
            Answered::Problem(problem) => return Err(ErrorData::invalid_params(answers::problem(&problem), None)),
        };
        let row = |row: &Json| {
            let (id, title) = (row["id"].as_str()?, row["title"].as_str()?);
            Some(Resource::new(format!("{SCHEME}{list}/{id}"), id).with_title(title).with_mime_type(MARKDOWN))
        };
        all.extend(page["data"].as_array().into_iter().flatten().filter_map(row));
        next = page["links"]["next"].as_str().and_then(answers::cursor);
    }
    Ok(ListResourcesResult { next_cursor: next, ..ListResourcesResult::with_all_items(all) })
}

/// One of them.
pub async fn read(mcp: &Mcp, uri: &str, host: Option<&HeaderValue>) -> Result<ReadResourceResult, ErrorData> {
    let path =
        uri.strip_prefix(SCHEME).filter(|path| LISTS.iter().any(|(list, _)| path.starts_with(&format!("{list}/"))));
    let path = path.filter(|path| path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-./".contains(&byte)));
    let wrong = || {
        let told = format!("`{uri}` is no resource; {SCHEME}facts/trade-2018-exports would be one");
        ErrorData::resource_not_found(told, None)
    };
    let (status, text) = mcp.text(&format!("/{}.md", path.ok_or_else(wrong)?), MARKDOWN, host).await;
    if status == StatusCode::NOT_FOUND {
        return Err(wrong());
    }
    if status != StatusCode::OK {
        let problem = serde_json::from_str(&text).unwrap_or_default();
        return Err(ErrorData::invalid_params(answers::problem(&problem), None));
    }
    Ok(ReadResourceResult::new(vec![ResourceContents::text(text, uri).with_mime_type(MARKDOWN)]))
}
