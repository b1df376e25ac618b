//! `/mcp` and `sinolac mcp`: the same answers for language models, by the Model Context Protocol.
//!
//! A tool is an address of the HTTP interface by another name: the service is asked in process, so limits, errors and what is
//! remembered are those of every other request. There are no sessions, and nothing is asked of the client.

mod answers;
mod prompt;
mod resources;
mod schema;
mod tools;

use std::borrow::Cow;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, GetPromptRequestParams, GetPromptResponse,
    Implementation, ListPromptsResult, ListResourceTemplatesResult, ListResourcesResult, ListToolsResult,
    PaginatedRequestParams, ProtocolVersion, ReadResourceRequestParams, ReadResourceResponse, ServerCapabilities,
    ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde_json::Value as Json;
use tower::Service as _;

use super::llms::RULES;
use super::remember::Service;
use super::{App, Shared};
use crate::limits::MAX_BODY;

/// Where it is.
pub const PATH: &str = "/mcp";

/// Most bytes of an answer of this service that are read for a tool.
const MAX_ANSWER: usize = 16 << 20;
/// Redirections that are followed: from a name to the id, from there to the kind that a fact is of now.
const MAX_MOVES: usize = 3;
/// The revisions of the protocol that are spoken.
const VERSIONS: [ProtocolVersion; 2] = [ProtocolVersion::V_2025_11_25, ProtocolVersion::V_2026_07_28];

/// What the protocol's library asks.
#[derive(Clone)]
pub struct Mcp {
    service: Service,
    app: Arc<App>,
}

/// What the service answered to an address.
enum Answered {
    /// With what was asked for.
    Well(Json),
    /// With what is wrong.
    Problem(Json),
}

impl Mcp {
    /// For a service and what its handlers share.
    pub fn new(service: Service, app: Arc<App>) -> Self {
        Self { service, app }
    }

    /// Ask the service for an address, in the media type that is wanted.
    async fn text(&self, address: &str, media: &'static str, host: Option<&HeaderValue>) -> (StatusCode, String) {
        let mut address = address.to_owned();
        for _ in 0..MAX_MOVES {
            let Ok(mut request) = Request::get(&address).body(Body::empty()) else { break };
            request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static(media));
            request.headers_mut().extend(host.map(|host| (header::HOST, host.clone())));
            let Ok(response) = self.service.answer(request).await;
            let (parts, body) = response.into_parts();
            if let Some(location) = parts.headers.get(header::LOCATION).and_then(|location| location.to_str().ok()) {
                location.clone_into(&mut address);
                continue;
            }
            let body = axum::body::to_bytes(body, MAX_ANSWER).await.unwrap_or_default();
            return (parts.status, String::from_utf8_lossy(&body).into_owned());
        }
        (StatusCode::BAD_REQUEST, "{\"detail\": \"the arguments make no address of the service\"}".to_owned())
    }

    async fn ask(&self, address: &str, host: Option<&HeaderValue>) -> Answered {
        let (status, text) = self.text(address, "application/json, application/vnd.sinolac.columns+json", host).await;
        let json = serde_json::from_str(&text).unwrap_or_default();
        if status == StatusCode::OK { Answered::Well(json) } else { Answered::Problem(json) }
    }
}

/// The host that a request was sent to, where it came over HTTP: citations name it.
fn host(context: &RequestContext<RoleServer>) -> Option<&HeaderValue> {
    context.extensions.get::<axum::http::request::Parts>()?.headers.get(header::HOST)
}

impl ServerHandler for Mcp {
    fn supported_protocol_versions(&self) -> Cow<'static, [ProtocolVersion]> {
        Cow::Borrowed(&VERSIONS)
    }

    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().enable_resources().enable_prompts().build();
        let manifest = &self.app.store.about.manifest;
        let server = Implementation::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
        ServerConfig::new(capabilities)
            .with_server_info(server)
            .with_instructions(format!("{}\n\n{}\n\n{RULES}", manifest.title, manifest.description))
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::all()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = tools::TOOLS.iter().find(|tool| tool.name == request.name) else {
            return Err(ErrorData::invalid_params(tools::unknown(&request.name), None));
        };
        let arguments = request.arguments.unwrap_or_default();
        let refused = |told: String| Ok(CallToolResult::error(vec![ContentBlock::text(told)]).into());
        let address = match tool.address(&arguments) {
            Ok(address) => address,
            Err(told) => return refused(told),
        };
        match self.ask(&address, host(&context)).await {
            Answered::Well(answer) => {
                let told = (tool.answer)(&self.app, &arguments, &address, &answer);
                Ok(CallToolResult::structured(told).into())
            }
            Answered::Problem(problem) => refused(answers::problem(&problem)),
        }
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        resources::list(self, request.and_then(|request| request.cursor)).await
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(ListResourceTemplatesResult::with_all_items(resources::templates()))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        resources::read(self, &request.uri, host(&context)).await.map(Into::into)
    }

    async fn list_prompts(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        Ok(ListPromptsResult::with_all_items(vec![prompt::fact_check()]))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        prompt::get(&request).map(Into::into)
    }
}

/// A request over HTTP. The service itself comes with it, to be asked.
pub async fn handle(State(app): Shared, Extension(service): Extension<Service>, request: Request) -> Response {
    let config = config(&app.hosts);
    let mcp = Mcp::new(service, app);
    let mut http =
        StreamableHttpService::new(move || Ok(mcp.clone()), Arc::new(NeverSessionManager::default()), config);
    let Ok(response) = http.call(request).await;
    response.map(Body::new)
}

/// No sessions, JSON answers, and only the hosts and origins that are allowed: a page of another site that a browser shows
/// must not ask through it (DNS rebinding).
fn config(hosts: &[String]) -> StreamableHttpServerConfig {
    let origins = hosts.iter().flat_map(|host| {
        let bare = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
        let with_port = if bare.is_some() && !host.ends_with(']') { host.clone() } else { format!("{host}:*") };
        ["http", "https"].map(|scheme| format!("{scheme}://{with_port}"))
    });
    StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(MAX_BODY)
        .with_allowed_origins(origins.collect::<Vec<_>>())
        .enforce_origin_validation()
        .with_allowed_hosts(hosts.iter().cloned())
}

/// What `OPTIONS` says of it.
pub async fn options() -> Response {
    super::headers::allowed("POST, OPTIONS")
}

/// Hosts that are always allowed: whoever is on this machine.
pub fn hosts(base: &str, more: &[String]) -> Vec<String> {
    let own = base.split_once("://").map_or(base, |(_, rest)| rest).split('/').next().unwrap_or_default();
    let loopback = ["localhost", "127.0.0.1", "[::1]"].map(str::to_owned);
    let all = loopback.into_iter().chain([own.to_owned()]).chain(more.iter().cloned());
    all.filter(|host| !host.is_empty()).collect()
}
