-- What themes are called, for tools that read with SQL: the names live in the journal (stream themes), which is events and no table to
-- join. One row a theme, some hundreds of them, written whenever a theme is named, nested, hidden or retired; readings hold ids alone, so
-- that renaming rewrites one row here and none there. Read with FINAL.
CREATE TABLE IF NOT EXISTS theme_names
(
    theme   String COMMENT 'Its id, as in comment_readings',
    version UInt64 COMMENT 'Of the catalogue; the highest is the truth',
    deleted UInt8,
    name    String COMMENT 'As people see it',
    parent  String COMMENT 'Id of the theme that it is part of; empty for none',
    hidden  Bool   COMMENT 'Not shown in lists'
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY theme
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Names of themes. Derived from the journal: may be emptied at any time. Read with FINAL.';

-- What was read since a moment, so that rules that wait for what a comment is about find it without reading all readings. Readings lie by
-- the day of the feedback, and so mostly in the order in which they were written; reading everything anew is the exception.
ALTER TABLE comment_readings ADD INDEX IF NOT EXISTS by_read_at read_at TYPE minmax GRANULARITY 1;

-- For the rows of before; the engine does it in the background, and again without harm.
ALTER TABLE comment_readings MATERIALIZE INDEX by_read_at;
