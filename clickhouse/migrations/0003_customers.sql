-- Personal data stands here and nowhere else, so that erasing a person touches one row and no score.
-- Read with FINAL, never without.
CREATE TABLE IF NOT EXISTS customers
(
    customer_id UUID   COMMENT 'Derived from the sender''s customer id, else from the e-mail address',
    version     UInt64,
    deleted     UInt8,
    external_id String COMMENT 'The sender''s customer id',
    name        String,
    email       String,
    phone       String
)
ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY customer_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Who gave feedback. Read with FINAL.';
