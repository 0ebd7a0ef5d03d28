//! Who may write: logging in and out, roles, tokens, forms from elsewhere, reading closed.

use crate::common::desk::{Browser, PASSWORD, staffed};
use crate::common::{Fixture, ask, request};
use axum::http::StatusCode;

#[tokio::test]
async fn without_an_account_it_is_read_only_and_says_how_to_begin() {
    let site = Fixture::of(Vec::new());
    let answer = site.get("/en/login").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        answer
            .text()
            .contains("jiehao account add NAME --role admin")
    );
    assert!(!site.get("/en/").await.text().contains("/en/login"));
}

#[tokio::test]
async fn logging_in_gives_a_session_of_its_own_and_logging_out_ends_it() {
    let site = staffed(Vec::new());
    let mut browser = Browser::new(&site.app);
    let page = browser.get("/en/account").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.header("location"), "/en/login?to=%2Fen%2Faccount");
    browser.get("/en/login").await;
    // a session that an attacker planted is not the one that one is logged in by
    let planted = "0".repeat(64);
    browser.cookies.insert("jiehao".into(), planted.clone());
    let answer = browser
        .send(
            "/en/login",
            &[
                ("name", "admin"),
                ("password", PASSWORD),
                ("to", "/en/account"),
            ],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.header("location"), "/en/account");
    let set = answer.header("set-cookie").to_owned();
    assert!(
        set.contains("HttpOnly") && set.contains("SameSite=Lax"),
        "{set}"
    );
    assert!(!set.contains("Secure"), "not behind TLS");
    assert_ne!(browser.cookies["jiehao"], planted);
    let page = browser.get("/en/account").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("cache-control"), "no-store");
    let old = browser.cookies["jiehao"].clone();
    let answer = browser.send("/en/logout", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    browser.cookies.insert("jiehao".into(), old);
    assert_eq!(
        browser.get("/en/account").await.status,
        StatusCode::SEE_OTHER,
        "it has ended"
    );
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_look_alike_and_are_slowed_down() {
    let site = staffed(Vec::new());
    let mut browser = Browser::new(&site.app);
    browser.get("/zh/login").await;
    let mut pages = Vec::new();
    for name in ["admin", "nobody"] {
        let fields = [("name", name), ("password", "not the password")];
        let answer = browser.send("/zh/login", &fields).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        // but for the word of the form, which no two pages show alike
        let page = answer.text().replace(&browser.word, "");
        pages.push(page.replace(name, ""));
    }
    assert_eq!(pages[0], pages[1]);
    for name in ["admin", "nobody"] {
        let mut last = StatusCode::OK;
        for _ in 0..9 {
            let fields = [("name", name), ("password", "not the password")];
            let answer = browser.send("/zh/login", &fields).await;
            last = answer.status;
            if last == StatusCode::TOO_MANY_REQUESTS {
                assert!(!answer.header("retry-after").is_empty());
                break;
            }
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{name}");
    }
    // not even with the right one, until the time is over
    let answer = browser
        .send("/zh/login", &[("name", "admin"), ("password", PASSWORD)])
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn each_page_shows_the_word_of_its_forms_in_another_way() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "admin").await;
    let mut shown = Vec::new();
    for _ in 0..3 {
        browser.get("/en/account").await;
        assert!(!shown.contains(&browser.word), "{}", browser.word);
        shown.push(browser.word.clone());
    }
    // whichever of them is sent
    browser.word = shown.swap_remove(0);
    let answer = browser.send("/en/logout", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "admin").await;
    let good = browser.word.clone();
    for word in ["", "0", &"0".repeat(64), &"0".repeat(128)] {
        browser.word = word.to_owned();
        let answer = browser.send("/en/account/logout", &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{word}");
    }
    browser.word = good;
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "http://127.0.0.1:9"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        browser.headers = vec![(name.into(), value.into())];
        let answer = browser.send("/en/account/logout", &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    // the word of one session is none in another
    let mut other = Browser::logged_in(&site.app, "reviewer").await;
    other.word = browser.word.clone();
    assert_eq!(
        other.send("/en/logout", &[]).await.status,
        StatusCode::FORBIDDEN
    );
    browser.headers.clear();
    assert_eq!(
        browser.get("/en/account").await.status,
        StatusCode::OK,
        "still logged in"
    );
}

#[tokio::test]
async fn each_role_does_what_it_may() {
    let site = staffed(Vec::new());
    for (name, status) in [
        ("admin", StatusCode::OK),
        ("reviewer", StatusCode::FORBIDDEN),
        ("reader", StatusCode::FORBIDDEN),
    ] {
        let mut browser = Browser::logged_in(&site.app, name).await;
        for page in ["/zh/accounts", "/en/log"] {
            assert_eq!(browser.get(page).await.status, status, "{name} {page}");
        }
        let fields = [("name", "new"), ("password", PASSWORD), ("role", "admin")];
        let answer = browser.send("/en/accounts", &fields).await;
        let made = answer.status == StatusCode::SEE_OTHER;
        assert_eq!(made, name == "admin", "{name}");
    }
    let answer = site.get("/en/log").await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "nobody is led to log in"
    );
}

#[tokio::test]
async fn an_administrator_makes_changes_and_closes_accounts_and_the_log_tells() {
    let site = staffed(Vec::new());
    let mut admin = Browser::logged_in(&site.app, "admin").await;
    let fields = [("name", "新人"), ("password", PASSWORD), ("role", "reader")];
    assert_eq!(
        admin.send("/zh/accounts", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let again = admin.send("/zh/accounts", &fields).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
    assert!(again.text().contains("已有人用"));
    let mut other = Browser::logged_in(&site.app, "新人").await;
    let fields = [("name", "新人"), ("what", "close")];
    admin.send("/zh/accounts/change", &fields).await;
    assert_eq!(
        other.get("/zh/account").await.status,
        StatusCode::SEE_OTHER,
        "out at once"
    );
    let fields = [("name", "admin"), ("what", "role"), ("role", "reader")];
    let last = admin.send("/zh/accounts/change", &fields).await;
    assert_eq!(last.status, StatusCode::BAD_REQUEST);
    let log = admin.get("/zh/log").await;
    for words in ["停用账号", "开设账号", "新人 reader", "登录"] {
        assert!(log.text().contains(words), "{words}");
    }
    let wrong = admin.get("/zh/log?who=nobody").await;
    assert!(!wrong.text().contains("停用账号"));
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it_and_ends_other_sessions() {
    let site = staffed(Vec::new());
    let mut here = Browser::logged_in(&site.app, "reviewer").await;
    let mut there = Browser::logged_in(&site.app, "reviewer").await;
    let to = "/en/account/password";
    let answer = here
        .send(
            to,
            &[("now", "not the password"), ("new", "a new password")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let answer = here.send(to, &[("now", PASSWORD), ("new", "short")]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let answer = here
        .send(to, &[("now", PASSWORD), ("new", "a new password")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/en/account").await.status, StatusCode::OK);
    assert_eq!(there.get("/en/account").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_token_acts_for_its_account_within_its_scope() {
    let site = staffed(Vec::new());
    let mut browser = Browser::logged_in(&site.app, "admin").await;
    let fields = [("label", "导入"), ("scope", "read"), ("days", "30")];
    let answer = browser.send("/en/account/tokens", &fields).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let token = answer
        .text()
        .split("class=\"token\">")
        .nth(1)
        .expect("a token");
    let token = token.split('<').next().expect("its end").to_owned();
    assert!(
        !browser.get("/en/account").await.text().contains(&token),
        "shown once"
    );
    let with = |to: &str, token: &str| {
        let mut request = request(to);
        let value = format!("Bearer {token}").parse().expect("a header");
        request.headers_mut().insert("authorization", value);
        request
    };
    assert_eq!(
        ask(&site.app, with("/en/", &token)).await.status,
        StatusCode::OK
    );
    for page in ["/en/account", "/en/accounts", "/en/log"] {
        let answer = ask(&site.app, with(page, &token)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
    }
    let answer = ask(&site.app, with("/en/", "jiehao_0")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    browser.send("/en/account/revoke", &[("n", "1")]).await;
    assert_eq!(
        ask(&site.app, with("/en/", &token)).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_closed_register_is_read_by_those_with_an_account() {
    let site = crate::common::desk::closed();
    for page in ["/zh/list/tie", "/en/export/csv", "/en/search?q=a"] {
        let answer = site.get(page).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        assert!(answer.header("location").contains("/login?to="), "{page}");
    }
    for page in ["/zh/login", "/style.css", "/healthz"] {
        assert_eq!(site.get(page).await.status, StatusCode::OK, "{page}");
    }
    for page in ["/api/v1/acts", "/api/v1/openapi.json", "/api/anything"] {
        let answer = site.get(page).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{page}");
    }
    let mut browser = Browser::new(&site.app);
    browser.login("reader").await;
    let answer = browser.get("/zh/list/tie").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let fields = [("label", "读"), ("scope", "read"), ("days", "1")];
    let answer = browser.send("/en/account/tokens", &fields).await;
    let token = answer
        .text()
        .split("class=\"token\">")
        .nth(1)
        .expect("a token");
    let bearer = format!("Bearer {}", token.split('<').next().expect("its end"));
    let mut program = Browser::new(&site.app);
    program.headers = vec![("authorization".into(), bearer)];
    assert_eq!(program.get("/api/v1/acts").await.status, StatusCode::OK);
    let answer = program.get("/zh/account").await;
    assert_eq!(
        answer.status,
        StatusCode::FORBIDDEN,
        "a token is no session"
    );
}

#[tokio::test]
async fn behind_tls_cookies_are_secure_and_bound_to_the_host() {
    let site = crate::common::desk::closed();
    let answer = site.get("/zh/login").await;
    let set = answer.header("set-cookie");
    assert!(
        set.starts_with("__Host-jiehao-form=") && set.contains("Secure"),
        "{set}"
    );
}

#[tokio::test]
async fn an_address_says_by_which_methods_it_is_asked() {
    let site = staffed(Vec::new());
    let mut browser = Browser::new(&site.app);
    let answer = browser.get("/en/logout").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("allow"), "POST");
    let request = browser.request("DELETE", "/en/login");
    let request = request.body(axum::body::Body::empty());
    let answer = browser.asked(request.expect("a request")).await;
    assert_eq!(answer.header("allow"), "GET,HEAD,POST");
}
