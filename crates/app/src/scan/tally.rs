//! What a scan came to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Made;

/// What a scan has come to so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// Pages, those refused among them.
    pub pages: u64,
    /// Pages that were read whole.
    pub read: u64,
    /// Pages that hold records.
    pub relevant: u64,
    /// Records.
    pub records: u64,
    /// What was lost, by sort.
    pub lost: BTreeMap<String, u64>,
    /// What holds no page, by sort.
    pub left_out: BTreeMap<String, u64>,
    /// Archives that could not be read, or not to their end.
    pub failed: u64,
}

impl Tally {
    /// Counts what was made of something.
    pub fn count(&mut self, made: &Made) {
        match made {
            Made::Refused => self.pages += 1,
            Made::Read(records, _) => {
                self.pages += 1;
                self.read += 1;
                self.relevant += u64::from(*records > 0);
                self.records += records;
            }
            Made::Skipped(skipped) => {
                let sorts = match skipped.why.is_loss() {
                    true => &mut self.lost,
                    false => &mut self.left_out,
                };
                *sorts.entry(skipped.why.sort().to_owned()).or_default() += 1;
            }
        }
    }

    /// Whether nothing was lost.
    pub fn whole(&self) -> bool {
        self.lost.is_empty() && self.failed == 0
    }

    /// What it came to, in Chinese and English.
    pub fn said(&self) -> String {
        let Self {
            pages,
            read,
            relevant,
            records,
            ..
        } = self;
        let mut said = format!(
            "共 {pages} 页，细读 {read} 页，{relevant} 页有记录，计 {records} 条。\n\
             {pages} pages, {read} of them read whole, {relevant} with records, {records} records."
        );
        let list = |sorts: &BTreeMap<String, u64>| {
            let sorts = sorts.iter().map(|(sort, n)| format!("{sort} {n}"));
            sorts.collect::<Vec<_>>().join(", ")
        };
        for (what, sorts) in [
            ("跳过 skipped", &self.lost),
            ("不是网页 no pages", &self.left_out),
        ] {
            if !sorts.is_empty() {
                said += &format!("\n{what}: {}.", list(sorts));
            }
        }
        if self.failed > 0 {
            said += &format!(
                "\n读不下去的档案 archives not read to the end: {}.",
                self.failed
            );
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use jiehao_archive::{Skipped, Why};

    use super::*;
    use crate::scan::Given;

    #[test]
    fn what_is_lost_is_told_from_what_is_no_page() {
        let mut tally = Tally::default();
        let skipped = |why| {
            Made::Skipped(Skipped {
                offset: 0,
                url: String::new(),
                why,
            })
        };
        tally.count(&Made::Refused);
        tally.count(&Made::Read(2, Given::Lines(String::new())));
        tally.count(&skipped(Why::Status(404)));
        assert!(tally.whole());
        tally.count(&skipped(Why::TooLarge(9)));
        assert!(!tally.whole());
        assert_eq!((tally.pages, tally.relevant, tally.records), (2, 1, 2));
        let said = tally.said();
        assert!(
            said.contains("skipped: too large 1.") && said.contains("no success 1"),
            "{said}"
        );
    }
}
