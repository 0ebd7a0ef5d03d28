//! What whoever watches the server counts by: requests by route and status, how long they took, and how
//! many registers are in use. Routes are counted as the map of the site names them, so that no visitor
//! makes new ones.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

/// Seconds by which requests are told apart: 100 and 400 milliseconds are what is aimed at.
const SECONDS: [f64; 12] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8,
];

/// A request as it is counted.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

/// Where a request went.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The counts of a server.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Route, Histogram>,
    in_use: Gauge,
    most: Gauge,
}

impl Metrics {
    /// None yet.
    pub fn new() -> Self {
        let seconds = || Histogram::new(SECONDS);
        let mut new = Self {
            registry: Registry::with_prefix("jiehao"),
            requests: Family::default(),
            seconds: Family::new_with_constructor(seconds),
            in_use: Gauge::default(),
            most: Gauge::default(),
        };
        let version = vec![("version", env!("CARGO_PKG_VERSION"))];
        let registry = &mut new.registry;
        registry.register("build", "The program", Info::new(version));
        registry.register("requests", "Requests answered", new.requests.clone());
        registry.register(
            "request_seconds",
            "Until the answer began",
            new.seconds.clone(),
        );
        registry.register(
            "registers_in_use",
            "Questions being answered",
            new.in_use.clone(),
        );
        registry.register(
            "registers_most",
            "Questions answered at a time at most",
            new.most.clone(),
        );
        new
    }

    /// Counts an answer.
    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        let of = Route {
            route: route.clone(),
        };
        self.seconds.get_or_create(&of).observe(took.as_secs_f64());
        self.requests
            .get_or_create(&Answered { route, status })
            .inc();
    }

    /// All counts as OpenMetrics text, with how many registers are in use of how many.
    pub fn told(&self, in_use: usize, most: usize) -> String {
        self.in_use.set(i64::try_from(in_use).unwrap_or(i64::MAX));
        self.most.set(i64::try_from(most).unwrap_or(i64::MAX));
        let mut out = String::new();
        // writing to a string does not fail
        let _ = encode(&mut out, &self.registry);
        out
    }
}
