-- Generated from clickhouse/migrations: what they amount to. Do not edit; a test compares it with the engine.

CREATE TABLE customers
(
    `customer_id` UUID COMMENT 'Derived from the sender\'s customer id, else from the e-mail address',
    `version` UInt64,
    `deleted` UInt8,
    `external_id` String COMMENT 'The sender\'s customer id',
    `name` String,
    `email` String,
    `phone` String
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY customer_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192
COMMENT 'Who gave feedback. Read with FINAL.';

CREATE TABLE feedback
(
    `feedback_id` UUID COMMENT 'Derived from (source, external_id), or random where the sender gave no id',
    `occurred_at` DateTime64(3, 'UTC') COMMENT 'When the customer answered',
    `day` Date MATERIALIZED toDate(occurred_at) COMMENT 'The UTC day of occurred_at',
    `received_at` DateTime64(3, 'UTC') COMMENT 'When Heed accepted this version',
    `version` UInt64 COMMENT 'Grows with every accepted write; the highest is the truth',
    `deleted` UInt8 COMMENT '1 hides every lower version of the same key',
    `source` LowCardinality(String) COMMENT 'Stream that the feedback came from, for example survey:post-purchase',
    `external_id` String COMMENT 'The sender\'s identifier; empty when none was given or the feedback is anonymous',
    `department` LowCardinality(String) COMMENT 'Empty when not given, as for all dimensions',
    `channel` LowCardinality(String),
    `product` LowCardinality(String),
    `region` LowCardinality(String),
    `segment` LowCardinality(String),
    `language` LowCardinality(String) COMMENT 'BCP 47 tag of the comment',
    `nps` Nullable(UInt8) COMMENT 'Likelihood to recommend, 0 to 10',
    `csat` Nullable(UInt8) COMMENT 'Satisfaction, 1 to csat_scale',
    `csat_scale` UInt8 COMMENT '3, 4, 5, 6, 7 or 10; 0 when there is no csat',
    `ces` Nullable(UInt8) COMMENT 'Customer effort, 1 to ces_scale',
    `ces_scale` UInt8 COMMENT '5 or 7; 0 when there is no ces',
    `ces_version` LowCardinality(String) COMMENT '1.0 or 2.0; empty when there is no ces',
    `ces_direction` LowCardinality(String) COMMENT 'high_is_easy or high_is_hard; empty when there is no ces',
    `enps` Nullable(UInt8) COMMENT 'An employee\'s likelihood to recommend, 0 to 10',
    `comment` String COMMENT 'The customer\'s words, unchanged' CODEC(ZSTD(3)),
    `anonymous` Bool COMMENT 'No customer and no external id are kept',
    `contact_requested` Bool COMMENT 'The customer asked to be contacted',
    `customer_id` Nullable(UUID) COMMENT 'Key of customers; personal data stands only there',
    `attributes` Map(LowCardinality(String), String) COMMENT 'Every other column that came with it',
    `flags` Array(LowCardinality(String)) COMMENT 'Oddities seen at the door, for example future',
    `sentiment` Nullable(Float32) COMMENT 'From -1 (negative) to 1 (positive); null when nobody judged the words'
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(day)
ORDER BY (day, feedback_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192
COMMENT 'Feedback, one row a submission. Read with FINAL.';

CREATE TABLE feedback_claims
(
    `feedback_id` UUID,
    `occurred_at` DateTime64(3, 'UTC') COMMENT 'The moment that the row in feedback has or would have',
    `version` UInt64,
    `content` UInt64 COMMENT 'Hash of what was sent, to tell a repetition from a correction',
    INDEX by_version version TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (feedback_id, toDate(occurred_at))
SETTINGS index_granularity = 512, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Days under which each feedback was written; read by the collector only.';

CREATE TABLE feedback_daily
(
    `zone` LowCardinality(String) COMMENT 'IANA name of the time zone whose calendar days these are',
    `definition` LowCardinality(String) COMMENT 'The metrics that numbers counts, with their versions; others are not read',
    `dimension` LowCardinality(String) COMMENT 'Empty for the whole day',
    `date` Date COMMENT 'The calendar day in the zone',
    `value` String COMMENT 'The value of the dimension',
    `starts_at` DateTime64(3, 'UTC'),
    `ends_at` DateTime64(3, 'UTC'),
    `version` UInt64 COMMENT 'Grows each time that the day is summed up',
    `deleted` UInt8,
    `numbers` Array(UInt64) COMMENT 'Rows, rows with a comment, and then what each metric counts, in the order of the definition',
    `earliest` DateTime64(3, 'UTC') COMMENT 'When the first of them occurred',
    `latest` DateTime64(3, 'UTC'),
    `dimensions` Array(LowCardinality(String)) COMMENT 'On the row of the whole day: the dimensions that have rows; one with more than 1,000 values has none'
)
ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYear(date)
ORDER BY (zone, definition, dimension, date, value)
SETTINGS index_granularity = 512
COMMENT 'Feedback summed up by calendar day. Derived: may be emptied at any time. Read with FINAL.';

CREATE TABLE feedback_touches
(
    `day` Date COMMENT 'A UTC day of feedback that a writer is about to change',
    `touch` UUID COMMENT 'One announcement of one writer',
    `sign` Int8 COMMENT '1 touched, -1 summed up since'
)
ENGINE = CollapsingMergeTree(sign)
ORDER BY (day, touch)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192
COMMENT 'Days whose sums in feedback_daily may be out of date.';

CREATE TABLE journal
(
    `stream` LowCardinality(String) COMMENT 'For example tokens or workspace',
    `version` UInt32 COMMENT 'Grows by one in each stream, from 1',
    `event_id` UUID,
    `type` LowCardinality(String),
    `actor` String COMMENT 'Who decided: a token\'s id, local or system',
    `at` DateTime64(3, 'UTC'),
    `payload` String COMMENT 'JSON, validated when it is read'
)
ENGINE = MergeTree
ORDER BY (stream, version)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192
COMMENT 'Decisions as events; append by compare-and-set only.';

CREATE TABLE schema_migrations
(
    `number` UInt32,
    `name` String,
    `hash` String,
    `applied_at` DateTime64(3, 'UTC') DEFAULT now64(3)
)
ENGINE = MergeTree
ORDER BY number
SETTINGS index_granularity = 8192
COMMENT 'Migrations that were applied';
