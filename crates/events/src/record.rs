//! What is read out of a page: records, in the terms of the codebook.

use std::collections::BTreeMap;

use crate::span::Span;

/// The ten types of the codebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// A trip.
    Visit,
    /// An encounter of principals.
    Meeting,
    /// A document signed.
    Agreement,
    /// A standing relation of two places.
    Tie,
    /// A principal's part in a named event.
    Conference,
    /// A concrete promise still to be kept.
    Commitment,
    /// A figure about external ties or trade.
    Statistic,
    /// A named plan, opinion or law.
    Policy,
    /// A named joint work.
    Project,
    /// A named standing arrangement or body.
    Mechanism,
}

impl Type {
    /// All types, in the order of the codebook.
    pub const ALL: [Type; 10] = [
        Type::Visit,
        Type::Meeting,
        Type::Agreement,
        Type::Tie,
        Type::Conference,
        Type::Commitment,
        Type::Statistic,
        Type::Policy,
        Type::Project,
        Type::Mechanism,
    ];

    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Type::Visit => "visit",
            Type::Meeting => "meeting",
            Type::Agreement => "agreement",
            Type::Tie => "tie",
            Type::Conference => "conference",
            Type::Commitment => "commitment",
            Type::Statistic => "statistic",
            Type::Policy => "policy",
            Type::Project => "project",
            Type::Mechanism => "mechanism",
        }
    }

    /// The type of a name.
    pub fn named(name: &str) -> Option<Type> {
        Type::ALL.into_iter().find(|t| t.name() == name)
    }

    /// The class of the PLOVER ontology it joins, where one fits.
    pub fn plover(self) -> Option<&'static str> {
        match self {
            Type::Visit | Type::Meeting | Type::Conference => Some("CONSULT"),
            Type::Agreement | Type::Tie => Some("SUPPORT"),
            Type::Commitment => Some("AGREE"),
            Type::Project | Type::Mechanism => Some("COOPERATE"),
            Type::Statistic | Type::Policy => None,
        }
    }

    /// The CAMEO code it joins, where one fits: a visit is told from the visitor's side (042).
    pub fn cameo(self) -> Option<&'static str> {
        match self {
            Type::Visit => Some("042"),
            Type::Meeting => Some("040"),
            Type::Agreement | Type::Tie => Some("057"),
            Type::Conference => Some("046"),
            Type::Commitment => Some("030"),
            Type::Project | Type::Mechanism => Some("060"),
            Type::Statistic | Type::Policy => None,
        }
    }

    /// Roles whose fillers the evidence must hold.
    pub fn key_roles(self) -> &'static [&'static str] {
        match self {
            Type::Visit => &["visitor", "destination"],
            Type::Meeting | Type::Tie => &["a", "b"],
            Type::Agreement => &["party"],
            Type::Conference => &["attendee", "event"],
            Type::Commitment => &["by"],
            Type::Statistic => &["subject", "value"],
            Type::Policy => &["title"],
            Type::Project | Type::Mechanism => &["name"],
        }
    }
}

/// Who or what fills a role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filler {
    /// The name, in Simplified Chinese, as full as the page allows.
    pub name: String,
    /// Identity, where known.
    pub id: Option<String>,
    /// ISO 3166-1 alpha-2, where known.
    pub country: Option<String>,
    /// Persons: the office as worded.
    pub post: Option<String>,
    /// Persons: the place or body it is held in.
    pub of: Option<String>,
    /// Bodies, and persons by their office: government, department, assembly, party, mission, enterprise, association
    /// or school.
    pub kind: Option<&'static str>,
    /// Level of the region of the body or office: country, first, second, third or other.
    pub level: Option<&'static str>,
}

/// Words of the source a record was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// First Unicode code point in the decoded source.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words, character for character.
    pub exact: String,
}

/// Something that holds of a record and bears on whether it is right.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    /// What holds, in Chinese.
    pub name: String,
    /// What it adds to the log-odds of the record being right.
    pub weight: f32,
}

/// A fact with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its type.
    pub kind: Type,
    /// Role → fillers.
    pub roles: BTreeMap<String, Vec<Filler>>,
    /// Name → value.
    pub attributes: BTreeMap<String, String>,
    /// At least one.
    pub evidence: Vec<Evidence>,
    /// Between 0 and 1: the share of records on like grounds that readers found right.
    pub confidence: f32,
    /// What the confidence rests on.
    pub grounds: Vec<Ground>,
    /// The rule that read it.
    pub rule: String,
    /// Where it was read in the clean text; the words its evidence was taken from.
    pub spans: Vec<Span>,
}
