//! The filters of a list: read from the query of its address, and put into addresses again.

use jiehao_events::Type;
use jiehao_register::{Direction, Filter, Order};

use crate::address::segment;
use crate::ask::Ask;
use crate::trouble::Trouble;

/// Names of filters in addresses, in the order in which they stand there.
const NAMES: [&str; 8] = [
    "type", "region", "country", "person", "from", "until", "way", "sort",
];

/// The filters of a list, as given and as asked of the register.
pub(crate) struct Filters {
    pub filter: Filter,
    pub type_: String,
    pub region: String,
    pub country: String,
    pub person: String,
    pub from: String,
    pub until: String,
    pub way: String,
    pub sort: String,
}

impl Filters {
    /// Reads the query; `kind` is the type of a list that has one.
    ///
    /// # Errors
    /// A type, place or date that is none.
    pub fn read(ask: &Ask, kind: Option<&str>) -> Result<Self, Trouble> {
        let type_ = kind.unwrap_or(ask.get("type")).to_owned();
        if !type_.is_empty() && Type::named(&type_).is_none() {
            return Err(Trouble::Bad(type_, ask.t().not_a_type));
        }
        let mut places = Vec::new();
        places.extend(ask.place("region")?);
        let direction = match (ask.get("way"), places.is_empty()) {
            ("out", false) => Some(Direction::Out),
            ("in", false) => Some(Direction::In),
            _ => None,
        };
        places.extend(ask.place("country")?);
        let given = |name| ask.get(name).to_owned();
        let filter = Filter {
            types: match type_.is_empty() {
                true => Vec::new(),
                false => vec![type_.clone()],
            },
            places,
            person: Some(given("person")).filter(|p| !p.is_empty()),
            from: ask.time("from")?.map(|p| p.from.to_string()),
            until: ask.time("until")?.map(|p| p.to.to_string()),
            direction,
            order: match ask.get("sort") {
                "earliest" => Order::Earliest,
                "sources" => Order::Sources,
                _ => Order::Latest,
            },
            ..Filter::default()
        };
        Ok(Self {
            filter,
            type_,
            region: given("region"),
            country: given("country"),
            person: given("person"),
            from: given("from"),
            until: given("until"),
            way: given("way"),
            sort: given("sort"),
        })
    }

    fn value(&self, name: &str) -> &str {
        match name {
            "type" => &self.type_,
            "region" => &self.region,
            "country" => &self.country,
            "person" => &self.person,
            "from" => &self.from,
            "until" => &self.until,
            "way" => &self.way,
            _ => &self.sort,
        }
    }

    /// The query that says all this again, `without` the type where the path says it.
    pub fn query(&self, with_type: bool) -> String {
        let named = NAMES.iter().filter(|n| with_type || **n != "type");
        let given = named.filter(|n| !self.value(n).is_empty());
        let pairs: Vec<String> = given
            .map(|n| format!("{n}={}", segment(self.value(n))))
            .collect();
        pairs.join("&")
    }

    /// Whether anything is asked for beside the type.
    pub fn any(&self) -> bool {
        !self.query(false).is_empty()
    }
}

/// A page of a list of many.
pub(crate) struct Leaf {
    pub number: usize,
    pub last: usize,
    pub total: i64,
    /// Addresses of the pages before and after; empty where there is none.
    pub before: String,
    pub after: String,
}

impl Leaf {
    /// The page that is asked for, of a list of so many in pages of `size`; `base` is the address
    /// without it.
    pub fn new(number: usize, total: i64, size: usize, base: &str) -> Self {
        let total_pages = usize::try_from(total).unwrap_or(0).div_ceil(size).max(1);
        let to = |n: usize| match base.contains('?') {
            true => format!("{base}&page={n}"),
            false => format!("{base}?page={n}"),
        };
        Self {
            number,
            last: total_pages,
            total,
            before: match number > 1 {
                true => to((number - 1).min(total_pages)),
                false => String::new(),
            },
            after: match number < total_pages {
                true => to(number + 1),
                false => String::new(),
            },
        }
    }
}
