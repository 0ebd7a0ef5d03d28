//! An act: as a row of a list, and as facts one by one.

use std::collections::BTreeSet;

use jiehao_events::{Type, vocabulary};
use jiehao_register::{ActView, FillerView, Wording};

use super::{QUOTE, country, cut, place, time, tongue};
use crate::lang::Lang;

/// An act in a list.
pub(crate) struct Row {
    pub href: String,
    pub when: String,
    /// The name of its type, for the eye and for style.
    pub kind: &'static str,
    pub code: String,
    pub headline: String,
    /// Its language, as HTML names it; empty for that of the page.
    pub tongue: &'static str,
    /// Kind, status and the like, in words.
    pub notes: Vec<String>,
    /// Countries other than China, in words.
    pub lands: String,
    pub sources: i64,
    pub conflict: bool,
    pub quote: String,
    /// The page of the quote.
    pub evidence: String,
    /// First and last day, where known: ISO.
    pub days: Option<(String, String)>,
}

/// A name with where it leads.
pub(crate) struct Named {
    pub name: String,
    pub href: String,
    /// The office of a person; the name that reports have for a place, where it is shown by another.
    pub about: String,
    /// The country, where it is not China.
    pub land: String,
}

/// One thing that is said of an act.
pub(crate) struct Fact {
    pub label: String,
    /// Fillers of a role; empty for an attribute.
    pub names: Vec<Named>,
    /// The value of an attribute.
    pub value: String,
    /// Values that contradict each other, with the number of reports that give each.
    pub at_odds: Vec<(String, usize)>,
}

/// Attributes that a row shows beside the headline.
const NOTES: [&str; 5] = ["kind", "status", "level", "mode", "due"];

/// An act in one line of the language: places by their names in it, where they have one.
pub(crate) fn headline(act: &ActView, lang: Lang) -> String {
    match lang {
        Lang::Chinese => act.headline(),
        Lang::English => act.headline_in(&Wording {
            name: &|filler| match &filler.place {
                Some(id) => place(id, &filler.name, lang),
                None => filler.name.clone(),
            },
            between: lang.between(),
            with: "with",
            colon: ": ",
        }),
    }
}

/// Acts as rows.
pub(crate) fn rows(acts: &[ActView], lang: Lang) -> Vec<Row> {
    acts.iter().map(|act| row(act, lang)).collect()
}

fn row(act: &ActView, lang: Lang) -> Row {
    let notes = NOTES.iter().filter_map(|name| {
        let value = act.attributes.get(*name)?;
        let usual = *name == "mode" && value == "in-person" || value == "other";
        (!usual).then(|| match *name {
            "due" => format!("{} {value}", lang.label("due")),
            name => lang.value(name, value).to_owned(),
        })
    });
    let fillers = act.roles.values().flatten();
    let lands: BTreeSet<&str> = fillers
        .filter_map(|f| f.country.as_deref())
        .filter(|c| *c != "CN")
        .collect();
    let lands: Vec<String> = lands.into_iter().map(|c| country(c, lang)).collect();
    let headline = headline(act, lang);
    Row {
        href: lang.to_act(&act.id),
        when: time(act.when.as_deref()),
        kind: lang.kind(&act.kind),
        code: act.kind.clone(),
        tongue: tongue(&headline),
        headline,
        notes: notes.collect(),
        lands: lands.join(lang.between()),
        sources: act.sources,
        conflict: !act.conflicts.is_empty(),
        quote: cut(&act.quote(), QUOTE),
        evidence: evidence(act, lang),
        days: act.days().map(|(from, until, _)| (from, until)),
    }
}

/// The page that an act was read from first, at its words.
pub(crate) fn evidence(act: &ActView, lang: Lang) -> String {
    act.records
        .first()
        .map_or_else(String::new, |r| lang.to_quote(&r.capture, &r.id, 0))
}

/// A filler with where it leads: a place to its dossier, anything else to what names it.
fn named(filler: &FillerView, lang: Lang) -> Named {
    let foreign = filler.country.as_deref().filter(|c| *c != "CN");
    let name = match &filler.place {
        Some(id) => place(id, &filler.name, lang),
        None => filler.name.clone(),
    };
    Named {
        href: match &filler.place {
            Some(place) => lang.to_region(place),
            None => lang.to_name(&filler.entity),
        },
        about: match name == filler.name {
            true => filler.office(),
            false => filler.name.clone(),
        },
        name,
        land: foreign.map_or_else(String::new, |c| country(c, lang)),
    }
}

/// What is said of an act: roles in the order of the codebook, then attributes.
pub(crate) fn facts(act: &ActView, lang: Lang) -> Vec<Fact> {
    let order = Type::named(&act.kind).map_or(&[][..], vocabulary::roles);
    let mut roles: Vec<_> = act.roles.iter().collect();
    let rank = |role: &str| order.iter().position(|r| *r == role).unwrap_or(order.len());
    roles.sort_by_key(|(role, _)| rank(role));
    let roles = roles.into_iter().map(|(role, fillers)| Fact {
        label: lang.label(role).to_owned(),
        names: fillers.iter().map(|f| named(f, lang)).collect(),
        value: String::new(),
        at_odds: Vec::new(),
    });
    let attributes = act.attributes.iter().map(|(name, value)| {
        let conflict = act.conflicts.iter().find(|c| c.attribute == *name);
        let told = conflict.into_iter().flat_map(|c| &c.values);
        Fact {
            label: lang.label(name).to_owned(),
            names: Vec::new(),
            value: lang.value(name, value).to_owned(),
            at_odds: told
                .map(|(value, by)| (lang.value(name, value).to_owned(), by.len()))
                .collect(),
        }
    });
    roles.chain(attributes).collect()
}
