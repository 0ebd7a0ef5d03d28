-- Schema 1 of a desk. Times are seconds since 1970.

CREATE TABLE account (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    made INTEGER NOT NULL,
    closed INTEGER
) STRICT;

CREATE TABLE session (
    hash BLOB PRIMARY KEY,
    account TEXT NOT NULL COLLATE NOCASE REFERENCES account (name),
    made INTEGER NOT NULL,
    seen INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account);

CREATE TABLE token (
    n INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    account TEXT NOT NULL COLLATE NOCASE REFERENCES account (name),
    label TEXT NOT NULL,
    scope TEXT NOT NULL,
    made INTEGER NOT NULL,
    until INTEGER NOT NULL,
    used INTEGER
) STRICT;
CREATE INDEX token_account ON token (account);

-- Only added to.
CREATE TABLE log (
    n INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    address TEXT NOT NULL,
    deed TEXT NOT NULL,
    thing TEXT NOT NULL
) STRICT;
CREATE TRIGGER log_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'rows of log are never changed'); END;
CREATE TRIGGER log_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'rows of log are never changed'); END;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL COLLATE NOCASE REFERENCES account (name),
    made INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL
) STRICT;
CREATE INDEX draft_account ON draft (account);

CREATE TABLE draft_page (
    draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    locator TEXT NOT NULL,
    taken TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (draft, n)
) STRICT;
