//! GeoJSON (RFC 7946): an act a feature. Acts of two sides are lines between their places, others
//! points; an act of which no place is known where it lies has no geometry.

use jiehao_readings::Cell;
use serde_json::{Map, Value, json};

use super::flat::{acts, row};
use super::{Acts, Open, failed};
use crate::error::Result;
use crate::points;
use crate::query::{ActView, FillerView};

/// Longitude, latitude: in this order.
type Point = (f64, f64);

pub(super) fn write(all: &mut Acts<'_>, open: &mut Open<'_>) -> Result<u64> {
    let mut out = open("").map_err(|e| failed(&e))?;
    let mut first = true;
    write!(out, "{{\"type\":\"FeatureCollection\",\"features\":[").map_err(|e| failed(&e))?;
    let count = all.each(|_, act| {
        let comma = if first { "\n" } else { ",\n" };
        first = false;
        let feature = json!({
            "type": "Feature", "id": act.id, "geometry": geometry(act), "properties": properties(act),
        });
        write!(out, "{comma}{feature}").map_err(|e| failed(&e))
    })?;
    let done = writeln!(out, "\n]}}").and_then(|()| out.flush());
    done.map_err(|e| failed(&e))?;
    Ok(count)
}

fn properties(act: &ActView) -> Map<String, Value> {
    let schema = acts();
    let cells = schema.fields().iter().zip(row(act));
    cells
        .map(|(field, cell)| {
            let value = match cell {
                Cell::Text(text) => json!(text),
                Cell::Day(day) => json!(day.map(|d| d.to_string())),
                Cell::Count(n) => json!(n),
                Cell::Share(x) => json!(x),
            };
            (field.name().clone(), value)
        })
        .chain([("title".to_owned(), json!(act.headline()))])
        .collect()
}

/// Where a filler is: its own place, or that of the office that a person holds.
pub(super) fn at(filler: &FillerView) -> Option<Point> {
    let code = filler.place.as_deref().or(filler.home.as_deref())?;
    let (latitude, longitude) = points::point(code)?;
    Some((longitude, latitude))
}

fn geometry(act: &ActView) -> Value {
    let points = |fillers: &[FillerView]| {
        let mut out: Vec<Point> = Vec::new();
        for point in fillers.iter().filter_map(at) {
            if !out.contains(&point) {
                out.push(point);
            }
        }
        out
    };
    let (one, other) = act.sides();
    let (mut one, other) = (points(one), points(other));
    if one.is_empty() && act.kind == "visit" {
        one = points(act.fillers("origin"));
    }
    if let (Some(from), false) = (one.first(), other.is_empty()) {
        let lines: Vec<Vec<Point>> = other
            .iter()
            .filter(|to| *to != from)
            .flat_map(|to| line(*from, *to))
            .collect();
        match lines.as_slice() {
            [] => {}
            [one] => return json!({"type": "LineString", "coordinates": one}),
            more => return json!({"type": "MultiLineString", "coordinates": more}),
        }
    }
    one.extend(other);
    match one.as_slice() {
        [] => Value::Null,
        [one] => json!({"type": "Point", "coordinates": one}),
        more => json!({"type": "MultiPoint", "coordinates": more}),
    }
}

/// A line the shorter way round, in two where it crosses the antimeridian (RFC 7946, 3.1.9).
fn line(from: Point, to: Point) -> Vec<Vec<Point>> {
    let east = to.0 - from.0;
    if east.abs() <= 180.0 {
        return vec![vec![from, to]];
    }
    // the edge of the map on the side of the start, and the same on the other side
    let edge = if from.0 > 0.0 { 180.0 } else { -180.0 };
    let whole = 360.0 - east.abs();
    let share = (edge - from.0).abs() / whole;
    let latitude = from.1 + (to.1 - from.1) * share;
    let latitude = (latitude * 1e4).round() / 1e4;
    vec![vec![from, (edge, latitude)], vec![(-edge, latitude), to]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_the_shorter_way_and_are_cut_at_the_antimeridian() {
        assert_eq!(line((116.0, 36.0), (37.0, 55.0)).len(), 1);
        let cut = line((120.0, 30.0), (-120.0, 40.0));
        assert_eq!(
            cut,
            [
                vec![(120.0, 30.0), (180.0, 35.0)],
                vec![(-180.0, 35.0), (-120.0, 40.0)]
            ]
        );
        let back = line((-120.0, 40.0), (120.0, 30.0));
        assert_eq!(back[0][1], (-180.0, 35.0));
    }
}
