//! Requests that are turned away, though nothing is wrong with them: there is no room, no time, no database, no file.

use axum::response::{IntoResponse, Response};

use super::headers;
use super::problem::{Problem, told};
use crate::load::Refusal;
use crate::store;
use crate::words::Reason;

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::busy(match refusal {
            Refusal::Connections => Reason::of("problem.connections"),
            Refusal::Requests => Reason::of("problem.requests"),
            Refusal::Downloads => Reason::of("problem.downloads"),
            Refusal::Files => Reason::of("problem.files"),
            Refusal::Late => return Self::late(),
            Refusal::Client => return Self::too_many(),
        })
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Late => Self::late(),
            store::Error::Away => Self::unavailable(Reason::of("problem.away")),
            store::Error::Dropped => {
                told(&error);
                Self::unavailable(Reason::of("problem.dropped"))
            }
            store::Error::NoFile(_) => {
                told(&error);
                Self::unavailable(Reason::of("problem.no_room"))
            }
            error => Self::internal(&error),
        }
    }
}

/// The answer to a request that is turned away before it is looked at, with the headers of all answers.
pub fn refused(refusal: Refusal) -> Response {
    let mut response = Problem::from(refusal).into_response();
    headers::put(response.headers_mut());
    response
}
