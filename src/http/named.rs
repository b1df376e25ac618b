//! The row that a path names: an id and, after `@`, the version of the dataset to take it from.

use std::sync::Arc;

use axum::http::request::Parts;

use super::missing::{absent, missing};
use super::problem::Problem;
use super::{App, past};
use crate::model::Kind;

/// What stands last in the path of a row, without an ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// The id, or another name of the row.
    pub id: &'a str,
    /// The version after `@`; the present one without.
    pub version: Option<&'a str>,
}

impl<'a> Named<'a> {
    /// Split what stands last in a path.
    pub fn of(last: &'a str) -> Self {
        last.split_once('@')
            .map_or(Self { id: last, version: None }, |(id, version)| Self { id, version: Some(version) })
    }

    /// The same row by its id.
    pub fn by_id(self, id: &'a str) -> Self {
        Self { id, ..self }
    }

    /// As a path has it.
    pub fn text(&self) -> String {
        self.version.map_or_else(|| self.id.to_owned(), |version| format!("{}@{version}", self.id))
    }

    /// The service of its version.
    ///
    /// # Errors
    /// A 404 where that version is not kept; when the database fails.
    pub async fn app(&self, app: &Arc<App>, kind: &'static Kind) -> Result<Arc<App>, Problem> {
        let Some(version) = self.version else { return Ok(Arc::clone(app)) };
        past::of_version(app, version).await?.ok_or_else(|| absent(app, kind, self.id, version))
    }

    /// The row as JSON, from the service of its version.
    ///
    /// # Errors
    /// Where it moved, was withdrawn or never was; when the database fails.
    pub async fn row(&self, app: &App, kind: &'static Kind, request: &Parts) -> Result<String, Problem> {
        if let Some(row) = app.store.item(kind, self.id).await? {
            return Ok(row);
        }
        match self.version {
            Some(version) => Err(absent(app, kind, self.id, version)),
            None => Err(missing(app, kind, self.id, request).await?),
        }
    }
}
