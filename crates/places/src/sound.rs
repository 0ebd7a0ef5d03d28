//! What Latin letters a Han character stands for in a place name, and what each reading costs.
//!
//! The counts are learnt by `tools/gazetteer` (`gazetteer/sounds.py`, where the weights below are the same): of names
//! in all countries, in the countries of one tongue, and the Sino readings of Korean, Japanese and Vietnamese.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::format::unpack;

static DATA: &[u8] = include_bytes!("../data/sounds.zst");
static SHARED: LazyLock<Sounds> =
    LazyLock::new(|| Sounds::open(DATA).expect("the embedded sounds are of this version's format"));

/// Most letters that one character stands for.
pub(crate) const LONGEST: usize = 6;

/// Weight of all countries together against those of the group, of no knowledge against all, and of Sino readings.
const WEIGHT_ALL: f32 = 4.0;
const WEIGHT_BLANK: f32 = 1.0;
const WEIGHT_READ: f32 = 4.0;

/// Shares of 0 to 6 letters where nothing is known of a character.
const LENGTHS: [f32; LONGEST + 1] = [0.02, 0.25, 0.33, 0.25, 0.1, 0.03, 0.02];

/// Share of the letters that two characters begin with which must be common to them.
const COMMON: f32 = 0.4;

/// Up to six letters as a number.
pub(crate) type Chunk = u32;

/// A chunk with one more letter.
pub(crate) fn longer(chunk: Chunk, letter: u8) -> Chunk {
    chunk << 5 | u32::from(letter & 31)
}

/// Counts of the chunks of a character.
#[derive(Clone, Copy)]
struct Counted {
    total: f32,
    from: u32,
    to: u32,
}

/// All counts.
pub(crate) struct Sounds {
    groups: Vec<String>,
    /// Of each group the one that its Sino readings are counted in, if it has any.
    readings: Vec<Option<u8>>,
    of_country: FxHashMap<String, u8>,
    characters: FxHashMap<(u8, char), Counted>,
    chunks: Vec<(Chunk, f32)>,
}

/// What the letters of one character cost, in bits, when each letter of the name is worth some.
pub(crate) struct Costs {
    known: Prices,
    other: [f32; LONGEST + 1],
    /// For letters that longer chunks begin with, what the cheapest of those costs.
    begun: Prices,
    /// The cheapest of more than so many letters, where nothing is known of them.
    beyond: [f32; LONGEST + 1],
}

impl Costs {
    fn new(mut known: Vec<(Chunk, f32)>, mut other: [f32; LONGEST + 1], letter: f32) -> Self {
        let mut begun: Vec<(Chunk, f32)> = Vec::new();
        for (chunk, cost) in &mut known {
            let length = length(*chunk);
            *cost -= letter * length as f32;
            begun.extend((1..=length).map(|cut| (*chunk >> (5 * cut), *cost)));
        }
        for (length, cost) in other.iter_mut().enumerate() {
            *cost -= letter * length as f32;
        }
        begun.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        begun.dedup_by_key(|b| b.0);
        let beyond = std::array::from_fn(|n| other[n + 1..].iter().copied().fold(NEVER, f32::min));
        Self {
            known: Prices::new(&known),
            other,
            begun: Prices::new(&begun),
            beyond,
        }
    }

    /// The cost of a chunk of `length` letters.
    pub(crate) fn of(&self, chunk: Chunk, length: usize) -> f32 {
        self.known.get(chunk).unwrap_or(self.other[length])
    }

    /// The least that a chunk can cost which begins with `length` letters and goes on.
    pub(crate) fn longer_than(&self, chunk: Chunk, length: usize) -> f32 {
        let known = self.begun.get(chunk).unwrap_or(NEVER);
        known.min(self.beyond[length])
    }

    /// The least that the character can cost.
    pub(crate) fn least(&self) -> f32 {
        self.longer_than(0, 0).min(self.of(0, 0))
    }
}

/// Prices by chunk: a table with open places, for they are asked for some million times a second.
struct Prices(Vec<(Chunk, f32)>);

impl Prices {
    /// No chunk, which has 30 bits at most.
    const OPEN: Chunk = u32::MAX;

    fn new(prices: &[(Chunk, f32)]) -> Self {
        let size = (2 * prices.len() + 1).next_power_of_two();
        let mut table = Self(vec![(Self::OPEN, NEVER); size]);
        for price in prices {
            let at = table.at(price.0);
            table.0[at] = *price;
        }
        table
    }

    /// Where a chunk stands, or would stand.
    fn at(&self, chunk: Chunk) -> usize {
        let mask = self.0.len() - 1;
        let mut at = (chunk.wrapping_mul(0x9e37_79b1) >> 12) as usize & mask;
        while self.0[at].0 != chunk && self.0[at].0 != Self::OPEN {
            at = (at + 1) & mask;
        }
        at
    }

    fn get(&self, chunk: Chunk) -> Option<f32> {
        let found = self.0[self.at(chunk)];
        (found.0 == chunk).then_some(found.1)
    }
}

const NEVER: f32 = f32::INFINITY;

/// Letters of a chunk.
fn length(chunk: Chunk) -> usize {
    (32 - chunk.leading_zeros()).div_ceil(5) as usize
}

/// Class of the letter that a chunk begins with, 0 where it has none: what translators take for one another is one.
fn begin(chunk: Chunk) -> usize {
    const CLASSES: [&[u8]; 6] = [b"bp", b"dt", b"gkcq", b"lr", b"fvw", b"szxj"];
    let below = 5 * length(chunk).saturating_sub(1);
    let letter = (chunk >> below & 31) as u8;
    let class = CLASSES
        .iter()
        .find(|class| class.iter().any(|c| c & 31 == letter));
    usize::from(class.map_or(letter, |class| class[0] & 31))
}

impl Sounds {
    /// The embedded counts, opened on first use.
    pub(crate) fn get() -> &'static Self {
        &SHARED
    }

    fn open(packed: &[u8]) -> Option<Self> {
        let text = String::from_utf8(unpack(packed)?).ok()?;
        let mut sounds = Self {
            groups: vec!["*".to_owned(), "xx".to_owned()],
            readings: Vec::new(),
            of_country: FxHashMap::default(),
            characters: FxHashMap::default(),
            chunks: Vec::new(),
        };
        for line in text.lines() {
            let mut words = line.split(' ');
            let head = words.next()?;
            if let Some(group) = head.strip_prefix('=') {
                let at = sounds.group(group);
                sounds.of_country.extend(words.map(|c| (c.to_owned(), at)));
                continue;
            }
            let at = sounds.group(head);
            let character = words.next()?.chars().next()?;
            let total = words.next()?.parse().ok()?;
            let from = sounds.chunks.len() as u32;
            for word in words {
                let (letters, count) = word.split_once(':')?;
                let chunk = letters.bytes().fold(0, longer);
                sounds.chunks.push((chunk, count.parse().ok()?));
            }
            let to = sounds.chunks.len() as u32;
            sounds.chunks[from as usize..].sort_by_key(|c| c.0);
            let counted = Counted { total, from, to };
            sounds.characters.insert((at, character), counted);
        }
        let groups = &sounds.groups;
        let readings = groups.iter().map(|group| {
            let read = groups
                .iter()
                .position(|g| g.strip_prefix('r') == Some(group.as_str()));
            read.map(|r| r as u8)
        });
        sounds.readings = readings.collect();
        Some(sounds)
    }

    fn group(&mut self, name: &str) -> u8 {
        let known = self.groups.iter().position(|g| g == name);
        let at = known.unwrap_or_else(|| {
            self.groups.push(name.to_owned());
            self.groups.len() - 1
        });
        at as u8
    }

    fn counted(&self, group: u8, character: char) -> (f32, &[(Chunk, f32)]) {
        match self.characters.get(&(group, character)) {
            Some(c) => (c.total, &self.chunks[c.from as usize..c.to as usize]),
            None => (0.0, &[]),
        }
    }

    /// Whether two characters stand for the same letters often enough to be taken for one another: 伯 and 波.
    pub(crate) fn alike(&self, a: char, b: char) -> bool {
        let ((all, first), (whole, second)) = (self.counted(0, a), self.counted(0, b));
        if all < 20.0 || whole < 20.0 {
            return false;
        }
        // by the letter that each begins with: translators differ in vowels
        let begun = |chunks: &[(Chunk, f32)], total: f32| {
            let mut letters = [0.0; 32];
            for (chunk, n) in chunks {
                letters[begin(*chunk)] += n / total;
            }
            letters
        };
        let (first, second) = (begun(first, all), begun(second, whole));
        let common = first.iter().zip(&second).map(|(x, y)| x.min(*y));
        common.sum::<f32>() >= COMMON
    }

    /// What a character may stand for in names of a country, `letter` bits off for each letter.
    pub(crate) fn costs(&self, country: &str, character: char, letter: f32) -> Costs {
        let group = self.of_country.get(country).copied().unwrap_or(1);
        let readings = self.readings[usize::from(group)];
        let (all, shared) = self.counted(0, character);
        let (total, own) = self.counted(group, character);
        let (sounds, read) = readings.map_or((0.0, &[][..]), |r| self.counted(r, character));
        let weight_read = if sounds > 0.0 { WEIGHT_READ } else { 0.0 };
        let whole = total + WEIGHT_ALL + weight_read;
        let share = |length: usize, mine: f32, others: f32, told: bool| {
            let blank = 0.5 * 26f32.powi(-(length as i32)) * LENGTHS[length] + 1e-12;
            let p = (others + WEIGHT_BLANK * blank) / (all + WEIGHT_BLANK);
            let told = if told { weight_read / sounds } else { 0.0 };
            -((mine + WEIGHT_ALL * p + told) / whole).log2()
        };
        let count = |list: &[(Chunk, f32)], chunk| {
            list.binary_search_by_key(&chunk, |c| c.0)
                .map_or(0.0, |at| list[at].1)
        };
        let mut chunks: Vec<Chunk> = [shared, own, read]
            .into_iter()
            .flatten()
            .map(|(c, _)| *c)
            .collect();
        chunks.sort_unstable();
        chunks.dedup();
        let known = chunks
            .into_iter()
            .map(|c| {
                let told = read.binary_search_by_key(&c, |r| r.0).is_ok();
                (c, share(length(c), count(own, c), count(shared, c), told))
            })
            .collect();
        let other = std::array::from_fn(|length| share(length, 0.0, 0.0, false));
        Costs::new(known, other, letter)
    }
}
