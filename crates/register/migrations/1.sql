-- Schema 1. One text for both databases: SQLite reads BYTEA and BIGINT as it should, PostgreSQL gets
-- COLLATE "C" behind each TEXT so that both sort alike, and "keyed" becomes WITHOUT ROWID in SQLite.
--
-- A thing is known to the world by its id, which no register can choose, and to the other tables by
-- n, a number in the order of coming: rows of one page lie side by side, and take a third of the room.
-- n never leaves the register. INTEGER is what SQLite numbers its rows by.

CREATE TABLE register (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- What was taken, read and decided. Rows are added and never changed; triggers see to that.

CREATE TABLE capture (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    locator TEXT NOT NULL,
    taken TEXT NOT NULL,
    packed BYTEA NOT NULL
);

CREATE TABLE sighting (
    capture BIGINT NOT NULL REFERENCES capture (n),
    locator TEXT NOT NULL,
    taken TEXT NOT NULL,
    PRIMARY KEY (capture, locator)
) /* keyed */;

-- A reading and a statement are always come to by way of their capture and their record: an index of
-- ids alone would be one more of which each row has a place of its own.
CREATE TABLE reading (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    capture BIGINT NOT NULL REFERENCES capture (n),
    version TEXT NOT NULL,
    rules TEXT NOT NULL,
    at TEXT NOT NULL,
    charset TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    author TEXT,
    published TEXT,
    text TEXT NOT NULL,
    UNIQUE (capture, id)
);

CREATE TABLE record (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    capture BIGINT NOT NULL REFERENCES capture (n),
    type TEXT NOT NULL,
    name TEXT NOT NULL
);
CREATE INDEX record_capture ON record (capture);

CREATE TABLE report (
    record BIGINT NOT NULL REFERENCES record (n),
    reading BIGINT NOT NULL REFERENCES reading (n),
    at BIGINT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    rule TEXT NOT NULL,
    grounds TEXT NOT NULL,
    PRIMARY KEY (record, reading)
) /* keyed */;

CREATE TABLE evidence (
    record BIGINT NOT NULL,
    reading BIGINT NOT NULL,
    at BIGINT NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    exact TEXT NOT NULL,
    PRIMARY KEY (record, reading, at),
    FOREIGN KEY (record, reading) REFERENCES report (record, reading)
) /* keyed */;

CREATE TABLE statement (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    record BIGINT NOT NULL REFERENCES record (n),
    role BIGINT NOT NULL,
    property TEXT NOT NULL,
    value TEXT NOT NULL,
    identity TEXT,
    country TEXT,
    post TEXT,
    held_in TEXT,
    kind TEXT,
    level TEXT,
    since TEXT,
    until TEXT,
    precise TEXT,
    UNIQUE (record, id)
);

CREATE TABLE attestation (
    statement BIGINT NOT NULL REFERENCES statement (n),
    reading BIGINT NOT NULL REFERENCES reading (n),
    at BIGINT NOT NULL,
    PRIMARY KEY (statement, reading)
) /* keyed */;

CREATE TABLE decision (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    verdict TEXT NOT NULL,
    subject TEXT NOT NULL,
    object TEXT,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    ground TEXT NOT NULL
);
CREATE INDEX decision_subject ON decision (subject);
CREATE INDEX decision_object ON decision (object);

-- What follows from the above. Each row can be made anew from it, and `check` compares.

-- An act is known by the number of the record that founds it.
CREATE TABLE standing (
    record BIGINT PRIMARY KEY REFERENCES record (n),
    reading BIGINT NOT NULL,
    type TEXT NOT NULL,
    rank TEXT NOT NULL,
    reason TEXT,
    since TEXT,
    until TEXT,
    precise TEXT,
    traits TEXT NOT NULL,
    act BIGINT
) /* keyed */;
CREATE INDEX standing_act ON standing (act);

CREATE TABLE statement_rank (
    statement BIGINT PRIMARY KEY REFERENCES statement (n),
    rank TEXT NOT NULL,
    reason TEXT NOT NULL
) /* keyed */;

CREATE TABLE entity (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sort TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    place TEXT
);
CREATE INDEX entity_name ON entity (name);

-- Who is who by people's word: leader is the entity or place that an entity is one with; of one
-- record, where that is named, whom it means instead.
CREATE TABLE meaning (
    entity TEXT NOT NULL,
    record TEXT NOT NULL,
    leader TEXT NOT NULL,
    PRIMARY KEY (entity, record)
) /* keyed */;
CREATE INDEX meaning_leader ON meaning (leader);

CREATE TABLE mention (
    record BIGINT NOT NULL REFERENCES record (n),
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    entity BIGINT NOT NULL REFERENCES entity (n),
    home TEXT,
    PRIMARY KEY (record, role, at)
) /* keyed */;
CREATE INDEX mention_entity ON mention (entity, record);

CREATE TABLE concern (
    record BIGINT NOT NULL REFERENCES record (n),
    place TEXT NOT NULL,
    role TEXT NOT NULL,
    above BIGINT NOT NULL,
    PRIMARY KEY (record, place, role)
) /* keyed */;

-- By what reports of one act find each other: hashes of what names the act, and the days since 1970
-- that it may have been on (src/reach.rs): what many share, an event held every year, does not lead
-- to all years of it.
CREATE TABLE handle (
    handle BIGINT NOT NULL,
    record BIGINT NOT NULL REFERENCES record (n),
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (handle, record)
) /* keyed */;
CREATE INDEX handle_record ON handle (record);

CREATE TABLE act (
    n BIGINT PRIMARY KEY REFERENCES record (n),
    type TEXT NOT NULL,
    since TEXT,
    until TEXT,
    precise TEXT,
    reports BIGINT NOT NULL,
    sources BIGINT NOT NULL
) /* keyed */;

-- Acts by the places they concern, the latest last: what lists and dossiers are read from. A row is
-- of numbers only: the hash of a place's id, the code of a type and of the way of a visit, and the
-- day as 20240604, 0 where it is not known (src/presence.rs).
CREATE TABLE presence (
    place BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    since BIGINT NOT NULL,
    act BIGINT NOT NULL,
    PRIMARY KEY (place, kind, since, act)
) /* keyed */;

CREATE TABLE signature (
    capture BIGINT PRIMARY KEY REFERENCES capture (n),
    minima BYTEA NOT NULL
) /* keyed */;

CREATE TABLE band (
    band BIGINT NOT NULL,
    capture BIGINT NOT NULL REFERENCES capture (n),
    PRIMARY KEY (band, capture)
) /* keyed */;

CREATE TABLE copy (
    capture BIGINT PRIMARY KEY REFERENCES capture (n),
    original BIGINT NOT NULL REFERENCES capture (n)
) /* keyed */;
CREATE INDEX copy_original ON copy (original);

-- What changed and is not settled yet: captures whose copies, and records whose acts, are to be found.
CREATE TABLE unsettled (
    sort TEXT NOT NULL,
    thing BIGINT NOT NULL,
    PRIMARY KEY (sort, thing)
) /* keyed */;
