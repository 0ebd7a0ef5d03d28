//! Where an outlet is at home, by its name.

use std::collections::HashMap;

use crate::gazetteer::Gazetteer;
use crate::place::{How, Level, PlaceId};

/// Parts of outlets' names; a part with no place belongs to a national outlet.
pub(crate) struct Outlets(HashMap<String, Option<PlaceId>>);

impl Outlets {
    pub(crate) fn new<'l>(
        lines: impl Iterator<Item = &'l str>,
        place: impl Fn(&str) -> Option<PlaceId>,
    ) -> Self {
        Self(
            lines
                .filter_map(|l| l.split_once('\t'))
                .map(|(name, id)| (name.to_owned(), place(id)))
                .collect(),
        )
    }

    /// A listed name first, the longest part of it next, then the first Chinese division named in it.
    pub(crate) fn home(&self, gazetteer: &Gazetteer, outlet: &str) -> Option<PlaceId> {
        let outlet = outlet.trim();
        let listed = self
            .0
            .iter()
            .filter(|(part, _)| outlet.contains(part.as_str()));
        let listed = listed.max_by_key(|(part, _)| (part.len(), std::cmp::Reverse(part.as_str())));
        if let Some((part, home)) = listed
            && part.chars().count() > 1
        {
            return *home;
        }
        let mut hits = Vec::new();
        gazetteer.hits(outlet, &mut hits);
        // longest at its start; a province and its city: the city
        hits.sort_by_key(|h| (h.start, std::cmp::Reverse(h.end)));
        let mut home: Option<PlaceId> = None;
        let mut end = 0;
        for hit in hits.iter().filter(|h| h.end - h.start > 3) {
            if hit.start < end {
                continue;
            }
            let divisions = gazetteer.senses(hit.form).iter().filter(|s| {
                let place = gazetteer.place(s.place);
                place.id.starts_with("cn:")
                    && s.how <= How::Alias
                    && home.is_none_or(|h| gazetteer.within(s.place, h))
            });
            let mut divisions = divisions.map(|s| s.place).collect::<Vec<_>>();
            divisions.sort_by_key(|p| gazetteer.level(*p));
            let top = divisions.first().map(|p| gazetteer.level(*p));
            let alone = divisions
                .iter()
                .filter(|p| Some(gazetteer.level(**p)) == top)
                .count()
                == 1;
            if alone || top <= Some(Level::First) && top.is_some() {
                home = divisions.first().copied();
                end = hit.end;
            }
        }
        home.or_else(|| listed.and_then(|(_, home)| *home))
    }
}
