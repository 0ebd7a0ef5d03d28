-- Schema 2: each act has a row for everywhere too (place 0), so that what is asked of no place in
-- particular, such as the latest visits of all, is found by the index; and one more (place -1) where it took
-- longer than a year, so that what was within some days is found without a look at all before. A visit of
-- a place to itself, which is listed both ways, has a third row there (kind 12), so that counts need not
-- tell acts apart (src/presence.rs).
CREATE TEMPORARY TABLE shown AS
SELECT n AS act, CASE type
    WHEN 'visit' THEN 1 WHEN 'meeting' THEN 3 WHEN 'agreement' THEN 4 WHEN 'tie' THEN 5
    WHEN 'conference' THEN 6 WHEN 'project' THEN 7 WHEN 'mechanism' THEN 8 WHEN 'commitment' THEN 9
    WHEN 'statistic' THEN 10 WHEN 'policy' THEN 11 ELSE 0 END AS kind,
    coalesce(CAST(replace(since, '-', '') AS BIGINT), 0) AS since,
    coalesce(CAST(replace(until, '-', '') AS BIGINT), 0) AS until
FROM act;
INSERT INTO presence (place, kind, since, act) SELECT 0, kind, since, act FROM shown ORDER BY kind, since, act;
INSERT INTO presence (place, kind, since, act) SELECT -1, kind, since, act FROM shown WHERE until - since > 10000;
DROP TABLE shown;
INSERT INTO presence (place, kind, since, act)
SELECT o.place, 12, o.since, o.act FROM presence o WHERE o.kind = 1 AND EXISTS (SELECT 1 FROM presence i
    WHERE i.place = o.place AND i.kind = 2 AND i.since = o.since AND i.act = o.act);

-- Reports of what is only planned, which are few.
CREATE INDEX statement_planned ON statement (record) WHERE property = 'status' AND value = 'planned';
