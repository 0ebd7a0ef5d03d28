//! Latin names of all places abroad, opened a country at a time.
//!
//! Nine towns of ten have no Chinese name in any list. They are kept apart from the gazetteer, so that a page which
//! names none of them pays nothing: the file holds one compressed frame a country, and `tools/gazetteer` writes it
//! (`gazetteer/foreign.py`).

use std::sync::OnceLock;

use crate::format::{Lines, Sections};
use crate::latin::nearly;
use crate::place::{Level, Place, PlaceId};

static DATA: &[u8] = include_bytes!("../data/foreign.bin");
const MAGIC: &[u8] = b"JHFOR1\n\0";

/// Marks a target that the gazetteer itself holds.
const IN_GAZETTEER: u32 = 1 << 31;

/// All countries.
pub(crate) struct Foreign {
    countries: Vec<Country>,
    /// Handles below this are the gazetteer's own.
    base: u32,
}

/// The places of one country.
pub(crate) struct Country {
    code: &'static str,
    /// Handle of its first place.
    first: u32,
    count: u32,
    packed: &'static [u8],
    opened: OnceLock<Option<Opened>>,
}

/// A country's names and the places that the gazetteer lacks.
pub(crate) struct Opened {
    first: u32,
    ids: Lines,
    names: Lines,
    parents: Vec<u32>,
    latitudes: Vec<i16>,
    longitudes: Vec<i16>,
    populations: Vec<u32>,
    /// Letters of every name in order.
    forms: Lines,
    /// How many letters each shares with the one before.
    shared: Vec<u8>,
    targets: Vec<u32>,
    /// Of each name, the next that differs in its first letter, in its first two, in its first three.
    past: [Vec<u32>; PAST],
}

/// Letters of a beginning that is passed over at once.
const PAST: usize = 3;

impl Foreign {
    /// Reads the table of countries; `base` is the number of places that the gazetteer holds itself.
    pub(crate) fn open(base: u32) -> Option<Self> {
        let number = |at: usize| Some(u32::from_le_bytes(DATA.get(at..at + 4)?.try_into().ok()?));
        if !DATA.starts_with(MAGIC) {
            return None;
        }
        let rows = number(MAGIC.len())? as usize;
        let table = MAGIC.len() + 4;
        let mut at = table + 10 * rows;
        let mut first = base;
        let mut countries = Vec::with_capacity(rows);
        for row in 0..rows {
            let here = table + 10 * row;
            let code = std::str::from_utf8(DATA.get(here..here + 2)?).ok()?;
            let (count, length) = (number(here + 2)?, number(here + 6)? as usize);
            countries.push(Country {
                code,
                first,
                count,
                packed: DATA.get(at..at + length)?,
                opened: OnceLock::new(),
            });
            at += length;
            first += count;
        }
        Some(Self { countries, base })
    }

    /// A country's names, opened when first asked for.
    pub(crate) fn country(&self, code: &str) -> Option<&Opened> {
        let at = self.countries.binary_search_by(|c| c.code.cmp(code)).ok()?;
        self.countries[at].open()
    }

    /// The places of exactly these letters, in a country or (by opening each) in all.
    pub(crate) fn spelt<'f>(
        &'f self,
        letters: &'f str,
        country: Option<&'f str>,
    ) -> impl Iterator<Item = PlaceId> + 'f {
        self.opened(country)
            .flat_map(move |names| names.spelt(letters))
    }

    /// The places whose letters are [nearly] these, by looking at every name.
    pub(crate) fn nearly_spelt<'f>(
        &'f self,
        letters: &'f str,
        country: Option<&'f str>,
    ) -> impl Iterator<Item = PlaceId> + 'f {
        let same = move |names: &'f Opened, at: usize| {
            let form = names.forms.get(at as u32);
            form.as_bytes().first() == letters.as_bytes().first() && nearly(form, letters)
        };
        self.opened(country).flat_map(move |names| {
            (0..names.count())
                .filter(move |at| same(names, *at))
                .map(|at| names.target(at))
        })
    }

    fn opened<'f>(&'f self, country: Option<&'f str>) -> impl Iterator<Item = &'f Opened> {
        let asked = move |c: &&Country| country.is_none_or(|code| code == c.code);
        self.countries
            .iter()
            .filter(asked)
            .filter_map(Country::open)
    }

    /// The place of a handle that is not the gazetteer's own.
    pub(crate) fn place(&self, handle: PlaceId) -> Option<Place<'_>> {
        if handle.0 < self.base {
            return None;
        }
        let after = self.countries.partition_point(|c| c.first <= handle.0);
        let country = self.countries.get(after.checked_sub(1)?)?;
        if handle.0 >= country.first + country.count {
            return None;
        }
        country.open()?.place(handle, country.code)
    }

    /// The place of an id, by opening every country: for checks, not for reading pages.
    pub(crate) fn by_id(&self, id: &str) -> Option<PlaceId> {
        self.countries.iter().find_map(|country| {
            let opened = country.open()?;
            let at = opened.ids.iter().position(|i| i == id)?;
            Some(PlaceId(country.first + at as u32))
        })
    }

    /// How many places it holds.
    pub(crate) fn len(&self) -> usize {
        self.countries.iter().map(|c| c.count as usize).sum()
    }
}

impl Country {
    fn open(&self) -> Option<&Opened> {
        self.opened
            .get_or_init(|| Opened::read(self.packed, self.first))
            .as_ref()
    }
}

impl Opened {
    fn read(packed: &[u8], first: u32) -> Option<Self> {
        let s = Sections::open(packed, MAGIC)?;
        let forms = s.lines(6)?;
        let mut shared = Vec::with_capacity(forms.len());
        let mut before = "";
        for form in forms.iter() {
            let same = form.bytes().zip(before.bytes()).take_while(|(a, b)| a == b);
            shared.push(same.count() as u8);
            before = form;
        }
        let past = std::array::from_fn(|letters| {
            let mut next = shared.len() as u32;
            let mut past = vec![next; shared.len()];
            for at in (0..shared.len()).rev() {
                past[at] = next;
                if usize::from(shared[at]) <= letters {
                    next = at as u32;
                }
            }
            past
        });
        Some(Self {
            first,
            past,
            ids: s.lines(0)?,
            names: s.lines(1)?,
            parents: s.u32s(2),
            latitudes: s.i16s(3),
            longitudes: s.i16s(4),
            populations: s.u32s(5),
            targets: s.u32s(7),
            shared,
            forms,
        })
    }

    fn place<'f>(&'f self, handle: PlaceId, country: &'f str) -> Option<Place<'f>> {
        let at = handle.0 - self.first;
        let degrees = |column: &[i16]| column.get(at as usize).map(|d| f32::from(*d) / 100.0);
        Some(Place {
            handle,
            id: self.ids.get(at),
            name: self.names.get(at),
            country,
            level: Level::Second,
            parent: self
                .parents
                .get(at as usize)
                .filter(|p| **p != u32::MAX)
                .map(|p| PlaceId(*p)),
            since: 0,
            until: 0,
            at: degrees(&self.latitudes).zip(degrees(&self.longitudes)),
            population: *self.populations.get(at as usize)?,
        })
    }

    /// How many names there are.
    pub(crate) fn count(&self) -> usize {
        self.targets.len()
    }

    /// A name: its letters, how many it shares with the one before, and its place.
    pub(crate) fn form(&self, at: usize) -> (&str, usize, PlaceId) {
        let shared = usize::from(self.shared[at]);
        (self.forms.get(at as u32), shared, self.target(at))
    }

    /// As [`Opened::form`], the letters as bytes.
    pub(crate) fn letters(&self, at: usize) -> (&[u8], usize, PlaceId) {
        let shared = usize::from(self.shared[at]);
        (self.forms.bytes(at as u32), shared, self.target(at))
    }

    /// The places of exactly these letters.
    fn spelt<'f>(&'f self, letters: &'f str) -> impl Iterator<Item = PlaceId> + 'f {
        let forms = move |at: usize| self.forms.get(at as u32);
        let (mut from, mut to) = (0, self.count());
        while from < to {
            let middle = usize::midpoint(from, to);
            if forms(middle) < letters {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        (from..self.count())
            .take_while(move |at| forms(*at) == letters)
            .map(|at| self.target(at))
    }

    /// The next name that does not begin with the first `letters` of this one; beyond a few letters, just the next.
    pub(crate) fn past(&self, at: usize, letters: usize) -> usize {
        let past = self.past.get(letters.wrapping_sub(1));
        past.map_or(at + 1, |past| past[at] as usize)
    }

    /// The division that a place lies in, when it is one that the gazetteer lacks.
    pub(crate) fn parent(&self, handle: PlaceId) -> Option<PlaceId> {
        let at = handle.0.checked_sub(self.first)?;
        self.parents.get(at as usize).map(|p| PlaceId(*p))
    }

    fn target(&self, form: usize) -> PlaceId {
        let target = self.targets[form];
        if target & IN_GAZETTEER != 0 {
            PlaceId(target & !IN_GAZETTEER)
        } else {
            PlaceId(self.first + target)
        }
    }
}
