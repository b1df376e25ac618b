//! What belongs with an answer, by the relations of FAIR Signposting: its citation, what describes it, its licence, the list
//! that has it, its files.

use std::fmt;

use super::App;
use crate::describe::license_url;
use crate::files::{Format, ITEM_FORMATS, formats};
use crate::kinds::CHANGES;
use crate::model::Kind;
use crate::query::Query;

/// One relation of an answer to something else.
#[derive(Debug, Clone)]
pub struct Sign {
    /// Which, as IANA registers it.
    pub rel: &'static str,
    /// What it leads to: a path of this service or a whole address.
    pub href: String,
    /// The media type there, where it is another than JSON.
    pub media: Option<&'static str>,
}

impl Sign {
    fn new(rel: &'static str, href: String, media: &'static str) -> Self {
        Self { rel, href, media: Some(media) }
    }
}

impl fmt::Display for Sign {
    /// As a value of `Link` (RFC 8288).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>; rel=\"{}\"", self.href, self.rel)?;
        self.media.map_or(Ok(()), |media| write!(f, "; type=\"{media}\""))
    }
}

/// What belongs with a list in a format, whose address is in its normal form: with a page its files, with a file its list.
pub fn of_list(app: &App, query: &Query, format: Format, address: &str) -> Vec<Sign> {
    let mut signs = of_any(app, address);
    if format != Format::Json {
        signs.push(Sign { rel: "collection", href: path(query, Format::Json), media: None });
        return signs;
    }
    let file = |format: Format| Sign::new("item", path(query, format), essence(format));
    signs.extend(formats(query.resource).iter().copied().filter(|format| *format != Format::Json).map(file));
    if *query.kind == CHANGES {
        signs.push(Sign::new("alternate", "/changes.atom".to_owned(), "application/atom+xml"));
    }
    signs
}

/// What belongs with a single row in a format; `address` is that of its JSON.
pub fn of_item(app: &App, kind: &Kind, address: &str, format: Format) -> Vec<Sign> {
    let mut signs = of_any(app, address);
    let (path, text) = address.split_once('?').unwrap_or((address, ""));
    let mark = if text.is_empty() { "" } else { "?" };
    let other = |other: Format| Sign::new("alternate", format!("{path}{}{mark}{text}", other.suffix()), essence(other));
    signs.extend(ITEM_FORMATS.into_iter().filter(|other| *other != format).map(other));
    signs.push(Sign { rel: "collection", href: format!("/{}", kind.name), media: None });
    signs
}

fn of_any(app: &App, address: &str) -> Vec<Sign> {
    let url: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
    vec![
        Sign { rel: "cite-as", href: format!("/cite?url={url}"), media: None },
        Sign::new("linkset", format!("/linkset?url={url}"), "application/linkset+json"),
        Sign { rel: "license", href: license_url(&app.store.about.manifest.license), media: None },
        Sign::new("describedby", "/dataset.jsonld".to_owned(), "application/ld+json"),
        Sign::new("describedby", "/openapi.yaml".to_owned(), "application/yaml"),
    ]
}

/// The address of a list in another format, without what belongs to pages, to CSV or to charts alone.
fn path(query: &Query, format: Format) -> String {
    let is_shared = |part: &&str| !["facets=", "bom=", "width="].iter().any(|own| part.starts_with(own));
    let parts: Vec<&str> = query.canonical.split('&').filter(|part| !part.is_empty()).filter(is_shared).collect();
    let mark = if parts.is_empty() { "" } else { "?" };
    format!("{}{}{mark}{}", query.path(), format.suffix(), parts.join("&"))
}

/// A media type without its parameters.
fn essence(format: Format) -> &'static str {
    format.media().split(';').next().unwrap_or_default()
}
