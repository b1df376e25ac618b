//! A service to ask, and answers that are easy to look into.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt;
use serde_json::Value as Json;
use sinolac::check::{self, Checked};
use sinolac::data::Folder;
use sinolac::http;
use sinolac::store::Store;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

use crate::engine::{Stored, server};

/// The service on a dataset of its own.
pub struct TestApp {
    service: http::Service,
    pub dataset: &'static Checked,
    pub folder: TempDir,
    /// Where its dataset is.
    pub stored: Stored,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
    /// The bytes as text, where they are text.
    pub body: String,
}

/// The embedded data, checked and built once for all tests: each serves a copy of the file, or the same version on a server.
static EMBEDDED: OnceCell<(&'static Checked, Stored)> = OnceCell::const_new();

/// A data folder, checked, and the database made of it.
async fn built(data: &Folder) -> (&'static Checked, Stored) {
    let dataset: &'static Checked = Box::leak(Box::new(check::load(data).expect("the data has no findings")));
    (dataset, Stored::new(dataset).await)
}

impl TestApp {
    /// On the embedded data.
    pub async fn new() -> Self {
        let (dataset, stored) = EMBEDDED.get_or_init(async || built(&Folder::Embedded).await).await;
        Self::serve(dataset, stored, "").await
    }

    /// On a data folder, reached from outside at `base`.
    pub async fn on(data: &Folder, base: &str) -> Self {
        let (dataset, stored) = built(data).await;
        Self::serve(dataset, &stored, base).await
    }

    /// On the embedded data in a database that no other test reads, so that it may be broken.
    pub async fn alone() -> Self {
        if server().is_none() { Self::new().await } else { Self::on(&Folder::Embedded, "").await }
    }

    /// Break the database under the running service: what was not read before can no longer be read.
    pub async fn break_database(&self) {
        match &self.stored {
            Stored::Sqlite(_) => {
                let file = std::fs::OpenOptions::new().write(true).open(self.folder.path().join("facts.db"));
                file.and_then(|file| file.set_len(4096)).expect("a shorter file");
            }
            Stored::Postgres(url) => {
                let mut connection = PgConnection::connect(url.to_str().expect("a URL")).await.expect("the server");
                let schema: String = sqlx::query_scalar("select version from sinolac.current")
                    .fetch_one(&mut connection)
                    .await
                    .expect("a version");
                let broken = format!("alter table {schema}.internal_lines_json rename column head to gone");
                connection.execute(AssertSqlSafe(broken)).await.expect("the owner of the table");
            }
        }
    }

    async fn serve(dataset: &'static Checked, stored: &Stored, base: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = match stored {
            Stored::Postgres(url) => url.clone(),
            Stored::Sqlite(bytes) => {
                let path = folder.path().join("facts.db");
                std::fs::write(&path, bytes).expect("a copy of the database");
                path
            }
        };
        let mut store = Store::open(&place).await.expect("what was stored can be opened");
        base.clone_into(&mut store.base);
        Self { service: http::service(store), dataset, folder, stored: stored.clone() }
    }

    /// Another service, on a copy of the same file or the same version.
    pub async fn twin(&self) -> Self {
        Self::serve(self.dataset, &self.stored, "").await
    }

    /// `GET path`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path).await
    }

    /// `GET path` with headers.
    pub async fn with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = Request::builder().uri(path);
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.ask(request.body(Body::empty()).expect("a request")).await
    }

    /// Any request without a body.
    pub async fn send(&self, method: Method, path: &str) -> Answer {
        self.ask(Request::builder().method(method).uri(path).body(Body::empty()).expect("a request")).await
    }

    /// Any request.
    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.respond(request).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, bytes, body }
    }

    /// `GET path`, of whose body nothing was read yet.
    pub async fn begin(&self, path: &str) -> Response {
        self.respond(Request::builder().uri(path).body(Body::empty()).expect("a request")).await
    }

    async fn respond(&self, request: Request<Body>) -> Response {
        self.service.clone().oneshot(request).await.expect("an answer")
    }

    /// What lists there are, by their paths: the contract's.
    pub async fn lists(&self) -> Vec<String> {
        let contract = self.get("/openapi.json").await.json();
        let paths: Vec<&String> = contract["paths"].as_object().expect("paths").keys().collect();
        let lists = paths.iter().filter(|path| paths.contains(&&format!("{path}/{{id}}")));
        lists.map(|path| (*path).clone()).collect()
    }

    /// Every row of a list, followed page by page.
    pub async fn all(&self, path: &str) -> Vec<Json> {
        let mut rows = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let answer = self.get(&path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
            let json = answer.json();
            rows.extend(json["data"].as_array().expect("a list").iter().cloned());
            next = json["links"]["next"].as_str().map(str::to_owned);
        }
        rows
    }

    /// How many facts were read, not derived.
    pub fn stated(&self) -> usize {
        self.dataset.facts().filter(|fact| fact.text("basis") != Some("derived")).count()
    }

    /// The declarations, as a client gets them.
    pub async fn kinds(&self) -> Vec<Json> {
        self.get("/kinds").await.json()["data"].as_array().expect("a list of kinds").clone()
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// A header's text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a text header"))
    }

    /// The ids of the rows.
    pub fn ids(&self) -> Vec<String> {
        ids(self.json()["data"].as_array().expect("a list"))
    }
}

/// The ids of some rows.
pub fn ids(rows: &[Json]) -> Vec<String> {
    rows.iter().map(|row| text(&row["id"])).collect()
}

/// A string's text.
pub fn text(json: &Json) -> String {
    json.as_str().unwrap_or_else(|| panic!("{json} is no text")).to_owned()
}

/// The target of the link with a relation in a `Link` header.
pub fn link(header: &str, rel: &str) -> Option<String> {
    let link = header.split(", <").find(|link| link.contains(&format!("rel=\"{rel}\"")))?;
    Some(link.trim_start_matches('<').split('>').next()?.to_owned())
}
