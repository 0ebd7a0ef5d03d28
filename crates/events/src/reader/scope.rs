//! Whose a name is and whether what it does reaches beyond one place: codebook, rule 1.

use jiehao_places::{Gazetteer, Level, PlaceId};

use super::Reader;
use crate::engine::Match;
use crate::home::division;
use crate::lexicon::Class;
use crate::mention::{self, Kind, Mention};
use crate::types::Fill;

impl<'p, 'd> Reader<'p, 'd> {
    /// The region of a filler: of a place itself, of a person the region of the office.
    pub fn region_of(&self, f: &Fill) -> Option<Fill> {
        let m = f.mention.as_deref()?;
        match m.kind {
            Kind::Place => Some(f.clone()),
            _ => {
                let of = m.of.as_ref();
                if let Some(p) = of.and_then(|o| o.place.as_deref()) {
                    return Some(Fill::place(p));
                }
                if m.kind == Kind::Body && m.alias {
                    return self.own_of(&m.name, self.number_of(m));
                }
                let words = of.map_or("", |o| o.name.as_str());
                let post = m.post.map_or("", |s| s.of(self.text()));
                if m.kind != Kind::Person {
                    return None;
                }
                let lexicon = &self.rules.lexicon;
                let begins = |list: &str| {
                    [words, post].into_iter().find(|w| {
                        let w = w.strip_prefix("常务").unwrap_or(w);
                        let w = w.strip_prefix('副').unwrap_or(w);
                        lexicon.list(list).begins(w).is_some()
                    })
                };
                if begins("seat_province").is_some() {
                    return self.own_province();
                }
                if begins("seat_city").is_some() {
                    return self.own();
                }
                if let Some(w) = begins("seat_county") {
                    let w = w.trim_start_matches("常务").trim_start_matches('副');
                    return self.own_of(w, self.number_of(m));
                }
                None
            }
        }
    }

    /// Which mention of the page stands where this one does.
    fn number_of(&self, m: &Mention) -> usize {
        self.mentions
            .partition_point(|x| x.span.start < m.span.start)
    }

    /// The region or body a person binds by signing.
    pub fn party_of(&self, f: &Fill) -> Option<Fill> {
        let m = f.mention.as_deref()?;
        if m.kind == Kind::Body && m.alias {
            return self.region_of(f);
        }
        if m.kind != Kind::Person {
            return Some(f.clone());
        }
        let words = &self.rules.lexicon;
        let body = m.of.as_ref().filter(|o| !o.name.is_empty());
        if let Some(o) = body {
            let company = words.holds("business", &o.name)
                || o.name.ends_with("大学")
                || o.name.ends_with("学院");
            let mission = o.seat.is_some();
            if company || mission {
                let tail = if mission {
                    m.post.map_or("", |p| p.of(self.text()))
                } else {
                    ""
                };
                let name = if tail.ends_with("总领事") {
                    format!("{}总领事馆", o.name)
                } else {
                    o.name.clone()
                };
                let mut inner = m.clone();
                inner.kind = Kind::Body;
                inner.name.clone_from(&name);
                return Some(Fill {
                    name,
                    span: Some(m.span),
                    mention: Some(Box::new(inner)),
                    ..Fill::default()
                });
            }
        }
        self.region_of(f)
    }

    pub(super) fn place_id(&self, f: &Fill) -> Option<PlaceId> {
        if let Some(p) = f.place {
            return Some(p);
        }
        let m = f.mention.as_deref()?;
        match m.kind {
            Kind::Place => self.place_of(m).or_else(|| division(m)),
            _ => self.region_of(f).and_then(|r| self.place_id(&r)),
        }
    }

    /// Whether one place lies in another, or is it.
    pub fn within(&self, inner: &Fill, outer: &Fill) -> bool {
        if inner.name == outer.name {
            return true;
        }
        let gazetteer = Gazetteer::get();
        match (self.place_id(inner), self.place_id(outer)) {
            (Some(i), Some(o)) => i == o || gazetteer.within(i, o),
            // 东莞市|横沥镇: no list knows the town, the page says where it lies
            (None, _) if inner.name.ends_with(['镇', '乡', '道', '村']) => {
                self.holders(inner).iter().any(|h| self.within(h, outer))
            }
            _ => false,
        }
    }

    /// The places that stand before a place's name and hold it.
    pub(super) fn holders(&self, f: &Fill) -> Vec<Fill> {
        let m = f.mention.as_deref();
        let place = m.and_then(|m| match m.kind {
            Kind::Place => m.place.as_ref(),
            _ => m.of.as_ref()?.place.as_deref()?.place.as_ref(),
        });
        let within = place.map_or(&[][..], |p| &p.within);
        let outer = |(name, span, form): &(String, _, _)| {
            Fill::place(&Mention::place(name.clone(), *span, *form))
        };
        within.iter().map(outer).collect()
    }

    /// Whether both sides belong to one place, so that nothing crosses a border of any kind.
    pub fn same_region(&self, a: &[Fill], b: &[Fill]) -> bool {
        let region = |f: &Fill| self.region_of(f).or_else(|| self.party_of(f));
        if a.iter().chain(b).any(|f| !self.is_government(f)) {
            // a government with a firm or a school of its own region is in scope
            return false;
        }
        let posted = |side: &[Fill]| side.iter().any(Fill::posted);
        if posted(a) || posted(b) {
            // a mission is not of the place it sits in, nor of a region at home; with another
            // mission or somebody of a whole country it is no region's affair
            let whole = |f: &Fill| f.posted() || region(f).is_some_and(|r| self.is_country(&r));
            return a.iter().all(whole) && b.iter().all(whole);
        }
        let (Some(x), Some(y)) = (a.iter().find_map(region), b.iter().find_map(region)) else {
            return false;
        };
        self.within(&x, &y) || self.within(&y, &x)
    }

    /// Whether all of several parties belong to one place.
    pub fn all_same_region(&self, parties: &[Fill]) -> bool {
        parties.split_first().is_some_and(|(first, rest)| {
            rest.iter()
                .all(|p| self.same_region(std::slice::from_ref(first), std::slice::from_ref(p)))
        })
    }

    /// Whether a filler is a government, its officer, delegation or place.
    pub fn is_government(&self, f: &Fill) -> bool {
        let Some(m) = f.mention.as_deref() else {
            return f.place.is_some();
        };
        let words = &self.rules.lexicon;
        match m.kind {
            Kind::Place => true,
            Kind::Body => {
                !words.holds("business", &m.name)
                    && (m.of.is_some() || words.holds("government", &m.name))
                    && !words.ends("civil", &m.name)
            }
            Kind::Delegation => m.of.is_some() || words.holds("government_delegation", &m.name),
            Kind::Person => {
                let of = m.of.as_ref().map_or("", |o| o.name.as_str());
                let post = m.post.map_or("", |s| s.of(self.text()));
                !self.is_business(f)
                    && (self.region_of(f).is_some()
                        || words.holds("government", post)
                        || words.holds("government", of))
            }
            _ => false,
        }
    }

    /// Whether a sentence names a place or body that is not of a region.
    pub fn names_another(&self, sentence: usize, own: &Fill) -> bool {
        let span = self.parsed[sentence].span;
        let home = self.region_of(own);
        let apart = |f: &Fill| {
            f.name != own.name
                && !home
                    .as_ref()
                    .is_some_and(|h| self.within(f, h) || self.within(h, f))
        };
        let named = self.mentions.iter().filter(|m| span.covers(m.span));
        named
            .filter(|m| {
                matches!(
                    m.kind,
                    Kind::Place | Kind::Body | Kind::Delegation | Kind::Deictic | Kind::Event
                )
            })
            .filter(|m| m.kind != Kind::Event || m.parts.iter().any(|p| p.kind == Kind::Place))
            .any(|m| {
                let f = Fill::mention(m);
                apart(&self.region_of(&f).unwrap_or(f))
            })
    }

    /// Whether the page says what office a person holds or whom they lead, or shows them among heads.
    pub fn known_office(&self, f: &Fill) -> bool {
        let Some(m) = f.mention.as_deref() else {
            return true;
        };
        let told = |x: &Mention| {
            x.post.is_some()
                || x.of
                    .as_ref()
                    .is_some_and(|o| !o.name.is_empty() || o.place.is_some())
        };
        told(m)
            || self.is_national(&f.name)
            || self.met(&f.name)
            || self
                .mentions
                .iter()
                .any(|x| x.kind == Kind::Person && x.name == f.name && told(x))
    }

    /// Whether a filler is a person of a firm.
    pub fn is_business(&self, f: &Fill) -> bool {
        let Some(m) = f.mention.as_deref().filter(|m| m.kind == Kind::Person) else {
            return false;
        };
        let of = m.of.as_ref().map_or("", |o| o.name.as_str());
        let post = m.post.map_or("", |s| s.of(self.text()));
        let words = &self.rules.lexicon;
        words.holds("business", of) || words.ends("business_post", post)
    }

    /// Whether a filler is a firm, a society or a school, or somebody of one.
    pub fn is_civil(&self, f: &Fill) -> bool {
        let Some(m) = f.mention.as_deref() else {
            return false;
        };
        let words = &self.rules.lexicon;
        let named = |name: &str| {
            let friends = name.ends_with("友好协会") || name.ends_with("友协");
            !friends && (words.holds("business", name) || words.ends("civil", name))
        };
        match m.kind {
            Kind::Body => named(&m.name),
            Kind::Person => self.is_business(f) || m.of.as_ref().is_some_and(|o| named(&o.name)),
            _ => false,
        }
    }

    /// Whether any filler of a side is of a government.
    pub fn any_government(&self, side: &[Fill]) -> bool {
        side.iter().any(|f| self.is_government(f))
    }

    /// Whether a name is that of a national leader.
    pub fn is_national(&self, name: &str) -> bool {
        self.rules.lexicon.classes(name).has(Class::NationalLeader)
    }

    /// Whether a person holds a national office.
    pub fn is_national_post(&self, m: &Mention) -> bool {
        let post = m.post.map_or("", |s| s.of(self.text()));
        // 外交部|副部长: the ministry is of the nation, the office alone says nothing
        let of = m.of.as_ref().map_or("", |o| o.name.as_str());
        let whole = || {
            self.rules
                .lexicon
                .holds("national_post", &format!("{of}{post}"))
        };
        m.kind == Kind::Person
            && (self.rules.lexicon.holds("national_post", post) || !of.is_empty() && whole())
            && !post.contains(['省', '驻'])
            && !m.of.as_ref().is_some_and(|o| o.name.contains('驻'))
    }

    /// Whether a filler is a country.
    pub fn is_country(&self, f: &Fill) -> bool {
        f.mention
            .as_deref()
            .is_some_and(|m| self.mention_is_country(m))
    }

    /// Whether a filler is a continent or the like: nothing that can sign.
    pub fn is_continent(&self, f: &Fill) -> bool {
        let gazetteer = Gazetteer::get();
        f.mention
            .as_deref()
            .and_then(|m| m.place.as_ref())
            .and_then(|p| p.form)
            .is_some_and(|form| {
                gazetteer
                    .senses(form)
                    .first()
                    .is_some_and(|s| gazetteer.country_of(s.place).is_empty())
            })
    }

    /// Whether a mention is a country.
    pub fn mention_is_country(&self, m: &Mention) -> bool {
        let gazetteer = Gazetteer::get();
        m.kind == Kind::Place
            && m.place.as_ref().and_then(|p| p.form).is_some_and(|f| {
                gazetteer
                    .senses(f)
                    .first()
                    .is_some_and(|s| gazetteer.level(s.place) == Level::Country)
            })
    }

    /// Whether an event is one that a place holds by itself.
    pub fn inside(&self, event: &str) -> bool {
        let lexicon = &self.rules.lexicon;
        lexicon.holds("event_inside", event) || lexicon.list("event_home").begins(event).is_some()
    }

    /// Whether those who take part, and the persons the sentence names with them, are of several regions.
    pub fn crosses(&self, who: &[Fill], m: &Match<'_>) -> bool {
        let mut all = who.to_vec();
        let p = &self.parsed[m.sentence];
        let named = p.groups.iter().flat_map(|g| &g.members);
        let named = named.map(|&i| &self.mentions[i]);
        all.extend(named.filter(|x| x.kind == Kind::Person).map(Fill::mention));
        let regions: Vec<Fill> = all.iter().filter_map(|f| self.region_of(f)).collect();
        // 县委书记甲 of a page that does not say which county, and a guest of another by name
        if regions.iter().any(|r| !self.is_country(r)) && all.iter().any(|f| self.at_home(f)) {
            return true;
        }
        regions.iter().any(|a| {
            let apart = |b: &Fill| !self.within(a, b) && !self.within(b, a);
            regions.iter().any(apart)
        })
    }

    /// Whether a person holds an office of the page's own region, whichever that is: 市委书记甲.
    fn at_home(&self, f: &Fill) -> bool {
        let Some(m) = f.mention.as_deref().filter(|m| m.kind == Kind::Person) else {
            return false;
        };
        let words = m.of.as_ref().map_or("", |o| o.name.as_str());
        let post = m.post.map_or("", |s| s.of(self.text()));
        let seats = ["seat_province", "seat_city", "seat_county"];
        let seat = |l: &&str| {
            let seats = self.rules.lexicon.list(l);
            seats.begins(words).is_some() || seats.begins(post).is_some()
        };
        m.of.as_ref().is_none_or(|o| o.place.is_none())
            && self.region_of(f).is_none()
            && seats.iter().any(seat)
    }

    /// Whether a name holds two provinces by their letters: 沪滇产业对接会.
    fn paired(&self, name: &str) -> bool {
        let letters = self.rules.lexicon.list("province_letter");
        let chars: Vec<char> = name.chars().collect();
        let is = |c: char| letters.iter().any(|l| l.starts_with(c));
        chars
            .windows(2)
            .any(|w| w[0] != w[1] && is(w[0]) && is(w[1]))
    }

    /// Whether an event reaches beyond one place: by its name, its attendees or where it is held.
    pub fn external_event(
        &self,
        event: usize,
        who: &[Fill],
        m: &Match<'_>,
        held: Option<Fill>,
    ) -> bool {
        let e = &self.mentions[event];
        let words = &self.rules.lexicon;
        let named = words.holds("event_across", &e.name) || self.paired(&e.name);
        let places: Vec<Fill> = e
            .parts
            .iter()
            .filter(|p| p.kind == Kind::Place)
            .map(Fill::place)
            .collect();
        let regions: Vec<Fill> = who.iter().filter_map(|f| self.region_of(f)).collect();
        let elsewhere = self
            .place_at(m)
            .iter()
            .chain(&places)
            .chain(&held)
            .any(|p| {
                regions
                    .iter()
                    .any(|r| !self.within(p, r) && !self.within(r, p))
            });
        // 率团赴甲国访问,并出席某某活动: held where they went
        let gone = self.drafts.iter().filter(|d| {
            d.kind == crate::record::Type::Visit
                && d.sentence == m.sentence
                && d.role("visitor")
                    .iter()
                    .any(|v| who.iter().any(|w| w.name == v.name))
        });
        let gone = gone.flat_map(|d| d.role("destination")).any(|p| {
            let apart = |r: &Fill| !self.within(p, r) && !self.within(r, p);
            regions.iter().any(apart) || mention_abroad(p)
        });
        let by = self.holder(e).is_some_and(|p| {
            let apart = |r: &Fill| !self.within(&p, r) && !self.within(r, &p);
            regions.iter().any(apart)
        });
        let elsewhere = elsewhere || by;
        // what a mission holds is held in another country
        let elsewhere = elsewhere || gone || who.iter().any(Fill::posted);
        let foreign = who.iter().chain(&places).any(|f| {
            f.mention.as_deref().is_some_and(|x| {
                x.kind == Kind::Place && mention::abroad(x)
                    || x.of
                        .as_ref()
                        .and_then(|o| o.place.as_deref())
                        .is_some_and(mention::abroad)
            })
        });
        let domestic = words.holds("event_inside", &e.name) && !elsewhere && !foreign;
        let home = words.list("event_home");
        let within = domestic || home.begins(&e.name).is_some();
        (named && !within) || elsewhere || foreign
    }
}

/// Whether a place is abroad.
fn mention_abroad(f: &Fill) -> bool {
    f.mention.as_deref().is_some_and(mention::abroad)
}
