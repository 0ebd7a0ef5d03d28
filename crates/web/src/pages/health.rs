//! Whether the server is up and its register can be read.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use jiehao_register::Filter;

use crate::site::Site;

/// 200 and `ok`, or 503 and `register unavailable`; nothing of why, which is in the log.
pub(crate) async fn page(State(site): State<Arc<Site>>) -> (StatusCode, &'static str) {
    let one = Filter {
        limit: Some(1),
        ..Filter::default()
    };
    match site.pool.ask(move |register| register.acts(&one)).await {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(e) => {
            tracing::error!(cause = %e, "unhealthy");
            (StatusCode::SERVICE_UNAVAILABLE, "register unavailable\n")
        }
    }
}
