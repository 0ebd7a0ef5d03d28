//! Regions of China by how much is on record of them.

use askama::Template;
use jiehao_places::{Gazetteer, Level};

use super::Page;
use crate::ask::Ask;
use crate::view::{Shell, place as named, show};

#[derive(Template)]
#[template(path = "regions.html")]
struct Regions {
    shell: Shell,
    provinces: Vec<Province>,
}

/// A province with the places in it.
struct Province {
    name: String,
    href: String,
    acts: i64,
    within: Vec<(String, String, i64)>,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let counted = ask.kept(jiehao_register::Register::regions).await?;
    let gazetteer = Gazetteer::get();
    let mut provinces: Vec<Province> = Vec::new();
    // with most first: a province counts what is in it, and so comes before
    for (id, acts) in counted.iter() {
        let Some(handle) = gazetteer.by_id(id) else {
            continue;
        };
        let place = gazetteer.place(handle);
        let above = gazetteer.above(handle).map(|p| gazetteer.place(p));
        let top = above.into_iter().find(|p| p.level == Level::First);
        let home = top.map_or(place, |p| p);
        let to = ask.lang.to_region(home.id);
        let at = provinces.iter().position(|p| p.href == to);
        let at = at.unwrap_or_else(|| {
            provinces.push(Province {
                name: named(home.id, home.name, ask.lang),
                href: to,
                acts: 0,
                within: Vec::new(),
            });
            provinces.len() - 1
        });
        match place.level == Level::First {
            true => provinces[at].acts = *acts,
            false => {
                let href = ask.lang.to_region(id);
                provinces[at]
                    .within
                    .push((named(id, place.name, ask.lang), href, *acts));
            }
        }
    }
    show(&Regions {
        shell: Shell::new(&ask, ask.t().regions),
        provinces,
    })
}
