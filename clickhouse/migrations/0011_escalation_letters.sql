-- Letters to our own people: whoever an escalation names is written to as well. They wait, go out and fail like letters to customers and
-- stand in the same table, under the purpose `escalation`, without a customer and with the person instead. Their event, `escalated`, stands
-- before they are written, so none of them waits for one; a crash between the two is made good by looking at the last hour of the log.
--
-- The address is not kept: it is looked up when the letter goes out, as for customers.
ALTER TABLE loop_messages ADD COLUMN IF NOT EXISTS person LowCardinality(String) DEFAULT '' COMMENT 'Key of the person of ours to whom it goes; empty for letters to customers' AFTER customer_id;
