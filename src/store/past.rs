//! Versions of the past: their rows, and a store of one.

use std::sync::Arc;

use futures_util::TryStreamExt;
use serde_json::{Map, Value as Json};
use tokio::runtime::Handle;

use super::connect::{Bind, Deadline};
use super::{Error, Store, bytes};
use crate::check::Checked;
use crate::data::Manifest;
use crate::data::versions::{Rows, unpack};
use crate::derive;
use crate::kinds::{CHANGES, stored};
use crate::query::Query;
use crate::render::lines::Line;

impl Store {
    /// A store of an earlier version, in memory; `None` where it is not kept.
    ///
    /// # Errors
    /// When the database fails or what it keeps is not what it should be.
    pub async fn past(&self, version: &str) -> Result<Option<Self>, Error> {
        let Some(edition) = self.about.editions.iter().find(|edition| edition.version == version) else {
            return Ok(None);
        };
        let Some(rows) = self.kept(version).await? else { return Ok(None) };
        let manifest = Manifest {
            version: edition.version.clone(),
            released: edition.released.clone(),
            ..self.about.manifest.clone()
        };
        let editions = self.about.editions.clone();
        // Most of it is work of the processor, so it has a thread of its own.
        let task = move || {
            let dataset = Checked::past(derive::past(&rows, manifest, editions));
            Handle::current().block_on(async { Self::in_memory(bytes(Box::new(dataset)).await?).await })
        };
        let made = tokio::task::spawn_blocking(task).await;
        let mut past = made.map_err(|panic| Error::Failed(panic.to_string()))??;
        past.base.clone_from(&self.base);
        past.about.content.clone_from(&edition.hash);
        // What may be asked of the present may be asked of the past.
        past.about.vocabulary = past.about.vocabulary.with_versions(self.about.vocabulary.versions());
        Ok(Some(past))
    }

    /// The rows of a version, the present one too; `None` where it is not kept.
    ///
    /// # Errors
    /// When the database fails or what it keeps is not what it should be.
    pub async fn rows_shown(self: &Arc<Self>, version: &str) -> Result<Option<Rows>, Error> {
        if version == self.about.manifest.version { self.present().await.map(Some) } else { self.kept(version).await }
    }

    async fn kept(&self, version: &str) -> Result<Option<Rows>, Error> {
        let editions = &self.about.editions;
        let Some(last) = editions.iter().position(|edition| edition.version == version) else { return Ok(None) };
        let mut packed = Vec::new();
        for edition in &editions[..=last] {
            packed.push(self.packed(&edition.version).await?);
        }
        let unpacked = tokio::task::spawn_blocking(move || {
            let mut rows = Rows::new();
            packed.iter().try_for_each(|packed| unpack(&mut rows, packed)).map(|()| rows)
        });
        let rows = unpacked.await.map_err(|panic| Error::Failed(panic.to_string()))?;
        rows.map(Some).map_err(|error| Error::Broken(format!("version {version}: {error}")))
    }

    async fn packed(&self, version: &str) -> Result<Vec<u8>, Error> {
        let (deadline, mut packed) = (Deadline::new(), Vec::new());
        for part in 0.. {
            let (sql, binds) = (self.database.dialect().version_part(), [Bind::Text(version), Bind::Integer(part)]);
            let Some(bytes) = self.database.bytes(sql, &binds, deadline).await? else { break };
            packed.extend(bytes);
        }
        Ok(packed)
    }

    async fn present(self: &Arc<Self>) -> Result<Rows, Error> {
        let mut rows = Rows::new();
        for kind in stored().filter(|kind| **kind != CHANGES) {
            let pieces = self.export(Query::all(kind), Line::Json).await?.pieces();
            let lines: String = pieces.try_collect().await?;
            for line in lines.lines() {
                let row: Map<String, Json> =
                    serde_json::from_str(line).map_err(|error| Error::Broken(error.to_string()))?;
                let id = row.get("id").and_then(Json::as_str).unwrap_or_default().to_owned();
                rows.insert((kind.name.to_owned(), id), row);
            }
        }
        Ok(rows)
    }
}
