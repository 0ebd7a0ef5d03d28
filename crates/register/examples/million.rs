//! Fills a register with made-up records and says how quickly that goes and how quickly it answers.
//!
//! `cargo run --release -p jiehao-register --example million -- FILE [RECORDS]`; FILE must not be
//! there. Places are those of the gazetteer, persons and texts are random; a tenth of the pages tell
//! again what an earlier one told, and one in twenty is a near-copy. `docs/performance.md` holds
//! the figures.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiehao_events::{Evidence, Filler, Record, Type};
use jiehao_places::{Gazetteer, Level, Place};
use jiehao_register::{AT_ONCE, Arrival, Filter, Reader, Register, Result, Taken};
use jiehao_text::{Hint, Page};
use mimalloc::MiMalloc;

/// As the command has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Records of a page.
const A_PAGE: usize = 4;

/// Earlier pages that may be told again.
const REMEMBERED: usize = 20_000;

/// Questions of each kind.
const ASKED: usize = 41;

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    fn han(&mut self, length: usize) -> String {
        let one = |d: &mut Self| char::from_u32(0x4E00 + d.roll(6000) as u32).unwrap_or('一');
        (0..length).map(|_| one(self)).collect()
    }
}

/// A fact before it is told.
#[derive(Clone)]
struct Fact {
    kind: Type,
    home: usize,
    abroad: usize,
    person: String,
    day: (usize, usize, usize),
}

struct World {
    homes: Vec<Place<'static>>,
    abroad: Vec<Place<'static>>,
}

impl World {
    fn new() -> Self {
        let all = Gazetteer::get().places();
        let (homes, abroad): (Vec<_>, Vec<_>) = all
            .filter(|p| matches!(p.level, Level::First | Level::Second | Level::Third))
            .filter(|p| !p.is_former() && !p.name.is_ascii())
            .partition(|p| p.id.starts_with("cn:"));
        Self { homes, abroad }
    }

    fn fact(&self, dice: &mut Dice) -> Fact {
        let kind = match dice.roll(20) {
            0..7 => Type::Visit,
            7..13 => Type::Meeting,
            13..16 => Type::Agreement,
            16 => Type::Tie,
            _ => Type::Conference,
        };
        Fact {
            kind,
            home: dice.roll(self.homes.len()),
            abroad: dice.roll(self.abroad.len()),
            person: dice.han(3),
            day: (2004 + dice.roll(21), 1 + dice.roll(12), 1 + dice.roll(28)),
        }
    }

    /// The sentence of a fact, and its record with evidence from `start`.
    fn tell(&self, fact: &Fact, start: usize) -> (String, Record) {
        let (home, abroad) = (&self.homes[fact.home], &self.abroad[fact.abroad]);
        let place = |p: &Place<'_>| Filler {
            name: p.name.into(),
            id: Some(p.id.into()),
            country: Some(p.country.into()),
            ..Filler::default()
        };
        let person = Filler {
            name: fact.person.clone(),
            country: Some("CN".into()),
            post: Some("市长".into()),
            of: Some(home.name.into()),
            ..Filler::default()
        };
        let event = Filler {
            name: format!("{}合作论坛", home.name),
            ..Filler::default()
        };
        let (year, month, day) = fact.day;
        let (verb, roles, time): (&str, Vec<(&str, Filler)>, &str) = match fact.kind {
            Type::Visit => (
                "访问",
                vec![("visitor", person), ("destination", place(abroad))],
                "start",
            ),
            Type::Meeting => ("会见", vec![("a", person), ("b", place(abroad))], "date"),
            Type::Agreement => (
                "签署备忘录",
                vec![("party", place(home)), ("party", place(abroad))],
                "date",
            ),
            Type::Tie => (
                "结为友好城市",
                vec![("a", place(home)), ("b", place(abroad))],
                "since",
            ),
            _ => (
                "出席论坛",
                vec![("attendee", person), ("event", event)],
                "start",
            ),
        };
        let told = format!(
            "{year}年{month}月{day}日，{}市长{}与{}{verb}。",
            home.name, fact.person, abroad.name
        );
        let mut by_role: BTreeMap<String, Vec<Filler>> = BTreeMap::new();
        for (role, filler) in roles {
            by_role.entry(role.into()).or_default().push(filler);
        }
        let record = Record {
            kind: fact.kind,
            roles: by_role,
            attributes: BTreeMap::from([(time.into(), format!("{year}-{month:02}-{day:02}"))]),
            evidence: vec![Evidence {
                start,
                end: start + told.chars().count(),
                exact: told.clone(),
            }],
            confidence: 0.9,
            grounds: Vec::new(),
            rule: "made-up".into(),
            spans: Vec::new(),
        };
        (told, record)
    }
}

/// A page that was made up.
struct Made {
    locator: String,
    text: String,
    page: Page,
    records: Vec<Record>,
}

impl Made {
    fn arrival(&self) -> Arrival<'_> {
        Arrival {
            taken: Taken {
                bytes: self.text.as_bytes(),
                locator: &self.locator,
                at: "2026-01-02T03:04:05Z",
            },
            read: Some(((&self.page).into(), &self.records)),
        }
    }
}

/// Pages, one after another.
struct Pages<'w> {
    world: &'w World,
    made: usize,
    earlier: Vec<Vec<Fact>>,
    copied: Option<String>,
}

impl<'w> Pages<'w> {
    fn new(world: &'w World) -> Self {
        Self {
            world,
            made: 0,
            earlier: Vec::new(),
            copied: None,
        }
    }

    fn next(&mut self, dice: &mut Dice) -> Made {
        let again = dice.roll(20);
        let facts: Vec<Fact> = match again {
            0 | 1 if !self.earlier.is_empty() => {
                self.earlier[dice.roll(self.earlier.len())].clone()
            }
            _ => (0..A_PAGE).map(|_| self.world.fact(dice)).collect(),
        };
        let filler = match (again, &self.copied) {
            // the same words under another head
            (2, Some(text)) => text.clone(),
            _ => dice.han(160),
        };
        self.copied = Some(filler.clone());
        let mut text = format!("{}\n{filler}。\n", dice.han(12));
        let mut records = Vec::new();
        for fact in &facts {
            let (told, record) = self.world.tell(fact, text.chars().count());
            text.push_str(&told);
            records.push(record);
        }
        // any page may be told again, whenever it was: none is forgotten for its age
        match self.earlier.len() < REMEMBERED {
            true => self.earlier.push(facts),
            false => self.earlier[dice.roll(REMEMBERED)] = facts,
        }
        let page = jiehao_text::read(text.as_bytes(), &Hint::default());
        let locator = format!("page/{}.txt", self.made);
        self.made += 1;
        Made {
            locator,
            text,
            page,
            records,
        }
    }
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let file = args.next().expect("usage: million FILE [RECORDS]");
    let wanted: usize = args
        .next()
        .map_or(1_000_000, |n| n.parse().expect("a number of records"));
    assert!(
        !std::path::Path::new(&file).exists(),
        "{file} is there already"
    );
    let mut register = Register::open_or_make(&file)?;
    let (world, mut dice) = (World::new(), Dice(20_260_102));
    let reader = Reader {
        version: "1.0.0".into(),
        rules: String::new(),
    };
    let mut pages = Pages::new(&world);
    let tenth = (wanted / A_PAGE / 10).max(1);
    let (mut walls, mut works) = (Vec::new(), Vec::new());
    for _ in 0..10 {
        let (begun, busy) = (Instant::now(), work());
        let mut left = tenth;
        while left > 0 {
            let batch: Vec<Made> = (0..left.min(AT_ONCE))
                .map(|_| pages.next(&mut dice))
                .collect();
            left -= batch.len();
            let arrivals: Vec<Arrival<'_>> = batch.iter().map(Made::arrival).collect();
            register.ingest_all(&reader, &arrivals)?;
        }
        // as at the end of each run of the command
        register.settle()?;
        let records = (tenth * A_PAGE) as f64;
        eprintln!("{} records", (walls.len() + 1) * tenth * A_PAGE);
        walls.push(records / begun.elapsed().as_secs_f64());
        works.push(records / (work() - busy));
    }
    for (what, rates) in [("second", &walls), ("second of processor time", &works)] {
        let told: Vec<String> = rates.iter().map(|r| format!("{r:.0}")).collect();
        let share = rates[9] / rates[0];
        println!(
            "records a {what}, by tenth: {}; last to first {share:.2}",
            told.join(" ")
        );
    }
    ask(&mut register, &world, &mut dice)?;
    let size = std::fs::metadata(&file).map_or(0, |m| m.len());
    println!("file: {} MB; memory: {} MB", size >> 20, memory());
    Ok(())
}

fn ask(register: &mut Register, world: &World, dice: &mut Dice) -> Result<()> {
    let mut time = |what: &str, ask: &mut dyn FnMut(&mut Register, &mut Dice) -> Result<usize>| {
        let mut times: Vec<(Duration, usize)> = Vec::new();
        for _ in 0..ASKED {
            let begun = Instant::now();
            let found = ask(register, dice)?;
            times.push((begun.elapsed(), found));
        }
        times.sort();
        let ms = |t: &(Duration, usize)| t.0.as_secs_f64() * 1e3;
        let (median, worst) = (&times[ASKED / 2], &times[ASKED - 1]);
        println!(
            "{what}: median {:.1} ms ({} found), longest {:.1} ms",
            ms(median),
            median.1,
            ms(worst)
        );
        Ok(())
    };
    let few = Filter {
        limit: Some(50),
        ..Filter::default()
    };
    time("search for a place", &mut |r, d| {
        let word = world.abroad[d.roll(world.abroad.len())].name.to_owned();
        Ok(r.search(&[word], &few)?.len())
    })?;
    time("search for a place and a word", &mut |r, d| {
        let word = world.homes[d.roll(world.homes.len())].name.to_owned();
        Ok(r.search(&[word, "会见".into()], &few)?.len())
    })?;
    time("dossier of a county or city", &mut |r, d| {
        let id = world.homes[d.roll(world.homes.len())].id;
        Ok(r.region(id, 20)?.counts.len())
    })?;
    time("dossier of a province", &mut |r, d| {
        let first: Vec<_> = world
            .homes
            .iter()
            .filter(|p| p.level == Level::First)
            .collect();
        Ok(r.region(first[d.roll(first.len())].id, 20)?.counts.len())
    })?;
    Ok(())
}

/// Seconds of processor time of this process so far, where the system tells: a machine that is shared
/// lets the clock run on.
fn work() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks.filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Memory of this process at its highest, in megabytes, where the system tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    let kb = line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok());
    kb.unwrap_or(0) >> 10
}
