//! Check, backup, restore; writers at once; a connection that is lost.

use super::*;
use crate::{ErrorKind, Filter, Verdict};

fn filled(ground: &Ground) -> Register {
    let mut register = ground.register();
    for (locator, text) in corpus().iter().take(12) {
        ingest(&mut register, locator, text);
    }
    let acts = register.acts(&Filter::default()).expect("acts");
    let by = ("王某", AT, "读错");
    let record = &acts[0].records[0].id;
    register
        .decide(Verdict::Reject, record, None, by)
        .expect("decided");
    register
}

#[test]
fn a_register_is_sound_and_what_follows_can_be_made_anew() {
    on_each(|ground| {
        let mut register = filled(ground);
        assert_eq!(register.check(false).expect("checked"), []);
        let before = register.told().expect("told");
        for sql in [
            "UPDATE act SET sources = 99",
            "DELETE FROM presence",
            "UPDATE standing SET rank = 'normal'",
            "DELETE FROM concern",
            "UPDATE entity SET name = 'x'",
            "DELETE FROM mention",
        ] {
            register.write(|tx| tx.run(sql, &[])).expect("spoilt");
            let faults = register.check(false).expect("checked");
            assert!(!faults.is_empty(), "{sql}");
            assert_eq!(register.check(true).expect("mended"), faults, "{sql}");
            assert_eq!(register.check(false).expect("checked"), [], "{sql}");
        }
        assert_eq!(register.told().expect("told"), before);
    });
}

#[test]
fn words_that_are_not_those_of_the_page_are_found() {
    on_each(|ground| {
        let mut register = filled(ground);
        let forged = "INSERT INTO evidence (record, reading, at, first, last, exact) \
                      SELECT record, reading, 99, 0, 2, '伪造' FROM report WHERE at = $1";
        register
            .write(|tx| tx.run(forged, &[crate::store::Value::Int(0)]))
            .expect("forged");
        let faults = register.check(true).expect("checked");
        assert!(
            faults
                .iter()
                .all(|f| f.thing.starts_with("r-") && f.what.contains("0–2")),
            "{faults:?}"
        );
        assert!(!faults.is_empty());
    });
}

#[test]
fn a_backup_gives_the_same_register_in_either_database() {
    let from = Ground::file();
    let mut register = filled(&from);
    let mut backup = Vec::new();
    let rows = register.backup(&mut backup, "b.gz").expect("backed up");
    let want = register.told().expect("told");
    on_each(|ground| {
        let mut register = ground.register();
        let got = register
            .restore(&mut backup.as_slice(), "b.gz")
            .expect("restored");
        assert_eq!(got, rows);
        assert!(register.told().expect("told") == want);
        assert_eq!(register.check(false).expect("checked"), []);
        let again = register
            .restore(&mut backup.as_slice(), "b.gz")
            .expect_err("refused");
        assert_eq!(again.kind, ErrorKind::Refused);
    });
    on_each(|ground| {
        let mut register = ground.register();
        let empty = register.told().expect("told");
        for keep in [0, 1, 100, backup.len() / 2, backup.len() - 40] {
            let error = register
                .restore(&mut &backup[..keep], "b.gz")
                .expect_err("refused");
            assert_eq!(error.kind, ErrorKind::Damaged, "{keep}: {error}");
            assert_eq!(register.told().expect("told"), empty);
        }
    });
}

#[test]
fn writers_at_once_give_what_one_gives() {
    let pages = corpus();
    on_each(|ground| {
        let mut one = Ground::file().register();
        for (locator, text) in &pages {
            ingest(&mut one, locator, text);
        }
        drop(ground.register());
        std::thread::scope(|scope| {
            for part in [&pages[..pages.len() * 2 / 3], &pages[pages.len() / 3..]] {
                scope.spawn(move || {
                    let mut register = ground.register();
                    for (locator, text) in part {
                        ingest(&mut register, locator, text);
                    }
                    register.settle().expect("settled");
                });
            }
        });
        assert!(ground.register().told().expect("told") == one.told().expect("told"));
    });
}

#[test]
fn a_lost_connection_is_said_and_leaves_nothing_half_written() {
    let Some(ground) = Ground::schema() else {
        return;
    };
    let mut register = ground.register();
    let pages = corpus();
    ingest(&mut register, &pages[0].0, &pages[0].1);
    let before = register.told().expect("told");
    let error = register
        .write(|tx| {
            tx.run("INSERT INTO unsettled (sort, thing) VALUES ('x', 1)", &[])?;
            tx.run("SELECT pg_terminate_backend(pg_backend_pid())", &[])
        })
        .expect_err("lost");
    assert_eq!(error.kind, ErrorKind::Lost, "{error}");
    assert_eq!(register.told().expect("a new connection"), before);
}
