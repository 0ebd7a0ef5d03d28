//! Fetching from a server on this machine, which only tests may: redirects, bounds, bombs, TLS.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiehao_fetch::{Error, Fetcher, Limits};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

/// Bounds that a slow machine keeps too: how long a page may take is the matter of one test, which sets its own.
fn limits() -> Limits {
    Limits {
        bytes: 1 << 20,
        time: Duration::from_secs(60),
        redirects: 3,
        loopback: true,
        ..Limits::default()
    }
}

fn fetcher(limits: Limits) -> Fetcher {
    Fetcher::new(limits).expect("a fetcher")
}

/// Sixteen times as much as [`limits`] lets in, in a few kilobytes; packed once, while no server is waited for.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&vec![b'a'; 16 << 20]).expect("packed");
    packer.finish().expect("packed")
});

/// Answers one request by its path.
async fn answer(mut stream: impl AsyncRead + AsyncWrite + Unpin, at: SocketAddr) {
    let mut head = Vec::new();
    while !head.windows(4).any(|w| w == b"\r\n\r\n") {
        match stream.read_buf(&mut head).await {
            Ok(n) if n > 0 => {}
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let to =
        |to: &str| format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
    let page = |kind: &str, body: &str| {
        format!(
            "HTTP/1.1 200 OK\r\n{kind}Content-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let text = match path.as_str() {
        "/page" => page(
            "Content-Type: text/html; charset=utf-8\r\nSet-Cookie: a=b\r\n",
            "<p>结好",
        ),
        "/echo" => page("", &head),
        "/relative" => to("page"),
        "/twice" => to(&format!("http://{at}/relative")),
        "/loop" => to("/loop"),
        "/nowhere" => "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "/missing" => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned(),
        "/said" => "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n".to_owned(),
        "/short" => "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc".to_owned(),
        "/garbage" => "not http at all\r\n\r\n".to_owned(),
        "/br" => page("Content-Encoding: br\r\n", "x"),
        "/slow" | "/drip" => "HTTP/1.1 200 OK\r\n\r\n".to_owned(),
        "/endless" => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned(),
        "/head" => format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(200_000)),
        "/bomb" => {
            let body = &*BOMB;
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(&[head.as_bytes(), body].concat()).await;
            return;
        }
        other => match other.strip_prefix("/to?") {
            Some(there) => to(there),
            None => return,
        },
    };
    let _ = stream.write_all(text.as_bytes()).await;
    loop {
        let more: &[u8] = match path.as_str() {
            "/endless" => &[b"10000\r\n".as_slice(), &[b'a'; 0x10000], b"\r\n"].concat(),
            "/drip" => b"a",
            "/slow" => b"",
            _ => return,
        };
        if stream.write_all(more).await.is_err() {
            return;
        }
        if path != "/endless" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn server() -> SocketAddr {
    LazyLock::force(&BOMB);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, at));
        }
    });
    at
}

#[tokio::test]
async fn a_page_is_fetched_by_way_of_redirects() {
    let at = server().await;
    let fetcher = fetcher(limits());
    for path in ["page", "relative", "twice"] {
        let page = fetcher
            .fetch(&format!("http://{at}/{path}"))
            .await
            .expect("a page");
        assert_eq!(page.bytes, "<p>结好".as_bytes());
        assert_eq!(page.url, format!("http://{at}/page"));
        assert_eq!(page.kind, "text/html; charset=utf-8");
    }
    let echo = fetcher
        .fetch(&format!("http://{at}/echo"))
        .await
        .expect("a page");
    let head = String::from_utf8(echo.bytes)
        .expect("text")
        .to_ascii_lowercase();
    assert!(head.contains("user-agent: jiehao/") && head.contains(&format!("host: {at}")));
    assert!(!head.contains("cookie") && !head.contains("referer"));
}

#[tokio::test]
async fn what_is_not_public_is_refused_wherever_it_is_named() {
    let at = server().await;
    let private = [
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://0x0a000001/",
        "http://167772161/",
        "http://224.0.0.1/",
    ];
    let open = fetcher(limits());
    for url in private {
        let direct = open.fetch(url).await;
        assert!(
            matches!(direct, Err(Error::Private(..))),
            "{url}: {direct:?}"
        );
        let led = open.fetch(&format!("http://{at}/to?{url}")).await;
        assert!(matches!(led, Err(Error::Private(..))), "{url}: {led:?}");
    }
    // by default not even this machine, by none of its names
    let usual = fetcher(Limits {
        loopback: false,
        ..limits()
    });
    let port = at.port();
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "127.1",
        "0x7f.1",
        "[::ffff:127.0.0.1]",
    ] {
        let refused = usual.fetch(&format!("http://{host}:{port}/page")).await;
        assert!(
            matches!(refused, Err(Error::Private(..))),
            "{host}: {refused:?}"
        );
    }
    assert!(!Limits::default().loopback);
}

#[tokio::test]
async fn what_is_no_page_of_the_web_is_refused() {
    let at = server().await;
    let fetcher = fetcher(limits());
    for url in [
        "",
        "page",
        "//x",
        "file:///etc/passwd",
        "ftp://1.1.1.1/",
        "gopher://1.1.1.1/",
        "javascript:1",
        "data:text/html,x",
        "http://1.1.1.1:22/",
        "http://1.1.1.1:25/",
        "http://user:word@1.1.1.1/",
        "http://",
        "http://[::1",
    ] {
        let refused = fetcher.fetch(url).await;
        assert!(matches!(refused, Err(Error::Url(_))), "{url}: {refused:?}");
        if url.contains(':') {
            let led = fetcher.fetch(&format!("http://{at}/to?{url}")).await;
            assert!(led.is_err(), "{url}");
        }
    }
    let unknown = fetcher.fetch("http://no-such-host.invalid/").await;
    assert!(matches!(unknown, Err(Error::Host(_))), "{unknown:?}");
}

#[tokio::test]
async fn bounds_hold_whatever_a_server_does() {
    let at = server().await;
    let fetcher = fetcher(limits());
    let fetch = async |path: &str| fetcher.fetch(&format!("http://{at}/{path}")).await;
    for path in ["said", "endless", "bomb"] {
        assert_eq!(fetch(path).await, Err(Error::TooLarge(1 << 20)), "{path}");
    }
    assert_eq!(fetch("loop").await, Err(Error::Redirects(3)));
    assert_eq!(fetch("missing").await, Err(Error::Status(404)));
    assert_eq!(fetch("nowhere").await, Err(Error::Status(302)));
    assert!(matches!(fetch("br").await, Err(Error::Encoding(_))));
    for path in ["short", "garbage", "head", "nothing"] {
        let lost = fetch(path).await;
        assert!(
            matches!(lost, Err(Error::Connection(_))),
            "{path}: {lost:?}"
        );
    }
}

#[tokio::test]
async fn a_server_that_takes_its_time_is_left() {
    let at = server().await;
    let fetcher = fetcher(Limits {
        time: Duration::from_millis(300),
        ..limits()
    });
    for path in ["slow", "drip"] {
        let late = fetcher.fetch(&format!("http://{at}/{path}")).await;
        assert!(matches!(late, Err(Error::Slow(_))), "{path}: {late:?}");
    }
}

#[tokio::test]
async fn certificates_are_checked() {
    let own = rcgen::generate_simple_self_signed(vec!["localhost".into()]).expect("a certificate");
    let der = own.cert.der().to_vec();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .expect("a server");
    let tls = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(stream) = tls.accept(stream).await {
                tokio::spawn(answer(stream, at));
            }
        }
    });
    let url = format!("https://localhost:{}/page", at.port());
    let stranger = fetcher(limits()).fetch(&url).await;
    assert!(
        matches!(stranger, Err(Error::Connection(_))),
        "{stranger:?}"
    );
    let known = fetcher(Limits {
        roots: vec![der],
        ..limits()
    });
    let page = known.fetch(&url).await.expect("a page");
    assert_eq!(page.bytes, "<p>结好".as_bytes());
    let other = known
        .fetch(&format!("https://127.0.0.1:{}/page", at.port()))
        .await;
    assert!(
        matches!(other, Err(Error::Connection(_))),
        "another name: {other:?}"
    );
}
