-- What the feedback of each day of the organisation's calendar adds up to, so that a year at a hundred million rows is
-- read as a few hundred rows. Measured: see "metrics" in bench/RESULTS.md; without these tables the Overview's time grows with the rows.
--
-- A number is never read from here unless the day has rested. Writers touch a UTC day before they write into it (at most every
-- 30 seconds each), the reader takes every touched day from the raw rows, and only when no writer can still be at work on
-- a day (three minutes after its last touch was seen) is it summed up and its touches taken back. So every number is
-- exact at once after a correction, a late arrival or an erasure, and a crash anywhere leaves a day touched, which is
-- slower and never wrong.
--
-- Read touches as GROUP BY day, touch HAVING sum(sign) > 0: a touch and its taking back vanish in a merge.
CREATE TABLE IF NOT EXISTS feedback_touches
(
    day   Date COMMENT 'A UTC day of feedback that a writer is about to change',
    touch UUID COMMENT 'One announcement of one writer',
    sign  Int8 COMMENT '1 touched, -1 summed up since'
)
ENGINE = CollapsingMergeTree(sign)
ORDER BY (day, touch)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Days whose sums in feedback_daily may be out of date.';

-- Counters and not sketch states: merging states was 5 to 6 times slower than the raw scan at 100 million rows. One row for
-- the whole day (dimension '') and one for each value of each dimension, but none of pairs of dimensions: their number
-- would come near that of the feedback.
--
-- Read with FINAL, for one zone and one definition. A day that is summed up again hides its old rows in the same insert, which is
-- atomic because a day lies within one partition. A day without its row of dimension '' is not summed up. Granules are small because
-- a question wants some hundred rows of one dimension.
CREATE TABLE IF NOT EXISTS feedback_daily
(
    zone       LowCardinality(String)       COMMENT 'IANA name of the time zone whose calendar days these are',
    definition LowCardinality(String)       COMMENT 'The metrics that numbers counts, with their versions; others are not read',
    dimension  LowCardinality(String)       COMMENT 'Empty for the whole day',
    date       Date                         COMMENT 'The calendar day in the zone',
    value      String                       COMMENT 'The value of the dimension',
    starts_at  DateTime64(3, 'UTC'),
    ends_at    DateTime64(3, 'UTC'),
    version    UInt64                       COMMENT 'Grows each time that the day is summed up',
    deleted    UInt8,
    numbers    Array(UInt64)               COMMENT 'Rows, rows with a comment, and then what each metric counts, in the order of the definition',
    earliest   DateTime64(3, 'UTC')         COMMENT 'When the first of them occurred',
    latest     DateTime64(3, 'UTC'),
    dimensions Array(LowCardinality(String)) COMMENT 'On the row of the whole day: the dimensions that have rows; one with more than 1,000 values has none'
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(date)
ORDER BY (zone, definition, dimension, date, value)
SETTINGS index_granularity = 512
COMMENT 'Feedback summed up by calendar day. Derived: may be emptied at any time. Read with FINAL.';
