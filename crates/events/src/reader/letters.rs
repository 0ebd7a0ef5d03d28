//! Places told by one character each: 中俄, 沪滇, 闽台.

use jiehao_places::{Gazetteer, Level, PlaceId};

use super::Reader;
use crate::home::division;
use crate::mention::{self, Kind, Mention};
use crate::types::Fill;

/// Names before and after two letters among which their places are looked for.
const NEAR: usize = 500;

impl Reader<'_, '_> {
    /// The two places that the letters before 两地, 双方 stand for: 闵保|两地, 滇缅|双方.
    pub fn lettered(&self, at: usize) -> Vec<Fill> {
        let letters: Vec<char> = self.text()[..at].chars().rev().take(2).collect();
        let [second, first] = letters[..] else {
            return Vec::new();
        };
        let gazetteer = Gazetteer::get();
        // the page names them close by; a page of one endless line is not searched whole for each
        let here = self.mentions.partition_point(|m| m.span.start < at);
        let near = here.saturating_sub(NEAR)..self.mentions.len().min(here + NEAR);
        let places = || {
            self.mentions[near.clone()]
                .iter()
                .filter(|m| m.kind == Kind::Place)
        };
        let place = |c: char| {
            let letter = c.to_string();
            let senses = gazetteer.lookup(&letter);
            let known =
                |m: &&Mention| division(m).is_some_and(|d| senses.iter().any(|s| s.place == d));
            let begins = |m: &&Mention| m.name.starts_with(c) && m.name.chars().count() >= 2;
            let named = places().find(known).or_else(|| places().find(begins));
            named.map(Fill::place)
        };
        match (place(first), place(second)) {
            (Some(a), Some(b)) if a.name != b.name => vec![a, b],
            _ => Vec::new(),
        }
    }

    /// The region a one-character name in a trigger means (赴|藏|考察, 访|韩), as the page names it elsewhere.
    pub fn by_letter(&self, words: &str) -> Option<Fill> {
        let gazetteer = Gazetteer::get();
        let at = words.find(|c| "来访抵赴莅入到在".contains(c))?;
        let mut chars = words[at..].chars();
        let verb = chars.next()?;
        let letter: String = chars.next()?.to_string();
        let named = gazetteer
            .lookup(&letter)
            .iter()
            .map(|s| s.place)
            .filter(|p| gazetteer.country_of(*p) == "CN" && gazetteer.level(*p) != Level::Country);
        let meant: Vec<PlaceId> = named.collect();
        let places = || self.mentions.iter().filter(|m| m.kind == Kind::Place);
        let home = |m: &&Mention| division(m).is_some_and(|d| meant.contains(&d));
        let own = if meant.is_empty() {
            None
        } else {
            places().find(home)
        };
        own.map(Fill::place)
            // 来|汉: the page's own city goes by a letter of its name
            .or_else(|| {
                [self.own(), self.own_province()]
                    .into_iter()
                    .flatten()
                    .find(|f| f.name.contains(&letter))
            })
            .or_else(|| {
                let country =
                    |m: &&Mention| m.name.starts_with(&letter) && self.mention_is_country(m);
                places()
                    .find(country)
                    .filter(|_| verb != '来')
                    .map(Fill::place)
            })
            // 抵|连, 来|澳: a place the page names
            .or_else(|| {
                places()
                    .find(|m| !self.mention_is_country(m) && m.name.starts_with(&letter))
                    .map(Fill::place)
            })
            // 来|津 in a page of 江津区
            .or_else(|| {
                let below =
                    |m: &&Mention| m.name.ends_with(['市', '县', '区']) && !mention::abroad(m);
                places()
                    .filter(below)
                    .find(|m| m.name.contains(&letter))
                    .map(Fill::place)
            })
    }

    /// The region one character stands for where guests came to it: 来|秀|考察 of 秀山县, 来|县 of the page's own.
    pub fn by_one_letter(&self, letter: char) -> Option<Fill> {
        match letter {
            '省' => return self.own_province(),
            '市' => return self.own(),
            '县' | '区' | '旗' => return self.own_county(&letter.to_string()),
            '州' | '盟' | '镇' | '乡' | '村' | '国' | '我' | '本' | '该' => return None,
            _ => {}
        }
        let by_list = || self.by_letter(&format!("来{letter}"));
        // 来津 in a page of 江津区: a place of the country that holds the character
        let holds = |m: &&Mention| {
            m.kind == Kind::Place && !mention::abroad(m) && m.name.contains(letter) && {
                let count = m.name.chars().count();
                (2..=6).contains(&count)
            }
        };
        let begins = |m: &&Mention| m.name.starts_with(letter);
        let named = || {
            (self.mentions.iter()).flat_map(|m| {
                let office = m.of.as_ref().and_then(|o| o.place.as_deref());
                std::iter::once(m).chain(office)
            })
        };
        let all = || named().filter(holds);
        let below = |m: &&Mention| m.name.ends_with(['县', '区', '旗', '市', '州']);
        all()
            .filter(below)
            .find(begins)
            .or_else(|| all().find(begins))
            .map(Fill::place)
            .or_else(by_list)
            .or_else(|| all().find(below).map(Fill::place))
    }
}
