//! Captions and menus in other languages on a Chinese page.
//!
//! Takes lines without a Han character when nearly all lines have some. Figures, formulas and
//! names of treaties in Latin letters inside a Chinese line stay.

use super::Filter;
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter {
    name: "foreign",
    run,
};

fn run(draft: &mut Draft) {
    let chinese: usize = draft.lines.iter().map(Line::han).sum();
    draft.drop_lines(|_, l| {
        // nearly every line is told by its Chinese alone
        let letters = || l.text.chars().filter(|c| c.is_alphabetic()).count();
        let foreign = l.han() == 0 && (8..=chinese / 3).contains(&letters());
        foreign.then_some("foreign")
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn captions_go() {
        let body = "甲市代表团三日访问了乙州,".repeat(12);
        check(&FILTER, &format!("{body}\nФото: делегация"), &[&body]);
        check(
            &FILTER,
            "The delegation signed an agreement.",
            &["The delegation signed an agreement."],
        );
    }
}
