//! Encounters of principals: in `sides`, who they are; in `scope`, which encounters are nobody's of a region; in
//! `apart`, how many a list of guests makes; in `there`, where those hold office whom a traveller meets.

mod apart;
mod scope;
mod sides;
mod there;

use super::{Draft, date_of, is_online};
use crate::engine::Match;
use crate::reader::Reader;

/// Builds meetings from `a` and `b`: one for each counterpart with an office of their own.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let mut sides = sides::read(reader, m)?;
    there::seat(reader, m, &mut sides);
    let national = scope::is_national(reader, m, &sides)?;
    let date = date_of(reader, m).and_then(|r| r.moment());
    let place = reader.place_at(m);
    let mode = if is_online(reader, m) {
        "online"
    } else {
        "in-person"
    };
    let mut out = Vec::new();
    for (host, guests) in apart::encounters(reader, m, sides, &place) {
        let mut d = Draft::new(m, &reader.parsed[m.sentence]);
        for how in ["both", "listed", "receives", "together"] {
            d.attributes.remove(how);
        }
        d.fill("a", host);
        d.fill("b", guests);
        d.set("date", date.clone());
        d.fill("place", place.clone());
        d.set("mode", Some(mode.into()));
        if m.planned {
            d.set("status", Some("planned".into()));
        }
        if national {
            d.set("level", Some("national".into()));
        }
        out.push(d);
    }
    Ok(out)
}

/// What follows the guests in the text.
fn after_guests<'r>(reader: &'r Reader<'_, '_>, m: &Match<'_>) -> &'r str {
    let last = m.slot("b").last();
    last.map_or("", |g| &reader.text()[g.span.end..])
}
