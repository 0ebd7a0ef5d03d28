//! `jiehao places`: what the gazetteer knows of a name.

use std::io::Write;

use jiehao_places::{Context, Gazetteer, Place, PlaceId, Resolution, Why};
use serde_json::json;

use super::{output, plain_output};
use crate::Outcome;
use crate::cli::{Places, ReportFormat};
use crate::pipeline::printable;

/// Candidates that are worth reading.
const CANDIDATES: usize = 5;

pub(crate) fn run(args: &Places) -> anyhow::Result<Outcome> {
    let gazetteer = Gazetteer::get();
    let mut known = 0;
    let (mut report, mut lines) = (output(), plain_output());
    for name in &args.names {
        // whoever asks says that it is a place
        let context = Context {
            country: args.country.as_deref(),
            year: args.on,
            framed: true,
            ..Context::default()
        };
        let found = gazetteer.resolve(&jiehao_text::simplified(name), &context);
        known += usize::from(found.place.is_some() || !found.candidates.is_empty());
        match args.format {
            ReportFormat::Text => writeln!(report, "{}", told(gazetteer, name, &found))?,
            ReportFormat::Json => writeln!(lines, "{}", object(gazetteer, name, &found))?,
        }
    }
    report.flush()?;
    lines.flush()?;
    Ok(if known > 0 {
        Outcome::Done
    } else {
        Outcome::Wanting
    })
}

fn told(gazetteer: &Gazetteer, name: &str, found: &Resolution<'_>) -> String {
    let name = printable(name);
    let why = why(found.why);
    if let Some(place) = found.place {
        return format!("{name}：{}（{why}）", line(gazetteer, place));
    }
    let mut out = match found.country {
        Some(country) => format!("{name}：未定，在 {country}（{why}）"),
        None => format!("{name}：未定（{why}）"),
    };
    // of a name that no list holds there, the places that it may transliterate
    let or = match found.why {
        Why::Unknown | Why::Elsewhere => "音近",
        _ => "或",
    };
    for place in found.candidates.iter().take(CANDIDATES) {
        out.push_str(&format!("\n    {or} {}", line(gazetteer, *place)));
    }
    out
}

/// A place with what lies above it.
fn line(gazetteer: &Gazetteer, handle: PlaceId) -> String {
    let place = gazetteer.place(handle);
    let mut above: Vec<&str> = gazetteer
        .above(handle)
        .map(|p| gazetteer.place(p).name)
        .collect();
    above.reverse();
    let years = match (place.since, place.until) {
        (0, _) | (_, 0) => String::new(),
        (since, until) if place.is_former() => format!("，{since}—{until} 年"),
        _ => String::new(),
    };
    format!("{} {}〔{}{years}〕", above.join(" "), place.name, place.id)
        .trim_start()
        .to_owned()
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Only => "只有一处",
        Why::Beside => "由旁边的地名定",
        Why::Page => "页内已有全称",
        Why::Home => "在本地区",
        Why::Weight => "远比同名者知名",
        Why::Sound => "未收此名，按读音只此一处相近",
        Why::Ambiguous => "同名者不止一处",
        Why::Weak => "名短而不著，不敢径认",
        Why::Elsewhere => "有此名，但不在此处或不是此级",
        _ => "未收此名",
    }
}

fn object(gazetteer: &Gazetteer, name: &str, found: &Resolution<'_>) -> serde_json::Value {
    let about = |p: Place<'_>| {
        json!({
            "id": p.id, "name": p.name, "country": p.country, "latitude": p.at.map(|a| a.0),
            "longitude": p.at.map(|a| a.1), "population": p.population, "since": p.since,
            "until": p.until,
        })
    };
    json!({
        "name": name,
        "id": found.id,
        "country": found.country,
        "why": format!("{:?}", found.why).to_ascii_lowercase(),
        "place": found.place.map(|p| about(gazetteer.place(p))),
        "candidates": found.candidates.iter().take(CANDIDATES)
            .map(|p| about(gazetteer.place(*p))).collect::<Vec<_>>(),
    })
}
