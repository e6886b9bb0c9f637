-- When each display of a wall was last heard of, and how it was then: every thirty seconds from every display, which is no decision and
-- would fill the journal. One row a display; a process gathers what it hears for some seconds and writes it at once. Read with FINAL.
CREATE TABLE IF NOT EXISTS wall_displays
(
    display String                 COMMENT 'Id of its token',
    version UInt64                 COMMENT 'The moment in epoch milliseconds; the highest is the truth',
    release LowCardinality(String) COMMENT 'Version of the page that it runs',
    width   UInt32                 COMMENT 'In CSS pixels, as height',
    height  UInt32,
    page    UInt16                 COMMENT 'Which page of the wall it showed, from 0',
    stale   Bool                   COMMENT 'What it showed was old'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY display
COMMENT 'When displays were last heard of. May be emptied at any time. Read with FINAL.';

-- Displays that show a code and wait to be let in. Nobody has signed in who asks for one, so they are no events of the journal, which is
-- kept for ever; a day after they ended they are gone. Only the hash of what the display keeps for itself is here, so that nobody who
-- reads this can be that display. Who was let in stands in the journal, as a token whose id begins the pairing's. Written once.
CREATE TABLE IF NOT EXISTS wall_pairings
(
    pairing    String COMMENT '32 hexadecimal digits; the first 12 are the id that the token will have',
    code       String COMMENT 'Six digits, unique among those that wait',
    hash       String COMMENT 'SHA-256 of the secret of the display',
    expires_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (expires_at, pairing)
TTL toDateTime(expires_at) + INTERVAL 1 DAY
SETTINGS non_replicated_deduplication_window = 100, fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'Displays that wait to be let in.';
