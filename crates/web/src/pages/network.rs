//! Ties as a network of regions and partners.

use askama::Template;

use super::Page;
use super::routes::{Shown, asked};
use crate::ask::Ask;
use crate::view::{Picture, Shell, show};

#[derive(Template)]
#[template(path = "network.html")]
struct Network {
    shell: Shell,
    shown: Shown,
    picture: Picture,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let shown = asked(&ask, "tie").await?;
    let t = ask.t();
    let data = vec![("table", "routes".to_owned())];
    let picture = Picture::new("network", data, shown.caption(t.network_caption));
    show(&Network {
        shell: Shell::new(&ask, t.network),
        picture,
        shown,
    })
}
