-- What Heed reads out of comments, and the counts that it reads by.
--
-- comment_readings has one row for each comment that was read: its themes, its sentiment, its language. It stands beside
-- feedback and not in it, because words are read after they are stored and are read again whenever people or a new model
-- know better, while a row of feedback changes only when its sender corrects it. It has the key of feedback, so that both
-- are read side by side in one order. What counts is always asked of feedback: a reading whose feedback is gone, or whose
-- version is not the feedback's (it was corrected since), says nothing. Read with FINAL, joined by (day, feedback_id).
--
-- A theme is named by its id, never by its label, so that renaming rewrites nothing. themes is what is known now;
-- themes_then is what the comment was first read as, kept so that the past can be shown as it was seen then.
CREATE TABLE IF NOT EXISTS comment_readings
(
    day Date COMMENT 'As in feedback',
    feedback_id UUID,
    version UInt64 COMMENT 'Of the feedback whose words were read',
    revision UInt64 COMMENT 'Grows with each reading of the same feedback; the highest is the truth',
    deleted UInt8,
    model UInt32 COMMENT 'The model of themes that read it; 0 before there was one',
    language LowCardinality(String) COMMENT 'BCP 47 tag that the words were read in; empty when nothing could be read',
    themes Array(LowCardinality(String)) COMMENT 'At most two ids, the clearer first; empty for none',
    themes_then Array(LowCardinality(String)) COMMENT 'The same as it was first read',
    margin Float32 COMMENT 'Calibrated probability of the first theme, 0 to 1',
    decided_by LowCardinality(String) COMMENT 'model, words or person; empty for none',
    sentiment Nullable(Float32) COMMENT 'From -1 to 1 as the words were judged; null when they could not be',
    fold UInt64 COMMENT 'The same for near duplicates; 0 when nothing could be read',
    read_at DateTime64(3, 'UTC'),
    INDEX by_version version TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision, deleted)
PARTITION BY toYear(day)
ORDER BY (day, feedback_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'What was read out of comments. Derived: may be emptied at any time, but for themes_then. Read with FINAL.';

-- The counts of an n-gram in the texts of a class (a theme, or positive and negative) are the model. They are whole numbers,
-- so that what people confirmed can weigh five-fold, and each model has all of its counts: going back is to name an older one.
CREATE TABLE IF NOT EXISTS theme_models
(
    kind LowCardinality(String) COMMENT 'themes or sentiment',
    model UInt32 COMMENT 'Grows by one with each model of a kind, from 1',
    language LowCardinality(String) COMMENT 'Of the texts that it reads',
    class LowCardinality(String) COMMENT 'Id of a theme; of sentiment positive or negative',
    ngram String,
    n UInt32 CODEC(T64, ZSTD(1))
)
ENGINE = MergeTree
ORDER BY (kind, model, language, class, ngram)
SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'What models of themes and of sentiment count. A model holds when the journal names it.';
