//! Exchange the dataset while it is served: the new one is loaded aside, proven, then put in place at once. One that is broken
//! is refused, and the old one goes on.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::{Current, Handler, Hangup};
use crate::load::{Dataset, Load};

/// A dataset that may be served.
pub struct Loaded<H> {
    /// What answers from it.
    pub handler: H,
    /// What it is.
    pub dataset: Dataset,
}

/// Why a dataset is not served.
#[derive(Debug)]
pub struct Refused {
    /// What is wrong with it.
    pub reason: String,
    /// True when it is the very one that is served: then that may not go on.
    pub is_ours: bool,
}

/// What something will be.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where datasets come from.
pub trait Source: Send + Sync + 'static {
    /// What answers from one.
    type Handler: Handler;

    /// Load the newest and prove it.
    fn load(&self) -> Later<'_, Result<Loaded<Self::Handler>, Refused>>;

    /// What is another whenever there may be another dataset: of a file who it is and when it was changed, of a database its
    /// pointer. `None` while that cannot be told.
    fn stamp(&self) -> Later<'_, Option<String>>;
}

/// Exchange the dataset whenever a hangup says so, and with `watch` whenever its source has changed, until what is served is
/// itself found damaged.
pub async fn reload<S: Source>(
    source: S,
    current: Arc<Current<S::Handler>>,
    load: Arc<Load>,
    mut hangup: Hangup,
    watch: Option<Duration>,
) {
    let (mut served, mut last) = (source.stamp().await, None);
    let every = watch.unwrap_or(Duration::from_hours(24));
    loop {
        tokio::select! {
            () = hangup.told() => {}
            () = tokio::time::sleep(every) => {
                let stamp = source.stamp().await;
                // What is still being written looks another way the next time.
                let is_still = last.replace(stamp.clone()).is_some_and(|last| last == stamp);
                if watch.is_none() || stamp == served || !is_still {
                    continue;
                }
            }
        }
        served = source.stamp().await;
        if let Err(Refused { is_ours: true, .. }) = exchange(&source, &current, &load).await {
            return;
        }
    }
}

/// Load the newest dataset and serve it, unless it is the one that is served or broken.
async fn exchange<S: Source>(source: &S, current: &Current<S::Handler>, load: &Load) -> Result<(), Refused> {
    match source.load().await {
        Ok(Loaded { dataset, .. }) if dataset == load.state.dataset() => {
            tracing::info!(dataset = dataset.version, "the dataset is the one that is served already");
        }
        Ok(Loaded { handler, dataset }) => {
            current.exchange(handler);
            load.state.serve(dataset.clone());
            load.state.reloaded(None);
            tracing::info!(dataset = dataset.version, "serving another dataset");
        }
        Err(refused) => {
            load.state.reloaded(Some(refused.reason.clone()));
            tracing::error!(reason = refused.reason, "the new dataset is refused; the old one goes on");
            return Err(refused);
        }
    }
    Ok(())
}
