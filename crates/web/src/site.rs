//! What all requests share.

use std::net::IpAddr;

use jiehao_register::Period;
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::metrics::Metrics;
use crate::pool::Pool;

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
}

/// A site: its register and how it is served.
pub struct Site {
    pub(crate) pool: Pool,
    pub(crate) metrics: Metrics,
    options: Options,
}

impl Site {
    /// A site of these options. The register is opened when it is first asked.
    pub fn new(options: Options) -> Self {
        Self {
            pool: Pool::new(&options.register),
            metrics: Metrics::new(),
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
