use proptest::prelude::*;

use super::*;

fn report(record: &str, handles: &[&str], time: &str) -> Report {
    Report {
        record: record.into(),
        handles: handles.iter().map(|h| hashed(h)).collect(),
        slack: Some(1),
        period: Period::parse(time),
        ..Report::default()
    }
}

/// Acts as lists of records.
fn of(reports: &[Report], verdicts: &Verdicts) -> Vec<Vec<String>> {
    let name = |n: &usize| reports[*n].record.clone();
    let acts = acts(reports, verdicts);
    acts.iter()
        .map(|act| act.iter().map(name).collect())
        .collect()
}

#[test]
fn reports_of_one_day_are_one_act_and_of_two_years_two() {
    let reports = [
        report("r-1", &["visit|鲁安|DE"], "2019-03-04"),
        report("r-2", &["visit|鲁安|DE"], "2023-06-01"),
        report("r-3", &["visit|鲁安|DE", "visit|鲁安|黑森"], "2019-03-05"),
    ];
    assert_eq!(
        of(&reports, &Verdicts::default()),
        [vec!["r-1", "r-3"], vec!["r-2"]]
    );
}

#[test]
fn a_vague_report_joins_the_only_act_it_can_mean() {
    let mut reports = vec![
        report("r-1", &["visit|鲁安|DE"], "2023-03-04"),
        report("r-2", &["visit|鲁安|DE"], "2023"),
    ];
    assert_eq!(of(&reports, &Verdicts::default()), [vec!["r-1", "r-2"]]);
    reports.push(report("r-3", &["visit|鲁安|DE"], "2023-09-04"));
    let apart = [vec!["r-1"], vec!["r-2"], vec!["r-3"]];
    assert_eq!(of(&reports, &Verdicts::default()), apart);
}

#[test]
fn a_month_does_not_chain_two_trips() {
    let reports = [
        report("r-1", &["v"], "2023-06-02"),
        report("r-2", &["v"], "2023-06"),
        report("r-3", &["v"], "2023-06-20"),
    ];
    assert_eq!(of(&reports, &Verdicts::default()).len(), 3);
}

#[test]
fn what_one_page_tells_apart_stays_apart() {
    let mut reports = [
        report("r-1", &["v"], "2023-06-02"),
        report("r-2", &["v"], "2023-06-03"),
        report("r-3", &["v"], "2023-06-03"),
    ];
    reports[0].page = Some(1);
    reports[1].page = Some(1);
    let acts = of(&reports, &Verdicts::default());
    assert_eq!(acts.len(), 2, "{acts:?}");
}

#[test]
fn documents_of_two_titles_are_two_acts() {
    let mut reports = [
        report("r-1", &["p"], "2023-06-02"),
        report("r-2", &["p"], "2023-06-02"),
    ];
    reports[0].traits.titles.insert("友好城市协议书".into());
    reports[1].traits.titles.insert("经贸合作备忘录".into());
    assert_eq!(of(&reports, &Verdicts::default()).len(), 2);
    reports[1].traits.titles = BTreeSet::from(["建立友好城市协议书".into()]);
    reports[0].traits.titles = BTreeSet::from(["友好城市协议书".into()]);
    assert_eq!(of(&reports, &Verdicts::default()).len(), 1);
}

#[test]
fn a_reviewer_parts_and_joins() {
    let reports = [
        report("r-1", &["p"], "2023-06-02"),
        report("r-2", &["p"], "2023-06-02"),
    ];
    let mut verdicts = Verdicts::default();
    verdicts.add(false, "r-2", "r-1");
    assert_eq!(of(&reports, &verdicts).len(), 2);
    let reports = [
        report("r-1", &["p"], "2023-06-02"),
        report("r-2", &["q"], "2020"),
    ];
    let mut verdicts = Verdicts::default();
    verdicts.add(true, "r-2", "r-1");
    assert_eq!(of(&reports, &verdicts).len(), 1);
}

fn any_report() -> impl Strategy<Value = Report> {
    let time = prop_oneof![
        Just(""),
        Just("2023"),
        Just("2023-06"),
        Just("2023-06-02"),
        Just("2023-06-03"),
        Just("2023-06-20"),
        Just("2024-01-01"),
    ];
    let handles = prop::collection::btree_set(prop_oneof![Just("p"), Just("q"), Just("s")], 1..3);
    let place = prop::option::of(prop_oneof![Just("x"), Just("y")]);
    (time, handles, place).prop_map(|(time, handles, place)| Report {
        handles: handles.into_iter().map(hashed).collect(),
        traits: Traits {
            places: place
                .map(|p| ("destination".to_owned(), BTreeSet::from([p.to_owned()])))
                .into_iter()
                .collect(),
            ..Traits::default()
        },
        ..report("", &[], time)
    })
}

proptest! {
    #[test]
    fn the_order_of_reports_changes_nothing(
        reports in prop::collection::vec(any_report(), 0..12), swaps in prop::collection::vec((0usize..12, 0usize..12), 0..12),
        parted in prop::collection::vec((0usize..12, 0usize..12), 0..3),
    ) {
        let mut reports = reports;
        for (n, report) in reports.iter_mut().enumerate() {
            report.record = format!("r-{n:02}");
        }
        let mut verdicts = Verdicts::default();
        for (a, b) in parted.iter().filter(|(a, b)| a != b) {
            verdicts.add(false, &format!("r-{a:02}"), &format!("r-{b:02}"));
        }
        let want = of(&reports, &verdicts);
        // each report is in one act, and no act holds two that contradict each other
        prop_assert_eq!(want.iter().map(Vec::len).sum::<usize>(), reports.len());
        for act in acts(&reports, &verdicts) {
            for a in &act {
                for b in &act {
                    prop_assert!(!contrary(&reports[*a], &reports[*b]));
                    prop_assert!(!verdicts.parted(&reports[*a].record, &reports[*b].record));
                }
            }
        }
        for (a, b) in swaps {
            if a < reports.len() && b < reports.len() {
                reports.swap(a, b);
            }
        }
        prop_assert_eq!(of(&reports, &verdicts), want);
    }
}

/// Reports that handles and times connect, each with those that it leads to.
fn parts(reports: &[Report]) -> Vec<Vec<Report>> {
    let reach = |r: &Report| crate::reach::Reach::of(r.period, r.slack);
    let mut left: Vec<Report> = reports.to_vec();
    let mut out = Vec::new();
    while let Some(first) = left.pop() {
        let mut part = vec![first];
        let mut at = 0;
        while let Some(one) = part.get(at).cloned() {
            let leads =
                |o: &Report| !o.handles.is_disjoint(&one.handles) && reach(o).meets(reach(&one));
            let (met, rest) = left.into_iter().partition(leads);
            part.extend::<Vec<Report>>(met);
            left = rest;
            at += 1;
        }
        out.push(part);
    }
    out
}

proptest! {
    #[test]
    fn what_times_keep_apart_clusters_by_itself(reports in prop::collection::vec(any_report(), 0..12)) {
        let mut reports = reports;
        for (n, report) in reports.iter_mut().enumerate() {
            report.record = format!("r-{n:02}");
        }
        let none = Verdicts::default();
        let mut apart: Vec<_> = parts(&reports).iter().flat_map(|part| of(part, &none)).collect();
        apart.sort();
        let mut whole = of(&reports, &none);
        whole.sort();
        prop_assert_eq!(apart, whole);
    }
}
