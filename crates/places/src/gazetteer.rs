//! The gazetteer: places, the forms that name them, and look-up.

use std::sync::{LazyLock, OnceLock};

use crate::foreign::Foreign;
use crate::format::{Lines, Sections};
use crate::outlet::Outlets;
use crate::place::{How, Level, Place, PlaceId, Sense};
use crate::suffix::Suffix;
use crate::trie::{Trie, is_separator};

/// Built by `tools/gazetteer`; `data/SHA256SUMS` holds its checksum.
static DATA: &[u8] = include_bytes!("../data/gazetteer.zst");

static SHARED: LazyLock<Gazetteer> = LazyLock::new(|| {
    Gazetteer::open(DATA).expect("the embedded gazetteer is of this version's format")
});

const MAGIC: &[u8] = b"JHGAZ2\n\0";

const COMMON: u8 = 1;
const WEAK: u8 = 2;
const BLOCKER: u8 = 4;

/// Handle of a name form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormId(pub(crate) u32);

/// A name form and how far it can be trusted by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form<'g> {
    /// The form without interpuncts and dashes.
    pub text: &'g str,
    /// An ordinary word as well (和平, 光明, 中): a place only with a suffix or in a frame.
    pub common_word: bool,
    /// No word, but too short and too little known to stand alone (a county's two characters, a small town abroad).
    pub weak: bool,
}

/// An occurrence of a form in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The form found.
    pub form: FormId,
    /// A kind of division that stands right after the form and is no part of it: 市 after 特维尔.
    pub suffix: Option<Suffix>,
}

impl Hit {
    /// One past the last byte of the form and the suffix that follows it.
    pub fn end_with_suffix(&self) -> usize {
        self.end + self.suffix.map_or(0, |s| s.text().len())
    }
}

/// Names and places; opened once.
pub struct Gazetteer {
    ids: Lines,
    names: Lines,
    countries: String,
    levels: Vec<u8>,
    parents: Vec<u32>,
    since: Vec<u16>,
    until: Vec<u16>,
    later: Vec<u32>,
    latitudes: Vec<i16>,
    longitudes: Vec<i16>,
    populations: Vec<u32>,
    forms: Lines,
    flags: Vec<u8>,
    /// First sense of each form, and one past the last of all.
    starts: Vec<u32>,
    senses: Vec<Sense>,
    trie: Trie,
    /// The characters that names of countries end with, a bit each.
    country_ends: Vec<u64>,
    by_id: Vec<u32>,
    /// Codes of countries, sorted.
    country_codes: Vec<(String, PlaceId)>,
    outlets: Outlets,
    credits: String,
    foreign: OnceLock<Foreign>,
}

impl Gazetteer {
    /// The embedded gazetteer, opened on first use.
    pub fn get() -> &'static Self {
        &SHARED
    }

    fn open(packed: &[u8]) -> Option<Self> {
        let s = Sections::open(packed, MAGIC)?;
        let (ids, forms) = (s.lines(1)?, s.lines(12)?);
        let mut total = 0;
        let mut starts = vec![0];
        starts.extend(s.u16s(14).iter().map(|n| {
            total += u32::from(*n);
            total
        }));
        let senses = s.u32s(15).into_iter().zip(s.bytes(16));
        let senses: Vec<_> = senses
            .map(|(p, how)| Sense {
                place: PlaceId(p),
                how: How::from_byte(*how),
            })
            .collect();
        let until = s.u16s(7);
        let by_id = s.u32s(18);
        let trie = Trie::new(forms.iter());
        let levels = s.bytes(4);
        let country = |s: &Sense| levels.get(s.place.0 as usize) == Some(&0);
        let mut country_ends = vec![0; 1 << 10];
        for (form, span) in forms.iter().zip(starts.windows(2)) {
            let last = form.chars().next_back().map_or(0, |c| c as usize);
            if senses[span[0] as usize..span[1] as usize]
                .iter()
                .any(country)
                && let Some(bits) = country_ends.get_mut(last / 64)
            {
                *bits |= 1 << (last % 64);
            }
        }
        // the ids in their order, so the codes too
        let coded = by_id.iter().filter_map(|p| {
            let code = ids.get(*p).strip_prefix("iso:")?;
            (code.len() == 2).then(|| (code.to_owned(), PlaceId(*p)))
        });
        let country_codes = coded.collect();
        let outlets = Outlets::new(s.lines(17)?.iter(), |id| {
            let at = by_id.partition_point(|p| ids.get(*p) < id);
            by_id
                .get(at)
                .filter(|p| ids.get(**p) == id)
                .map(|p| PlaceId(*p))
        });
        Some(Self {
            names: s.lines(2)?,
            countries: String::from_utf8(s.bytes(3).to_vec()).ok()?,
            levels: s.bytes(4).to_vec(),
            parents: s.u32s(5),
            since: s.u16s(6),
            until,
            later: s.u32s(8),
            latitudes: s.i16s(9),
            longitudes: s.i16s(10),
            populations: s.u32s(11),
            flags: s.bytes(13).to_vec(),
            credits: String::from_utf8(s.bytes(0).to_vec()).ok()?,
            ids,
            forms,
            starts,
            senses,
            trie,
            country_ends,
            by_id,
            country_codes,
            outlets,
            foreign: OnceLock::new(),
        })
    }

    /// Latin names of all places abroad, opened on first use.
    pub(crate) fn foreign(&self) -> &Foreign {
        self.foreign.get_or_init(|| {
            Foreign::open(self.ids.len() as u32)
                .expect("the embedded names are of this version's format")
        })
    }

    /// Places abroad that have no Chinese name here, and that only [`Gazetteer::rank`] finds.
    pub fn nameless(&self) -> usize {
        self.foreign().len()
    }

    /// Sources of the data with their versions and licences, a line each.
    pub fn credits(&self) -> &str {
        &self.credits
    }

    /// All places, in the order of their weight.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..self.ids.len() as u32).map(|p| self.place(PlaceId(p)))
    }

    /// All forms.
    pub fn forms(&self) -> impl Iterator<Item = FormId> {
        (0..self.forms.len() as u32).map(FormId)
    }

    /// Replaces `hits` by all occurrences of all forms in `text`, overlapping ones too, by start and then by end.
    ///
    /// A name inside a longer word that is no place (上海 in 上海合作组织) is left out.
    pub fn hits(&self, text: &str, hits: &mut Vec<Hit>) {
        hits.clear();
        let mut blocked: Vec<(usize, usize)> = Vec::new();
        for (start, c) in text.char_indices() {
            if c.is_ascii() {
                continue;
            }
            self.trie.prefixes(&text[start..], |length, form| {
                let end = start + length;
                if self.flags[form as usize] & BLOCKER != 0 {
                    blocked.push((start, end));
                }
                if self.starts[form as usize] < self.starts[form as usize + 1] {
                    let (form, suffix) = (FormId(form), None);
                    hits.push(Hit {
                        start,
                        end,
                        form,
                        suffix,
                    });
                }
            });
        }
        if !blocked.is_empty() {
            let inside = |h: &Hit, &(start, end): &(usize, usize)| {
                start <= h.start && h.end <= end && h.end - h.start < end - start
            };
            hits.retain(|h| !blocked.iter().any(|b| inside(h, b)));
        }
        for hit in hits {
            hit.suffix = self.suffix_after(hit, text);
        }
    }

    /// A suffix that some sense of the form may bear: 市 after 特维尔, nothing after 友好 in 友好省.
    fn suffix_after(&self, hit: &Hit, text: &str) -> Option<Suffix> {
        let (name, rest) = (&text[hit.start..hit.end], &text[hit.end..]);
        let suffix = Suffix::at(rest).filter(|s| !name.ends_with(s.text()))?;
        let one = name.chars().nth(1).is_none();
        let fits = |s: &Sense| suffix.fits(&self.place(s.place));
        (!one && self.senses(hit.form).iter().any(fits)).then_some(suffix)
    }

    /// The form's text and flags.
    pub fn form(&self, form: FormId) -> Form<'_> {
        let flags = self.flags.get(form.0 as usize).copied().unwrap_or(0);
        Form {
            text: self.forms.get(form.0),
            common_word: flags & COMMON != 0,
            weak: flags & WEAK != 0,
        }
    }

    /// What the form may mean: countries and the greater divisions of China first, then by how plainly it names the
    /// place, then the weightier place.
    pub fn senses(&self, form: FormId) -> &[Sense] {
        let at = form.0 as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.senses[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The form that is exactly `name`, interpuncts and dashes left out of account.
    pub fn find(&self, name: &str) -> Option<FormId> {
        self.trie.get(name).map(FormId)
    }

    /// What `name`, taken as a whole, may mean; empty for a name that no list holds.
    pub fn lookup(&self, name: &str) -> &[Sense] {
        self.find(name).map_or(&[], |form| self.senses(form))
    }

    /// Whether the name of some country ends with a character, or one may stand right before it; few do.
    pub fn ends_country(&self, last: char) -> bool {
        let bits = self.country_ends.get(last as usize / 64);
        is_separator(last) || bits.is_some_and(|b| b >> (last as usize % 64) & 1 != 0)
    }

    /// The place of a handle.
    pub fn place(&self, id: PlaceId) -> Place<'_> {
        let at = id.0 as usize;
        if at >= self.ids.len()
            && let Some(place) = self.foreign_place(id)
        {
            return place;
        }
        let degrees = |column: &[i16]| {
            column
                .get(at)
                .filter(|d| **d != i16::MIN)
                .map(|d| f32::from(*d) / 100.0)
        };
        Place {
            handle: id,
            id: self.ids.get(id.0),
            name: self.names.get(id.0),
            country: self
                .countries
                .get(2 * at..2 * at + 2)
                .filter(|code| !code.starts_with(' '))
                .unwrap_or_default(),
            level: self
                .levels
                .get(at)
                .map_or(Level::Other, |b| Level::from_byte(*b)),
            parent: self
                .parents
                .get(at)
                .filter(|p| **p != u32::MAX)
                .map(|p| PlaceId(*p)),
            since: self.since.get(at).copied().unwrap_or(0),
            until: self.until.get(at).copied().unwrap_or(0),
            at: degrees(&self.latitudes).zip(degrees(&self.longitudes)),
            population: self.populations.get(at).copied().unwrap_or(0),
        }
    }

    /// The rank of a place, as [`Gazetteer::place`] has it, without the rest.
    pub fn level(&self, id: PlaceId) -> Level {
        match self.levels.get(id.0 as usize) {
            Some(byte) => Level::from_byte(*byte),
            None => self.place(id).level,
        }
    }

    /// The code of the country that a place lies in, as [`Gazetteer::place`] has it, without the rest.
    pub fn country_of(&self, id: PlaceId) -> &str {
        let at = id.0 as usize;
        match self.countries.get(2 * at..2 * at + 2) {
            Some(code) if code.starts_with(' ') => "",
            Some(code) => code,
            None => self.place(id).country,
        }
    }

    /// What a place lies in, as [`Gazetteer::place`] has it, without the rest.
    pub fn parent(&self, id: PlaceId) -> Option<PlaceId> {
        match self.parents.get(id.0 as usize) {
            Some(p) => Some(PlaceId(*p)).filter(|p| p.0 != u32::MAX),
            None => self.place(id).parent,
        }
    }

    #[cold]
    fn foreign_place(&self, id: PlaceId) -> Option<Place<'_>> {
        self.foreign().place(id)
    }

    /// The place of a stable id; of a code that was used more than once, the latest bearer.
    pub fn by_id(&self, id: &str) -> Option<PlaceId> {
        let at = self.by_id.partition_point(|p| self.ids.get(*p) < id);
        self.by_id
            .get(at)
            .filter(|p| self.ids.get(**p) == id)
            .map(|p| PlaceId(*p))
            .or_else(|| {
                self.foreign()
                    .by_id(id)
                    .filter(|_| id.starts_with("geonames:"))
            })
    }

    /// The country of an ISO 3166-1 alpha-2 code.
    pub fn country(&self, code: &str) -> Option<PlaceId> {
        let codes = &self.country_codes;
        let at = codes.binary_search_by(|(c, _)| c.as_str().cmp(code));
        at.ok().map(|at| codes[at].1)
    }

    /// The same division as it was coded in `year`: 茌平县 of 2005 is `cn:371523`, since 2019 茌平区 is `cn:371503`.
    ///
    /// `None` asks for the latest. A place without years, or dissolved before the year, is given as it last was.
    pub fn on(&self, place: PlaceId, year: Option<u16>) -> PlaceId {
        let mut place = place;
        while let Some(&next) = self
            .later
            .get(place.0 as usize)
            .filter(|next| **next != place.0)
        {
            if year.is_some_and(|y| self.until[place.0 as usize] >= y) {
                break;
            }
            place = PlaceId(next);
        }
        place
    }

    /// The divisions and the country above a place, nearest first.
    pub fn above(&self, place: PlaceId) -> impl Iterator<Item = PlaceId> {
        std::iter::successors(self.parent(place), |p| self.parent(*p)).take(8)
    }

    /// Whether `place` is `whole` or lies in it.
    pub fn within(&self, place: PlaceId, whole: PlaceId) -> bool {
        let same = |p: PlaceId| p == whole || self.on(p, None) == self.on(whole, None);
        same(place) || self.above(place).any(same)
    }

    /// The region that an outlet speaks from, by its name: 黑龙江日报, 齐鲁网; `None` for a national one.
    pub fn outlet_home(&self, outlet: &str) -> Option<PlaceId> {
        self.outlets.home(self, outlet)
    }
}
