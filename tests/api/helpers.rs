//! A service to ask, and answers that are easy to look into.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt;
use serde_json::Value as Json;
use sinolac::check::{self, Checked};
use sinolac::data::Folder;
use sinolac::http;
use sinolac::store::{self, Store};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// The service on a dataset of its own.
pub struct TestApp {
    service: http::Service,
    pub dataset: &'static Checked,
    pub folder: TempDir,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Bytes,
    /// The bytes as text, where they are text.
    pub body: String,
}

/// The embedded data, checked and built once for all tests: each serves a copy of the file.
static EMBEDDED: OnceCell<(&'static Checked, Vec<u8>)> = OnceCell::const_new();

/// A data folder, checked, and the database made of it.
async fn built(data: &Folder) -> (&'static Checked, Vec<u8>) {
    let dataset: &'static Checked = Box::leak(Box::new(check::load(data).expect("the data has no findings")));
    (dataset, store::bytes(dataset).await.expect("the data can be stored"))
}

impl TestApp {
    /// On the embedded data.
    pub async fn new() -> Self {
        let (dataset, file) = EMBEDDED.get_or_init(async || built(&Folder::Embedded).await).await;
        Self::serve(dataset, file, "").await
    }

    /// On a data folder, reached from outside at `base`.
    pub async fn on(data: &Folder, base: &str) -> Self {
        let (dataset, file) = built(data).await;
        Self::serve(dataset, &file, base).await
    }

    async fn serve(dataset: &'static Checked, file: &[u8], base: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("facts.db");
        std::fs::write(&path, file).expect("a copy of the database");
        let mut store = Store::open(&path).await.expect("what was stored can be opened");
        base.clone_into(&mut store.base);
        Self { service: http::service(store), dataset, folder }
    }

    /// Another service, on a copy of the same file.
    pub async fn twin(&self) -> Self {
        let file = std::fs::read(self.folder.path().join("facts.db")).expect("the database");
        Self::serve(self.dataset, &file, "").await
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
