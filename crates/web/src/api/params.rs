//! What resources take in their queries: by these tables requests are checked, and described.

use jiehao_events::Type;
use jiehao_register::Period;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type as JsonType};
use utoipa::openapi::{Required, Schema};

use crate::ask::Ask;
use crate::trouble::Trouble;

/// A parameter of a query.
pub(super) struct Param {
    /// Its name.
    pub name: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What it may be.
    pub of: Of,
    /// Whether it must be given.
    pub must: bool,
}

/// What a parameter may be.
pub(super) enum Of {
    /// Any words.
    Text,
    /// A type of act.
    Type,
    /// A place, by id, by name, or a country by its code.
    Place,
    /// A time: a year, a month or a day.
    Time,
    /// A whole number between two, and what it is where it is not given.
    Number(i32, i32, i32),
    /// One of these words.
    One(&'static [&'static str]),
}

/// A parameter that may be given.
pub(super) const fn may(name: &'static str, of: Of, about: &'static str) -> Param {
    Param {
        name,
        about,
        of,
        must: false,
    }
}

/// A parameter that must be given.
pub(super) const fn must(name: &'static str, of: Of, about: &'static str) -> Param {
    Param {
        name,
        about,
        of,
        must: true,
    }
}

/// What a resource takes.
pub(super) trait Takes {
    /// The parameters of its query.
    const ALL: &'static [Param];
}

/// Names what a resource takes, for requests and for their description.
macro_rules! takes {
    ($(#[$about:meta])* $name:ident: $($param:expr),* $(,)?) => {
        $(#[$about])*
        pub(super) struct $name;
        impl $crate::api::params::Takes for $name {
            const ALL: &'static [$crate::api::params::Param] = &[$($param),*];
        }
        impl utoipa::IntoParams for $name {
            fn into_params(
                _: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
            ) -> Vec<utoipa::openapi::path::Parameter> {
                use $crate::api::params::{Takes, described};
                Self::ALL.iter().map(described).collect()
            }
        }
    };
}
pub(super) use takes;

/// Checks the query of a request: a name that a resource does not take is more often misspelt than
/// meant for nobody, and whoever filters by it must not take all for some.
///
/// # Errors
/// A parameter that is unknown, missing, or not what it may be.
pub(super) fn check<T: Takes>(ask: &Ask) -> Result<(), Trouble> {
    let (t, a) = (ask.t(), ask.lang.api());
    for name in ask.names() {
        if T::ALL.iter().all(|p| p.name != name) {
            return Err(Trouble::Bad(name.to_owned(), a.not_a_parameter));
        }
    }
    for param in T::ALL {
        let value = ask.get(param.name);
        if value.is_empty() {
            match param.must {
                true => return Err(Trouble::Bad(param.name.to_owned(), a.must_be_given)),
                false => continue,
            }
        }
        let bad = |why| Err(Trouble::Bad(format!("{}={value}", param.name), why));
        match param.of {
            Of::Type if Type::named(value).is_none() => return bad(t.not_a_type),
            Of::Time if Period::parse(value).is_none() => return bad(t.not_a_date),
            Of::One(words) if !words.contains(&value) => return bad(a.not_a_choice),
            Of::Number(least, most, otherwise) => {
                ask.number(param.name, otherwise, least, most)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// A parameter as OpenAPI describes it.
pub(super) fn described(param: &Param) -> Parameter {
    let text = || {
        ObjectBuilder::new()
            .schema_type(JsonType::String)
            .max_length(Some(200))
    };
    let words = |words: Vec<&'static str>| {
        ObjectBuilder::new()
            .schema_type(JsonType::String)
            .enum_values(Some(words))
    };
    let schema = match param.of {
        Of::Text | Of::Place => text(),
        Of::Type => words(Type::ALL.map(Type::name).to_vec()),
        Of::Time => text().pattern(Some("^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")),
        Of::Number(least, most, otherwise) => ObjectBuilder::new()
            .schema_type(SchemaType::new(JsonType::Integer))
            .minimum(Some(f64::from(least)))
            .maximum(Some(f64::from(most)))
            .default(Some(otherwise.into())),
        Of::One(all) => words(all.to_vec()),
    };
    let required = if param.must {
        Required::True
    } else {
        Required::False
    };
    ParameterBuilder::new()
        .name(param.name)
        .parameter_in(ParameterIn::Query)
        .required(required)
        .description(Some(param.about))
        .schema(Some(Schema::Object(schema.build())))
        .build()
}

/// How many a leaf holds.
pub(super) const LIMIT: Param = may("limit", Of::Number(1, 100, 20), "Items of a leaf.");

/// Where a list goes on.
pub(super) const CURSOR: Param = may(
    "cursor",
    Of::Text,
    "Where to go on, as `next` of the leaf before says. Opaque; what comes in meanwhile shifts nothing.",
);

/// A region of an answer.
pub(super) const REGION: Param = may(
    "region",
    Of::Place,
    "A region, itself or what lies in it: an id (`cn:371500`) or a name of one place only.",
);

/// A country of an answer.
pub(super) const COUNTRY: Param = may(
    "country",
    Of::Place,
    "A country, or any other place, beside the region: ISO 3166-1 alpha-2 (`JP`), an id or a name.",
);

/// Begins at.
pub(super) const FROM: Param = may("from", Of::Time, "Acts that end before it are left out.");

/// Ends at.
pub(super) const UNTIL: Param = may("until", Of::Time, "Acts that begin after it are left out.");

/// A person named.
pub(super) const PERSON: Param = may("person", Of::Text, "Someone whom a report names, in full.");

/// Of one type.
pub(super) const TYPE: Param = may("type", Of::Type, "Only acts of this type.");

/// Which way visits go.
pub(super) const WAY: Param = may(
    "way",
    Of::One(&["out", "in"]),
    "Of visits, seen from the region, which must be given.",
);

/// The order of a list.
pub(super) const SORT: Param = may(
    "sort",
    Of::One(&["latest", "earliest", "sources"]),
    "In which order: the latest first, the earliest first, or those that most sources tell of.",
);
