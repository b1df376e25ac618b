//! The signals by which the process is told to stop.

use std::io;
use std::sync::Arc;

use tokio::sync::watch::Sender;

/// Listens from the moment it is made, so that no signal is missed while the dataset is loaded: as process 1 of a
/// container the process would ignore a signal that it does not listen for.
#[derive(Debug, Clone)]
pub struct Stop(Arc<Sender<bool>>);

impl Stop {
    /// Listen. The second signal ends the process at once.
    ///
    /// # Errors
    /// When the system does not allow it.
    pub fn listen() -> io::Result<Self> {
        let sender = Arc::new(Sender::new(false));
        let stop = Self(Arc::clone(&sender));
        #[cfg(unix)]
        let (mut terminate, mut interrupt) = {
            use tokio::signal::unix::{SignalKind, signal};
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?)
        };
        tokio::spawn(async move {
            for is_second in [false, true] {
                #[cfg(unix)]
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                #[cfg(not(unix))]
                if tokio::signal::ctrl_c().await.is_err() {
                    return;
                }
                if is_second {
                    tracing::warn!("told to stop a second time: ending at once");
                    std::process::exit(1);
                }
                sender.send_replace(true);
            }
        });
        Ok(stop)
    }

    /// Have the service stop as if a signal had said so.
    pub fn tell(&self) {
        self.0.send_replace(true);
    }

    /// Resolves when the process was told to stop.
    pub async fn told(self) {
        // The sender is kept, so it cannot be gone.
        _ = self.0.subscribe().wait_for(|told| *told).await;
    }
}

/// The signal by which the process is told to look for another dataset; none on systems that have no such signal.
pub struct Hangup(#[cfg(unix)] tokio::signal::unix::Signal);

impl Hangup {
    /// Listen; without that the signal would end the process.
    ///
    /// # Errors
    /// When the system does not allow it.
    pub fn listen() -> io::Result<Self> {
        #[cfg(unix)]
        return Ok(Self(tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?));
        #[cfg(not(unix))]
        return Ok(Self());
    }

    /// Resolves at the next one.
    pub async fn told(&mut self) {
        #[cfg(unix)]
        if self.0.recv().await.is_some() {
            return;
        }
        std::future::pending::<()>().await;
    }
}
