//! How often: attempts to log in and forms, by account and by address. Kept in memory.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::trouble::Trouble;

/// Keys remembered before those that were long silent are forgotten.
const MANY: usize = 10_000;

/// All limits of a site.
pub(crate) struct Limits {
    /// Attempts to log in from an address.
    pub login_address: Limit,
    /// Attempts to log in under a name, whether there is such an account or not.
    pub login_name: Limit,
    /// Forms from an address.
    pub address: Limit,
    /// Forms of an account.
    pub account: Limit,
    /// Pages sent or fetched by an account.
    pub pages: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            login_address: Limit::new(20, Duration::from_secs(6)),
            login_name: Limit::new(8, Duration::from_secs(60)),
            address: Limit::new(240, Duration::from_millis(250)),
            account: Limit::new(120, Duration::from_millis(500)),
            pages: Limit::new(30, Duration::from_secs(4)),
        }
    }
}

/// So many at once, then one a period.
pub(crate) struct Limit {
    seen: DefaultKeyedRateLimiter<String>,
}

impl Limit {
    fn new(at_once: u32, period: Duration) -> Self {
        let at_once = NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN);
        // a period of none is no limit that anybody meant
        let quota = Quota::with_period(period).unwrap_or(Quota::per_second(NonZeroU32::MIN));
        Self {
            seen: RateLimiter::keyed(quota.allow_burst(at_once)),
        }
    }

    /// Counts one.
    ///
    /// # Errors
    /// There were too many: how long to wait.
    pub fn count(&self, key: &str) -> Result<(), Trouble> {
        if self.seen.len() > MANY {
            self.seen.retain_recent();
        }
        let key = key.to_lowercase();
        self.seen.check_key(&key).map_err(|not| {
            let wait = not.wait_time_from(DefaultClock::default().now());
            Trouble::Often(wait.as_secs() + 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_too_often_is_told_to_wait() {
        let limit = Limit::new(3, Duration::from_secs(3600));
        for _ in 0..3 {
            assert!(limit.count("Liu").is_ok());
        }
        match limit.count("liu") {
            Err(Trouble::Often(wait)) => assert!(wait > 60, "{wait}"),
            other => panic!("{other:?}"),
        }
        assert!(limit.count("王").is_ok(), "another goes on");
    }
}
