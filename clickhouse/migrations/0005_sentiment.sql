-- How positive or negative the words of a feedback are, as the source judged them, or later Heed. It is null where nobody
-- judged, which is not the same as 0 (neither good nor bad). Float32 keeps seven digits, more than any judgement is worth;
-- compare it with Float32 values, never with Float64: 0.1 as Float32 is a little more than 0.1.
--
-- At the end of the table, because the columns of older rows keep their places: rows from before read as null without
-- being rewritten.
ALTER TABLE feedback ADD COLUMN IF NOT EXISTS sentiment Nullable(Float32) COMMENT 'From -1 (negative) to 1 (positive); null when nobody judged the words';
