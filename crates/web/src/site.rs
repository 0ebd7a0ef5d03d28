//! What all requests share.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime};

use jiehao_desk::Desk;
use jiehao_fetch::{Fetcher, Limits};
use jiehao_register::{Error, Period, Register};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::Semaphore;

use crate::base_map::BaseMap;
use crate::kept::{Entry, Kept};
use crate::limits;
use crate::metrics::Metrics;
use crate::pages::review::Counts;
use crate::pool::{self, Pool};
use crate::trouble::Trouble;

/// How long reading a draft may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What an operator decides.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The register: a path, or `postgres://…`.
    pub register: String,
    /// Names under which the server is known, beside those of loopback: `register.example.org`.
    pub hosts: Vec<String>,
    /// Whether other names than those are answered too: of a server that the network reaches, when no
    /// name was given.
    pub any_host: bool,
    /// The day that is taken for today; otherwise the day it is.
    pub today: Option<Date>,
    /// Sites whose pages may read the API from a browser: `https://app.example.org`, or `*` for all.
    pub origins: Vec<String>,
    /// Whether the log is written as JSON, an object a line.
    pub json_log: bool,
    /// Where accounts are kept; nothing where nobody may write.
    pub desk: Option<PathBuf>,
    /// Whether only those with an account may read.
    pub closed: bool,
    /// Within which bounds pages are fetched for those who add them.
    pub fetch: Limits,
    /// Whether a server with TLS stands in front and passes on what it is asked: cookies are then sent
    /// over TLS alone, and a visitor's address is the last that `X-Forwarded-For` names.
    pub behind_tls: bool,
    /// A map to lie under the points of ours, which has coastlines only.
    pub base_map: Option<BaseMap>,
}

/// A site: its register and how it is served.
pub struct Site {
    pub(crate) pool: Pool,
    pub(crate) metrics: Metrics,
    /// The register, to be asked what it has come to.
    watch: Pool,
    /// Answers that hold as long as it says nothing new.
    kept: Kept,
    /// The register, to be changed.
    pub(crate) writer: Pool,
    pub(crate) limits: limits::Limits,
    /// Passwords hashed at a time: each takes 19 MiB and a core.
    pub(crate) hashing: Semaphore,
    /// What waits for reviewers, as it was last counted.
    pub(crate) counts: Counts,
    /// Drafts read at a time.
    reading: Arc<Semaphore>,
    desk: OnceLock<Arc<Desk>>,
    fetcher: OnceLock<Fetcher>,
    options: Options,
}

impl Site {
    /// A site of these options. The register is opened when it is first asked.
    pub fn new(options: Options) -> Self {
        Self {
            pool: Pool::new(&options.register),
            metrics: Metrics::new(),
            watch: Pool::to_watch(&options.register),
            kept: Kept::default(),
            writer: Pool::to_write(&options.register),
            limits: limits::Limits::default(),
            hashing: Semaphore::new(2),
            counts: Counts::default(),
            reading: Arc::new(Semaphore::new(2)),
            desk: OnceLock::new(),
            fetcher: OnceLock::new(),
            options,
        }
    }

    /// Today, as a time of one day.
    pub(crate) fn today(&self) -> Period {
        let now = || Timestamp::now().to_zoned(TimeZone::UTC).date();
        let day = self.options.today.unwrap_or_else(now);
        Period {
            from: day,
            to: day,
            precision: jiehao_register::Precision::Day,
        }
    }

    /// Sites whose pages may read the API from a browser.
    pub(crate) fn origins(&self) -> &[String] {
        &self.options.origins
    }

    /// Now, in seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.map_or(0, |since| {
            i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
        })
    }

    /// Now, as registers keep it.
    pub(crate) fn moment(&self) -> String {
        let now = Timestamp::from_second(self.now());
        now.map_or_else(|_| String::new(), |now| now.to_string())
    }

    /// Whether only those with an account may read.
    pub(crate) fn is_closed(&self) -> bool {
        self.options.closed
    }

    /// Whether a server with TLS stands in front.
    pub(crate) fn behind_tls(&self) -> bool {
        self.options.behind_tls
    }

    /// The desk, where there is one by now: the first account may be made while the server runs.
    fn opened(&self) -> Result<Option<Arc<Desk>>, Trouble> {
        if let (None, Some(path)) = (self.desk.get(), &self.options.desk)
            && let Some(desk) = Desk::open(path).map_err(Trouble::Desk)?
        {
            // another request may have been faster
            let _ = self.desk.set(Arc::new(desk));
        }
        Ok(self.desk.get().cloned())
    }

    /// Whether anybody can log in.
    pub(crate) fn is_staffed(&self) -> bool {
        let there = || self.options.desk.as_ref().is_some_and(|path| path.exists());
        self.desk.get().is_some() || there()
    }

    /// Asks the desk, away from the threads that answer others.
    ///
    /// # Errors
    /// There is none, or as the question.
    pub(crate) async fn desk<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Desk) -> jiehao_desk::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        let site = Arc::clone(self);
        let answer = tokio::task::spawn_blocking(move || {
            let desk = site.opened()?.ok_or(Trouble::NoAccounts)?;
            question(&desk).map_err(Trouble::Desk)
        });
        match answer.await {
            Ok(answer) => answer,
            Err(_) => Err(Trouble::Ours("a question to the desk panicked".into())),
        }
    }

    /// The answer to a question that the words of `about` tell from all others, worked out where none is
    /// kept that still holds. Whoever asks meanwhile waits for it.
    ///
    /// # Errors
    /// As [`Pool::ask`].
    pub(crate) async fn kept<T: Send + Sync + 'static>(
        self: &Arc<Self>,
        about: &str,
        question: impl FnOnce(&mut Register) -> Result<T, Error> + Send + 'static,
    ) -> Result<Arc<T>, Trouble> {
        let state = self.watch.state().await?;
        let turn = self.kept.slot(about).lock_owned();
        let turn = tokio::time::timeout(pool::PATIENCE, turn).await;
        let mut slot = turn.map_err(|_| Trouble::Busy)?;
        if let Some(answer) = slot.as_ref().and_then(|entry| entry.told(&state)) {
            return Ok(answer);
        }
        let site = Arc::clone(self);
        // goes on where whoever asked first does not wait: others do
        let work = tokio::spawn(async move {
            // before the question: what comes in meanwhile is another state
            let state = site.watch.state().await?;
            let answer = Arc::new(site.pool.ask(question).await?);
            *slot = Some(Entry::new(&state, &answer));
            Ok(answer)
        });
        let failed = |_| Trouble::Ours("a question to the register panicked".into());
        work.await.map_err(failed)?
    }

    /// Who fetches pages.
    ///
    /// # Errors
    /// The certificates that an operator named cannot be read.
    pub(crate) fn fetcher(&self) -> Result<&Fetcher, Trouble> {
        if self.fetcher.get().is_none() {
            let fetcher = Fetcher::new(self.options.fetch.clone()).map_err(Trouble::Fetch)?;
            // another request may have been faster
            let _ = self.fetcher.set(fetcher);
        }
        let none = || Trouble::Ours("there is no fetcher".into());
        self.fetcher.get().ok_or_else(none)
    }

    /// Does work that takes long, away from the threads that answer others; whoever waits longer than a
    /// minute is told so.
    ///
    /// # Errors
    /// It takes too long.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Trouble> {
        let reading = Arc::clone(&self.reading);
        let done = async {
            let turn = reading.acquire_owned().await;
            let done = tokio::task::spawn_blocking(move || {
                // kept until it is done, even where nobody waits for it any longer
                let _turn = turn;
                work()
            });
            done.await
                .map_err(|_| Trouble::Ours("reading a draft panicked".into()))
        };
        let done = tokio::time::timeout(PATIENCE, done).await;
        done.unwrap_or(Err(Trouble::Slow))
    }

    /// The map that lies under the points.
    pub(crate) fn base_map(&self) -> Option<&BaseMap> {
        self.options.base_map.as_ref()
    }

    /// Whether a request that names this host is for us. A name that an attacker had point here
    /// (DNS rebinding) would let his page read a register that only this machine should see.
    pub(crate) fn answers_for(&self, host: &str) -> bool {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => host.split(':').next().unwrap_or_default(),
        };
        let name = name.trim_end_matches('.');
        let loopback = name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        let known = |h: &String| h.eq_ignore_ascii_case(name);
        self.options.any_host
            || loopback
            || name.eq_ignore_ascii_case("localhost")
            || self.options.hosts.iter().any(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_or_those_told_are_answered() {
        let site = Site::new(Options {
            hosts: vec!["register.example.org".into()],
            ..Options::default()
        });
        for ours in [
            "127.0.0.1:8080",
            "localhost",
            "[::1]:8080",
            "LOCALHOST:1",
            "register.example.org:443",
        ] {
            assert!(site.answers_for(ours), "{ours}");
        }
        for other in [
            "evil.example",
            "127.0.0.1.evil.example",
            "",
            "192.168.1.2:8080",
            "[::2]",
        ] {
            assert!(!site.answers_for(other), "{other}");
        }
    }
}
