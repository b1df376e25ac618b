//! Requests that are turned away, though nothing is wrong with them: there is no room, or no time.

use axum::response::{IntoResponse, Response};

use super::headers;
use super::problem::Problem;
use crate::load::Refusal;

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::busy(match refusal {
            Refusal::Connections => "there are as many connections as the service bears; try again soon",
            Refusal::Requests => "as many requests are being answered as the service bears; try again soon",
            Refusal::Downloads => {
                "as many long answers go out as the service bears; try again soon, or ask for less with `limit`, `fields` or filters"
            }
            Refusal::Files => {
                "as many files are being made as the service bears; try again soon, or take .csv, which needs no file"
            }
            Refusal::Late => return Self::late(),
            Refusal::Client => return Self::too_many(),
        })
    }
}

/// The answer to a request that is turned away before it is looked at, with the headers of all answers.
pub fn refused(refusal: Refusal) -> Response {
    let mut response = Problem::from(refusal).into_response();
    headers::put(response.headers_mut());
    response
}
