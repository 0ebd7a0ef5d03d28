//! Archives in a store: read by ranges, asked for again when the store is away, and given up in the end.

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use common::{gzip, listed, of, sample};
use jiehao_archive::{Error, Limits, Source, list};

struct Store {
    bytes: Vec<u8>,
    asked: AtomicUsize,
    /// Which requests are answered by 503.
    away: fn(usize) -> bool,
}

async fn object(State(store): State<Arc<Store>>, headers: HeaderMap) -> Response {
    let asked = store.asked.fetch_add(1, Ordering::SeqCst);
    if (store.away)(asked) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let range = headers.get(header::RANGE).and_then(|r| r.to_str().ok());
    let Some((from, to)) = range.and_then(|r| r.strip_prefix("bytes=")?.split_once('-')) else {
        return store.bytes.clone().into_response();
    };
    let from: usize = from.parse().expect("a number");
    let end = to.parse::<usize>().map_or(store.bytes.len(), |to| to + 1);
    let end = end.min(store.bytes.len());
    let said = format!("bytes {from}-{}/{}", end - 1, store.bytes.len());
    let part = store.bytes[from..end].to_vec();
    let head = [(header::CONTENT_RANGE, said)];
    (StatusCode::PARTIAL_CONTENT, head, part).into_response()
}

/// Serves an archive on loopback: its address, and what counts the requests.
fn serve(bytes: Vec<u8>, away: fn(usize) -> bool) -> (String, Arc<Store>) {
    let store = Arc::new(Store {
        bytes,
        asked: AtomicUsize::new(0),
        away,
    });
    let app = Router::new()
        .route("/crawl/a.warc.gz", get(object))
        .with_state(Arc::clone(&store));
    let socket = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    socket.set_nonblocking(true).expect("a socket");
    let port = socket.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(async {
            let listener = tokio::net::TcpListener::from_std(socket).expect("a socket");
            axum::serve(listener, app).await.expect("served");
        });
    });
    (format!("http://127.0.0.1:{port}/crawl/a.warc.gz"), store)
}

fn packed() -> Vec<u8> {
    sample().iter().flat_map(|r| gzip(r)).collect()
}

#[test]
fn a_store_that_is_away_for_a_while_is_asked_again() {
    let (address, store) = serve(packed(), |asked| matches!(asked, 1 | 2 | 4));
    let source = Source::open(&address).expect("there");
    let archives = list(&source).expect("an archive");
    let found = of(&archives[0], 0, 2, Limits::default());
    assert_eq!(found, listed(&packed(), Limits::default()));
    assert!(store.asked.load(Ordering::SeqCst) > 5);
}

#[test]
fn a_store_that_stays_away_is_given_up() {
    let (address, store) = serve(packed(), |_| true);
    let Err(e) = Source::open(&address) else {
        panic!("nothing is there");
    };
    assert!(
        matches!(&e, Error::Read(name, _) if *name == address),
        "{e}"
    );
    let asked = store.asked.load(Ordering::SeqCst);
    assert!((2..=12).contains(&asked), "asked {asked} times");
}

#[test]
fn what_a_store_does_not_have_is_named() {
    let (address, _) = serve(packed(), |_| false);
    let Err(Error::Read(_, e)) = Source::open(&address.replace("a.warc", "b.warc")) else {
        panic!("nothing is there");
    };
    assert_eq!(e.kind(), std::io::ErrorKind::NotFound);
    for wrong in ["s3://", "ftp://a.example/x", "https://"] {
        assert!(
            matches!(Source::open(wrong), Err(Error::Address(..))),
            "{wrong}"
        );
    }
}
