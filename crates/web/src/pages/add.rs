//! Adding pages: an address, a text or files are sent, what was read of them is shown, and only what is then
//! confirmed enters the register.

mod draft;
mod list;
mod send;

use askama::Template;
use jiehao_desk::{Account, Role, Scope};

use super::Page;
use crate::ask::Ask;
use crate::trouble::Trouble;
use crate::view::{Shell, moment, show};

pub(crate) use draft::{Entered, confirm, page as draft};
pub(crate) use send::{LARGEST, fetched, files, sent, text, url};

#[derive(Template)]
#[template(path = "add.html")]
struct Add {
    shell: Shell,
    drafts: Vec<(String, String, String)>,
    most: usize,
    said: &'static str,
}

/// What a draft holds: pages, or a list of an office's own.
const PAGES: &str = "pages";
const LIST: &str = "list";

pub(crate) async fn page(ask: Ask) -> Page {
    let account = worker(&ask)?.name.clone();
    let now = ask.site.now();
    let drafts = ask
        .site
        .desk(move |desk| desk.drafts(&account, now))
        .await?;
    let lang = ask.lang;
    let told = drafts.into_iter().map(|(id, name, made)| {
        let to = lang.to(&format!("add/{id}"));
        (to, name, moment(made))
    });
    let said = match ask.get("done") {
        "discarded" => lang.desk().discarded,
        _ => "",
    };
    show(&Add {
        shell: Shell::new(&ask, lang.desk().add),
        drafts: told.collect(),
        most: LARGEST >> 20,
        said,
    })
}

/// Who may add pages.
fn worker(ask: &Ask) -> Result<&Account, Trouble> {
    ask.may(Role::Reviewer, Some(Scope::Add))
}
