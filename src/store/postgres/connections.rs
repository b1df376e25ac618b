//! Connections to read with. A pool asks the server after each use whether the connection still works, which takes as long as
//! a small statement; so those that worked are handed on, and the pool makes the others and looks after them.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool};
use sqlx::{Error, Postgres};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{CONNECTIONS, WAIT};

/// How long a connection is handed on before the pool has it again, which closes the old ones.
const AGE: Duration = Duration::from_mins(1);

/// The connections of a server.
#[derive(Debug)]
pub struct Connections {
    pool: PgPool,
    /// As many as the pool has connections, so that it always has one for who was let in.
    places: Arc<Semaphore>,
    idle: Arc<Idle>,
}

/// Those that worked when they were used last, and since when they are out of the pool.
#[derive(Debug, Default)]
struct Idle(Mutex<Vec<(PoolConnection<Postgres>, Instant)>>);

/// A connection in use. One that is dropped goes back to the pool, which sees whether it still works.
pub struct Lent {
    connection: PoolConnection<Postgres>,
    since: Instant,
    idle: Arc<Idle>,
    // Dropped last: who comes next finds the connection.
    _place: OwnedSemaphorePermit,
}

impl Connections {
    /// Those of a pool.
    pub fn new(pool: PgPool) -> Self {
        Self { pool, places: Arc::new(Semaphore::new(CONNECTIONS as usize)), idle: Arc::default() }
    }

    /// How they are made.
    pub fn options(&self) -> Arc<PgConnectOptions> {
        self.pool.connect_options()
    }

    /// One to use.
    ///
    /// # Errors
    /// When none is free or can be made in time.
    pub async fn lend(&self) -> Result<Lent, Error> {
        let lend = async {
            let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| Error::PoolClosed)?;
            let (connection, since) = match self.idle.take() {
                Some(idle) => idle,
                None => (self.pool.acquire().await?, Instant::now()),
            };
            Ok(Lent { connection, since, idle: Arc::clone(&self.idle), _place: place })
        };
        tokio::time::timeout(WAIT, lend).await.map_err(|_| Error::PoolTimedOut)?
    }
}

impl Lent {
    /// Hand it on, once all that was asked for is read.
    pub fn hand_on(self) {
        self.idle.lock().push((self.connection, self.since));
    }

    /// Close it instead.
    pub fn close(mut self) {
        self.connection.close_on_drop();
    }
}

impl Deref for Lent {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.connection
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.connection
    }
}

impl Idle {
    fn lock(&self) -> MutexGuard<'_, Vec<(PoolConnection<Postgres>, Instant)>> {
        // Taking and adding leave it whole, whatever happened elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One of those that are young.
    fn take(&self) -> Option<(PoolConnection<Postgres>, Instant)> {
        let mut idle = self.lock();
        idle.retain(|(_, since)| since.elapsed() < AGE);
        idle.pop()
    }
}

impl Drop for Idle {
    /// Without a word to the server: at the end there may be no runtime that could say it.
    fn drop(&mut self) {
        self.lock().drain(..).for_each(|(connection, _)| drop(connection.detach()));
    }
}
