//! How many there are of something, and may be.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A number with a bound. Nobody waits for a place: who finds none is told so.
#[derive(Debug)]
pub struct Gauge {
    now: AtomicUsize,
    most: usize,
}

impl Gauge {
    /// None yet, and at most so many.
    pub fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { now: AtomicUsize::new(0), most })
    }

    /// A place, as long as the ticket is kept; `None` when all are taken.
    pub fn enter(self: &Arc<Self>) -> Option<Ticket> {
        let before = self.now.fetch_add(1, Ordering::AcqRel);
        let ticket = Ticket(Arc::clone(self));
        // A ticket that is refused gives back its place as any other does.
        (before < self.most).then_some(ticket)
    }

    /// How many there are.
    pub fn now(&self) -> usize {
        self.now.load(Ordering::Acquire)
    }
}

/// A place that is taken.
#[derive(Debug)]
pub struct Ticket(Arc<Gauge>);

impl Drop for Ticket {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_ticket_is_gone_and_not_before() {
        let gauge = Gauge::new(2);
        let (one, two) = (gauge.enter(), gauge.enter());
        assert!(one.is_some() && two.is_some() && gauge.enter().is_none() && gauge.enter().is_none());
        assert_eq!(gauge.now(), 2);
        drop(one);
        assert!(gauge.enter().is_some());
        drop(two);
        assert_eq!(gauge.now(), 0);
    }
}
