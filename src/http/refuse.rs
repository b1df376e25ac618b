//! Requests that are turned away, though nothing is wrong with them: there is no room, no time, no database, no file.

use axum::response::{IntoResponse, Response};

use super::headers;
use super::problem::{Problem, told};
use crate::load::Refusal;
use crate::store;

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

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Late => Self::late(),
            store::Error::Away => Self::unavailable("the database does not answer; try again"),
            store::Error::Dropped => {
                told(&error);
                Self::unavailable(
                    "this version of the dataset was removed from the database; a newer one will be served",
                )
            }
            store::Error::NoFile(_) => {
                told(&error);
                Self::unavailable(
                    "so many rows need a temporary file, and the service has no folder with room that it can write to; ask for \
                     fewer, with `limit` or filters, or take .csv, which needs no file",
                )
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
