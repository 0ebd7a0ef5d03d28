//! What keeps a page from being shown, and its one translation: error kinds → status, title, mend.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiehao_register::{Error, ErrorKind};

use crate::lang::Lang;

/// Why there is no page.
#[derive(Debug)]
pub enum Trouble {
    /// The register failed, or holds no such thing.
    Register(Error),
    /// All registers are in use.
    Busy,
    /// There is no page of this address, or no thing of this name: what was asked for.
    Missing(String),
    /// What was asked makes no sense: the words, and what is wrong with them in the language of the
    /// page.
    Bad(String, &'static str),
    /// Asked for under a name that is not ours.
    Host,
    /// Another method than GET or HEAD.
    Method,
    /// A fault of this program.
    Ours(String),
}

/// How a trouble is told to a reader.
pub(crate) struct Told {
    pub status: StatusCode,
    pub title: &'static str,
    pub mend: &'static str,
    /// What exactly; empty where it would say where the register is or how it is built.
    pub detail: String,
}

impl Trouble {
    /// What a reader is told; the log tells all.
    pub(crate) fn told(&self, lang: Lang) -> Told {
        let t = lang.words();
        let told = |status, title, mend, detail: &str| Told {
            status,
            title,
            mend,
            detail: detail.to_owned(),
        };
        let gone = || {
            told(
                StatusCode::SERVICE_UNAVAILABLE,
                t.error_gone,
                t.error_gone_mend,
                "",
            )
        };
        match self {
            Self::Missing(what) => told(
                StatusCode::NOT_FOUND,
                t.error_missing,
                t.error_missing_mend,
                what,
            ),
            Self::Bad(what, why) => {
                let detail = format!("{what}: {why}");
                told(
                    StatusCode::BAD_REQUEST,
                    t.error_bad,
                    t.error_bad_mend,
                    detail.trim_start_matches(": "),
                )
            }
            Self::Busy => told(
                StatusCode::SERVICE_UNAVAILABLE,
                t.error_busy,
                t.error_busy_mend,
                "",
            ),
            Self::Host => told(
                StatusCode::MISDIRECTED_REQUEST,
                t.error_host,
                t.error_host_mend,
                "",
            ),
            Self::Method => told(
                StatusCode::METHOD_NOT_ALLOWED,
                t.error_method,
                t.error_method_mend,
                "",
            ),
            Self::Ours(_) => told(
                StatusCode::INTERNAL_SERVER_ERROR,
                t.error_ours,
                t.error_ours_mend,
                "",
            ),
            Self::Register(e) => match e.kind {
                ErrorKind::Unknown => {
                    let detail = format!("{}: {}", e.thing, e.what);
                    told(
                        StatusCode::NOT_FOUND,
                        t.error_missing,
                        t.error_missing_mend,
                        &detail,
                    )
                }
                ErrorKind::Refused => {
                    let detail = format!("{}: {}", e.thing, e.what);
                    told(
                        StatusCode::BAD_REQUEST,
                        t.error_bad,
                        t.error_bad_mend,
                        &detail,
                    )
                }
                ErrorKind::Locked => told(
                    StatusCode::SERVICE_UNAVAILABLE,
                    t.error_busy,
                    t.error_busy_mend,
                    "",
                ),
                _ => gone(),
            },
        }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Register(e) => write!(f, "{e}"),
            Self::Busy => write!(f, "all registers were in use for too long"),
            Self::Missing(what) => write!(f, "missing: {what}"),
            Self::Bad(what, why) => write!(f, "{what}: {why}"),
            Self::Host => write!(f, "asked for under another host"),
            Self::Method => write!(f, "a method that changes things"),
            Self::Ours(what) => write!(f, "{what}"),
        }
    }
}

/// Left in a response for `guard`, which knows the language and makes a page of it.
#[derive(Clone)]
pub(crate) struct Left(pub std::sync::Arc<Trouble>);

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.told(Lang::default()).status.into_response();
        response
            .extensions_mut()
            .insert(Left(std::sync::Arc::new(self)));
        response
    }
}

impl From<askama::Error> for Trouble {
    fn from(e: askama::Error) -> Self {
        Self::Ours(format!("a template could not be filled: {e}"))
    }
}
