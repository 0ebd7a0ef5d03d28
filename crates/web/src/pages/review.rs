//! Review: what waits for a decision, with the words it is about; decisions that a second person looks at;
//! the log of all decisions. Forms work without script; `static/review.js` gives them keys.

mod counts;
mod decide;
mod log;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use jiehao_desk::{Role, Scope};
use jiehao_places::Gazetteer;
use jiehao_register::{
    CaptureView, Check, Document, Error, Found, Pending, Question, RecordView, Register,
};

use super::Page;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Shell, Side, show, side};

pub(crate) use counts::Counts;
pub(crate) use decide::{Decided, decide, take, undo};
pub(crate) use log::page as log;

/// Things of a page.
const SIZE: usize = 10;

/// Things of a question that are counted.
const COUNTED: usize = 200;

/// Confidence below which a record is asked about, in percent.
const BELOW: i32 = 60;

#[derive(Template)]
#[template(path = "review.html")]
struct Review {
    shell: Shell,
    script: &'static str,
    tabs: Vec<Tab>,
    question: String,
    below: i32,
    items: Vec<Item>,
    next: String,
    /// A decision that was just taken, and what it was.
    did: String,
    /// The address of this page, to which one comes back.
    here: String,
}

/// A question to turn to.
struct Tab {
    code: &'static str,
    name: &'static str,
    many: String,
    href: String,
}

/// Something to be decided.
struct Item {
    n: usize,
    question: &'static str,
    about: String,
    subject: String,
    other: String,
    seen: usize,
    sides: Vec<Side>,
    /// Places that may be meant: name, id, what they lie in, the number to press.
    candidates: Vec<(String, String, String, usize)>,
    which_place: bool,
    /// What may be said: the key, the verdict, its name.
    verdicts: [(char, &'static str, &'static str); 2],
    /// What others decided.
    earlier: Vec<Earlier>,
}

/// A decision that somebody took before.
struct Earlier {
    who: String,
    at: String,
    verdict: &'static str,
    ground: String,
}

/// What is asked of the register for a page.
struct Answer {
    counts: BTreeMap<Question, usize>,
    second: usize,
    open: Vec<Open>,
    more: bool,
}

/// Something to be decided with its records.
struct Open {
    pending: Pending,
    earlier: Vec<Earlier>,
    records: Vec<(RecordView, Document, Vec<CaptureView>)>,
}

/// What one asks to see.
enum Wanted {
    Question(Question),
    /// What somebody else decided.
    Second,
}

/// What is asked.
struct Asking {
    /// Nothing where one comes without saying what to see.
    named: Option<Wanted>,
    who: String,
    below: i32,
    number: usize,
    lang: Lang,
}

/// As addresses name it.
const SECOND: &str = "second";

pub(crate) async fn page(ask: Ask) -> Page {
    let who = ask.may(Role::Reviewer, Some(Scope::Review))?.name.clone();
    let below = ask.number("below", BELOW, 0, 101)?;
    let number = usize::try_from(ask.number("page", 1, 1, 20)?).unwrap_or(1);
    let lang = ask.lang;
    let named = match ask.get("question") {
        SECOND => Some(Wanted::Second),
        name => Question::ALL
            .into_iter()
            .find(|q| q.name() == name)
            .map(Wanted::Question),
    };
    let asking = Asking {
        named,
        who,
        below,
        number,
        lang,
    };
    let site = Arc::clone(&ask.site);
    let asked = ask.register(move |register| asked(register, asking, &site.counts));
    let (wanted, answer) = asked.await?;
    let code = match &wanted {
        Wanted::Question(question) => question.name(),
        Wanted::Second => SECOND,
    };
    let percent = match below {
        BELOW => String::new(),
        other => other.to_string(),
    };
    let to = |code: &str, page: usize| {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        lang.with(
            "review",
            &[("question", code), ("below", &percent), ("page", &page)],
        )
    };
    let many = |n: usize| match n >= COUNTED {
        true => format!("{COUNTED}+"),
        false => n.to_string(),
    };
    let mut tabs: Vec<Tab> = Question::ALL
        .into_iter()
        .map(|q| Tab {
            code: q.name(),
            name: lang.question(q),
            many: many(answer.counts.get(&q).copied().unwrap_or(0)),
            href: to(q.name(), 1),
        })
        .collect();
    tabs.push(Tab {
        code: SECOND,
        name: lang.desk().second,
        many: many(answer.second),
        href: to(SECOND, 1),
    });
    let items = answer.open.into_iter().enumerate();
    show(&Review {
        shell: Shell::new(&ask, lang.desk().review),
        script: &super::asset::REVIEW_AT,
        tabs,
        items: items.map(|(n, open)| item(n + 1, open, lang)).collect(),
        next: match answer.more {
            true => to(code, number + 1),
            false => String::new(),
        },
        question: code.to_owned(),
        below,
        did: ask.get("did").to_owned(),
        here: to(code, number),
    })
}

fn asked(
    register: &mut Register,
    asking: Asking,
    known: &Counts,
) -> Result<(Wanted, Answer), Error> {
    let Asking {
        named,
        who,
        below,
        number,
        lang,
    } = asking;
    let mut counts = known.known(below);
    let mut ask = |register: &mut Register, question: Question| -> Result<Vec<Pending>, Error> {
        let found = register.queue(&[question], f64::from(below) / 100.0, COUNTED)?;
        known.learn(question, below, found.len());
        counts.insert(question, found.len());
        Ok(found)
    };
    let mut queue = match &named {
        Some(Wanted::Question(question)) => ask(register, *question)?,
        _ => Vec::new(),
    };
    for question in Question::ALL {
        if !known.known(below).contains_key(&question) {
            ask(register, question)?;
        }
    }
    let first = |counts: &BTreeMap<Question, usize>| {
        let waits = |q: &Question| counts.get(q).is_some_and(|n| *n > 0);
        Question::ALL.into_iter().find(waits)
    };
    let wanted = match (named, first(&known.known(below))) {
        (Some(wanted), _) => wanted,
        (None, Some(question)) => {
            queue = ask(register, question)?;
            Wanted::Question(question)
        }
        (None, None) => Wanted::Second,
    };
    let skip = (number - 1) * SIZE;
    let (once, second) = register.settled(Some(Check::Once), Some(&who), skip, SIZE)?;
    let (pending, more): (Vec<_>, bool) = match wanted {
        Wanted::Question(_) => {
            let more = queue.len() > skip + SIZE;
            let own = queue.into_iter().skip(skip).take(SIZE);
            (own.map(|p| (p, Vec::new())).collect(), more)
        }
        Wanted::Second => {
            let with = once.into_iter().map(|settled| {
                let earlier = settled.decisions.into_iter().map(|d| Earlier {
                    who: d.who,
                    at: d.at.get(..16).unwrap_or_default().replace('T', " "),
                    verdict: lang.verdict(d.verdict),
                    ground: d.ground,
                });
                (settled.about, earlier.collect())
            });
            (with.collect(), second > skip + SIZE)
        }
    };
    let mut documents: BTreeMap<String, (Document, Vec<CaptureView>)> = BTreeMap::new();
    let mut open = Vec::new();
    for (pending, earlier) in pending {
        let mut records = Vec::new();
        for id in &pending.records {
            let Found::Record(record, _) = register.show(id)? else {
                continue;
            };
            if !documents.contains_key(&record.capture) {
                let document = register.document(&record.capture)?;
                let captures = vec![document.capture.clone()];
                documents.insert(record.capture.clone(), (document, captures));
            }
            let (document, captures) = &documents[&record.capture];
            records.push((*record, document.clone(), captures.clone()));
        }
        open.push(Open {
            pending,
            earlier,
            records,
        });
    }
    let answer = Answer {
        counts,
        second,
        open,
        more,
    };
    Ok((wanted, answer))
}

fn item(n: usize, open: Open, lang: Lang) -> Item {
    let d = lang.desk();
    let Open {
        pending,
        earlier,
        records,
    } = open;
    let sides = records
        .iter()
        .filter_map(|(record, document, captures)| side(record, document, captures, lang));
    let pairs = [('s', "same", d.same), ('d', "different", d.different)];
    Item {
        n,
        sides: sides.collect(),
        question: lang.asked(pending.question),
        which_place: pending.question == Question::WhichPlace,
        verdicts: match pending.question {
            Question::LowConfidence => [('a', "accept", d.accept), ('r', "reject", d.reject)],
            Question::WhichPlace => [('s', "same", d.is_place), ('d', "different", d.not_place)],
            Question::OneAct | Question::OnePerson => pairs,
        },
        about: match pending.question {
            Question::OnePerson | Question::WhichPlace => pending.about,
            // told by its records, in the language of the page
            Question::LowConfidence | Question::OneAct => String::new(),
        },
        candidates: (1..)
            .zip(pending.candidates)
            .map(|(n, (name, id))| {
                let above = above(&id);
                (name, id, above, n)
            })
            .collect(),
        subject: pending.subject,
        other: pending.other.unwrap_or_default(),
        seen: pending.seen,
        earlier,
    }
}

/// What a place lies in, the nearest first.
fn above(id: &str) -> String {
    let gazetteer = Gazetteer::get();
    let Some(place) = gazetteer.by_id(id) else {
        return String::new();
    };
    let names = gazetteer.above(place).map(|p| gazetteer.place(p).name);
    names.collect::<Vec<_>>().join(" · ")
}
