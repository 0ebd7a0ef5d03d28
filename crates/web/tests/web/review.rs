//! Review in the browser, without script: what waits, decisions with who and why, second checks, undoing,
//! two reviewers at one thing.

use crate::common::desk::{Browser, staffed};
use crate::common::{Fixture, plain};
use axum::http::StatusCode;

/// The fields of the first form of a page that decides.
fn fields(html: &str) -> Vec<(String, String)> {
    let form = html.split("class=\"decide\"").nth(1).expect("a form");
    let form = form.split("</form>").next().expect("its end");
    let inputs = form.split("<input ").skip(1);
    let of = |input: &str, name: &str| {
        let value = input.split(&format!("{name}=\"")).nth(1)?;
        Some(plain(value.split('"').next()?))
    };
    inputs
        .filter(|i| !i.starts_with("type=\"radio\"") || i.contains(" checked"))
        .filter_map(|i| {
            let input = i.split('>').next()?;
            Some((of(input, "name")?, of(input, "value").unwrap_or_default()))
        })
        .filter(|(name, _)| name != "form")
        .collect()
}

async fn decide(browser: &mut Browser, html: &str, verdict: &str) -> crate::common::Answer {
    let mut fields = fields(html);
    fields.push(("verdict".into(), verdict.into()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    browser.send("/en/review", &fields).await
}

fn pages() -> Fixture {
    let page = |name: &str, text: &str| {
        (
            format!("https://news.example/{name}"),
            text.as_bytes().to_vec(),
        )
    };
    staffed(vec![
        page(
            "1.txt",
            "出访\n2019年3月4日，聊城市市长李长萍率团访问德国黑森州。\n",
        ),
        page(
            "2.txt",
            "出访\n2021年5月6日，山东省副省长李长萍率团访问日本和歌山县。\n",
        ),
        page(
            "3.txt",
            "访问\n2019年3月4日，江西省代表团访问德国黑森州。\n",
        ),
        page("4.txt", "访问\n2019年，江西省代表团访问德国黑森州。\n"),
        page(
            "5.txt",
            "访问\n2019年9月4日，江西省代表团访问德国黑森州。\n",
        ),
    ])
}

#[tokio::test]
async fn only_reviewers_see_the_queue_and_decide() {
    let site = pages();
    assert_eq!(site.get("/en/review").await.status, StatusCode::SEE_OTHER);
    let mut reader = Browser::logged_in(&site.app, "reader").await;
    assert_eq!(reader.get("/en/review").await.status, StatusCode::FORBIDDEN);
    let mut reviewer = Browser::logged_in(&site.app, "reviewer").await;
    let to = "/en/review?question=low-confidence&below=101";
    let page = reviewer.get(to).await;
    assert_eq!(page.status, StatusCode::OK);
    let mut fields = fields(page.text());
    fields.push(("verdict".into(), "accept".into()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    reader.get("/en/account").await;
    let answer = reader.send("/en/review", &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(site.register().decisions().expect("decisions"), []);
}

#[tokio::test]
async fn a_record_is_accepted_with_who_and_why_and_taken_back() {
    let site = pages();
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let to = "/en/review?question=low-confidence&below=101";
    let page = browser.get(to).await;
    assert!(
        page.text().contains("<mark class=\"now\">"),
        "the words are shown"
    );
    let answer = decide(&mut browser, page.text(), "accept").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let back = answer.header("location").to_owned();
    assert!(back.starts_with(&format!("{to}&did=d-")), "{back}");
    let decisions = site.register().decisions().expect("decisions");
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0].who, "reviewer");
    assert_eq!(decisions[0].ground, "read the words");
    let page = browser.get(&back).await;
    assert!(page.text().contains(&decisions[0].id));
    let undo = [("subject", decisions[0].id.as_str()), ("back", to)];
    let answer = browser.send("/en/review/undo", &undo).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(!site.register().decisions().expect("decisions")[0].holds);
    let again = browser.send("/en/review/undo", &undo).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "once is enough");
    let mut admin = Browser::logged_in(&site.app, "admin").await;
    let log = admin.get("/en/log?who=reviewer").await;
    assert!(log.text().contains(&decisions[0].id));
}

#[tokio::test]
async fn two_reviewers_at_one_thing_are_told() {
    let site = pages();
    let mut one = Browser::logged_in(&site.app, "reviewer").await;
    let mut two = Browser::logged_in(&site.app, "second").await;
    let to = "/en/review?question=one-act";
    let seen = (one.get(to).await, two.get(to).await);
    assert_eq!(
        decide(&mut one, seen.0.text(), "same").await.status,
        StatusCode::SEE_OTHER
    );
    let late = decide(&mut two, seen.1.text(), "different").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("reviewer same"), "{}", late.text());
    assert_eq!(site.register().decisions().expect("decisions").len(), 1);
}

#[tokio::test]
async fn a_second_person_confirms_what_the_first_decided() {
    let site = pages();
    let mut one = Browser::logged_in(&site.app, "reviewer").await;
    let page = one.get("/en/review?question=one-person").await;
    assert!(page.text().contains("副省长") && page.text().contains("市长"));
    assert_eq!(
        decide(&mut one, page.text(), "different").await.status,
        StatusCode::SEE_OTHER
    );
    let own = one.get("/en/review?question=second").await;
    assert!(own.text().contains("Nothing waits here"), "not one's own");
    let mut two = Browser::logged_in(&site.app, "second").await;
    let page = two.get("/en/review?question=second").await;
    assert!(page.text().contains("<b>reviewer</b>"));
    let log = two.get("/en/review/log?state=once").await;
    assert!(log.text().contains("by one"));
    assert_eq!(
        decide(&mut two, page.text(), "different").await.status,
        StatusCode::SEE_OTHER
    );
    let log = two.get("/zh/review/log?state=twice").await;
    assert!(log.text().contains("已复核") && log.text().contains("<b>second</b>"));
    assert!(
        two.get("/en/review?question=second")
            .await
            .text()
            .contains("Nothing waits here")
    );
}

#[tokio::test]
async fn a_script_gets_lines_and_nonsense_is_refused() {
    let site = pages();
    let mut browser = Browser::logged_in(&site.app, "reviewer").await;
    let page = browser
        .get("/en/review?question=low-confidence&below=101")
        .await;
    browser.headers = vec![("accept".into(), "text/plain".into())];
    let answer = decide(&mut browser, page.text(), "reject").await;
    assert_eq!(answer.status, StatusCode::OK);
    let lines: Vec<&str> = answer.text().lines().collect();
    assert!(
        lines[0].starts_with("d-") && lines[1] == "reject" && lines[2] == "1",
        "{lines:?}"
    );
    for fields in [
        vec![("verdict", "undo"), ("subject", "d-1"), ("seen", "0")],
        vec![
            ("verdict", "accept"),
            ("subject", "r-nothing"),
            ("seen", "0"),
        ],
        vec![("verdict", "accept"), ("subject", ""), ("seen", "x")],
        vec![("verdict", "same"), ("subject", "e-1"), ("seen", "0")],
        vec![
            ("verdict", "same"),
            ("subject", "e-1"),
            ("seen", "0"),
            ("named", "无此地名"),
        ],
    ] {
        let answer = browser.send("/en/review", &fields).await;
        assert!(
            answer.status.is_client_error(),
            "{fields:?}: {}",
            answer.status
        );
    }
    assert_eq!(site.register().decisions().expect("decisions").len(), 1);
}
