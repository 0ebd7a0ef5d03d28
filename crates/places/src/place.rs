//! What a place is, and how a name means it.

use crate::suffix::Suffix;

/// Rank of a place among the divisions of its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A country.
    Country,
    /// A province, state, oblast, prefecture of Japan, or a city of that rank.
    First,
    /// A prefecture of China; a city, county or division below the first level abroad.
    Second,
    /// A county, county-level city or district of China.
    Third,
    /// A continent, an island, a region that is no division.
    Other,
}

impl Level {
    /// All ranks, the highest first.
    pub const ALL: [Self; 5] = [
        Self::Country,
        Self::First,
        Self::Second,
        Self::Third,
        Self::Other,
    ];

    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::First => "first",
            Self::Second => "second",
            Self::Third => "third",
            Self::Other => "other",
        }
    }

    /// The rank of a word.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    pub(crate) fn from_byte(byte: u8) -> Self {
        [Self::Country, Self::First, Self::Second, Self::Third]
            .get(usize::from(byte))
            .copied()
            .unwrap_or(Self::Other)
    }
}

/// How a form names a place, from the plainest to the most oblique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The full name: 山东省, 加利福尼亚州, 俄罗斯; for a town abroad, the name itself.
    Full,
    /// The name without its suffix: 山东, 加利福尼亚.
    Short,
    /// Another name in use: 加州, 海兰泡.
    Alias,
    /// A name the place no longer bears: 茌平县, 襄樊.
    Former,
    /// One character: 鲁, 俄.
    Single,
    /// A byname: 齐鲁, 羊城.
    Epithet,
    /// The name of its people or side.
    Demonym,
}

impl How {
    pub(crate) fn from_byte(byte: u8) -> Self {
        [
            Self::Full,
            Self::Short,
            Self::Alias,
            Self::Former,
            Self::Single,
            Self::Epithet,
        ]
        .get(usize::from(byte))
        .copied()
        .unwrap_or(Self::Demonym)
    }
}

/// Handle of a place in the gazetteer. Places of more weight have smaller handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub(crate) u32);

/// One thing a form may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The place meant.
    pub place: PlaceId,
    /// How the form names it.
    pub how: How,
}

/// A place as the gazetteer holds it; of a division of China, in the years that it bore this code and name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'g> {
    /// Its handle.
    pub handle: PlaceId,
    /// Stable id: `cn:371500`, `iso:RU-TVE`, `iso:RU`, `geonames:523750`, `m49:143`, `jh:…`.
    pub id: &'g str,
    /// Full name in Simplified Chinese (Latin where no Chinese name is known).
    pub name: &'g str,
    /// ISO 3166-1 alpha-2 of the country it lies in; empty for what spans countries.
    pub country: &'g str,
    /// Its rank.
    pub level: Level,
    /// The division or country above it.
    pub parent: Option<PlaceId>,
    /// First year of this code and name; 0 where no years are known, 1980 for all before.
    pub since: u16,
    /// Last year of this code and name; 0 where no years are known, 2024 for those in force.
    pub until: u16,
    /// Latitude and longitude in degrees, to about a kilometre.
    pub at: Option<(f32, f32)>,
    /// Inhabitants, 0 where unknown.
    pub population: u32,
}

/// Last year that the divisions of China are known for.
pub(crate) const LAST_YEAR: u16 = 2024;

impl Place<'_> {
    /// Whether it is a city that is a first-level division: 首尔, 莫斯科, 柏林.
    pub(crate) fn is_city_state(&self) -> bool {
        self.level == Level::First
            && self.id.starts_with("iso:")
            && !Suffix::of(self.name).is_some_and(Suffix::is_region)
    }

    /// Whether the division no longer bears this code and name.
    pub fn is_former(&self) -> bool {
        self.until != 0 && self.until < LAST_YEAR
    }
}
