//! Whether a predicted record is one of gold, and how well it matches.

use jiehao_events::Type;

use super::fit::same;
use super::gold::GoldRecord;
use super::prediction::Prediction;

/// What a role's fillers have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Shared {
    /// Fillers matched, one to one.
    pub hits: usize,
    /// Fillers of gold.
    pub gold: usize,
    /// Fillers predicted.
    pub predicted: usize,
    /// Sum of how well the matched ones fit.
    pub fit: f64,
}

/// Matches the fillers of a role of gold with those of a predicted role, best first.
pub(crate) fn shared(gold: &GoldRecord, p: &Prediction, gold_role: &str, role: &str) -> Shared {
    let (g, names) = (gold.fillers(gold_role), p.fillers(role));
    let mut fits: Vec<(f64, usize, usize)> = Vec::new();
    for (i, variants) in g.iter().enumerate() {
        for (j, name) in names.iter().enumerate() {
            fits.push((same(gold_role, variants, name), i, j));
        }
    }
    // of equal fits the later pair goes first, as in the scorer of the codebook
    fits.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut taken, mut used) = (vec![false; g.len()], vec![false; names.len()]);
    let mut out = Shared {
        gold: g.len(),
        predicted: names.len(),
        ..Shared::default()
    };
    for (fit, i, j) in fits {
        if fit > 0.0 && !taken[i] && !used[j] {
            (taken[i], used[j]) = (true, true);
            out.hits += 1;
            out.fit += fit;
        }
    }
    out
}

/// The two interchangeable sides of a type that has such.
pub(crate) fn sides(kind: Type) -> Option<(&'static str, &'static str)> {
    matches!(kind, Type::Meeting | Type::Tie).then_some(("a", "b"))
}

/// Roles that must each share a filler; of a group, one role on each side.
fn keys(kind: Type) -> &'static [&'static [&'static str]] {
    match kind {
        Type::Visit => &[&["visitor", "origin"], &["destination"]],
        Type::Conference => &[&["attendee"], &["event"]],
        Type::Commitment => &[&["by"], &["content"]],
        Type::Statistic => &[&["subject"], &["measure"], &["value"]],
        Type::Policy => &[&["title"]],
        Type::Project | Type::Mechanism => &[&["name"]],
        Type::Meeting | Type::Tie | Type::Agreement => &[],
    }
}

/// 0 where the records do not match; otherwise a figure that grows with what they share.
pub(crate) fn matched(gold: &GoldRecord, p: &Prediction) -> f64 {
    if gold.kind.name() != p.kind || !p.held {
        return 0.0;
    }
    let hits = |roles: &[&str]| {
        roles
            .iter()
            .map(|r| shared(gold, p, r, r).hits)
            .sum::<usize>() as f64
    };
    let total = match gold.kind {
        Type::Meeting | Type::Tie => {
            let best = both_sides(gold, p);
            return match best > 0.0 {
                true => best + 0.1 * hits(&["date", "since", "kind"]),
                false => 0.0,
            };
        }
        Type::Agreement => document(gold, p),
        _ => all_keys(gold, p),
    };
    if total == 0.0 {
        return 0.0;
    }
    let surplus =
        |role: &String| p.fillers(role).len() as i64 - shared(gold, p, role, role).hits as i64;
    let surplus: i64 = gold.roles.keys().map(surplus).sum();
    let extras = hits(&["start", "end", "date", "title", "kind"]);
    total + 0.1 * extras - 0.001 * surplus.max(0) as f64
}

/// The sides may be named in either order.
fn both_sides(gold: &GoldRecord, p: &Prediction) -> f64 {
    let mut best = 0.0f64;
    for (x, y) in [("a", "b"), ("b", "a")] {
        let (first, second) = (shared(gold, p, "a", x).fit, shared(gold, p, "b", y).fit);
        if first > 0.0 && second > 0.0 {
            best = best.max(first + second);
        }
    }
    best
}

/// Two shared parties; with fewer named, only a title can tell the document.
fn document(gold: &GoldRecord, p: &Prediction) -> f64 {
    let party = shared(gold, p, "party", "party");
    if party.hits > 0 && party.hits >= party.gold.min(2) {
        return party.fit;
    }
    let both_named = party.gold > 0 && party.predicted > 0;
    let contradicted = both_named && (party.hits == 0 || party.gold.min(party.predicted) >= 2);
    if contradicted || shared(gold, p, "title", "title").hits == 0 {
        return 0.0;
    }
    party.fit + 0.5
}

fn all_keys(gold: &GoldRecord, p: &Prediction) -> f64 {
    let fit = |g: &str, r: &str| shared(gold, p, g, r).fit;
    let mut total = 0.0;
    for group in keys(gold.kind) {
        let visitors = group[0] == "visitor"
            && !gold.fillers("visitor").is_empty()
            && !p.fillers("visitor").is_empty();
        let found = if visitors {
            // a region stands in where one side names no visitor
            let named = fit("visitor", "visitor");
            match named > 0.0 {
                true => named,
                false => fit("origin", "visitor").max(fit("visitor", "origin")),
            }
        } else {
            let pairs = group.iter().flat_map(|g| group.iter().map(move |r| (g, r)));
            pairs.map(|(g, r)| fit(g, r)).fold(0.0, f64::max)
        };
        if found == 0.0 {
            return 0.0;
        }
        total += found;
    }
    total
}
