//! The memory before the router, asked through a router that counts.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use axum::routing::get;
use futures_util::FutureExt;
use futures_util::future::join_all;
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::*;
use crate::load::Limits;

/// A service whose handler counts how often it is asked, and answers as soon as it may.
#[derive(Clone)]
struct Counted {
    service: Service,
    asked: Arc<AtomicUsize>,
    may: Arc<Semaphore>,
}

impl Counted {
    /// Its answers may be kept or may not.
    fn new(is_kept: bool) -> Self {
        let (asked, may) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
        let (count, wait) = (Arc::clone(&asked), Arc::clone(&may));
        let handler = async move || {
            let number = count.fetch_add(1, Ordering::SeqCst);
            _ = wait.acquire().await;
            let body = Bytes::from(format!("answer {number}"));
            let mut response = Response::new(Body::from(body.clone()));
            if is_kept {
                response.extensions_mut().insert(Keep { body: Some(body), version: version() });
            }
            response
        };
        Self {
            service: Service::new(Router::new().fallback(get(handler)), Router::new(), 0, Load::new(Limits::default())),
            asked,
            may,
        }
    }

    async fn get(&self, path: &str) -> Bytes {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let response = self.service.clone().oneshot(request).await.unwrap();
        axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap()
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn answer(&self) {
        self.may.add_permits(100);
    }
}

fn version() -> Version {
    Version { tag: "a".to_owned(), modified: SystemTime::UNIX_EPOCH }
}

#[tokio::test]
async fn equal_requests_at_once_are_worked_out_once_and_others_are_not_held_up() {
    let counted = Counted::new(true);
    let mut equal = Box::pin(join_all((0..8).map(|_| counted.get("/a"))));
    assert!((&mut equal).now_or_never().is_none());
    assert_eq!(counted.asked(), 1, "the seven others wait");
    let mut other = Box::pin(counted.get("/b"));
    assert!((&mut other).now_or_never().is_none());
    assert_eq!(counted.asked(), 2, "another request does not wait for them");
    counted.answer();
    assert_eq!(equal.await, vec![Bytes::from("answer 0"); 8]);
    assert_eq!((other.await, counted.asked()), (Bytes::from("answer 1"), 2));
}

#[tokio::test]
async fn a_client_that_goes_away_lets_the_next_one_in() {
    let counted = Counted::new(true);
    let (mut first, mut second, mut third) =
        (Box::pin(counted.get("/a")), Box::pin(counted.get("/a")), Box::pin(counted.get("/a")));
    assert!((&mut first).now_or_never().is_none());
    assert!((&mut second).now_or_never().is_none());
    assert!((&mut third).now_or_never().is_none());
    assert_eq!(counted.asked(), 1);
    // One that only waits may go as well.
    drop(second);
    drop(first);
    assert!((&mut third).now_or_never().is_none());
    assert_eq!(counted.asked(), 2);
    counted.answer();
    assert_eq!(third.await, "answer 1");
    assert_eq!((counted.get("/a").await, counted.asked()), (Bytes::from("answer 1"), 2));
}

#[tokio::test]
async fn what_may_not_be_kept_is_worked_out_for_each() {
    let counted = Counted::new(false);
    let mut equal = Box::pin(join_all((0..8).map(|_| counted.get("/a"))));
    assert!((&mut equal).now_or_never().is_none());
    counted.answer();
    let mut answers = equal.await;
    answers.sort();
    let each: Vec<String> = (0..8).map(|number| format!("answer {number}")).collect();
    assert_eq!((answers, counted.asked()), (each.into_iter().map(Bytes::from).collect(), 8));
}

/// Ask for so many answers in turn; how many were not kept.
fn round(answers: &Cache<Kept>, client: &str, number: usize, bytes: usize) -> usize {
    let key = |n| format!("/trade?year=2018&value_max={n} identity 127.0.0.1:8080\n {client}\n");
    let is_missed = |key: &String| {
        let missed = answers.get(key.as_str()).is_none();
        if missed {
            let answer = Keep { body: Some(vec![7; bytes].into()), version: version() };
            answers.insert(key.clone(), Arc::new(Kept::new(answer, Arc::default(), &HeaderMap::new())));
        }
        missed
    };
    (0..number).map(key).filter(is_missed).count()
}

#[test]
fn a_thousand_small_answers_asked_in_turn_are_kept_whatever_was_asked_before() {
    let answers = answers(0);
    let round = |client: &str| round(&answers, client, 1000, 4000);
    assert_eq!([round("one"), round("one"), round("other")], [1000, 0, 1000]);
    let missed: Vec<usize> = (0..8).map(|_| round("other")).collect();
    assert_eq!(missed.last(), Some(&0), "{missed:?}");
}

#[test]
fn pages_of_fifty_rows_asked_in_turn_are_kept() {
    let answers = answers(u64::MAX);
    assert_eq!([0, 1].map(|_| round(&answers, "one", 660, 39_600)), [660, 0]);
}
