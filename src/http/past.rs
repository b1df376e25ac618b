//! Answers from versions of the past: each is a service of its own, made in memory when it is first asked for.

use std::sync::Arc;

use tokio::sync::Mutex;

use super::App;
use crate::kinds::served;
use crate::model::Kind;
use crate::query::{Cursor, VERSION, given, parse, parse_groups};
use crate::store::Error;

/// Versions that are kept in memory: one that many ask for and one that somebody compares it with.
const MOST: usize = 2;

/// The versions of the past that were asked for, the last one asked for at the end.
pub type Past = Mutex<Vec<Arc<App>>>;

/// The service of a version: the present one, or one that is made of what is kept; `None` where it is not kept.
///
/// # Errors
/// When the database fails.
pub async fn of_version(app: &Arc<App>, version: &str) -> Result<Option<Arc<App>>, Error> {
    if version == app.store.about.manifest.version {
        return Ok(Some(Arc::clone(app)));
    }
    // Who comes meanwhile waits: to make it twice would take longer.
    let mut past = app.past.lock().await;
    let found = past.iter().position(|made| made.store.about.manifest.version == version);
    let made = match found {
        Some(place) => past.remove(place),
        None => match app.store.past(version).await? {
            Some(store) => Arc::new(App::beside(store, app)),
            None => return Ok(None),
        },
    };
    past.push(Arc::clone(&made));
    if past.len() > MOST {
        past.remove(0);
    }
    Ok(Some(made))
}

/// The service that a query string asks for, and the query string as that one understands it: of the version named, of the one
/// that the cursor belongs to, else the present one, which then tells what is wrong.
///
/// # Errors
/// When the database fails.
pub async fn asked(app: &Arc<App>, kind: &'static Kind, text: &str) -> Result<(Arc<App>, String), Error> {
    let mut text = text.to_owned();
    let says_when = form_urlencoded::parse(text.as_bytes()).any(|(name, _)| name == "cursor" || name == VERSION);
    if says_when && kind.column(VERSION).is_none() {
        if let Some(version) = owner(app, kind, &text) {
            text = format!("{text}&{VERSION}={version}");
        }
        if let Some([version]) = given(&text).get(VERSION).map(Vec::as_slice)
            && let Some(past) = of_version(app, version).await?
        {
            return Ok((past, text));
        }
    }
    Ok((Arc::clone(app), text))
}

/// The version of the past that a cursor belongs to, where none is named.
fn owner<'a>(app: &'a App, kind: &'static Kind, text: &str) -> Option<&'a str> {
    let given = given(text);
    let [token] = given.get("cursor")?.as_slice() else { return None };
    if given.contains_key(VERSION) {
        return None;
    }
    let others = form_urlencoded::parse(text.as_bytes()).filter(|(name, _)| name != "cursor");
    let others = form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
    let about = &app.store.about;
    let parse = if given.contains_key("by") { parse_groups } else { parse };
    let query = parse(kind, &others, &about.vocabulary, &about.content).ok()?;
    let is_owner = |edition: &&crate::dataset::Edition| Cursor::is_of(token, &query, &edition.hash);
    about.editions.iter().find(is_owner).map(|edition| edition.version.as_str())
}

/// The service of the version that the address of an answer names, else the present one.
///
/// # Errors
/// When the database fails.
pub async fn of_address(app: &Arc<App>, address: &str) -> Result<Arc<App>, Error> {
    let (path, text) = address.split_once('?').unwrap_or((address, ""));
    let kind = served().find(|kind| path.trim_start_matches('/').split(['/', '.']).next() == Some(kind.name));
    let in_query = given(text).remove(VERSION).and_then(|mut values| values.pop());
    let in_query = in_query.filter(|_| kind.is_some_and(|kind| kind.column(VERSION).is_none()));
    let version = path.rsplit_once('@').map(|(_, version)| version.to_owned()).or(in_query);
    let past = match version {
        Some(version) => of_version(app, &version).await?,
        None => None,
    };
    Ok(past.unwrap_or_else(|| Arc::clone(app)))
}
