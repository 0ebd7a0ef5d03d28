//! As the vocabulary above, in English.

use crate::Type;

/// A type as a page names it.
pub fn kind(kind: Type) -> &'static str {
    match kind {
        Type::Visit => "Visit",
        Type::Meeting => "Meeting",
        Type::Agreement => "Agreement",
        Type::Tie => "Tie",
        Type::Conference => "Event",
        Type::Commitment => "Promise",
        Type::Statistic => "Figure",
        Type::Policy => "Policy",
        Type::Project => "Project",
        Type::Mechanism => "Mechanism",
    }
}

/// A role or attribute; unknown ones keep their name.
pub fn label(name: &str) -> &str {
    match name {
        "visitor" => "Visitor",
        "destination" => "Destination",
        "origin" => "From",
        "a" => "One side",
        "b" => "Other side",
        "party" => "Parties",
        "signatory" => "Signed by",
        "witness" => "Witnessed by",
        "attendee" => "Attended by",
        "event" => "Event",
        "by" => "Promised by",
        "content" => "Content",
        "subject" => "Of",
        "measure" => "Measure",
        "value" => "Value",
        "issuer" => "Issued by",
        "title" => "Document",
        "name" => "Name",
        "place" => "Place",
        "start" => "Start",
        "end" => "End",
        "date" => "Date",
        "mode" => "Mode",
        "status" => "Status",
        "kind" => "Kind",
        "since" => "Since",
        "due" => "Due",
        "unit" => "Unit",
        "as_of" => "As of",
        "level" => "Level",
        other => other,
    }
}

/// A coded value of an attribute; others stand for themselves.
pub fn value<'a>(attribute: &str, value: &'a str) -> &'a str {
    match (attribute, value) {
        ("mode", "in-person") => "in person",
        ("status", "under-construction") => "under construction",
        ("status", "in-force") => "in force",
        ("kind", "sister") => "sister cities or regions",
        ("kind", "friendly-cooperation") => "friendly cooperation",
        ("kind", "mou") => "memorandum of understanding",
        ("kind", "strategic") => "strategic cooperation",
        ("kind", "framework") => "framework agreement",
        ("kind", "declaration") => "joint declaration",
        ("level", "national") => "national",
        (_, value) => value,
    }
}

/// What became of a tie, by the name of the stage.
pub fn stage(name: &str) -> &str {
    match name {
        "intent" => "intended",
        "signed" => "agreement signed",
        "in-force" => "established",
        other => other,
    }
}

/// A respect in which two regions or trips are compared.
pub fn aspect(name: &str) -> &str {
    match name {
        "who" => "Who",
        "from" => "From",
        "where" => "Where",
        "when" => "When",
        "met" => "Met",
        "signed" => "Signed",
        "ties" => "Ties",
        "promised" => "Promised",
        "events" => "Events",
        "fields" => "Fields",
        "countries" => "Countries of ties",
        "visits-out" => "Visits out",
        "visits-in" => "Visits in",
        other => other,
    }
}

/// Why a stretch of a page was left out of its clean text.
pub fn removal(reason: &str) -> &str {
    match reason {
        "navigation" => "navigation and share bars",
        "boilerplate" => "layout around the body",
        "pinyin" => "readings written into the text",
        "comma" => "doubled punctuation",
        "jammer" => "characters put in to disturb",
        "table" => "table lines",
        "injected" => "link text within a sentence",
        "after" => "notes after the body",
        "foreign" => "text of other articles or languages",
        "spam" => "spam",
        "repeat" => "a second copy of the body",
        "headline" => "the headline repeated",
        "links" => "related links",
        "copyright" => "copyright notice",
        "tail" => "hot searches and recommendations",
        "byline" => "byline and source",
        "hidden" => "text that a browser does not show",
        "stamp" => "line of dates",
        "related" => "related reading",
        "share" => "calls to share and follow",
        "counter" => "counters and font sizes",
        other => other,
    }
}
