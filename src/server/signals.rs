//! The signals by which the process is told to stop.

use std::io;

use tokio::sync::watch::{self, Receiver};

/// Listens from the moment it is made, so that no signal is missed while the dataset is loaded: as process 1 of a
/// container the process would ignore a signal that it does not listen for.
#[derive(Debug, Clone)]
pub struct Stop(Receiver<bool>);

impl Stop {
    /// Listen. The second signal ends the process at once.
    ///
    /// # Errors
    /// When the system does not allow it.
    pub fn listen() -> io::Result<Self> {
        let (sender, receiver) = watch::channel(false);
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
        Ok(Self(receiver))
    }

    /// Resolves when the process was told to stop.
    pub async fn told(mut self) {
        if self.0.wait_for(|told| *told).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
