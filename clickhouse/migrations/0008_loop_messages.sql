-- Letters to customers about their loops, and what they wrote back. The words stand here and not in the loop's events, so that erasing
-- what was written leaves the history of the loop whole. Never in a log.
--
-- A letter is queued here before the loop's event message_queued is appended, and goes out only once that event stands: what was
-- never appended is dropped after an hour. Whoever is about to send first claims it by writing the next revision with the status
-- `sending`, under the deduplication token message:<id>:<revision>. Of two writers of one revision the engine drops the second
-- without an error; each reads the row back and knows by `writer` whether it is theirs. So a letter is sent once by any
-- number of processes. Who dies while sending leaves `sending`; when its time is over it becomes `uncertain`, which is shown and never
-- sent again by itself. What became of a letter is written here first and then appended to its loops; next_attempt_at stays
-- set until both stand.
--
-- Read with FINAL. The window must hold more tokens than there can be changes between a reader's look at a revision and its insert.
CREATE TABLE IF NOT EXISTS loop_messages
(
    loop_id         UUID                   COMMENT 'For a broadcast the newest loop of the customer in its audience',
    message_id      UUID,
    revision        UInt64                 COMMENT 'Grows by one with each change of the row, from 1',
    deleted         UInt8                  COMMENT '1 for what was queued for an event that never was appended',
    writer          UUID                   COMMENT 'Drawn for each change, to learn whose row stands at a revision',
    further_loops   Array(UUID)            COMMENT 'Other loops of the same customer that a broadcast answers with the same letter',
    customer_id     Nullable(UUID),
    purpose         LowCardinality(String) COMMENT 'contact, told or reask; of what came back, that of what it answers',
    broadcast       Nullable(UUID),
    incoming        Bool,
    status          LowCardinality(String) COMMENT 'queued, sending, sent, failed, uncertain, refused, or received for what came back',
    language        LowCardinality(String) COMMENT 'BCP 47 tag',
    subject         String                 CODEC(ZSTD(3)),
    body            String                 COMMENT 'Plain text' CODEC(ZSTD(3)),
    template        LowCardinality(String) COMMENT 'Name of the template that it began with, or empty',
    created_at      DateTime64(3, 'UTC'),
    changed_at      DateTime64(3, 'UTC'),
    next_attempt_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When somebody must look at it again; null when nothing is left to do',
    attempts        UInt16,
    sent_at         Nullable(DateTime64(3, 'UTC')) COMMENT 'When the mail server took it; of what came back, when it was received',
    failure         LowCardinality(String) COMMENT 'Why it failed or was refused, in a word: no_address, no_consent, anonymous, smtp_550 …',
    smtp_id         String                 COMMENT 'Message-ID, with its angle brackets',
    in_reply_to     String                 COMMENT 'Message-ID of what it answers',
    attachments     UInt16                 COMMENT 'How many files came with it; they are not kept',
    INDEX by_id message_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_further further_loops TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_broadcast broadcast TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_attempt next_attempt_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(revision, deleted)
ORDER BY (loop_id, message_id)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024
COMMENT 'Letters to customers and their answers. Read with FINAL.';

-- To whom a broadcast ("you asked, we did") goes: frozen when it starts, so that who joins later does not get what was meant for
-- others, and a restart goes on with the same people. One row a letter: a customer with several loops gets one. Loops without a
-- customer have a row each, and are refused. Written in one insert before the broadcast itself stands in the journal (stream
-- `broadcasts`); rows of one that never came to stand there are harmless.
CREATE TABLE IF NOT EXISTS loop_broadcast_audience
(
    broadcast   UUID,
    message_id  UUID                   COMMENT 'Derived from broadcast and customer, so that no crash makes two letters of one',
    customer_id Nullable(UUID),
    loop_ids    Array(UUID)            COMMENT 'Newest first',
    language    LowCardinality(String) COMMENT 'Of the newest loop'
)
ENGINE = MergeTree
ORDER BY (broadcast, message_id)
SETTINGS non_replicated_deduplication_window = 1000, fsync_after_insert = 1, fsync_part_directory = 1, index_granularity = 1024
COMMENT 'Who gets which broadcast.';
