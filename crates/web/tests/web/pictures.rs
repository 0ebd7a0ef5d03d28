//! What pictures are drawn from: routes, moments, years, days; and that all of it is in tables.

use std::sync::Arc;

use crate::common::{Fixture, ask, links, plain, request};
use axum::http::{StatusCode, header};
use jiehao_web::{BaseMap, Options, Site, router};

/// Texts of the cells of a table by its id, row by row.
fn cells(html: &str, id: &str) -> Vec<Vec<String>> {
    let table = html.split(&format!("id=\"{id}\"")).nth(1).expect("a table");
    let body = table.split("<tbody>").nth(1).expect("its body");
    let body = body.split("</tbody>").next().expect("its end");
    let text = |cell: &str| {
        let rest = cell.split_once('>').map_or("", |c| c.1);
        let mut out = String::new();
        let mut inside = false;
        for c in rest.split("</td>").next().unwrap_or_default().chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => out.push(c),
                _ => {}
            }
        }
        plain(out.trim())
    };
    let rows = body.split("<tr").skip(1);
    rows.map(|row| row.split("<td").skip(1).map(text).collect())
        .collect()
}

#[tokio::test]
async fn the_map_and_the_network_have_their_routes_in_a_table() {
    let site = Fixture::corpus();
    for (page, types) in [("map", vec!["tie", "visit"]), ("network", vec!["tie"])] {
        let answer = site.get(&format!("/zh/{page}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        let html = answer.text();
        let rows = cells(html, "routes");
        let filter = jiehao_register::Filter {
            types: types.into_iter().map(str::to_owned).collect(),
            ..Default::default()
        };
        let found = site.register().routes(&filter, true).expect("routes");
        assert!(
            !found.all.is_empty() && rows.len() == found.all.len(),
            "{page}"
        );
        for (row, route) in rows.iter().zip(&found.all) {
            let figure = |n: usize| if n == 0 { String::new() } else { n.to_string() };
            assert_eq!(row[0], route.home.name);
            let counts = [route.ties, route.out, route.back].map(figure);
            assert_eq!(row[3..6], counts, "{row:?}");
        }
    }
}

#[tokio::test]
async fn every_figure_of_a_route_leads_to_as_many_acts() {
    let site = Fixture::corpus();
    let answer = site.get("/zh/map?by=city").await;
    let html = answer.text().to_owned();
    let rows = html.split("<tr data-a=").skip(1);
    let mut looked = 0;
    for row in rows {
        for cell in row.split("class=\"num\">").skip(1) {
            let Some(to) = links(cell.split("</td>").next().unwrap_or_default()).pop() else {
                continue;
            };
            let said = cell.split("\">").nth(1).and_then(|c| c.split('<').next());
            let said: i64 = said.expect("a figure").parse().expect("a number");
            let list = site.get(&plain(&to)).await;
            assert_eq!(list.status, StatusCode::OK, "{to}");
            let total = list.text().split("<b>").nth(1).expect("a total");
            let total: i64 = total
                .split('<')
                .next()
                .expect("a number")
                .parse()
                .expect("one");
            // a list has what is planned and what is of places within, too
            assert!(total >= said, "{to}: {said} of {total}");
            looked += 1;
        }
    }
    assert!(looked > 5, "{looked}");
}

#[tokio::test]
async fn filters_of_pictures_are_those_of_lists() {
    let site = Fixture::corpus();
    let none = site.get("/en/map?until=1900").await;
    assert!(
        none.text().contains("Nothing on record passes"),
        "{}",
        none.text()
    );
    for wrong in [
        "map?type=meeting",
        "map?region=%E4%B9%8C%E6%9C%89%E5%B8%82",
        "network?from=x",
    ] {
        let answer = site.get(&format!("/en/{wrong}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn moments_are_the_acts_whose_time_is_known() {
    let site = Fixture::corpus();
    let answer = site.get("/zh/timeline/moments?region=cn:620000").await;
    assert_eq!(answer.header("content-type"), "application/json");
    let told: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
    let moments = told["moments"].as_array().expect("moments");
    let filter = jiehao_register::Filter {
        places: vec!["cn:620000".into()],
        ..Default::default()
    };
    let acts = site.register().acts(&filter).expect("acts");
    let dated = acts.iter().filter(|a| a.days().is_some()).count();
    assert!(dated > 3 && moments.len() == dated, "{dated}");
    for moment in moments {
        let to = moment["evidence"].as_str().expect("an address");
        let page = site.get(to.split('#').next().expect("a page")).await;
        assert_eq!(page.status, StatusCode::OK, "{to}");
        assert!(moment["from"].as_str() <= moment["until"].as_str());
    }
}

#[tokio::test]
async fn a_month_has_its_acts_on_their_days() {
    let site = Fixture::corpus();
    let acts = site.register().acts(&jiehao_register::Filter::default());
    let acts = acts.expect("acts");
    let day = |a: &jiehao_register::ActView| a.days().filter(|d| d.2 == "day").map(|d| d.0);
    let (act, day) = acts
        .iter()
        .find_map(|a| Some((a, day(a)?)))
        .expect("an act of a day");
    let answer = site.get(&format!("/en/calendar?month={}", &day[..7])).await;
    assert_eq!(answer.status, StatusCode::OK);
    let html = answer.text();
    let cell = html.split(&format!("datetime=\"{day}\"")).nth(1);
    let cell = cell.and_then(|c| c.split("</td>").next()).expect("the day");
    assert!(cell.contains(&format!("/en/act/{}", act.id)), "{cell}");
    let ahead = links(html)
        .into_iter()
        .any(|l| l.contains("/en/calendar?month="));
    assert!(ahead && html.contains("/en/export/ics?months=24"));
    // without a month, that of today; months without end on both sides
    let now = site.get("/zh/calendar").await;
    assert!(now.text().contains("2024年6月") && now.text().contains("aria-current=\"date\""));
    for month in ["0001-01", "9999-12"] {
        let edge = site.get(&format!("/zh/calendar?month={month}")).await;
        assert_eq!(edge.status, StatusCode::OK, "{month}");
    }
    let wrong = site.get("/zh/calendar?month=2024-13").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn contradictions_and_candidates_show_what_they_stand_on() {
    let site = Fixture::all();
    let found = site
        .register()
        .conflicts(&jiehao_register::Filter::default());
    let found = found.expect("conflicts");
    let answer = site.get("/zh/conflicts").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text().contains(&format!("<b>{}</b>", found.len())));
    for to in links(answer.text())
        .iter()
        .filter(|l| l.contains("/record/"))
    {
        let page = site.follow(to).await;
        assert_eq!(page.status, StatusCode::OK, "{to}");
    }
    let candidates = site.register().partners("cn:620000", 40).expect("partners");
    let answer = site.get("/zh/partners?region=cn:620000").await;
    let html = answer.text();
    assert!(!candidates.is_empty() && html.matches("<tr><td>").count() == candidates.len());
    for candidate in &candidates {
        assert!(plain(html).contains(&candidate.name), "{}", candidate.name);
    }
    let english = site.get("/en/partners?region=cn:620000").await;
    assert!(english.text().contains("same rank of division"));
    assert!(
        english.text().contains(">Gansu</a>"),
        "regions have English names"
    );
    let empty = site.get("/en/partners").await;
    assert!(empty.text().contains("Enter a region"));
}

#[tokio::test]
async fn islands_are_scripts_of_ours_packed_or_not() {
    let site = Fixture::some(&["/b/025"]);
    let page = site.get("/zh/map").await;
    let script = page.text().split("type=\"module\" src=\"").nth(1);
    let Some(script) = script.and_then(|s| s.split('"').next()) else {
        // built without Node: the table stands alone
        assert!(!page.text().contains("<figure") && page.text().contains("id=\"routes\""));
        return;
    };
    let plain = site.get(script).await;
    assert_eq!(plain.status, StatusCode::OK);
    assert!(plain.header("content-type").starts_with("text/javascript"));
    assert!(plain.header("cache-control").contains("immutable"));
    let mut packed = request(script);
    let gzip = header::HeaderValue::from_static("gzip, br");
    packed.headers_mut().insert(header::ACCEPT_ENCODING, gzip);
    let packed = ask(&site.app, packed).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() < 60 << 10 && packed.body.len() < plain.body.len());
    for other in [
        "/island/nothing.js",
        "/island/..%2fstyle.css",
        "/base-map.json",
    ] {
        assert_eq!(
            site.get(other).await.status,
            StatusCode::NOT_FOUND,
            "{other}"
        );
    }
}

#[tokio::test]
async fn a_base_map_is_shown_with_its_number() {
    let site = Fixture::some(&["/b/025"]);
    let bytes = br#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":null}]}"#;
    let app = router(Arc::new(Site::new(Options {
        register: site.path().to_string_lossy().into_owned(),
        base_map: Some(BaseMap::new(bytes.to_vec(), "GS(2024)0650号").expect("a map")),
        ..Options::default()
    })));
    let map = ask(&app, request("/base-map.json")).await;
    assert_eq!(map.body, bytes);
    let page = ask(&app, request("/zh/map")).await;
    if page.text().contains("<figure") {
        assert!(page.text().contains("审图号：GS(2024)0650号"));
        assert!(page.text().contains("data-base=\"/base-map.json\""));
        assert!(!page.text().contains("Natural Earth"));
    }
}
