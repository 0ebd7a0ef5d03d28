//! Bodies, missions and delegations: names known by their ending, that begin with the place they are of.

use super::ending::{name_of, pointed};
use super::scan::Reach;
use super::{Kind, Of, Scan};
use crate::lexicon::Class;
use crate::span::Span;

/// 中国驻大阪总领事馆: found early, so that a title that names one knows it.
pub fn missions(scan: &mut Scan<'_>) {
    let ends: Vec<Span> = scan
        .words
        .iter()
        .filter(|w| w.classes.has(Class::BodyEnd))
        .map(|w| w.span)
        .collect();
    for end in ends {
        if !matches!(
            end.of(scan.text),
            "总领事馆" | "领事馆" | "总领馆" | "大使馆" | "使馆" | "代表处" | "办事处"
        ) {
            continue;
        }
        let start = scan.left(
            end.start,
            24,
            Reach {
                places: true,
                anchored: false,
            },
        );
        let name = &scan.text[start..end.end];
        if name.contains('驻') && scan.free_of_others(Span::new(start, end.end)) {
            let mut m = name_of(scan, Kind::Body, start, end.end);
            // the seat is what follows 驻, not the country that sends
            let seat = m
                .parts
                .iter()
                .rev()
                .find(|p| p.kind == Kind::Place)
                .cloned();
            m.of = seat.map(|p| Of {
                name: p.name.clone(),
                place: Some(Box::new(p)),
            });
            scan.take(m);
        }
    }
}

pub(super) fn delegation(scan: &mut Scan<'_>, end: Span) {
    let start = scan.left(
        end.start,
        24,
        Reach {
            places: true,
            anchored: false,
        },
    );
    let mut m = name_of(scan, Kind::Delegation, start, end.end);
    m.alias = m.span.start >= end.start || pointed(scan, m.span).is_some();
    scan.take(m);
}

pub(super) fn body(scan: &mut Scan<'_>, end: Span) {
    let start = scan.left(
        end.start,
        30,
        Reach {
            places: true,
            anchored: false,
        },
    );
    let m = name_of(scan, Kind::Body, start, end.end);
    if !m.span.covers(end) || !scan.free_of_others(m.span) {
        return;
    }
    if pointed(scan, m.span).is_some() {
        return;
    }
    let before = scan.text[m.span.start..end.start].chars().count();
    let short = end.of(scan.text).chars().count() == 1;
    let last = scan.before(end.start);
    if before < 2
        || (short
            && (before > 12 || last.is_some_and(|c| "东西南北中内外全一各本干总".contains(c))))
    {
        let mission = matches!(end.of(scan.text), "总领馆" | "总领事馆" | "使馆" | "大使馆");
        if mission && before == 0 {
            let mut alias = m;
            alias.alias = true;
            scan.take(alias);
        }
        return;
    }
    scan.take(m);
}
