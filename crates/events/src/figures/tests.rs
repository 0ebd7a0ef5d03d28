//! Every kind of figure reads its examples and refuses what it should.

use super::File;
use crate::{Rules, Type};

/// The values read from a sentence put into a small page of a region.
fn values(sentence: &str) -> Vec<String> {
    let page = format!("青石市扩大对外交往\n\n6月3日，山东省日照市外事办介绍了有关情况。\n\n{sentence}\n");
    let page = jiehao_text::read(page.as_bytes(), &jiehao_text::Hint::default());
    let read = crate::extract(&page, Rules::built_in()).records;
    let figures = read.into_iter().filter(|r| r.kind == Type::Statistic);
    figures.map(|r| r.attributes["value"].clone()).collect()
}

#[test]
fn examples_hold() {
    let file: File = toml::from_str(include_str!("../../rules/figures.toml")).unwrap();
    let mut wrong = Vec::new();
    for f in file.figure {
        for a in &f.accepts {
            let (sentence, want) = a.split_once(" ⇒ ").expect("an example says what is read");
            let want: Vec<&str> = want.split(' ').collect();
            let got: Vec<String> = values(sentence).into_iter().map(|v| v.replace('%', "")).collect();
            let want: Vec<String> = want.iter().map(|w| w.replace('%', "")).collect();
            if got != want {
                wrong.push(format!("{}: {sentence} gave {got:?}, not {want:?}", f.name));
            }
        }
        for r in &f.refuses {
            let got = values(r);
            if !got.is_empty() {
                wrong.push(format!("{}: {r} gave {got:?}", f.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_figure_of_two_states_is_nobodys() {
    assert!(values("2019年中越两国贸易额达到1600亿美元。").is_empty());
}
