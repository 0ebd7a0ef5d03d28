//! One page, from the public web.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::{Request, Response, header};
use hyper_util::rt::TokioIo;
use jiehao_archive::unpack;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::address::is_public;
use crate::error::Error;

/// Within which bounds pages are fetched.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a page, packed and unpacked.
    pub bytes: u64,
    /// For all of it, redirects included.
    pub time: Duration,
    /// Redirects that are followed.
    pub redirects: usize,
    /// As whom we come.
    pub agent: String,
    /// Certificates that are trusted beside those of the system, DER: of an office's own authority.
    pub roots: Vec<Vec<u8>>,
    /// Whether addresses of this very machine are let through: only for tests, which serve pages to
    /// themselves. Everything else that is not public stays refused.
    pub loopback: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 8 << 20,
            time: Duration::from_secs(20),
            redirects: 5,
            agent: concat!(
                "jiehao/",
                env!("CARGO_PKG_VERSION"),
                " (+https://github.com/jiehao/jiehao)"
            )
            .to_owned(),
            roots: Vec::new(),
            loopback: false,
        }
    }
}

/// A page that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was at last.
    pub url: String,
    /// Its `Content-Type`.
    pub kind: String,
    /// The page, unpacked.
    pub bytes: Vec<u8>,
}

/// Fetches pages.
pub struct Fetcher {
    limits: Limits,
    tls: Arc<ClientConfig>,
}

/// Bytes of the head of an answer.
const HEAD: usize = 64 << 10;

/// Addresses of a host that are tried.
const TRIED: usize = 3;

/// What a request gave.
enum Step {
    Page(Fetched),
    On(Url),
}

impl Fetcher {
    /// One of these limits, trusting the certificates that the system trusts.
    ///
    /// # Errors
    /// A certificate beside those of the system cannot be read.
    pub fn new(limits: Limits) -> Result<Self, Error> {
        let mut roots = RootCertStore::empty();
        // a system without any still fetches http
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        for own in &limits.roots {
            let added = roots.add(own.clone().into());
            added.map_err(|e| Error::Connection(format!("a certificate of one's own: {e}")))?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|e| Error::Connection(e.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            limits,
            tls: Arc::new(tls),
        })
    }

    /// Fetches a page.
    ///
    /// # Errors
    /// It is refused, too large, too slow, or not there.
    pub async fn fetch(&self, url: &str) -> Result<Fetched, Error> {
        let time = self.limits.time;
        let fetched = tokio::time::timeout(time, self.follow(url)).await;
        fetched.unwrap_or(Err(Error::Slow(time.as_secs())))
    }

    async fn follow(&self, url: &str) -> Result<Fetched, Error> {
        let no_url = |_| Error::Url(url.chars().take(200).collect());
        let mut url = Url::parse(url.trim()).map_err(no_url)?;
        for _ in 0..=self.limits.redirects {
            match self.ask(&url).await? {
                Step::Page(page) => return Ok(page),
                Step::On(next) => url = next,
            }
        }
        Err(Error::Redirects(self.limits.redirects))
    }

    async fn ask(&self, url: &Url) -> Result<Step, Error> {
        let (secure, port) = self.fit(url)?;
        let host = url.host().ok_or_else(|| Error::Url(url.to_string()))?;
        let stream = connect(&self.addresses(&host, port).await?).await?;
        let response = match secure {
            false => self.request(url, stream).await?,
            true => {
                let name = match &host {
                    Host::Domain(name) => ServerName::try_from((*name).to_owned())
                        .map_err(|_| Error::Host((*name).to_owned()))?,
                    Host::Ipv4(v4) => ServerName::from(IpAddr::V4(*v4)),
                    Host::Ipv6(v6) => ServerName::from(IpAddr::V6(*v6)),
                };
                let tls = TlsConnector::from(Arc::clone(&self.tls));
                let stream = tls.connect(name, stream).await;
                self.request(url, stream.map_err(lost)?).await?
            }
        };
        self.read(url, response).await
    }

    /// Whether a URL is one that may be fetched: whether by TLS, and at which port.
    fn fit(&self, url: &Url) -> Result<(bool, u16), Error> {
        let secure = match url.scheme() {
            "http" => false,
            "https" => true,
            _ => return Err(Error::Url(url.to_string())),
        };
        let port = url.port_or_known_default().unwrap_or(0);
        // below 1024 other things than pages are at home, which must not be talked to
        let pages = matches!(port, 80..=90 | 443 | 1024..);
        let bare = url.username().is_empty() && url.password().is_none();
        match pages && bare {
            true => Ok((secure, port)),
            false => Err(Error::Url(url.to_string())),
        }
    }

    /// The addresses of a host, all of which must be public: one that has others besides is up to
    /// something.
    async fn addresses(&self, host: &Host<&str>, port: u16) -> Result<Vec<SocketAddr>, Error> {
        let found: Vec<SocketAddr> = match host {
            Host::Ipv4(v4) => vec![(*v4, port).into()],
            Host::Ipv6(v6) => vec![(*v6, port).into()],
            Host::Domain(name) => {
                let found = tokio::net::lookup_host((*name, port)).await;
                found
                    .map_err(|_| Error::Host((*name).to_owned()))?
                    .collect()
            }
        };
        let open = |ip: IpAddr| is_public(ip) || self.limits.loopback && ip.is_loopback();
        match found.iter().find(|a| !open(a.ip())) {
            Some(closed) => Err(Error::Private(host.to_string(), closed.ip())),
            None if found.is_empty() => Err(Error::Host(host.to_string())),
            None => Ok(found),
        }
    }

    async fn request<S>(&self, url: &Url, stream: S) -> Result<(Response<Incoming>, Going), Error>
    where
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin + 'static,
    {
        let mut builder = http1::Builder::new();
        builder.max_buf_size(HEAD);
        let handshake = builder.handshake(TokioIo::new(stream)).await;
        let (mut sender, connection) = handshake.map_err(lost)?;
        let going = Going(tokio::spawn(async move {
            // how it ends is seen in what is read from it
            let _ = connection.await;
        }));
        let host = url.host_str().unwrap_or_default();
        let host = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        };
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let request = Request::get(path)
            .header(header::HOST, host)
            .header(header::USER_AGENT, &self.limits.agent)
            .header(header::ACCEPT, "text/html, text/plain, */*;q=0.5")
            .header(header::ACCEPT_LANGUAGE, "zh, en;q=0.5")
            .header(header::ACCEPT_ENCODING, "gzip")
            .header(header::CONNECTION, "close")
            .body(Empty::<Bytes>::new())
            .map_err(|_| Error::Url(url.to_string()))?;
        let response = sender.send_request(request).await.map_err(lost)?;
        Ok((response, going))
    }

    async fn read(
        &self,
        url: &Url,
        (response, going): (Response<Incoming>, Going),
    ) -> Result<Step, Error> {
        let get = |name| {
            let value = response.headers().get(name);
            value.and_then(|v| v.to_str().ok()).unwrap_or_default()
        };
        let status = response.status();
        if status.is_redirection() {
            let to = get(header::LOCATION);
            let next = url.join(to).ok().filter(|_| !to.is_empty());
            return next.map(Step::On).ok_or(Error::Status(status.as_u16()));
        }
        if !status.is_success() {
            return Err(Error::Status(status.as_u16()));
        }
        let most = self.limits.bytes;
        let told: u64 = get(header::CONTENT_LENGTH).parse().unwrap_or(0);
        if told > most {
            return Err(Error::TooLarge(most));
        }
        let (kind, encoding) = (
            get(header::CONTENT_TYPE).to_owned(),
            get(header::CONTENT_ENCODING).to_owned(),
        );
        let mut body = response.into_body();
        let mut bytes = Vec::new();
        while let Some(frame) = body.frame().await {
            if let Ok(data) = frame.map_err(lost)?.into_data() {
                if (bytes.len() + data.len()) as u64 > most {
                    return Err(Error::TooLarge(most));
                }
                bytes.extend_from_slice(&data);
            }
        }
        drop(going);
        Ok(Step::Page(Fetched {
            url: url.to_string(),
            kind,
            bytes: unpack(&encoding, bytes.into(), most)?.into_owned(),
        }))
    }
}

/// A connection that goes on until nobody reads from it.
struct Going(tokio::task::JoinHandle<()>);

impl Drop for Going {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// To the very addresses that were checked: the name is not resolved again.
async fn connect(addresses: &[SocketAddr]) -> Result<TcpStream, Error> {
    let mut last = None;
    for address in addresses.iter().take(TRIED) {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(e) => last = Some(lost(e)),
        }
    }
    Err(last.unwrap_or_else(|| Error::Connection("no address".into())))
}

/// What the bottom of a failed connection says.
fn lost(e: impl std::error::Error) -> Error {
    let mut said = e.to_string();
    let mut source = e.source();
    while let Some(cause) = source {
        said = cause.to_string();
        source = cause.source();
    }
    Error::Connection(said)
}
