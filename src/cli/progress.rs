//! A progress bar on a terminal, shown only when the work takes longer than a second.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// How long work may take before its progress is worth showing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar that appears when it is needed; it draws nothing where standard error is no terminal.
pub struct Bar {
    begun: Instant,
    what: &'static str,
    drawn: OnceLock<ProgressBar>,
}

impl Bar {
    /// A bar for work called `what`, not shown yet.
    pub fn new(what: &'static str) -> Self {
        Self { begun: Instant::now(), what, drawn: OnceLock::new() }
    }

    /// Tell how much is done of how much.
    pub fn at(&self, done: usize, total: usize) {
        self.stage(self.what, done, total);
    }

    /// The same of a stage of the work, which has a name and a length of its own.
    pub fn stage(&self, what: &'static str, done: usize, total: usize) {
        if self.drawn.get().is_none() && self.begun.elapsed() < PATIENCE {
            return;
        }
        let bar = self.drawn.get_or_init(|| {
            let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}");
            ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        if bar.length() != Some(total as u64) || bar.position() > done as u64 {
            bar.set_length(total as u64);
            bar.set_message(what);
            bar.reset_eta();
        }
        bar.set_position(done as u64);
    }

    /// Take it off the screen.
    pub fn clear(&self) {
        if let Some(bar) = self.drawn.get() {
            bar.finish_and_clear();
        }
    }
}
