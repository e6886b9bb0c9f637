-- Under which days each feedback was ever written, and with what content. The collector claims before it writes and
-- then looks: of any two writers of one feedback at least one sees the other, so a feedback counts once also when two
-- writers send it at the same moment with different days. Rows here without a row in feedback are harmless (a writer
-- died between the two); rows in feedback with a sender's id always have a claim.
--
-- Read without FINAL: all days count, and of one day any version is good enough to learn the highest.
-- Granules are small because a batch looks up ids that are scattered over the whole key.
CREATE TABLE IF NOT EXISTS feedback_claims
(
    feedback_id UUID,
    occurred_at DateTime64(3, 'UTC') COMMENT 'The moment that the row in feedback has or would have',
    version     UInt64,
    content     UInt64               COMMENT 'Hash of what was sent, to tell a repetition from a correction',
    INDEX by_version version TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (feedback_id, toDate(occurred_at))
SETTINGS index_granularity = 512, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Days under which each feedback was written; read by the collector only.';
