//! What a list shows, as a file: written while it is read, so that a large register needs no more
//! memory than a small one.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiehao_register::{Filter, Format, Occasion};
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::filters::Filters;
use crate::ask::Ask;
use crate::trouble::Trouble;

/// Pieces that wait for a slow reader; then the export waits too.
const WAITING: usize = 8;

/// Bytes of a piece.
const PIECE: usize = 64 << 10;

type Parcel = Result<Vec<u8>, jiehao_register::Error>;

/// A form of export: in addresses, as the register names it, as HTTP does, and the one file of those
/// that are several.
const FORMS: [(&str, Format, &str, &str); 6] = [
    (
        "xlsx",
        Format::Xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "",
    ),
    ("csv", Format::Csv, "text/csv; charset=utf-8", "acts.csv"),
    ("jsonl", Format::Jsonl, "application/x-ndjson", ""),
    ("ics", Format::Ics, "text/calendar; charset=utf-8", ""),
    ("geojson", Format::Geojson, "application/geo+json", ""),
    (
        "annotations",
        Format::Annotations,
        "application/ld+json",
        "",
    ),
];

pub(crate) async fn file(ask: Ask) -> Result<Response, Trouble> {
    let form = FORMS.iter().find(|f| f.0 == ask.id);
    let (ending, format, kind, only) = *form.ok_or_else(|| Trouble::Missing(ask.here.clone()))?;
    let filters = Filters::read(&ask, None)?;
    let name = match filters.type_.as_str() {
        "" => "acts".to_owned(),
        kind => format!("{kind}s"),
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"jiehao-{name}.{ending}\""),
        ),
    ];
    let body = written(&ask, format, only, filters.filter).await?;
    Ok((headers, body).into_response())
}

/// What an export needs to know of now.
pub(crate) fn occasion(ask: &Ask) -> Result<Occasion, Trouble> {
    Ok(Occasion {
        now: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        today: ask.site.today(),
        months: ask.number("months", 24, 1, 600)?,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// What passes a filter in a form, as it is written; of a form of several files, the one named.
///
/// # Errors
/// The register failed before anything was written.
pub(crate) async fn written(
    ask: &Ask,
    format: Format,
    only: &'static str,
    filter: Filter,
) -> Result<Body, Trouble> {
    let occasion = occasion(ask)?;
    let (send, mut parcels) = mpsc::channel::<Parcel>(WAITING);
    let broken = send.clone();
    let write = move |register: &mut jiehao_register::Register| {
        let mut open = |name: &str| -> io::Result<Box<dyn Write + Send>> {
            Ok(match only.is_empty() || name == only {
                true => Box::new(Outlet {
                    buffer: Vec::new(),
                    send: send.clone(),
                }),
                false => Box::new(io::sink()),
            })
        };
        register
            .export(format, &filter, &occasion, &mut open)
            .map(|_| ())
    };
    let failed = move |e: jiehao_register::Error| {
        tracing::error!(cause = %e, "export broken off");
        // a file that was begun is broken off, so that nobody takes it for whole
        let _ = broken.blocking_send(Err(e));
    };
    ask.site.pool.start(write, failed).await?;
    // as long as nothing was sent, a failure can still be told on a page
    let first = parcels.recv().await;
    let first = match first {
        Some(Err(e)) => return Err(Trouble::Register(e)),
        Some(Ok(piece)) => piece,
        None => Vec::new(),
    };
    Ok(Body::from_stream(Parcels {
        first: Some(first),
        parcels,
    }))
}

/// Where an export is written.
struct Outlet {
    buffer: Vec<u8>,
    send: mpsc::Sender<Parcel>,
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let piece = std::mem::take(&mut self.buffer);
        let sent = self.send.blocking_send(Ok(piece));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Drop for Outlet {
    fn drop(&mut self) {
        // who went away needs no rest
        let _ = self.flush();
    }
}

/// Pieces as they come.
struct Parcels {
    first: Option<Vec<u8>>,
    parcels: mpsc::Receiver<Parcel>,
}

impl futures_core::Stream for Parcels {
    type Item = io::Result<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        let broken = |e: jiehao_register::Error| io::Error::other(e.to_string());
        let next = self.parcels.poll_recv(context);
        next.map(|next| next.map(|parcel| parcel.map_err(broken)))
    }
}
