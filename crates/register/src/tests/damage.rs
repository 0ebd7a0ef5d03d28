//! Registers that are no registers, are cut short, newer than the program, locked, or tampered with.

use std::fs;

use super::*;
use crate::ErrorKind;
use crate::store::Value;

const PAGE: &str = "2023年2月8日，聊城市与白俄罗斯新波洛茨克市签署建立友好城市关系协议书。";

fn file(dir: &TempDir) -> String {
    dir.path().join("r.db").display().to_string()
}

fn kind(place: &str) -> Option<ErrorKind> {
    Register::open_or_make(place).err().map(|e| {
        assert!(e.to_string().contains(place), "{e} names the thing");
        e.kind
    })
}

#[test]
fn another_file_is_left_alone() {
    let dir = TempDir::new().expect("a folder");
    for bytes in [&b"not a database"[..], &[0; 4096][..], b"SQLite format 3\0"] {
        fs::write(file(&dir), bytes).expect("written");
        let got = kind(&file(&dir));
        assert!(
            matches!(got, Some(ErrorKind::Foreign | ErrorKind::Damaged)),
            "{got:?}"
        );
        assert!(fs::read(file(&dir)).expect("there") == bytes);
    }
    fs::remove_file(file(&dir)).expect("gone");
    let other = rusqlite::Connection::open(file(&dir)).expect("a database");
    other.execute_batch("CREATE TABLE mine (x)").expect("made");
    drop(other);
    let before = fs::read(file(&dir)).expect("there");
    assert_eq!(kind(&file(&dir)), Some(ErrorKind::Foreign));
    assert!(fs::read(file(&dir)).expect("there") == before);
}

#[test]
fn asking_makes_no_register() {
    let dir = TempDir::new().expect("a folder");
    let error = Register::open(&file(&dir)).err().expect("none");
    assert_eq!(error.kind, ErrorKind::Unknown);
    assert!(!std::path::Path::new(&file(&dir)).exists());
}

#[test]
fn a_truncated_register_is_refused() {
    let dir = TempDir::new().expect("a folder");
    let mut register = Register::open_or_make(&file(&dir)).expect("a register");
    ingest(&mut register, "a.txt", PAGE);
    drop(register);
    let bytes = fs::read(file(&dir)).expect("there");
    for keep in [50, 4096, bytes.len() / 2, bytes.len() - 1] {
        fs::write(file(&dir), &bytes[..keep]).expect("written");
        assert_eq!(kind(&file(&dir)), Some(ErrorKind::Damaged), "{keep} bytes");
    }
    fs::write(file(&dir), &bytes).expect("written");
    assert_eq!(kind(&file(&dir)), None);
}

#[test]
fn a_process_killed_while_it_carried_its_log_into_the_file_loses_nothing() {
    let dir = TempDir::new().expect("a folder");
    let place = file(&dir);
    let mut register = Register::open_or_make(&place).expect("a register");
    ingest(&mut register, "a.txt", PAGE);
    // nothing was carried yet: what was ingested stands in the log
    let (short, log) = (fs::read(&place), fs::read(format!("{place}-wal")));
    let (mut short, log) = (short.expect("there"), log.expect("there"));
    let want = register.told().expect("told");
    drop(register);
    let full = fs::read(&place).expect("there");
    assert!(short.len() < full.len());
    // of the pages the first was carried, which says how many there are, and then it was killed
    short.resize(4096, 0);
    short.copy_from_slice(&full[..4096]);
    let other = dir.path().join("killed.db").display().to_string();
    fs::write(&other, &short).expect("written");
    fs::write(format!("{other}-wal"), &log).expect("written");
    let mut register = Register::open(&other).expect("opens");
    assert_eq!(register.told().expect("told"), want);
    assert_eq!(register.check(false).expect("checked"), []);
    drop(register);
    // without its log it is what it looks like
    fs::write(&other, &short).expect("written");
    assert_eq!(kind(&other), Some(ErrorKind::Damaged));
}

#[test]
fn a_locked_file_is_said_and_leaves_nothing_half_written() {
    let dir = TempDir::new().expect("a folder");
    let place = dir.path().join("r.db");
    let open = || {
        let store = Sqlite::open_within(&place, std::time::Duration::from_millis(50));
        store.and_then(|store| Register::with(Box::new(store)))
    };
    let mut register = open().expect("a register");
    ingest(&mut register, "a.txt", PAGE);
    let before = register.told().expect("told");
    let other = rusqlite::Connection::open(&place).expect("the same file");
    for hold in ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"] {
        other.execute_batch(hold).expect("held");
        let text = format!("{PAGE}{hold}");
        let (page, records) = read("b.txt", &text);
        let taken = Taken {
            bytes: text.as_bytes(),
            locator: "b.txt",
            at: AT,
        };
        let error = register
            .ingest(taken, &reader("1.0.0"), &page, &records)
            .expect_err("locked");
        assert_eq!(error.kind, ErrorKind::Locked, "{error}");
        assert!(error.to_string().contains("another process"), "{error}");
        // who only asks is not kept waiting
        assert_eq!(register.told().expect("told"), before);
        other.execute_batch("ROLLBACK").expect("let go");
    }
    // a file that another program holds altogether cannot be opened either
    drop(register);
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT")
        .expect("held");
    let error = open().err().expect("locked");
    assert_eq!(error.kind, ErrorKind::Locked, "{error}");
    drop(other);
    assert_eq!(open().expect("open").told().expect("told"), before);
}

#[test]
fn a_full_disk_is_said_and_leaves_nothing_half_written() {
    let dir = TempDir::new().expect("a folder");
    let mut register = Register::open_or_make(&file(&dir)).expect("a register");
    ingest(&mut register, "a.txt", PAGE);
    let before = register.told().expect("told");
    let pages = register
        .read(|tx| tx.rows("PRAGMA page_count", &[]))
        .expect("asked")[0]
        .int(0);
    // what SQLite says when a file may not grow is what it says when the disk is full
    let limit = format!("PRAGMA max_page_count = {}", pages + 1);
    register.read(|tx| tx.rows(&limit, &[])).expect("set");
    let (page, records) = read("b.txt", PAGE);
    let mut seed = 1u64;
    let mut letter = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b'a' + (seed >> 33) as u8 % 26)
    };
    let large: String = (0..200_000).map(|_| letter()).collect();
    let taken = Taken {
        bytes: large.as_bytes(),
        locator: "b.txt",
        at: AT,
    };
    let error = register
        .ingest(taken, &reader("1.0.0"), &page, &records)
        .expect_err("full");
    assert_eq!(error.kind, ErrorKind::Full, "{error}");
    register
        .read(|tx| tx.rows("PRAGMA max_page_count = 1000000", &[]))
        .expect("set");
    assert_eq!(register.told().expect("told"), before);
}

#[test]
fn a_newer_register_is_refused() {
    on_each(|ground| {
        let mut register = ground.register();
        let sql = "UPDATE register SET value = '999' WHERE name = 'schema'";
        register.write(|tx| tx.run(sql, &[])).expect("written");
        drop(register);
        let error = Register::with(ground.store()).err().expect("refused");
        assert_eq!(error.kind, ErrorKind::Newer);
    });
}

#[test]
fn what_was_read_cannot_be_changed() {
    on_each(|ground| {
        let mut register = ground.register();
        ingest(&mut register, "a.txt", PAGE);
        let before = register.told().expect("told");
        for table in crate::tables::KEPT.iter().filter(|t| t.name != "decision") {
            let column = table.columns[0].name;
            for sql in [
                format!("UPDATE {0} SET {column} = {column}", table.name),
                format!("DELETE FROM {}", table.name),
            ] {
                assert!(register.write(|tx| tx.run(&sql, &[])).is_err(), "{sql}");
            }
        }
        assert_eq!(register.told().expect("told"), before);
    });
}

#[test]
fn a_page_is_kept_whole_or_not_at_all() {
    on_each(|ground| {
        let mut register = ground.register();
        ingest(&mut register, "a.txt", PAGE);
        let before = register.told().expect("told");
        let failed = register.write(|tx| {
            tx.run(
                "INSERT INTO sighting (capture, locator, taken) SELECT n, 'b', taken FROM capture \
                 WHERE size > $1",
                &[Value::Int(0)],
            )?;
            tx.run("INSERT INTO nowhere VALUES (1)", &[])
        });
        assert!(failed.is_err());
        assert_eq!(register.told().expect("told"), before);
    });
}

#[test]
fn values_come_back_as_they_went_in() {
    on_each(|ground| {
        let mut register = ground.register();
        let put = |thing: &str| -> (String, Vec<Value>) {
            (
                "INSERT INTO register (name, value) VALUES ($1, 'x')".into(),
                vec![thing.into()],
            )
        };
        let odd = ["", "$1", "'", "\u{10FFFF}", "é\u{301}", "a\nb", "友好城市"];
        for thing in odd {
            let (sql, values) = put(thing);
            register.write(|tx| tx.run(&sql, &values)).expect("written");
        }
        let rows = register
            .read(|tx| {
                tx.rows(
                    "SELECT name FROM register WHERE value = 'x' ORDER BY name",
                    &[],
                )
            })
            .expect("read");
        let mut want: Vec<&str> = odd.to_vec();
        want.sort_unstable();
        assert_eq!(
            rows.iter()
                .map(|r| r.text(0).to_owned())
                .collect::<Vec<_>>(),
            want
        );
    });
}
