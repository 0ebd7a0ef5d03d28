//! What `tools/confidence/fit.py` learns from: for each record judged, whether it was right and on
//! what grounds it was read. No word of any page is among them.

use std::fmt::Write as _;

use super::Score;

/// A table of tabs and lines: number of the page, 1 for right or 0 for wrong, grounds with `|` between.
pub fn judged(score: &Score<'_>) -> String {
    let mut out = String::from("page\tright\tgrounds\n");
    for (number, page) in score.pages.values().enumerate() {
        let right = page.right.iter().map(|p| (1, p));
        // what only its quotes speak against says nothing of the grounds
        let wrong = page.wrong.iter().filter(|p| p.held).map(|p| (0, p));
        for (verdict, p) in right.chain(wrong) {
            let _ = writeln!(out, "{number}\t{verdict}\t{}", p.grounds.join("|"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::PageScore;

    #[test]
    fn a_row_a_judged_record() {
        let read = |grounds: &[&str]| {
            let mut all = crate::evaluate::predictions(r#"{"type":"meeting"}"#).unwrap();
            all[0].grounds = grounds.iter().map(|g| (*g).to_owned()).collect();
            all.remove(0)
        };
        let (good, bad) = (read(&["规则:会见", "承前"]), read(&["规则:出席"]));
        let page = PageScore {
            right: vec![&good],
            wrong: vec![&bad],
            ..PageScore::default()
        };
        let score = Score {
            pages: [("a.html", page)].into(),
            ..Score::default()
        };
        assert_eq!(
            judged(&score),
            "page\tright\tgrounds\n0\t1\t规则:会见|承前\n0\t0\t规则:出席\n"
        );
    }
}
