//! A picture beside a table: an island of script draws it from what is on the page; where there is no
//! script, or the islands were not built, the table stands alone.

use std::sync::LazyLock;

use crate::address::stamped;
use crate::pages::{asset, island};

/// A figure that an island fills.
pub(crate) struct Picture {
    /// The island that draws it.
    pub island: &'static str,
    /// The address of its script; empty where it was not built.
    pub script: &'static str,
    pub style: &'static str,
    /// What the island is told: names and values of data attributes.
    pub data: Vec<(&'static str, String)>,
    /// What is to be seen, in words: the text alternative.
    pub caption: String,
    /// Whether it can be brought nearer.
    pub zooms: bool,
    /// What must be said of it besides.
    pub note: String,
}

static STYLE: LazyLock<String> =
    LazyLock::new(|| stamped("/picture.css", asset::PICTURE.as_bytes()));

impl Picture {
    /// A picture of this island.
    pub fn new(
        island: &'static str,
        data: Vec<(&'static str, String)>,
        caption: impl Into<String>,
    ) -> Self {
        let file = match island {
            "map" => "map.js",
            "network" => "network.js",
            "timeline" => "timeline.js",
            _ => "bars.js",
        };
        Self {
            island,
            script: island::address(file),
            style: &STYLE,
            data,
            caption: caption.into(),
            zooms: island != "bars",
            note: String::new(),
        }
    }

    /// Visits out and in by year, of a table of the page.
    pub fn bars(table: &str, caption: &str) -> Self {
        Self::new("bars", vec![("table", table.to_owned())], caption)
    }
}
