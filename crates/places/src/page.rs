//! What the place names of one page mean beside each other.
//!
//! A name read alone is often one of many, and a page says elsewhere which: the country before the first of a list
//! holds for the rest of it (韩国光明市、宜宁郡), a name given in full once is meant wherever it stands short, and a
//! country that the page names makes its places likelier than those of countries it never speaks of.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::context::{Context, Resolution};
use crate::gazetteer::Gazetteer;
use crate::place::{Level, PlaceId};

/// A place name as it stands in a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Named<'t> {
    /// The name.
    pub name: &'t str,
    /// Names right before it that hold it, outermost first: 俄罗斯 of 俄罗斯特维尔州.
    pub within: Vec<&'t str>,
    /// It goes on a list that the name before it is in: after 、 or 和.
    pub listed: bool,
}

/// What is known of a page as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page {
    /// Region of the outlet or page.
    pub home: Option<PlaceId>,
    /// Year of the page, for codes.
    pub year: Option<u16>,
    /// As [`Context::sure_only`].
    pub sure_only: bool,
}

/// Where a name is said to lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Said<'g> {
    country: Option<&'g str>,
    parent: Option<PlaceId>,
}

/// The place names of a page. What the lists say of each is known; a name that they leave open is looked for with what
/// the whole page names, and by its sound, once it is asked for: that costs more than all else.
pub struct PageNames<'g> {
    reading: Reading<'g>,
    names: Vec<(String, Said<'g>)>,
    /// Of each name the first that is the same.
    first: Vec<usize>,
    found: Vec<Resolution<'g>>,
    /// Of names that the lists leave open, what they mean all the same.
    open: Vec<OnceCell<Resolution<'g>>>,
}

impl<'g> PageNames<'g> {
    /// What the name of a number means, counted in the order they were given.
    pub fn meaning(&self, name: usize) -> &Resolution<'g> {
        let found = &self.found[name];
        if found.place.is_some() {
            return found;
        }
        let (named, said) = &self.names[name];
        self.open[self.first[name]].get_or_init(|| self.reading.again(named, *said))
    }
}

impl Gazetteer {
    /// What each name of a page means; `names` are in the order of the text, and so are the answers.
    pub fn resolve_page<'g>(&'g self, names: &[Named<'_>], page: Page) -> Vec<Resolution<'g>> {
        let of_page = self.names_of_page(names, page);
        (0..names.len())
            .map(|n| of_page.meaning(n).clone())
            .collect()
    }

    /// The names of a page, which are resolved as they are asked for; `names` are in the order of the text.
    pub fn names_of_page<'g>(&'g self, names: &[Named<'_>], page: Page) -> PageNames<'g> {
        let mut reading = Reading {
            gazetteer: self,
            page,
            known: Vec::new(),
            memo: FxHashMap::default(),
        };
        let mut said: Vec<Said<'g>> = names.iter().map(|n| reading.holder(n)).collect();
        reading.share_holders(names, &mut said);
        let mut found: Vec<_> = names
            .iter()
            .zip(&said)
            .map(|(n, s)| reading.first(n.name, *s))
            .collect();
        reading.go_on(names, &mut said, &mut found);
        reading.learn(names, &said, &found);
        // pages name the same places many times
        let mut known: FxHashMap<(&str, Said<'g>), usize> = FxHashMap::default();
        let each = names.iter().zip(&said).enumerate();
        let first = each.map(|(n, (named, said))| *known.entry((named.name, *said)).or_insert(n));
        let own = |(n, said): (&Named<'_>, Said<'g>)| (n.name.to_owned(), said);
        PageNames {
            first: first.collect(),
            names: names.iter().zip(said).map(own).collect(),
            open: vec![OnceCell::new(); found.len()],
            reading,
            found,
        }
    }
}

/// A page whose names are being resolved.
struct Reading<'g> {
    gazetteer: &'g Gazetteer,
    page: Page,
    /// Places that the page names beyond doubt.
    known: Vec<PlaceId>,
    /// Answers by the lists, for pages name the same places many times.
    memo: FxHashMap<(String, Said<'g>), Resolution<'g>>,
}

impl<'g> Reading<'g> {
    /// The innermost of the names before a name that is known, and the country it is in.
    fn holder(&mut self, named: &Named<'_>) -> Said<'g> {
        let mut said = Said::default();
        for outer in &named.within {
            let found = self.first(outer, said);
            said.country = found.country.or(said.country);
            let place = found.place.map(|p| self.gazetteer.place(p));
            said.parent = place
                .filter(|p| p.level != Level::Country)
                .map(|p| p.handle)
                .or(said.parent);
        }
        said
    }

    /// 永川市 after 韩国永川市 lies in Korea too.
    fn share_holders(&self, names: &[Named<'_>], said: &mut [Said<'g>]) {
        let mut holders: FxHashMap<&str, Option<Said<'g>>> = FxHashMap::default();
        for (name, said) in names.iter().zip(said.iter()) {
            if *said != Said::default() {
                let kept = holders.entry(name.name).or_insert(Some(*said));
                // said to lie in two countries: neither is carried over
                if kept.is_some_and(|k| k.country != said.country) {
                    *kept = None;
                }
            }
        }
        for (name, said) in names.iter().zip(said.iter_mut()) {
            if *said == Said::default()
                && let Some(Some(held)) = holders.get(name.name)
            {
                *said = *held;
            }
        }
    }

    fn context(&self, said: Said<'g>) -> Context<'g> {
        Context {
            country: said.country,
            parent: said.parent,
            home: self.page.home,
            year: self.page.year,
            // what a name sounds like is asked last and once: it costs more than all else
            by_list: true,
            sure_only: self.page.sure_only,
            ..Context::default()
        }
    }

    /// The name with what stands before it; a country or a province of China is itself whatever stands there.
    fn first(&mut self, name: &str, said: Said<'g>) -> Resolution<'g> {
        let key = (name.to_owned(), said);
        if let Some(known) = self.memo.get(&key) {
            return known.clone();
        }
        let mut found = self.gazetteer.resolve(name, &self.context(said));
        if found.place.is_none() && said != Said::default() {
            let alone = self.gazetteer.resolve(name, &self.context(Said::default()));
            let fixed = alone.place.is_some_and(|p| {
                let place = self.gazetteer.place(p);
                place.level == Level::Country
                    || place.country == "CN" && place.level <= Level::Second
            });
            if fixed {
                found = alone;
            }
        }
        self.memo.insert(key, found.clone());
        found
    }

    /// A name in a list lies where the one before it is said to lie, unless it is known without that.
    fn go_on(&mut self, names: &[Named<'_>], said: &mut [Said<'g>], found: &mut [Resolution<'g>]) {
        for i in 1..names.len() {
            let free = said[i] == Said::default() && found[i].place.is_none();
            if !names[i].listed || !free {
                continue;
            }
            let before = Said {
                country: said[i - 1].country.or(found[i - 1].country),
                parent: said[i - 1].parent,
            };
            if before.country.is_none_or(|c| c == "CN") {
                continue;
            }
            // its division first, for 土库曼斯坦州A县、B县 lie in one; then the country alone
            let narrow = self.first(names[i].name, before);
            let wide = Said {
                parent: None,
                ..before
            };
            let (held, answer) = if narrow.place.is_some() {
                (before, narrow)
            } else {
                (wide, self.first(names[i].name, wide))
            };
            // known elsewhere and not there: the list has gone on to another country
            let elsewhere = answer.place.is_none() && !found[i].candidates.is_empty();
            if !elsewhere {
                said[i] = held;
                found[i] = answer;
            }
        }
    }

    /// Gathers what the page names beyond doubt.
    fn learn(&mut self, names: &[Named<'_>], said: &[Said<'g>], found: &[Resolution<'g>]) {
        let of_names = found
            .iter()
            .zip(names)
            .filter(|(_, n)| n.name.chars().count() > 1);
        let mut known: Vec<PlaceId> = of_names.filter_map(|(f, _)| f.place).collect();
        let countries = said.iter().filter_map(|s| s.country);
        known.extend(countries.filter_map(|c| self.gazetteer.country(c)));
        known.sort_unstable();
        known.dedup();
        self.known = known;
    }

    /// A name that stayed open, with what the whole page names.
    fn again(&self, name: &str, said: Said<'g>) -> Resolution<'g> {
        let context = Context {
            page: &self.known,
            by_list: false,
            ..self.context(said)
        };
        self.gazetteer.resolve(name, &context)
    }
}
