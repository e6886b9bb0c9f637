-- Everything that happened to loops. One log for all of them: an append is one insert of any number of events of any number
-- of loops, under the next position. The insert carries the deduplication token loops:<position>, so of two writers of one position the
-- engine drops the second without an error, and each reads the position back to learn whose batch stands there. Who lost looks at what
-- is new and decides again. So fifty agents who act at once cost a handful of inserts, and yet nobody can overwrite what they have not seen.
--
-- The journal has a stream for each thing and one insert for each event, at some 200 a second; a batch of rules that opens
-- ten thousand loops would take it a minute.
--
-- The second half of a loop's id, by which the engine compares UUIDs first, begins with the moment of its opening (UUID version 8), so new
-- events lie beside each other, one loop is one range of the key, and what is newer than a position is found by the index on it. Rows of the id that is all zero are the
-- log's own: how far the rules have come, and that sample data was cleared.
--
-- Read by loop_id, or by position for what is new; payload is JSON and validated when it is read.
CREATE TABLE IF NOT EXISTS loop_events
(
    loop_id  UUID,
    version  UInt32                 COMMENT 'Grows by one in each loop, from 1',
    position UInt64                 COMMENT 'Of the batch in the log, from 1; all events of a batch have the same',
    batch    UUID                   COMMENT 'Drawn by the writer, to learn whether its batch stands at the position',
    type     LowCardinality(String),
    actor    String                 COMMENT 'A token''s id, local, admin or system',
    by       LowCardinality(String) COMMENT 'Key of the person behind it; empty when not known',
    at       DateTime64(3, 'UTC')   COMMENT 'When it happened; for imported history not when it was written',
    payload  String                 CODEC(ZSTD(3)),
    INDEX by_position position TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (loop_id, version)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 2048
COMMENT 'What happened to loops; append by compare-and-set on the position only.';

-- What is true of each loop after its events, one row a loop: derived, and written before the next batch is appended, so at most
-- the last position can be missing here, and a writer writes the rows of a batch that it did not append itself.
--
-- revision = position * 2^32 + version of the settings: a row grows with its events, and once more when a calendar changes, because
-- the working times are measured by the calendars as they stand.
--
-- Durations are milliseconds, null while (or because) the thing did not happen. *_working are on the working clocks of
-- the departments that held the loop. What is still running is brought up to now by the reader: the calendar clock is now -
-- opened_at; the working clock is open_working + W(now), where W is the working time that the present department has had
-- since 2000-01-01, handed in as a parameter. Read with FINAL.
CREATE TABLE IF NOT EXISTS loops
(
    loop_id            UUID,
    revision           UInt64,
    deleted            UInt8,
    version            UInt32                 COMMENT 'How many events it has had',
    position           UInt64                 COMMENT 'Of the last of them',
    state              LowCardinality(String) COMMENT 'new, acknowledged, contacted, resolved, told, closed or merged',
    opened_at          DateTime64(3, 'UTC'),
    opened_by          LowCardinality(String) COMMENT 'rule, person or import',
    rule               LowCardinality(String),
    external_id        String                 COMMENT 'Of the system that it was imported from',
    feedback_id        Nullable(UUID)         COMMENT 'What opened it',
    feedback_ids       Array(UUID)            COMMENT 'With what joined',
    customer_id        Nullable(UUID),
    source             LowCardinality(String),
    channel            LowCardinality(String),
    product            LowCardinality(String),
    region             LowCardinality(String),
    segment            LowCardinality(String),
    language           LowCardinality(String),
    band               LowCardinality(String) COMMENT 'promoter, passive, detractor or empty',
    contact_requested  Bool,
    anonymous          Bool,
    first_department   LowCardinality(String),
    department         LowCardinality(String) COMMENT 'That holds it, or held it last',
    priority           LowCardinality(String) COMMENT 'urgent, high, normal or low',
    owner              LowCardinality(String) COMMENT 'Key of a person; empty for nobody',
    watchers           Array(LowCardinality(String)),
    root_cause         LowCardinality(String),
    action             LowCardinality(String),
    outcome            LowCardinality(String) COMMENT 'told, not_told, or empty while open',
    not_told_reason    LowCardinality(String),
    acknowledged_at    Nullable(DateTime64(3, 'UTC')),
    contacted_at       Nullable(DateTime64(3, 'UTC')),
    resolved_at        Nullable(DateTime64(3, 'UTC')) COMMENT 'The last time',
    told_at            Nullable(DateTime64(3, 'UTC')) COMMENT 'The first time',
    closed_at          Nullable(DateTime64(3, 'UTC')) COMMENT 'The last time; null while open',
    first_closed_at    Nullable(DateTime64(3, 'UTC')),
    confirmed_at       Nullable(DateTime64(3, 'UTC')),
    rejected_at        Nullable(DateTime64(3, 'UTC')),
    reasked_at         Nullable(DateTime64(3, 'UTC')),
    waiting_since      Nullable(DateTime64(3, 'UTC')) COMMENT 'Set while the customer is waited for',
    changed_at         DateTime64(3, 'UTC'),
    to_acknowledge             Nullable(Int64),
    to_acknowledge_working     Nullable(Int64),
    to_contact                 Nullable(Int64),
    to_contact_working         Nullable(Int64),
    to_resolve                 Nullable(Int64),
    to_resolve_working         Nullable(Int64),
    to_tell                    Nullable(Int64),
    to_tell_working            Nullable(Int64),
    to_close                   Nullable(Int64),
    to_close_working           Nullable(Int64),
    open_working               Int64         COMMENT 'While open: working time of the legs that are over, less W(begin of the present leg)',
    leg_departments            Array(LowCardinality(String)) COMMENT 'The legs, in order; the last of an open loop is still running',
    leg_from                   Array(DateTime64(3, 'UTC')),
    leg_ms                     Array(Int64)  COMMENT 'Whole length less waiting; of a running leg up to its last change, see leg_to',
    leg_working                Array(Int64)  COMMENT 'The same on the working clock',
    leg_waiting_ms             Array(Int64),
    leg_waiting_working        Array(Int64),
    leg_to                     Array(DateTime64(3, 'UTC')) COMMENT 'Up to when the four before are measured: the end of the leg, or changed_at',
    acknowledge_due_at         Nullable(DateTime64(3, 'UTC')) COMMENT 'Set while the target runs; not while waiting for the customer',
    acknowledge_risk_at        Nullable(DateTime64(3, 'UTC')) COMMENT 'At 80 % of it',
    contact_due_at             Nullable(DateTime64(3, 'UTC')),
    contact_risk_at            Nullable(DateTime64(3, 'UTC')),
    close_due_at               Nullable(DateTime64(3, 'UTC')),
    close_risk_at              Nullable(DateTime64(3, 'UTC')),
    acknowledge_met            Nullable(Bool) COMMENT 'Null without a target and while it is open',
    contact_met                Nullable(Bool),
    close_met                  Nullable(Bool),
    next_timer_at              Nullable(DateTime64(3, 'UTC')) COMMENT 'When something becomes due by itself',
    reopened                   UInt16,
    escalated                  UInt16,
    recovery                   LowCardinality(String) COMMENT 'recovered, unchanged, worse, or empty while not answered',
    merged_into                Nullable(UUID),
    INDEX by_customer customer_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_timer next_timer_at TYPE minmax GRANULARITY 1,
    INDEX by_opened opened_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision, deleted)
ORDER BY loop_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 2048
COMMENT 'Loops, one row each, derived from loop_events. Read with FINAL.';

-- Which loops a feedback is part of, and by which rule: what makes opening exactly once. Derived like loops. Read with FINAL.
CREATE TABLE IF NOT EXISTS loop_feedback
(
    feedback_id UUID,
    rule        LowCardinality(String) COMMENT 'Empty where no rule did it',
    loop_id     UUID,
    revision    UInt64,
    deleted     UInt8
)
ENGINE = ReplacingMergeTree(revision, deleted)
ORDER BY (feedback_id, rule, loop_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 2048
COMMENT 'Feedback that is part of loops.';

-- What was written since a version, so that the rules that open loops find it without reading all versions: at 9 million rows
-- 8 ms in place of 45. Rows lie by day, and so mostly in the order of their versions too; an import of old days puts new versions
-- among old ones, which costs the few granules that it touched. Read without FINAL by version, and then what is true by the keys.
ALTER TABLE feedback ADD INDEX IF NOT EXISTS by_version version TYPE minmax GRANULARITY 1;

-- For the rows of before; the engine does it in the background, and again without harm.
ALTER TABLE feedback MATERIALIZE INDEX by_version;
