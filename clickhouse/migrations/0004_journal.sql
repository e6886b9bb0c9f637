-- Every decision of a person or a rule is an event in a stream. Appending is a compare-and-set: the insert carries the
-- deduplication token <stream>:<version>, of two writers of the same version the engine drops the second without an
-- error, and each reads the version back to learn who won. The window must hold more tokens than there can be appends
-- between a writer's reading of the version and its insert.
CREATE TABLE IF NOT EXISTS journal
(
    stream   LowCardinality(String) COMMENT 'For example tokens or workspace',
    version  UInt32                 COMMENT 'Grows by one in each stream, from 1',
    event_id UUID,
    type     LowCardinality(String),
    actor    String                 COMMENT 'Who decided: a token''s id, local or system',
    at       DateTime64(3, 'UTC'),
    payload  String                 COMMENT 'JSON, validated when it is read'
)
ENGINE = MergeTree
ORDER BY (stream, version)
SETTINGS non_replicated_deduplication_window = 10000, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Decisions as events; append by compare-and-set only.';
