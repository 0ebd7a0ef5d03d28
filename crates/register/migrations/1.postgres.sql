
CREATE TABLE text_gram (capture BIGINT PRIMARY KEY, grams TSVECTOR NOT NULL);
CREATE INDEX text_gram_grams ON text_gram USING gin (grams);

CREATE FUNCTION never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME;
END $$;

CREATE TRIGGER capture_unchanged BEFORE UPDATE OR DELETE ON capture FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER sighting_unchanged BEFORE UPDATE OR DELETE ON sighting FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER reading_unchanged BEFORE UPDATE OR DELETE ON reading FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER record_unchanged BEFORE UPDATE OR DELETE ON record FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER report_unchanged BEFORE UPDATE OR DELETE ON report FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER evidence_unchanged BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER statement_unchanged BEFORE UPDATE OR DELETE ON statement FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER attestation_unchanged BEFORE UPDATE OR DELETE ON attestation FOR EACH ROW EXECUTE FUNCTION never_changed();
CREATE TRIGGER decision_unchanged BEFORE UPDATE OR DELETE ON decision FOR EACH ROW EXECUTE FUNCTION never_changed();
