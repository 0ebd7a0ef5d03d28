//! The server: an address, a signal to stop, and the log.

use std::future::Future;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::pages::island::built;
use crate::router::router;
use crate::site::{Options, Site};

/// How long answers that are under way may take once the server was told to stop.
const LAST: Duration = Duration::from_secs(10);

/// Where a server listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(pub SocketAddr);

impl Address {
    /// An address of a host and a port, as in `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080`.
    ///
    /// # Errors
    /// It is none, in words that say how to write one.
    pub fn parse(text: &str) -> Result<Self, String> {
        let found = text.to_socket_addrs().ok().and_then(|mut all| all.next());
        found.map(Self).ok_or_else(|| {
            format!("{text}: no address to listen at; write host and port, as in 127.0.0.1:8080")
        })
    }
}

/// Serves a register until the process is told to stop (Ctrl-C, SIGTERM), then lets answers that are
/// under way end. `ready` is told the address once it is listened at.
///
/// # Errors
/// The address cannot be listened at.
pub fn serve(
    mut options: Options,
    address: Address,
    ready: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    log(options.json_log);
    if !built() {
        tracing::warn!("built without Node: pages have tables and no pictures");
    }
    // whoever opens a server to the network without naming it is reached by names we cannot know
    options.any_host |= !address.0.ip().is_loopback() && options.hosts.is_empty();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // dropped after the runtime: registers may have runtimes of their own
    let site = Arc::new(Site::new(options));
    let app = router(Arc::clone(&site));
    runtime.block_on(async {
        let listener = TcpListener::bind(address.0).await?;
        ready(listener.local_addr()?);
        let (tell, told) = tokio::sync::oneshot::channel();
        let stop = async {
            stopped().await;
            tracing::info!("stopping: answers under way are finished");
            let _ = tell.send(());
        };
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(listener, app).with_graceful_shutdown(stop);
        tokio::select! {
            done = serving => done,
            () = late(told) => Ok(()),
        }
    })?;
    runtime.shutdown_timeout(Duration::from_secs(1));
    drop(site);
    Ok(())
}

/// Some time after the signal; never before it.
async fn late(told: impl Future<Output = Result<(), tokio::sync::oneshot::error::RecvError>>) {
    if told.await.is_ok() {
        tokio::time::sleep(LAST).await;
    } else {
        std::future::pending::<()>().await;
    }
}

/// Until the process is told to stop.
async fn stopped() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! { () = interrupted => {}, () = terminated => {} }
}

/// The log goes to standard error, a line an answer, as names and values or as JSON.
fn log(json: bool) {
    let log = tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false);
    // whoever calls us may have a log of his own
    let _ = match json {
        true => log.json().flatten_event(true).try_init(),
        false => log.try_init(),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_host_and_port() {
        assert!(Address::parse("127.0.0.1:8080").is_ok());
        assert!(Address::parse("[::1]:0").is_ok());
        for wrong in ["8080", "127.0.0.1", ":x", ""] {
            let error = Address::parse(wrong).unwrap_err();
            assert!(error.contains("127.0.0.1:8080"), "{error}");
        }
    }
}
