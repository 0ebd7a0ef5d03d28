//! Objects of stores, read by ranges: `s3://BUCKET/KEY` with what the environment says of
//! credentials and endpoints (`AWS_…`), and `https://HOST/PATH`.
//!
//! A store that answers 5xx or breaks off is asked again, a few times and not for long.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::http::HttpBuilder;
use object_store::path::Path;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt, RetryConfig};
use tokio::runtime::{Builder, Runtime};
use url::Url;

use crate::error::Error;

/// How often a request is made again, and for how long in all.
const RETRIES: usize = 5;
const RETRY_FOR: Duration = Duration::from_secs(60);
/// Until a request is given up.
const TIMEOUT: Duration = Duration::from_secs(60);

/// An object of a store.
#[derive(Clone)]
pub(crate) struct Object {
    store: Arc<dyn ObjectStore>,
    path: Path,
    size: u64,
    runtime: Arc<Runtime>,
}

impl Object {
    /// The object of an address.
    pub fn open(address: &str) -> Result<Self, Error> {
        let wrong =
            |what: &dyn std::fmt::Display| Error::Address(address.to_owned(), what.to_string());
        let url = Url::parse(address).map_err(|e| wrong(&e))?;
        let path = Path::from_url_path(url.path()).map_err(|e| wrong(&e))?;
        // whoever set a provider before has set one that serves
        let _ = rustls::crypto::ring::default_provider().install_default();
        let retry = RetryConfig {
            backoff: BackoffConfig {
                init_backoff: Duration::from_millis(100),
                max_backoff: Duration::from_secs(5),
                base: 2.0,
            },
            max_retries: RETRIES,
            retry_timeout: RETRY_FOR,
        };
        let store: Arc<dyn ObjectStore> = match url.scheme() {
            "s3" | "s3a" => {
                let s3 = AmazonS3Builder::from_env()
                    .with_url(address)
                    .with_retry(retry);
                Arc::new(s3.build().map_err(|e| wrong(&e))?)
            }
            "http" | "https" => {
                let options = ClientOptions::new()
                    .with_allow_http(url.scheme() == "http")
                    .with_timeout(TIMEOUT);
                let http = HttpBuilder::new().with_url(&url[..url::Position::BeforePath]);
                let http = http.with_client_options(options).with_retry(retry);
                Arc::new(http.build().map_err(|e| wrong(&e))?)
            }
            other => return Err(wrong(&format!("{other} is no store known here"))),
        };
        let failed = |e| Error::Read(address.to_owned(), e);
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(failed)?;
        let size = runtime
            .block_on(store.head(&path))
            .map_err(|e| failed(said(e)))?
            .size;
        Ok(Self {
            store,
            path,
            size,
            runtime: Arc::new(runtime),
        })
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    /// Bytes of the object.
    pub fn range(&self, range: Range<u64>) -> io::Result<Vec<u8>> {
        let bytes = self
            .runtime
            .block_on(self.store.get_range(&self.path, range));
        bytes.map(Vec::from).map_err(said)
    }
}

fn said(e: object_store::Error) -> io::Error {
    use object_store::Error as E;
    let kind = match e {
        E::NotFound { .. } => io::ErrorKind::NotFound,
        E::PermissionDenied { .. } | E::Unauthenticated { .. } => io::ErrorKind::PermissionDenied,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, e)
}
