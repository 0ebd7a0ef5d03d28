//! A world map of ties and trips: coastlines and points, no borders.

use askama::Template;

use super::routes::{Shown, asked};
use super::{Page, island};
use crate::ask::Ask;
use crate::view::{Picture, Shell, show};

#[derive(Template)]
#[template(path = "map.html")]
struct Map {
    shell: Shell,
    shown: Shown,
    picture: Picture,
    geojson: String,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let shown = asked(&ask, "").await?;
    let t = ask.t();
    let own = ask.site.base_map();
    let mut data = vec![("table", "routes".to_owned())];
    match own {
        Some(_) => data.push(("base", "/base-map.json".to_owned())),
        None => {
            data.push(("land", island::address("land-110m.json").to_owned()));
            data.push(("land-near", island::address("land-50m.json").to_owned()));
        }
    }
    let mut picture = Picture::new("map", data, shown.caption(t.map_caption));
    picture.note = match own {
        Some(map) => format!("{}{}{}", t.base_map, t.colon, map.number()),
        None => t.map_coast.to_owned(),
    };
    let query = shown.filters.query(true);
    show(&Map {
        shell: Shell::new(&ask, t.map),
        geojson: format!("{}?{query}", ask.lang.to("export/geojson")),
        picture,
        shown,
    })
}
