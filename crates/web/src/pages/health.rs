//! For whoever watches over the server: whether it is up, whether its register answers, what it counts.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use jiehao_register::Filter;

use crate::site::Site;

/// What [`metrics`] is written as.
const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Whether an address is one of these.
pub(crate) fn is_watch(path: &str) -> bool {
    matches!(path, "/healthz" | "/readyz" | "/metrics")
}

/// The process is up: a restart would mend nothing that it cannot mend itself.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// 200 and `ok`, or 503 and `register unavailable`; nothing of why, which is in the log.
pub(crate) async fn ready(State(site): State<Arc<Site>>) -> (StatusCode, &'static str) {
    let one = Filter {
        limit: Some(1),
        types: vec!["tie".into()],
        ..Filter::default()
    };
    match site.pool.ask(move |register| register.recent(&one)).await {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(e) => {
            tracing::error!(cause = %e, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "register unavailable\n")
        }
    }
}

/// What is counted, as Prometheus reads it.
pub(crate) async fn metrics(State(site): State<Arc<Site>>) -> impl IntoResponse {
    let (in_use, most) = site.pool.in_use();
    let kind = (header::CONTENT_TYPE, OPENMETRICS);
    ([kind], site.metrics.told(in_use, most))
}
