-- Generated from clickhouse/migrations: what they amount to. Do not edit; a test compares it with the engine.

CREATE TABLE alert_deliveries
(
    `alert_id` UUID COMMENT 'Zero for a test of a webhook',
    `delivery_id` UUID,
    `revision` UInt64,
    `writer` UUID,
    `event` LowCardinality(String) COMMENT 'raised, repeated, acknowledged, over or test',
    `channel` LowCardinality(String) COMMENT 'mail or webhook',
    `target` String COMMENT 'Key of a person, or of a webhook\'s name',
    `state` LowCardinality(String) COMMENT 'waiting, sending, delivered, failed or skipped',
    `reason` LowCardinality(String) COMMENT 'Why it failed, was skipped or is tried again, in a word: status_500, timeout, refused_address …',
    `payload` String COMMENT 'Of webhooks the whole body, the same in each attempt' CODEC(ZSTD(3)),
    `attempts` String COMMENT 'JSON: when, how long it took, how it ended' CODEC(ZSTD(3)),
    `attempted` UInt16 COMMENT 'How many there were since somebody last asked for them',
    `created_at` DateTime64(3, 'UTC'),
    `changed_at` DateTime64(3, 'UTC'),
    `next_attempt_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When somebody must look at it; null when nothing is left to do',
    `failed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it first failed',
    `delivered_at` Nullable(DateTime64(3, 'UTC')),
    INDEX by_id delivery_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_target target TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_attempt next_attempt_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (alert_id, delivery_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024
COMMENT 'Mails and webhook calls about alerts. Read with FINAL.';

CREATE TABLE alert_readers
(
    `reader` String COMMENT 'Key of a person, else a caller\'s id',
    `read_till` DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(read_till)
ORDER BY reader
SETTINGS index_granularity = 8192
COMMENT 'Who has seen alerts, until when. Read with FINAL.';

CREATE TABLE alert_rounds
(
    `minute` DateTime('UTC'),
    `process` UUID
)
ENGINE = MergeTree
ORDER BY minute
TTL minute + toIntervalDay(60)
SETTINGS non_replicated_deduplication_window = 1000, index_granularity = 8192
COMMENT 'Rounds over the rules of alerts. May be emptied at any time.';

CREATE TABLE alerts
(
    `rule` LowCardinality(String) COMMENT 'Key of the rule\'s name; empty for what Heed tells by itself',
    `subject` String COMMENT 'What it is about among what the rule looks at: a department, a theme, a source; empty for all together',
    `number` UInt32 COMMENT 'From 1, within rule and subject',
    `alert_id` UUID COMMENT 'Derived from rule, subject and number',
    `revision` UInt64 COMMENT 'Grows by one with each change of the row, from 1',
    `writer` UUID COMMENT 'Drawn for each change, to learn whose row stands at a revision',
    `name` String COMMENT 'The rule\'s name as it was written',
    `kind` LowCardinality(String),
    `state` LowCardinality(String) COMMENT 'raised, acknowledged or over',
    `departments` Array(LowCardinality(String)) COMMENT 'Who sees all of them may see it; empty for whoever sees all',
    `facts` String COMMENT 'What was found, as JSON' CODEC(ZSTD(3)),
    `path` String COMMENT 'Where the evidence is, on the dashboard',
    `raised_at` DateTime64(3, 'UTC'),
    `last_raised_at` DateTime64(3, 'UTC') COMMENT 'When people were last told',
    `times` UInt32 COMMENT 'How often they were',
    `clear_since` Nullable(DateTime64(3, 'UTC')) COMMENT 'Since when it does not hold, while that may be a moment\'s calm',
    `acknowledged_at` Nullable(DateTime64(3, 'UTC')),
    `acknowledged_by` String COMMENT 'A caller\'s id',
    `acknowledged_person` String COMMENT 'Key of the person, where known',
    `note` String,
    `over_at` Nullable(DateTime64(3, 'UTC')),
    `pending` Array(LowCardinality(String)) COMMENT 'raised, repeated, acknowledged, over: what there are no deliveries of yet',
    INDEX by_id alert_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_raised last_raised_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision)
ORDER BY (rule, subject, number)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024
COMMENT 'Alerts. Read with FINAL.';

CREATE TABLE comment_readings
(
    `day` Date COMMENT 'As in feedback',
    `feedback_id` UUID,
    `version` UInt64 COMMENT 'Of the feedback whose words were read',
    `revision` UInt64 COMMENT 'Grows with each reading of the same feedback; the highest is the truth',
    `deleted` UInt8,
    `model` UInt32 COMMENT 'The model of themes that read it; 0 before there was one',
    `language` LowCardinality(String) COMMENT 'BCP 47 tag that the words were read in; empty when nothing could be read',
    `themes` Array(LowCardinality(String)) COMMENT 'At most two ids, the clearer first; empty for none',
    `themes_then` Array(LowCardinality(String)) COMMENT 'The same as it was first read',
    `margin` Float32 COMMENT 'Calibrated probability of the first theme, 0 to 1',
    `decided_by` LowCardinality(String) COMMENT 'model, words or person; empty for none',
    `sentiment` Nullable(Float32) COMMENT 'From -1 to 1 as the words were judged; null when they could not be',
    `fold` UInt64 COMMENT 'The same for near duplicates; 0 when nothing could be read',
    `read_at` DateTime64(3, 'UTC'),
    INDEX by_version version TYPE minmax GRANULARITY 1,
    INDEX by_read_at read_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision, deleted)
PARTITION BY toYear(day)
ORDER BY (day, feedback_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192
COMMENT 'What was read out of comments. Derived: may be emptied at any time, but for themes_then. Read with FINAL.';

CREATE TABLE customer_consent
(
    `customer_id` UUID,
    `said` UInt64,
    `consent` UInt8 COMMENT '1 yes, 2 no'
)
ENGINE = ReplacingMergeTree(said)
ORDER BY customer_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192
COMMENT 'Whether customers may be written to. Read with FINAL.';

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
    `sentiment` Nullable(Float32) COMMENT 'From -1 (negative) to 1 (positive); null when nobody judged the words',
    INDEX by_version version TYPE minmax GRANULARITY 1
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

CREATE TABLE loop_broadcast_audience
(
    `broadcast` UUID,
    `message_id` UUID COMMENT 'Derived from broadcast and customer, so that no crash makes two letters of one',
    `customer_id` Nullable(UUID),
    `loop_ids` Array(UUID) COMMENT 'Newest first',
    `language` LowCardinality(String) COMMENT 'Of the newest loop'
)
ENGINE = MergeTree
ORDER BY (broadcast, message_id)
SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024
COMMENT 'Who gets which broadcast.';

CREATE TABLE loop_events
(
    `loop_id` UUID,
    `version` UInt32 COMMENT 'Grows by one in each loop, from 1',
    `position` UInt64 COMMENT 'Of the batch in the log, from 1; all events of a batch have the same',
    `batch` UUID COMMENT 'Drawn by the writer, to learn whether its batch stands at the position',
    `type` LowCardinality(String),
    `actor` String COMMENT 'A token\'s id, local, admin or system',
    `by` LowCardinality(String) COMMENT 'Key of the person behind it; empty when not known',
    `at` DateTime64(3, 'UTC') COMMENT 'When it happened; for imported history not when it was written',
    `payload` String CODEC(ZSTD(3)),
    INDEX by_position position TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
ORDER BY (loop_id, version)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 2048
COMMENT 'What happened to loops; append by compare-and-set on the position only.';

CREATE TABLE loop_feedback
(
    `feedback_id` UUID,
    `rule` LowCardinality(String) COMMENT 'Empty where no rule did it',
    `loop_id` UUID,
    `revision` UInt64,
    `deleted` UInt8
)
ENGINE = ReplacingMergeTree(revision, deleted)
ORDER BY (feedback_id, rule, loop_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 2048
COMMENT 'Feedback that is part of loops.';

CREATE TABLE loop_messages
(
    `loop_id` UUID COMMENT 'For a broadcast the newest loop of the customer in its audience',
    `message_id` UUID,
    `revision` UInt64 COMMENT 'Grows by one with each change of the row, from 1',
    `deleted` UInt8 COMMENT '1 for what was queued for an event that never was appended',
    `writer` UUID COMMENT 'Drawn for each change, to learn whose row stands at a revision',
    `further_loops` Array(UUID) COMMENT 'Other loops of the same customer that a broadcast answers with the same letter',
    `customer_id` Nullable(UUID),
    `person` LowCardinality(String) DEFAULT '' COMMENT 'Key of the person of ours to whom it goes; empty for letters to customers',
    `purpose` LowCardinality(String) COMMENT 'contact, told or reask; of what came back, that of what it answers',
    `broadcast` Nullable(UUID),
    `incoming` Bool,
    `status` LowCardinality(String) COMMENT 'queued, sending, sent, failed, uncertain, refused, or received for what came back',
    `language` LowCardinality(String) COMMENT 'BCP 47 tag',
    `subject` String CODEC(ZSTD(3)),
    `body` String COMMENT 'Plain text' CODEC(ZSTD(3)),
    `template` LowCardinality(String) COMMENT 'Name of the template that it began with, or empty',
    `created_at` DateTime64(3, 'UTC'),
    `changed_at` DateTime64(3, 'UTC'),
    `next_attempt_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When somebody must look at it again; null when nothing is left to do',
    `attempts` UInt16,
    `sent_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the mail server took it; of what came back, when it was received',
    `failure` LowCardinality(String) COMMENT 'Why it failed or was refused, in a word: no_address, no_consent, anonymous, smtp_550 …',
    `smtp_id` String COMMENT 'Message-ID, with its angle brackets',
    `in_reply_to` String COMMENT 'Message-ID of what it answers',
    `attachments` UInt16 COMMENT 'How many files came with it; they are not kept',
    INDEX by_id message_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_further further_loops TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_broadcast broadcast TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_attempt next_attempt_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision, deleted)
ORDER BY (loop_id, message_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024
COMMENT 'Letters to customers and their answers. Read with FINAL.';

CREATE TABLE loops
(
    `loop_id` UUID,
    `revision` UInt64,
    `deleted` UInt8,
    `version` UInt32 COMMENT 'How many events it has had',
    `position` UInt64 COMMENT 'Of the last of them',
    `state` LowCardinality(String) COMMENT 'new, acknowledged, contacted, resolved, told, closed or merged',
    `opened_at` DateTime64(3, 'UTC'),
    `opened_by` LowCardinality(String) COMMENT 'rule, person or import',
    `rule` LowCardinality(String),
    `external_id` String COMMENT 'Of the system that it was imported from',
    `feedback_id` Nullable(UUID) COMMENT 'What opened it',
    `feedback_ids` Array(UUID) COMMENT 'With what joined',
    `customer_id` Nullable(UUID),
    `source` LowCardinality(String),
    `channel` LowCardinality(String),
    `product` LowCardinality(String),
    `region` LowCardinality(String),
    `segment` LowCardinality(String),
    `language` LowCardinality(String),
    `band` LowCardinality(String) COMMENT 'promoter, passive, detractor or empty',
    `contact_requested` Bool,
    `anonymous` Bool,
    `first_department` LowCardinality(String),
    `department` LowCardinality(String) COMMENT 'That holds it, or held it last',
    `priority` LowCardinality(String) COMMENT 'urgent, high, normal or low',
    `owner` LowCardinality(String) COMMENT 'Key of a person; empty for nobody',
    `watchers` Array(LowCardinality(String)),
    `root_cause` LowCardinality(String),
    `action` LowCardinality(String),
    `outcome` LowCardinality(String) COMMENT 'told, not_told, or empty while open',
    `not_told_reason` LowCardinality(String),
    `acknowledged_at` Nullable(DateTime64(3, 'UTC')),
    `contacted_at` Nullable(DateTime64(3, 'UTC')),
    `resolved_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The last time',
    `told_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The first time',
    `closed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The last time; null while open',
    `first_closed_at` Nullable(DateTime64(3, 'UTC')),
    `confirmed_at` Nullable(DateTime64(3, 'UTC')),
    `rejected_at` Nullable(DateTime64(3, 'UTC')),
    `reasked_at` Nullable(DateTime64(3, 'UTC')),
    `waiting_since` Nullable(DateTime64(3, 'UTC')) COMMENT 'Set while the customer is waited for',
    `changed_at` DateTime64(3, 'UTC'),
    `to_acknowledge` Nullable(Int64),
    `to_acknowledge_working` Nullable(Int64),
    `to_contact` Nullable(Int64),
    `to_contact_working` Nullable(Int64),
    `to_resolve` Nullable(Int64),
    `to_resolve_working` Nullable(Int64),
    `to_tell` Nullable(Int64),
    `to_tell_working` Nullable(Int64),
    `to_close` Nullable(Int64),
    `to_close_working` Nullable(Int64),
    `open_working` Int64 COMMENT 'While open: working time of the legs that are over, less W(begin of the present leg)',
    `leg_departments` Array(LowCardinality(String)) COMMENT 'The legs, in order; the last of an open loop is still running',
    `leg_from` Array(DateTime64(3, 'UTC')),
    `leg_ms` Array(Int64) COMMENT 'Whole length less waiting; of a running leg up to its last change, see leg_to',
    `leg_working` Array(Int64) COMMENT 'The same on the working clock',
    `leg_waiting_ms` Array(Int64),
    `leg_waiting_working` Array(Int64),
    `leg_to` Array(DateTime64(3, 'UTC')) COMMENT 'Up to when the four before are measured: the end of the leg, or changed_at',
    `acknowledge_due_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'Set while the target runs; not while waiting for the customer',
    `acknowledge_risk_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'At 80 % of it',
    `contact_due_at` Nullable(DateTime64(3, 'UTC')),
    `contact_risk_at` Nullable(DateTime64(3, 'UTC')),
    `close_due_at` Nullable(DateTime64(3, 'UTC')),
    `close_risk_at` Nullable(DateTime64(3, 'UTC')),
    `acknowledge_met` Nullable(Bool) COMMENT 'Null without a target and while it is open',
    `contact_met` Nullable(Bool),
    `close_met` Nullable(Bool),
    `next_timer_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When something becomes due by itself',
    `reopened` UInt16,
    `escalated` UInt16,
    `recovery` LowCardinality(String) COMMENT 'recovered, unchanged, worse, or empty while not answered',
    `merged_into` Nullable(UUID),
    INDEX by_customer customer_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_timer next_timer_at TYPE minmax GRANULARITY 1,
    INDEX by_opened opened_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision, deleted)
ORDER BY loop_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 2048
COMMENT 'Loops, one row each, derived from loop_events. Read with FINAL.';

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

CREATE TABLE theme_models
(
    `kind` LowCardinality(String) COMMENT 'themes or sentiment',
    `model` UInt32 COMMENT 'Grows by one with each model of a kind, from 1',
    `language` LowCardinality(String) COMMENT 'Of the texts that it reads',
    `class` LowCardinality(String) COMMENT 'Id of a theme; of sentiment positive or negative',
    `ngram` String,
    `n` UInt32 CODEC(T64, ZSTD(1))
)
ENGINE = MergeTree
ORDER BY (kind, model, language, class, ngram)
SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192
COMMENT 'What models of themes and of sentiment count. A model holds when the journal names it.';

CREATE TABLE theme_names
(
    `theme` String COMMENT 'Its id, as in comment_readings',
    `version` UInt64 COMMENT 'Of the catalogue; the highest is the truth',
    `deleted` UInt8,
    `name` String COMMENT 'As people see it',
    `parent` String COMMENT 'Id of the theme that it is part of; empty for none',
    `hidden` Bool COMMENT 'Not shown in lists'
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY theme
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192
COMMENT 'Names of themes. Derived from the journal: may be emptied at any time. Read with FINAL.';

CREATE TABLE wall_displays
(
    `display` String COMMENT 'Id of its token',
    `version` UInt64 COMMENT 'The moment in epoch milliseconds; the highest is the truth',
    `release` LowCardinality(String) COMMENT 'Version of the page that it runs',
    `width` UInt32 COMMENT 'In CSS pixels, as height',
    `height` UInt32,
    `page` UInt16 COMMENT 'Which page of the wall it showed, from 0',
    `stale` Bool COMMENT 'What it showed was old'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY display
SETTINGS index_granularity = 8192
COMMENT 'When displays were last heard of. May be emptied at any time. Read with FINAL.';

CREATE TABLE wall_pairings
(
    `pairing` String COMMENT '32 hexadecimal digits; the first 12 are the id that the token will have',
    `code` String COMMENT 'Six digits, unique among those that wait',
    `hash` String COMMENT 'SHA-256 of the secret of the display',
    `expires_at` DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (expires_at, pairing)
TTL toDateTime(expires_at) + toIntervalDay(1)
SETTINGS non_replicated_deduplication_window = 100, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 8192
COMMENT 'Displays that wait to be let in.';
