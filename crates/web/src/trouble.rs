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
    /// A method that this address does not answer.
    Method,
    /// Only for those who are logged in.
    Login,
    /// A token that is none, or holds no longer.
    Token,
    /// Not for this account.
    Forbidden,
    /// Nobody has an account here.
    NoAccounts,
    /// A form that is not from a page of ours, or from one of an earlier session.
    Form,
    /// Too often: seconds to wait.
    Often(u64),
    /// More bytes than these were sent.
    TooLarge(usize),
    /// It took too long to come.
    Slow,
    /// A page could not be had, or an archive not be read.
    Fetch(jiehao_fetch::Error),
    /// The desk failed or refused.
    Desk(jiehao_desk::Error),
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
        let d = lang.desk();
        let simply = |status, title, mend| told(status, title, mend, "");
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
            Self::Login => simply(StatusCode::UNAUTHORIZED, d.login_first, d.login_first_mend),
            Self::Token => simply(StatusCode::UNAUTHORIZED, d.token_wrong, d.token_wrong_mend),
            Self::Forbidden => simply(StatusCode::FORBIDDEN, d.forbidden, d.forbidden_mend),
            Self::NoAccounts => simply(StatusCode::FORBIDDEN, d.no_accounts, d.no_accounts_mend),
            Self::Form => simply(StatusCode::FORBIDDEN, d.form_old, d.form_old_mend),
            Self::Slow => simply(StatusCode::REQUEST_TIMEOUT, d.slow, d.slow_mend),
            Self::Often(wait) => {
                let detail = format!("{wait} {}", d.seconds);
                told(
                    StatusCode::TOO_MANY_REQUESTS,
                    d.often,
                    d.often_mend,
                    &detail,
                )
            }
            Self::TooLarge(most) => {
                let detail = format!("{} {} MB", d.at_most, most >> 20);
                told(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    d.too_large,
                    d.too_large_mend,
                    &detail,
                )
            }
            Self::Fetch(e) => {
                let status = StatusCode::UNPROCESSABLE_ENTITY;
                let why = lang.unfetched(e);
                told(status, d.fetch_failed, d.fetch_failed_mend, &why)
            }
            Self::Desk(jiehao_desk::Error::Refused(refusal)) => {
                let why = lang.refusal(*refusal);
                told(StatusCode::BAD_REQUEST, t.error_bad, t.error_bad_mend, why)
            }
            Self::Desk(jiehao_desk::Error::Unknown(what)) => {
                let status = StatusCode::NOT_FOUND;
                told(status, t.error_missing, t.error_missing_mend, what)
            }
            Self::Desk(_) => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                simply(status, d.desk_gone, t.error_gone_mend)
            }
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
                ErrorKind::Overtaken => {
                    let status = StatusCode::CONFLICT;
                    told(status, d.overtaken, d.overtaken_mend, &e.what)
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
            Self::Login => write!(f, "not logged in"),
            Self::Token => write!(f, "a token that does not hold"),
            Self::Forbidden => write!(f, "not for this account"),
            Self::NoAccounts => write!(f, "nobody has an account"),
            Self::Form => write!(f, "a form that is not from a page of ours"),
            Self::Often(wait) => write!(f, "too often; {wait} seconds to wait"),
            Self::TooLarge(most) => write!(f, "more than {most} bytes"),
            Self::Slow => write!(f, "took too long to come"),
            Self::Fetch(e) => write!(f, "{e}"),
            Self::Desk(e) => write!(f, "{e}"),
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
