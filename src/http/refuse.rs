//! Requests that are turned away, though nothing is wrong with them: there is no room, or no time.

use axum::response::{IntoResponse, Response};

use super::headers;
use super::problem::Problem;

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There are as many connections as there may be.
    Connections,
    /// As many requests are being answered.
    Requests,
    /// As many long answers go out.
    Downloads,
    /// The answer took too long to begin.
    Late,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Connections, Self::Requests, Self::Downloads, Self::Late];

    /// What the limit is called where refusals are counted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Connections => "connections",
            Self::Requests => "requests",
            Self::Downloads => "downloads",
            Self::Late => "time",
        }
    }

    fn problem(self) -> Problem {
        let detail = match self {
            Self::Connections => "there are as many connections as the service bears; try again soon",
            Self::Requests => "as many requests are being answered as the service bears; try again soon",
            Self::Downloads => "as many long answers go out as the service bears; try again soon, or ask for less",
            Self::Late => return Problem::late(),
        };
        Problem::busy(detail)
    }

    /// 503 with `Retry-After`, with the headers of all answers.
    pub fn response(self) -> Response {
        let mut response = self.problem().into_response();
        headers::put(response.headers_mut());
        response
    }
}
