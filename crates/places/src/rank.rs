//! Ranks the places of a country by how well their Latin names may have given a Chinese one.
//!
//! A name that no list holds is a transliteration most of the time: each character stands for a few letters, and
//! [`crate::sound`] knows what each choice costs. The names of a country are walked in the order of their letters, so
//! that names which begin alike share the work and a beginning that cannot win is left with all that follow it.

use rustc_hash::FxHashMap;

use crate::foreign::Opened;
use crate::gazetteer::Gazetteer;
use crate::place::{Level, PlaceId};
use crate::sound::{Chunk, Costs, LONGEST, Sounds, longer};
use crate::trie::is_separator;

/// A place and how unlike the name it sounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// The place.
    pub place: PlaceId,
    /// Bits above the best that any name could do, less what its size speaks for it. Less is more alike, and a
    /// difference of one makes a place twice as likely as another.
    pub bits: f32,
}

impl Likeness {
    /// The first of a ranking, when it is close enough to the name and far enough from the next to be the place meant.
    ///
    /// The bounds are those at which of 800 names held apart (`tests/ranker.rs`) hardly any is linked wrongly, even of
    /// those whose own place is taken out: a country holds many names, and wants a closer match than a division does.
    pub fn clear(ranked: &[Self], characters: usize, in_division: bool) -> Option<&Self> {
        let first = ranked.first()?;
        let next = ranked.get(1).map_or(f32::INFINITY, |l| l.bits);
        let (near, apart) = Self::bounds(in_division);
        (first.bits <= near * characters as f32 && next - first.bits >= apart).then_some(first)
    }
}

impl Likeness {
    /// Bits a character within which the first must lie, and bits by which the next must lie behind it.
    fn bounds(in_division: bool) -> (f32, f32) {
        if in_division { (2.0, 5.0) } else { (1.0, 8.0) }
    }

    /// Bits beyond which no place can be the one meant, nor make another doubtful.
    fn reach(characters: usize, in_division: bool) -> f32 {
        let (near, apart) = Self::bounds(in_division);
        // a large division makes up for more bits than a town
        near * characters as f32 + apart + SIZE * (LARGEST + 4.0)
    }
}

/// Bits that a letter of the Latin name is worth: without it the shortest name of a country would win too often.
const LETTER: f32 = 2.3;

/// Bits that a doubling of inhabitants is worth.
const SIZE: f32 = 0.5;

/// Inhabitants of a place that the source gives none for, and the least a place is counted as.
const SMALLEST: f32 = 300.0;

/// Bits a character, above the best that any name could do, within which names are looked for; beyond the last none is
/// worth offering.
const ALIKE: [f32; 3] = [3.0, 6.0, 13.0];

/// A place that is more alike than any other by this many bits needs no company.
const CLEAR: f32 = 6.0;

/// Doublings from the smallest place to the largest.
const LARGEST: f32 = 17.0;

/// Characters of a name that may be a transliteration.
const LENGTH: std::ops::RangeInclusive<usize> = 1..=16;

/// Most letters of a Latin name that are compared.
const LETTERS: usize = 60;

impl Gazetteer {
    /// Places of `country` (in `parent`, if one is given) whose Latin name may be what `name` transliterates,
    /// likeliest first, at most `most`. `name` stands without its suffix: 帕利卢拉, not 帕利卢拉市.
    pub fn rank(
        &self,
        name: &str,
        country: &str,
        parent: Option<PlaceId>,
        most: usize,
    ) -> Vec<Likeness> {
        self.rank_within(name, country, parent, most, f32::INFINITY)
    }

    /// As [`Gazetteer::rank`], of places that [`Likeness::clear`] has to know of: a search far shorter where nothing
    /// is alike.
    pub(crate) fn rank_clear(
        &self,
        name: &str,
        country: &str,
        parent: Option<PlaceId>,
    ) -> Vec<Likeness> {
        let reach = Likeness::reach(name.chars().count(), parent.is_some());
        self.rank_within(name, country, parent, 5, reach)
    }

    fn rank_within(
        &self,
        name: &str,
        country: &str,
        parent: Option<PlaceId>,
        most: usize,
        reach: f32,
    ) -> Vec<Likeness> {
        let han: Vec<char> = name
            .chars()
            .filter(|c| !is_separator(*c))
            .take(LENGTH.end() + 1)
            .collect();
        let is_han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        if !LENGTH.contains(&han.len()) || !han.iter().all(is_han) || most == 0 {
            return Vec::new();
        }
        let Some(names) = self.foreign().country(country) else {
            return Vec::new();
        };
        let sounds = Sounds::get();
        let costs: Vec<Costs> = han
            .iter()
            .map(|c| sounds.costs(country, *c, LETTER))
            .collect();
        // most names are found by a close search, and a wide one costs ten times as much
        let mut best = Vec::new();
        for alike in ALIKE {
            // a short name may be read in an odd way throughout
            let wide = alike * (han.len() + 1) as f32;
            let limit = wide.min(reach);
            best = self.alike(names, &costs, parent, most, limit);
            let sure = best
                .first()
                .is_some_and(|b: &Likeness| b.bits + CLEAR < limit);
            if best.len() == most || sure || wide >= reach {
                break;
            }
        }
        best
    }

    fn alike(
        &self,
        names: &Opened,
        costs: &[Costs],
        parent: Option<PlaceId>,
        most: usize,
        limit: f32,
    ) -> Vec<Likeness> {
        let mut walk = Walk::new(costs);
        let (least, limit) = (walk.rest[0], walk.rest[0] + limit);
        let mut best: Vec<Likeness> = Vec::with_capacity(most + 1);
        let (mut passed, mut inside) = (usize::MAX, FxHashMap::default());
        let mut next = 0;
        while next < names.count() {
            let at = next;
            next += 1;
            let (letters, shared, place) = names.letters(at);
            passed = passed.min(shared);
            if let Some(whole) = parent {
                let above = names.parent(place).unwrap_or(place);
                let inside = inside.entry(above);
                if !*inside.or_insert_with(|| self.within(above, whole) && place != whole) {
                    continue;
                }
            }
            let shared = std::mem::replace(&mut passed, usize::MAX);
            let bound = match best.get(most - 1) {
                // a large place may still come before a better match
                Some(last) => limit.min(least + last.bits + SIZE * LARGEST),
                None => limit,
            };
            let Some(cost) = walk.price(letters, shared, bound) else {
                next = if walk.dead < usize::MAX {
                    names.past(at, walk.dead)
                } else {
                    next
                };
                continue;
            };
            let bits = cost - least - SIZE * (self.size(place) / SMALLEST).log2();
            if let Some(known) = best.iter_mut().find(|b| b.place == place) {
                known.bits = known.bits.min(bits);
            } else {
                best.push(Likeness { place, bits });
            }
            best.sort_by(|a, b| a.bits.total_cmp(&b.bits).then(a.place.cmp(&b.place)));
            best.truncate(most);
        }
        best
    }

    /// Every Latin name of a country by its letters, with its place: what [`Gazetteer::rank`] looks through.
    pub fn latin_names(&self, country: &str) -> impl Iterator<Item = (&str, PlaceId)> {
        let names = self.foreign().country(country);
        names.into_iter().flat_map(|n| {
            (0..n.count()).map(|at| {
                let (letters, _, place) = n.form(at);
                (letters, place)
            })
        })
    }

    /// Inhabitants, or what stands in for them by rank.
    fn size(&self, place: PlaceId) -> f32 {
        let place = self.place(place);
        match place.level {
            Level::First if place.population == 0 => 1e6,
            _ if place.id.starts_with("iso:") => 1e5,
            _ => (place.population as f32).max(SMALLEST),
        }
    }
}

/// The cheapest way to give each beginning of a Latin name by each beginning of the Chinese one.
struct Walk<'c> {
    costs: &'c [Costs],
    /// What the characters from each on cost at least.
    rest: Vec<f32>,
    /// A row for each letter; in it a price for each character.
    rows: Vec<f32>,
    /// Letters of the present name whose rows stand.
    depth: usize,
    /// Letters after which the present name, and all that begin like it, was given up.
    dead: usize,
}

impl<'c> Walk<'c> {
    fn new(costs: &'c [Costs]) -> Self {
        let width = costs.len() + 1;
        let mut rest = vec![0.0; width];
        for i in (0..costs.len()).rev() {
            rest[i] = rest[i + 1] + costs[i].least();
        }
        let mut walk = Self {
            costs,
            rest,
            rows: vec![f32::INFINITY; width * (LETTERS + 1)],
            depth: 0,
            dead: usize::MAX,
        };
        walk.fill(&[], 0, f32::INFINITY);
        walk
    }

    /// The price of a name that shares its first letters with the one before; `None` when it exceeds `bound`.
    fn price(&mut self, letters: &[u8], shared: usize, bound: f32) -> Option<f32> {
        if self.dead <= shared {
            return None;
        }
        self.dead = usize::MAX;
        self.depth = self.depth.min(shared);
        while self.depth < letters.len() {
            self.depth += 1;
            self.fill(letters, self.depth, bound);
            if self.hopeless(letters, bound) {
                self.dead = self.depth;
                return None;
            }
        }
        let width = self.costs.len() + 1;
        let price = self.rows[letters.len() * width + self.costs.len()];
        (price <= bound).then_some(price)
    }

    /// Prices of all beginnings of the Chinese name for the first `j` letters.
    fn fill(&mut self, letters: &[u8], j: usize, bound: f32) {
        let width = self.costs.len() + 1;
        let mut chunks: [Chunk; LONGEST + 1] = [0; LONGEST + 1];
        let longest = LONGEST.min(j);
        for k in 1..=longest {
            chunks[k] = letters[j - k..j].iter().fold(0, |c, l| longer(c, *l));
        }
        self.rows[j * width] = if j == 0 { 0.0 } else { f32::INFINITY };
        for i in 1..width {
            let cost = &self.costs[i - 1];
            let mut best = f32::INFINITY;
            for (k, chunk) in chunks.iter().enumerate().take(longest + 1) {
                let before = self.rows[(j - k) * width + i - 1];
                if before.is_finite() {
                    best = best.min(before + cost.of(*chunk, k));
                }
            }
            // what cannot stay within the bound is not gone on with
            let lost = best + self.rest[i] > bound;
            self.rows[j * width + i] = if lost { f32::INFINITY } else { best };
        }
    }

    /// Whether no name that begins with these letters can stay within the bound.
    fn hopeless(&self, letters: &[u8], bound: f32) -> bool {
        let width = self.costs.len() + 1;
        let mut chunk: Chunk = 0;
        for k in 0..LONGEST.min(self.depth + 1) {
            let j = self.depth - k;
            if k > 0 {
                chunk |= longer(0, letters[j]) << (5 * (k - 1));
            }
            let row = &self.rows[j * width..j * width + width];
            for (i, cost) in self.costs.iter().enumerate() {
                let goes_on = |price: f32| price + cost.longer_than(chunk, k) + self.rest[i + 1];
                if row[i].is_finite() && goes_on(row[i]) <= bound {
                    return false;
                }
            }
        }
        // the name may end here, with characters that stand for nothing
        self.rows[self.depth * width..(self.depth + 1) * width]
            .iter()
            .all(|price| price.is_infinite())
    }
}
