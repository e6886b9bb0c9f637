-- What the processes of one database tell each other: "something was written", so that whoever watches through another process sees it
-- within a second. A process writes what it did within a tenth of a second as one row, and looks four times a second for the rows of the
-- others; one that has the database for itself does neither. Nothing depends on a row: who is killed before it was written is found out by
-- looking at what is there, a little later.
--
-- Rows are of use for seconds. They lie in partitions of ten minutes and are dropped with them, so that nothing is ever rewritten.
CREATE TABLE IF NOT EXISTS announcements
(
    at      DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'By the clock of the database, as processes look for it: theirs may differ',
    process UUID   COMMENT 'Who tells; made anew at each start',
    number  UInt64 COMMENT 'Counts what this process told',
    news    String COMMENT 'JSON: spans of feedback and of readings, streams of the journal, whether loops changed. Never words'
)
ENGINE = MergeTree
PARTITION BY toStartOfInterval(at, INTERVAL 10 MINUTE)
ORDER BY (at, process, number)
TTL toDateTime(at) + INTERVAL 10 MINUTE
SETTINGS ttl_only_drop_parts = 1, merge_with_ttl_timeout = 600
COMMENT 'What processes tell each other. May be emptied at any time.';
