//! What regions claim of their ties, each claim counted again by its own rule.

use askama::Template;
use jiehao_register::{Audit, Filter};

use super::Page;
use crate::ask::Ask;
use crate::lang::Lang;
use crate::view::{Shell, show};

#[derive(Template)]
#[template(path = "audit.html")]
struct AuditPage {
    shell: Shell,
    region: String,
    claims: Vec<Claim>,
    /// Whether a region is to be chosen first.
    wide: bool,
}

/// A claim beside the record.
pub(super) struct Claim {
    pub region: String,
    pub as_of: String,
    pub measure: String,
    pub claimed: String,
    pub on_record: usize,
    pub kinds: String,
    pub which: String,
    pub unplaced: String,
    pub quote: String,
    pub href: String,
}

pub(crate) async fn page(ask: Ask) -> Page {
    let region = ask.place("region")?;
    let of = Filter {
        places: region.iter().cloned().collect(),
        ..Filter::default()
    };
    let wide = ask.is_wide(&of, "statistic").await? || ask.is_wide(&of, "tie").await?;
    let audits = ask.register(move |register| {
        let regions = match region {
            Some(id) => vec![id],
            None if wide => Vec::new(),
            None => register.claimants()?,
        };
        let mut audits = Vec::new();
        for region in regions {
            audits.extend(register.audit(&region)?);
        }
        Ok(audits)
    });
    let audits = audits.await?;
    show(&AuditPage {
        shell: Shell::new(&ask, ask.t().audit),
        region: ask.get("region").to_owned(),
        claims: claims(&audits, ask.lang),
        wide,
    })
}

/// Audits as rows.
pub(super) fn claims(audits: &[Audit], lang: Lang) -> Vec<Claim> {
    let claim = |a: &Audit| {
        let kinds: Vec<&str> = a.kinds.iter().map(|k| lang.value("kind", k)).collect();
        Claim {
            region: a.region.clone(),
            as_of: a.as_of.clone().unwrap_or_default(),
            measure: a.measure.clone(),
            claimed: a.claimed.clone(),
            on_record: a.on_record,
            kinds: kinds.join(lang.between()),
            which: a.which.join(lang.between()),
            unplaced: a.unplaced.join(lang.between()),
            quote: a.quote.split_whitespace().collect::<Vec<_>>().join(" "),
            href: lang.to_act(&a.claim),
        }
    };
    audits.iter().map(claim).collect()
}
