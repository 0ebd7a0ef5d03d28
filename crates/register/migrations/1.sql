-- Schema 1. One text for both databases: SQLite reads BYTEA and BIGINT as it should, PostgreSQL gets
-- COLLATE "C" behind each TEXT so that both sort alike, and "keyed" becomes WITHOUT ROWID in SQLite.

CREATE TABLE register (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- What was taken, read and decided. Rows are added and never changed; triggers see to that.

CREATE TABLE capture (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    size BIGINT NOT NULL,
    locator TEXT NOT NULL,
    taken TEXT NOT NULL,
    packed BYTEA NOT NULL
);

CREATE TABLE sighting (
    capture TEXT NOT NULL REFERENCES capture (id),
    locator TEXT NOT NULL,
    taken TEXT NOT NULL,
    PRIMARY KEY (capture, locator)
) /* keyed */;

CREATE TABLE reading (
    id TEXT PRIMARY KEY,
    capture TEXT NOT NULL REFERENCES capture (id),
    version TEXT NOT NULL,
    rules TEXT NOT NULL,
    at TEXT NOT NULL,
    charset TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    author TEXT,
    published TEXT,
    text TEXT NOT NULL
);
CREATE INDEX reading_capture ON reading (capture, version);

CREATE TABLE record (
    id TEXT PRIMARY KEY,
    capture TEXT NOT NULL REFERENCES capture (id),
    type TEXT NOT NULL,
    name TEXT NOT NULL
) /* keyed */;
CREATE INDEX record_capture ON record (capture);

CREATE TABLE report (
    record TEXT NOT NULL REFERENCES record (id),
    reading TEXT NOT NULL REFERENCES reading (id),
    n BIGINT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    rule TEXT NOT NULL,
    grounds TEXT NOT NULL,
    PRIMARY KEY (record, reading)
) /* keyed */;

CREATE TABLE evidence (
    record TEXT NOT NULL,
    reading TEXT NOT NULL,
    n BIGINT NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    exact TEXT NOT NULL,
    PRIMARY KEY (record, reading, n),
    FOREIGN KEY (record, reading) REFERENCES report (record, reading)
) /* keyed */;

CREATE TABLE statement (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL REFERENCES record (id),
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
    precise TEXT
) /* keyed */;
CREATE INDEX statement_record ON statement (record);

CREATE TABLE attestation (
    statement TEXT NOT NULL REFERENCES statement (id),
    reading TEXT NOT NULL REFERENCES reading (id),
    n BIGINT NOT NULL,
    PRIMARY KEY (statement, reading)
) /* keyed */;

CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    n BIGINT NOT NULL UNIQUE,
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

CREATE TABLE standing (
    record TEXT PRIMARY KEY REFERENCES record (id),
    capture TEXT NOT NULL,
    type TEXT NOT NULL,
    reading TEXT NOT NULL,
    rank TEXT NOT NULL,
    reason TEXT,
    since TEXT,
    until TEXT,
    precise TEXT,
    act TEXT
) /* keyed */;
CREATE INDEX standing_act ON standing (act);
CREATE INDEX standing_capture ON standing (capture);

CREATE TABLE statement_rank (
    statement TEXT PRIMARY KEY REFERENCES statement (id),
    rank TEXT NOT NULL,
    reason TEXT NOT NULL
) /* keyed */;

CREATE TABLE entity (
    id TEXT PRIMARY KEY,
    sort TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    place TEXT
) /* keyed */;
CREATE INDEX entity_name ON entity (name);
CREATE INDEX entity_place ON entity (place);

CREATE TABLE mention (
    record TEXT NOT NULL REFERENCES record (id),
    role TEXT NOT NULL,
    n BIGINT NOT NULL,
    entity TEXT NOT NULL REFERENCES entity (id),
    home TEXT,
    PRIMARY KEY (record, role, n)
) /* keyed */;
CREATE INDEX mention_entity ON mention (entity, record);

CREATE TABLE concern (
    place TEXT NOT NULL,
    record TEXT NOT NULL REFERENCES record (id),
    role TEXT NOT NULL,
    above BIGINT NOT NULL,
    PRIMARY KEY (place, record, role)
) /* keyed */;
CREATE INDEX concern_record ON concern (record);

CREATE TABLE handle (
    handle TEXT NOT NULL,
    record TEXT NOT NULL REFERENCES record (id),
    PRIMARY KEY (handle, record)
) /* keyed */;
CREATE INDEX handle_record ON handle (record);

CREATE TABLE act (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    since TEXT,
    until TEXT,
    precise TEXT,
    reports BIGINT NOT NULL,
    sources BIGINT NOT NULL
) /* keyed */;
CREATE INDEX act_time ON act (type, since);

-- Acts by the places they concern, the latest last: what lists and dossiers are read from. A time
-- that is not known is empty; of visits, "out" is that the place's own people travel.
CREATE TABLE presence (
    place TEXT NOT NULL,
    type TEXT NOT NULL,
    way TEXT NOT NULL,
    since TEXT NOT NULL,
    act TEXT NOT NULL REFERENCES act (id),
    PRIMARY KEY (place, type, way, since, act)
) /* keyed */;
CREATE INDEX presence_act ON presence (act);

CREATE TABLE signature (
    capture TEXT PRIMARY KEY REFERENCES capture (id),
    minima BYTEA NOT NULL
) /* keyed */;

CREATE TABLE band (
    band TEXT NOT NULL,
    capture TEXT NOT NULL REFERENCES capture (id),
    PRIMARY KEY (band, capture)
) /* keyed */;
CREATE INDEX band_capture ON band (capture);

CREATE TABLE copy (
    capture TEXT PRIMARY KEY REFERENCES capture (id),
    original TEXT NOT NULL
) /* keyed */;
CREATE INDEX copy_original ON copy (original);

-- What changed and is not settled yet: captures whose copies and handles whose acts are to be found.
CREATE TABLE unsettled (
    sort TEXT NOT NULL,
    thing TEXT NOT NULL,
    PRIMARY KEY (sort, thing)
) /* keyed */;
