//! The language of a page, which is the first part of its address.

use jiehao_events::{Type, vocabulary};

use crate::words::api::{self, Api};
use crate::words::desk::{self, Desk};
use crate::words::{EN, Words, ZH};

/// A language of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, in simplified characters.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Lang {
    /// The language of an address: of `/en/due`, English.
    pub fn of_path(path: &str) -> Option<Self> {
        match path.split('/').nth(1)? {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The language that a browser asks for by `Accept-Language`: whichever of the two it names with
    /// more weight, Chinese where it names neither.
    pub fn preferred(header: &str) -> Self {
        let mut best = (0.0, Self::Chinese);
        for part in header.split(',') {
            let mut parts = part.split(';');
            let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
            let weight = parts.find_map(|p| p.trim().strip_prefix("q=")?.parse().ok());
            let lang = match tag.split('-').next() {
                Some("zh") => Self::Chinese,
                Some("en") => Self::English,
                _ => continue,
            };
            let weight: f32 = weight.unwrap_or(1.0);
            if weight > best.0 {
                best = (weight, lang);
            }
        }
        best.1
    }

    /// As it stands in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// As HTML names it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }

    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::Chinese => &ZH,
            Self::English => &EN,
        }
    }

    /// The words of the API.
    pub(crate) fn api(self) -> &'static Api {
        match self {
            Self::Chinese => &api::ZH,
            Self::English => &api::EN,
        }
    }

    /// The words of the pages for those who have an account.
    pub(crate) fn desk(self) -> &'static Desk {
        match self {
            Self::Chinese => &desk::ZH,
            Self::English => &desk::EN,
        }
    }

    /// A type by its name.
    pub(crate) fn kind(self, name: &str) -> &'static str {
        Type::named(name).map_or("", |kind| match self {
            Self::Chinese => vocabulary::kind(kind),
            Self::English => vocabulary::english::kind(kind),
        })
    }

    /// All acts of a type, as a heading.
    pub(crate) fn kinds(self, name: &str) -> &'static str {
        let t = self.words();
        match name {
            "visit" => t.visits,
            "meeting" => t.meetings,
            "agreement" => t.agreements,
            "tie" => t.ties,
            "conference" => t.conferences,
            "commitment" => t.commitments,
            "statistic" => t.statistics,
            "policy" => t.policies,
            "project" => t.projects,
            "mechanism" => t.mechanisms,
            _ => "",
        }
    }

    pub(crate) fn label(self, name: &str) -> &str {
        match self {
            Self::Chinese => vocabulary::label(name),
            Self::English => vocabulary::english::label(name),
        }
    }

    pub(crate) fn value<'v>(self, attribute: &str, value: &'v str) -> &'v str {
        match self {
            Self::Chinese => vocabulary::value(attribute, value),
            Self::English => vocabulary::english::value(attribute, value),
        }
    }

    pub(crate) fn stage(self, name: &str) -> &str {
        match self {
            Self::Chinese => vocabulary::stage(name),
            Self::English => vocabulary::english::stage(name),
        }
    }

    pub(crate) fn aspect(self, name: &str) -> &str {
        match self {
            Self::Chinese => vocabulary::aspect(name),
            Self::English => vocabulary::english::aspect(name),
        }
    }

    pub(crate) fn removal(self, reason: &str) -> &str {
        match self {
            Self::Chinese => vocabulary::removal(reason),
            Self::English => vocabulary::english::removal(reason),
        }
    }

    /// What parts names in a row.
    pub(crate) fn between(self) -> &'static str {
        match self {
            Self::Chinese => "、",
            Self::English => ", ",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weightier_language_is_preferred() {
        for (header, want) in [
            ("en-GB,en;q=0.9,zh;q=0.8", Lang::English),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Chinese),
            ("de,en;q=0.3,zh-TW;q=0.7", Lang::Chinese),
            ("de,fr", Lang::Chinese),
            ("", Lang::Chinese),
            ("en;q=nonsense", Lang::English),
        ] {
            assert_eq!(Lang::preferred(header), want, "{header}");
        }
    }

    #[test]
    fn every_type_has_a_heading() {
        for kind in Type::ALL {
            assert_ne!(Lang::Chinese.kinds(kind.name()), "");
            assert_ne!(Lang::English.kind(kind.name()), "");
        }
    }
}
