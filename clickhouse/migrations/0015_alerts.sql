-- What rules found out and told people of. A row is one alert, from when it was raised until it was over; `number` counts those about the
-- same subject of the same rule, so that raising is a compare-and-set: of any number of processes that find the same thing at once one
-- writes revision 1 of the next number, under the deduplication token alert:<id>:<revision>, and the others' rows are dropped without an
-- error; each reads back by `writer` whose row stands. Every later change is the next revision in the same way.
--
-- `pending` names what happened to it and has no deliveries yet: they are made and then taken off, so that whoever dies in between leaves
-- work for the next round and not silence. Holds no customer's words. Read with FINAL.
CREATE TABLE IF NOT EXISTS alerts
(
    rule                LowCardinality(String) COMMENT 'Key of the rule''s name; empty for what Heed tells by itself',
    subject             String                 COMMENT 'What it is about among what the rule looks at: a department, a theme, a source; empty for all together',
    number              UInt32                 COMMENT 'From 1, within rule and subject',
    alert_id            UUID                   COMMENT 'Derived from rule, subject and number',
    revision            UInt64                 COMMENT 'Grows by one with each change of the row, from 1',
    writer              UUID                   COMMENT 'Drawn for each change, to learn whose row stands at a revision',
    name                String                 COMMENT 'The rule''s name as it was written',
    kind                LowCardinality(String),
    state               LowCardinality(String) COMMENT 'raised, acknowledged or over',
    departments         Array(LowCardinality(String)) COMMENT 'Who sees all of them may see it; empty for whoever sees all',
    facts               String                 COMMENT 'What was found, as JSON' CODEC(ZSTD(3)),
    path                String                 COMMENT 'Where the evidence is, on the dashboard',
    raised_at           DateTime64(3, 'UTC'),
    last_raised_at      DateTime64(3, 'UTC')   COMMENT 'When people were last told',
    times               UInt32                 COMMENT 'How often they were',
    clear_since         Nullable(DateTime64(3, 'UTC')) COMMENT 'Since when it does not hold, while that may be a moment''s calm',
    acknowledged_at     Nullable(DateTime64(3, 'UTC')),
    acknowledged_by     String                 COMMENT 'A caller''s id',
    acknowledged_person String                 COMMENT 'Key of the person, where known',
    note                String,
    over_at             Nullable(DateTime64(3, 'UTC')),
    pending             Array(LowCardinality(String)) COMMENT 'raised, repeated, acknowledged, over: what there are no deliveries of yet',
    INDEX by_id alert_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_raised last_raised_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (rule, subject, number)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024
COMMENT 'Alerts. Read with FINAL.';

-- Mails and webhook calls about alerts, one row each, changed and claimed like letters (0008_loop_messages.sql): the id is derived from
-- what it is about, so that planning it twice is planning it once, and `sending` under a lease is one process's alone. A call that was
-- interrupted is made again under the same id, by which its receiver knows it; a mail likewise, under the same Message-ID: telling twice
-- is better than not at all. Of what was answered only the status is kept. Read with FINAL.
CREATE TABLE IF NOT EXISTS alert_deliveries
(
    alert_id        UUID                   COMMENT 'Zero for a test of a webhook',
    delivery_id     UUID,
    revision        UInt64,
    writer          UUID,
    event           LowCardinality(String) COMMENT 'raised, repeated, acknowledged, over or test',
    channel         LowCardinality(String) COMMENT 'mail or webhook',
    target          String                 COMMENT 'Key of a person, or of a webhook''s name',
    state           LowCardinality(String) COMMENT 'waiting, sending, delivered, failed or skipped',
    reason          LowCardinality(String) COMMENT 'Why it failed, was skipped or is tried again, in a word: status_500, timeout, refused_address …',
    payload         String                 COMMENT 'Of webhooks the whole body, the same in each attempt' CODEC(ZSTD(3)),
    attempts        String                 COMMENT 'JSON: when, how long it took, how it ended' CODEC(ZSTD(3)),
    attempted       UInt16                 COMMENT 'How many there were since somebody last asked for them',
    created_at      DateTime64(3, 'UTC'),
    changed_at      DateTime64(3, 'UTC'),
    next_attempt_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When somebody must look at it; null when nothing is left to do',
    failed_at       Nullable(DateTime64(3, 'UTC')) COMMENT 'When it first failed',
    delivered_at    Nullable(DateTime64(3, 'UTC')),
    INDEX by_id delivery_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_target target TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_attempt next_attempt_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (alert_id, delivery_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024
COMMENT 'Mails and webhook calls about alerts. Read with FINAL.';

-- Which process looks at the rules in which minute: whose row stands first under the deduplication token alerts:<minute>. Beside that it
-- says until when the rules were looked at, so that whoever comes back looks at what was missed.
CREATE TABLE IF NOT EXISTS alert_rounds
(
    minute  DateTime('UTC'),
    process UUID
)
ENGINE = MergeTree
ORDER BY minute
TTL minute + INTERVAL 60 DAY
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'Rounds over the rules of alerts. May be emptied at any time.';

-- Until when somebody has seen the alerts there were. Read with FINAL.
CREATE TABLE IF NOT EXISTS alert_readers
(
    reader    String COMMENT 'Key of a person, else a caller''s id',
    read_till DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(read_till)
ORDER BY reader
COMMENT 'Who has seen alerts, until when. Read with FINAL.';
