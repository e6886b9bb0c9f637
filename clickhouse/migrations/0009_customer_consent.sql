-- Whether customers may be written to, in their own last words: a box that came with feedback, or the link at the foot of a mail.
--
-- A table of its own because a replacing row has to be whole: in `customers`, whatever feedback came next without a word about consent would
-- have to read first what was known, and could overwrite an opt-out of the same moment. Here only what was said is written.
--
-- said = 2 * (epoch milliseconds of the word) + 1 for a no. So the latest word counts in whatever order the words arrive (the nightly
-- file that says yes to last year's feedback does not undo today's opt-out), and of a yes and a no of one moment the no.
--
-- No row: nobody knows. Read with FINAL, never without. Who erases a customer erases the row here, too.
CREATE TABLE IF NOT EXISTS customer_consent
(
    customer_id UUID,
    said        UInt64,
    consent     UInt8  COMMENT '1 yes, 2 no'
)
ENGINE = ReplacingMergeTree(said)
ORDER BY customer_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Whether customers may be written to. Read with FINAL.';
