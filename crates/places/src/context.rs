//! What a name is read with, and what it was found to mean.

use crate::place::PlaceId;
use crate::suffix::Suffix;

/// What is known of a name from where it stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// ISO 3166-1 alpha-2 of the country it is said to lie in.
    pub country: Option<&'a str>,
    /// Division or country it is said to lie in.
    pub parent: Option<PlaceId>,
    /// Region of the outlet or page.
    pub home: Option<PlaceId>,
    /// Year of the page, for codes.
    pub year: Option<u16>,
    /// Places that the page has named in full.
    pub page: &'a [PlaceId],
    /// A suffix that belongs to the name and was left off it, as in 特维尔、图拉两州.
    pub suffix: Option<Suffix>,
    /// The frame shows that the name is a place (与X市, 访问X): a common word or a single character may be one too.
    pub framed: bool,
    /// Leave a name that no list holds at that, without looking for what it sounds like.
    pub by_list: bool,
    /// Only what it is beyond doubt is asked for: no candidates are looked for among names that sound like it.
    pub sure_only: bool,
}

/// Why a name was linked or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// Only one place of this name is known.
    Only,
    /// Only one lies in the country or division named beside it.
    Beside,
    /// The page names this one in full.
    Page,
    /// It lies in the home region, or holds it.
    Home,
    /// It outweighs the others of its name by far.
    Weight,
    /// No list holds the name, but one Latin name of the country it is said to lie in sounds like it, and none other.
    Sound,
    /// Several places remain and none outweighs the others.
    Ambiguous,
    /// The one place of this name known is too little known, and the name too short, to be taken for it unasked.
    Weak,
    /// Places of this name are known, but not there or not of this level.
    Elsewhere,
    /// No list holds the name.
    Unknown,
}

/// What a name was found to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution<'g> {
    /// Stable id, when it is sure.
    pub id: Option<&'g str>,
    /// Country, when that much is sure.
    pub country: Option<&'g str>,
    /// The place, when it is sure.
    pub place: Option<PlaceId>,
    /// Places it may be, likeliest first, when it is not sure.
    pub candidates: Vec<PlaceId>,
    /// Ground of the decision.
    pub why: Why,
}
