
-- a row of the index is known by the number of its capture
CREATE VIRTUAL TABLE text_gram USING fts5 (
    grams, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
-- what is merged often is written often: few and large pieces, and as many side by side as there may be
INSERT INTO text_gram (text_gram, rank) VALUES ('hashsize', 16777216);
INSERT INTO text_gram (text_gram, rank) VALUES ('automerge', 16);

CREATE TRIGGER capture_update BEFORE UPDATE ON capture BEGIN SELECT RAISE(ABORT, 'rows of capture are never changed'); END;
CREATE TRIGGER capture_delete BEFORE DELETE ON capture BEGIN SELECT RAISE(ABORT, 'rows of capture are never changed'); END;
CREATE TRIGGER sighting_update BEFORE UPDATE ON sighting BEGIN SELECT RAISE(ABORT, 'rows of sighting are never changed'); END;
CREATE TRIGGER sighting_delete BEFORE DELETE ON sighting BEGIN SELECT RAISE(ABORT, 'rows of sighting are never changed'); END;
CREATE TRIGGER reading_update BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'rows of reading are never changed'); END;
CREATE TRIGGER reading_delete BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'rows of reading are never changed'); END;
CREATE TRIGGER record_update BEFORE UPDATE ON record BEGIN SELECT RAISE(ABORT, 'rows of record are never changed'); END;
CREATE TRIGGER record_delete BEFORE DELETE ON record BEGIN SELECT RAISE(ABORT, 'rows of record are never changed'); END;
CREATE TRIGGER report_update BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'rows of report are never changed'); END;
CREATE TRIGGER report_delete BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'rows of report are never changed'); END;
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'rows of evidence are never changed'); END;
CREATE TRIGGER evidence_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'rows of evidence are never changed'); END;
CREATE TRIGGER statement_update BEFORE UPDATE ON statement BEGIN SELECT RAISE(ABORT, 'rows of statement are never changed'); END;
CREATE TRIGGER statement_delete BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'rows of statement are never changed'); END;
CREATE TRIGGER attestation_update BEFORE UPDATE ON attestation BEGIN SELECT RAISE(ABORT, 'rows of attestation are never changed'); END;
CREATE TRIGGER attestation_delete BEFORE DELETE ON attestation BEGIN SELECT RAISE(ABORT, 'rows of attestation are never changed'); END;
CREATE TRIGGER decision_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'rows of decision are never changed'); END;
CREATE TRIGGER decision_delete BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'rows of decision are never changed'); END;
