-- Generated from packages/measure/src/views, here for HEED_TIME_ZONE=UTC: Heed creates these at its start. Do not edit;
-- a test compares it with the engine.

CREATE VIEW heed_feedback
(
    `feedback_id` UUID COMMENT 'Its id, the same as in the GraphQL API',
    `occurred_at` DateTime64(3, 'UTC') COMMENT 'When the customer answered, in UTC',
    `day` Date COMMENT 'The day of occurred_at in the organisation\'s time zone, UTC',
    `utc_day` Date COMMENT 'The day of occurred_at in UTC, for tools whose time ranges are moments: in Grafana $__dateTimeFilter(utc_day, occurred_at)',
    `received_at` DateTime64(3, 'UTC') COMMENT 'When Heed accepted it, or its last correction, in UTC',
    `source` LowCardinality(String) COMMENT 'The stream that it came from, for example survey:post-purchase',
    `department` LowCardinality(String) COMMENT 'The department; empty when not given, as for all dimensions',
    `channel` LowCardinality(String) COMMENT 'How it reached the company',
    `product` LowCardinality(String) COMMENT 'What the customer uses',
    `region` LowCardinality(String) COMMENT 'Where the customer is',
    `segment` LowCardinality(String) COMMENT 'What kind of customer it is',
    `language` LowCardinality(String) COMMENT 'BCP 47 tag of the comment',
    `nps` Nullable(UInt8) COMMENT 'Likelihood to recommend, 0 to 10; null when not answered',
    `csat` Nullable(UInt8) COMMENT 'Satisfaction, 1 to csat_scale; answers on different scales must not be averaged together',
    `csat_scale` Nullable(UInt8) COMMENT '3, 4, 5, 6, 7 or 10',
    `ces` Nullable(UInt8) COMMENT 'Customer effort, 1 to ces_scale; see ces_direction',
    `ces_scale` Nullable(UInt8) COMMENT '5 or 7',
    `ces_version` LowCardinality(String) COMMENT '1.0 or 2.0; empty when there is no ces',
    `ces_direction` LowCardinality(String) COMMENT 'high_is_easy or high_is_hard; empty when there is no ces',
    `sentiment` Nullable(Float32) COMMENT 'Sentiment of the comment, -1 to 1: as its sender judged it, else as it was read; null when it could not be judged',
    `themes` Array(LowCardinality(String)) COMMENT 'Ids of the themes that it speaks of, the clearer first, at most two; see heed_themes',
    `comment` String COMMENT 'The customer\'s words, unchanged; empty when there are none',
    `anonymous` Bool COMMENT 'Nobody can join it to a person',
    `contact_requested` Bool COMMENT 'The customer asked to be contacted',
    `attributes` Map(LowCardinality(String), String) COMMENT 'Everything else that came with it: attributes[\'plan\']',
    `flags` Array(LowCardinality(String)) COMMENT 'Oddities seen at the door, for example future'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
COMMENT 'What customers said, one row each, as it is now: corrections and erasures are applied. No names, no addresses, nothing of employees. Conditions on day or utc_day make questions fast. For scores use heed_scores_daily.\nExample, the latest words of detractors: SELECT occurred_at, department, nps, comment FROM heed_feedback WHERE day >= today() - 7 AND nps <= 6 AND comment != \'\' ORDER BY occurred_at DESC LIMIT 100'
AS SELECT
    feedback_id,
    occurred_at,
    local_day AS day,
    utc_day,
    received_at,
    source,
    department,
    channel,
    product,
    region,
    segment,
    language,
    nps,
    csat,
    nullIf(csat_scale, 0) AS csat_scale,
    ces,
    nullIf(ces_scale, 0) AS ces_scale,
    ces_version,
    ces_direction,
    sentiment,
    themes,
    comment,
    anonymous,
    contact_requested,
    attributes,
    flags
FROM
(
    SELECT
        day AS local_day,
        day AS utc_day,
        feedback_id,
        occurred_at,
        received_at,
        source,
        department,
        channel,
        product,
        region,
        segment,
        language,
        nps,
        csat,
        csat_scale,
        ces,
        ces_scale,
        ces_version,
        ces_direction,
        sentiment,
        themes,
        comment,
        anonymous,
        contact_requested,
        attributes,
        flags
    FROM
    (
        SELECT * REPLACE (ifNull(sentiment, read_sentiment) AS sentiment)
        FROM
        (
            SELECT
                *,
                day,
                comment.size > 0 AS has_comment
            FROM feedback
            FINAL
            WHERE (enps IS NULL)
        ) AS kept
        ANY LEFT JOIN
        (
            SELECT
                day,
                feedback_id,
                version,
                1 AS is_read,
                themes,
                themes_then,
                language AS read_language,
                sentiment AS read_sentiment,
                margin,
                fold
            FROM comment_readings
            FINAL
        ) AS reading USING (day, feedback_id, version)
    )
    SETTINGS do_not_merge_across_partitions_select_final = 1
);

CREATE VIEW heed_scores_daily
(
    `metric` String COMMENT 'Which score; always ask for one, or group by it. nps: Net promoter score: the share of answers 9–10 minus the share of answers 0–6 to "how likely are you to recommend us?" (0–10), in points from −100 to 100. (nps@1, points) csat3: Customer satisfaction on the scale 1–3: the share of answers 3, in percent. (csat3@1, percent) csat4: Customer satisfaction on the scale 1–4: the share of answers 3–4, in percent. (csat4@1, percent) csat5: Customer satisfaction on the scale 1–5: the share of answers 4–5, in percent. (csat5@1, percent) csat6: Customer satisfaction on the scale 1–6: the share of answers 5–6, in percent. (csat6@1, percent) csat7: Customer satisfaction on the scale 1–7: the share of answers 6–7, in percent. (csat7@1, percent) csat10: Customer satisfaction on the scale 1–10: the share of answers 8–10, in percent. (csat10@1, percent) ces: Customer effort score: the mean agreement with "the company made it easy for me" from 1 to 7 (CES 2.0); 7 is easiest. (ces@1, scalePoints) cesEasy: Share of customers who found it easy, in percent: answers 5–7 of agreement with "the company made it easy for me" from 1 to 7 (CES 2.0). (cesEasy@1, percent) ces5: Customer effort score on five points: the mean agreement with "the company made it easy for me" from 1 to 5 (CES 2.0 on five points); 5 is easiest. Not to be compared with the 7-point form. (ces5@1, scalePoints) ces5Easy: Share of customers who found it easy, in percent: answers 4–5 of agreement with "the company made it easy for me" from 1 to 5 (CES 2.0 on five points). (ces5Easy@1, percent) ces1: Customer effort in its first form: the mean answer from 1 to 5 to "how much effort did you personally have to put forth?" (CES 1.0); 1 is easiest, 5 is hardest. (ces1@1, scalePoints) sentiment: Net sentiment: the share of positive feedback (0.25 and above on a scale from −1 to 1) minus the share of negative feedback (below −0.25) among all whose words were judged, by their sender or else when they were read, in points from −100 to 100. (sentiment@2, points) volume: How much feedback matched: every submission counts, whatever it carries. Where there is none the value is 0, not missing. The interval is that of the rate behind the count. (volume@1, count, a total: sum(sum_value))',
    `day` Date COMMENT 'The day on which customers answered, in the organisation\'s time zone, UTC',
    `department` LowCardinality(String) COMMENT 'The department; empty when not given',
    `channel` LowCardinality(String) COMMENT 'The channel; empty when not given',
    `product` LowCardinality(String) COMMENT 'The product; empty when not given',
    `region` LowCardinality(String) COMMENT 'The region; empty when not given',
    `segment` LowCardinality(String) COMMENT 'The segment; empty when not given',
    `language` LowCardinality(String) COMMENT 'BCP 47 tag of the comment; empty when not given',
    `source` LowCardinality(String) COMMENT 'The source; empty when not given',
    `n` UInt64 COMMENT 'Answers. A score of fewer than 30 together says little',
    `sum_value` Float64 COMMENT 'Sum over the answers of what each adds: 100, 0 or -100 for a promoter, passive or detractor, 100 or 0 for a share in percent, the answer itself for a mean',
    `sum_squares` Float64 COMMENT 'Sum of the squares of the same, for intervals. With N = sum(n), s = sum(sum_value), q = sum(sum_squares), Heed\'s 95 % intervals are: net scores such as nps: 100 * (c ± 1.96 * sqrt(((q / 10000 + 1.5) / (N + 3) - c * c) / (N + 3))) with c = s / 100 / (N + 3); percent: 100 * ((h + 1.9208) ± 1.96 * sqrt(h * (N - h) / N + 0.9604)) / (N + 3.8416) with h = s / 100; means: s / N ± t * sqrt((q - s * s / N) / (N - 1) / N) with t = 1.96 for many answers'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
COMMENT 'Every score of customers by day and dimensions, as sums that add up: score = sum(sum_value) / sum(n) over any rows of one metric, the same as in the GraphQL API. Never average the rows. Conditions on metric and day make questions fast.\nExample, NPS by department: SELECT department, sum(sum_value) / sum(n) AS nps, sum(n) AS answers FROM heed_scores_daily WHERE metric = \'nps\' AND day >= \'2026-01-01\' AND day < \'2026-04-01\' GROUP BY department ORDER BY answers DESC'
AS SELECT
    answer.1 AS metric,
    local_day AS day,
    department,
    channel,
    product,
    region,
    segment,
    language,
    source,
    count() AS n,
    sum(answer.3) AS sum_value,
    sum((answer.3) * (answer.3)) AS sum_squares
FROM
(
    SELECT
        local_day,
        department,
        channel,
        product,
        region,
        segment,
        language,
        source,
        arrayJoin(answers) AS answer
    FROM
    (
        SELECT
            day AS local_day,
            department,
            channel,
            product,
            region,
            segment,
            language,
            source,
            arrayFilter(answer -> (answer.2), [('nps', toUInt8(ifNull(nps, 255) <= 10), (CAST(100, 'Float64') * if(ifNull(nps, 255) >= 9, 1, 0)) + (CAST(-100, 'Float64') * if(ifNull(nps, 255) <= 6, 1, 0))), ('csat3', toUInt8((csat_scale = CAST(3, 'UInt8')) AND (ifNull(csat, 0) >= 1) AND (ifNull(csat, 0) <= CAST(3, 'UInt8'))), CAST(100, 'Float64') * if(ifNull(csat, 0) >= CAST(3, 'UInt8'), 1, 0)), ('csat4', toUInt8((csat_scale = CAST(4, 'UInt8')) AND (ifNull(csat, 0) >= 1) AND (ifNull(csat, 0) <= CAST(4, 'UInt8'))), CAST(100, 'Float64') * if(ifNull(csat, 0) >= CAST(3, 'UInt8'), 1, 0)), ('csat5', toUInt8((csat_scale = CAST(5, 'UInt8')) AND (ifNull(csat, 0) >= 1) AND (ifNull(csat, 0) <= CAST(5, 'UInt8'))), CAST(100, 'Float64') * if(ifNull(csat, 0) >= CAST(4, 'UInt8'), 1, 0)), ('csat6', toUInt8((csat_scale = CAST(6, 'UInt8')) AND (ifNull(csat, 0) >= 1) AND (ifNull(csat, 0) <= CAST(6, 'UInt8'))), CAST(100, 'Float64') * if(ifNull(csat, 0) >= CAST(5, 'UInt8'), 1, 0)), ('csat7', toUInt8((csat_scale = CAST(7, 'UInt8')) AND (ifNull(csat, 0) >= 1) AND (ifNull(csat, 0) <= CAST(7, 'UInt8'))), CAST(100, 'Float64') * if(ifNull(csat, 0) >= CAST(6, 'UInt8'), 1, 0)), ('csat10', toUInt8((csat_scale = CAST(10, 'UInt8')) AND (ifNull(csat, 0) >= 1) AND (ifNull(csat, 0) <= CAST(10, 'UInt8'))), CAST(100, 'Float64') * if(ifNull(csat, 0) >= CAST(8, 'UInt8'), 1, 0)), ('ces', toUInt8((ces_version = '2.0') AND (ces_scale = 7) AND (ces_direction = 'high_is_easy') AND (ifNull(ces, 0) >= 1) AND (ifNull(ces, 0) <= 7)), CAST(1, 'Float64') * (ifNull(ces, 0))), ('cesEasy', toUInt8((ces_version = '2.0') AND (ces_scale = 7) AND (ces_direction = 'high_is_easy') AND (ifNull(ces, 0) >= 1) AND (ifNull(ces, 0) <= 7)), CAST(100, 'Float64') * if(ifNull(ces, 0) >= 5, 1, 0)), ('ces5', toUInt8((ces_version = '2.0') AND (ces_scale = 5) AND (ces_direction = 'high_is_easy') AND (ifNull(ces, 0) >= 1) AND (ifNull(ces, 0) <= 5)), CAST(1, 'Float64') * (ifNull(ces, 0))), ('ces5Easy', toUInt8((ces_version = '2.0') AND (ces_scale = 5) AND (ces_direction = 'high_is_easy') AND (ifNull(ces, 0) >= 1) AND (ifNull(ces, 0) <= 5)), CAST(100, 'Float64') * if(ifNull(ces, 0) >= 4, 1, 0)), ('ces1', toUInt8((ces_version = '1.0') AND (ces_scale = 5) AND (ces_direction = 'high_is_hard') AND (ifNull(ces, 0) >= 1) AND (ifNull(ces, 0) <= 5)), CAST(1, 'Float64') * (ifNull(ces, 0))), ('volume', toUInt8(true), CAST(1, 'Float64'))]) AS answers
        FROM feedback
        FINAL
        WHERE (enps IS NULL)
        SETTINGS do_not_merge_across_partitions_select_final = 1
    )
)
GROUP BY
    metric,
    local_day,
    department,
    channel,
    product,
    region,
    segment,
    language,
    source
UNION ALL
SELECT
    'sentiment' AS metric,
    local_day AS day,
    department,
    channel,
    product,
    region,
    segment,
    language,
    source,
    count() AS n,
    sum(value) AS sum_value,
    sum(value * value) AS sum_squares
FROM
(
    SELECT
        day AS local_day,
        department,
        channel,
        product,
        region,
        segment,
        language,
        source,
        (CAST(100, 'Float64') * if(ifNull(sentiment, 2) >= CAST(0.25, 'Float32'), 1, 0)) + (CAST(-100, 'Float64') * if(ifNull(sentiment, 2) < (-CAST(0.25, 'Float32')), 1, 0)) AS value
    FROM
    (
        SELECT * REPLACE (ifNull(sentiment, read_sentiment) AS sentiment)
        FROM
        (
            SELECT
                *,
                day,
                comment.size > 0 AS has_comment
            FROM feedback
            FINAL
            WHERE (enps IS NULL)
        ) AS kept
        ANY LEFT JOIN
        (
            SELECT
                day,
                feedback_id,
                version,
                1 AS is_read,
                themes,
                themes_then,
                language AS read_language,
                sentiment AS read_sentiment,
                margin,
                fold
            FROM comment_readings
            FINAL
        ) AS reading USING (day, feedback_id, version)
    )
    WHERE (ifNull(sentiment, 2) >= -1) AND (ifNull(sentiment, 2) <= 1)
    SETTINGS do_not_merge_across_partitions_select_final = 1
)
GROUP BY
    local_day,
    department,
    channel,
    product,
    region,
    segment,
    language,
    source;

CREATE VIEW heed_themes
(
    `feedback_id` UUID COMMENT 'Id of the feedback, as in heed_feedback',
    `occurred_at` DateTime64(3, 'UTC') COMMENT 'When the customer answered, in UTC',
    `day` Date COMMENT 'The day of occurred_at in the organisation\'s time zone, UTC',
    `utc_day` Date COMMENT 'The day of occurred_at in UTC, for tools whose time ranges are moments',
    `theme` String COMMENT 'Id of the theme, which never changes; empty for none',
    `theme_name` String COMMENT 'As people see it now; empty for none',
    `parent` String COMMENT 'Id of the theme that it is part of; empty for none',
    `theme_then` String COMMENT 'Id of the first theme that the comment was first read as; empty for none',
    `weight` Float64 COMMENT '1 divided by the number of themes of the comment: sum(weight) is a number of comments',
    `department` LowCardinality(String) COMMENT 'The department; empty when not given',
    `channel` LowCardinality(String) COMMENT 'The channel; empty when not given',
    `product` LowCardinality(String) COMMENT 'The product; empty when not given',
    `region` LowCardinality(String) COMMENT 'The region; empty when not given',
    `segment` LowCardinality(String) COMMENT 'The segment; empty when not given',
    `language` LowCardinality(String) COMMENT 'BCP 47 tag of the comment; empty when not given',
    `source` LowCardinality(String) COMMENT 'The source; empty when not given',
    `nps` Nullable(UInt8) COMMENT 'Likelihood to recommend, 0 to 10; null when not answered',
    `csat` Nullable(UInt8) COMMENT 'Satisfaction, 1 to csat_scale; answers on different scales must not be averaged together',
    `csat_scale` Nullable(UInt8) COMMENT '3, 4, 5, 6, 7 or 10',
    `ces` Nullable(UInt8) COMMENT 'Customer effort, 1 to ces_scale; see ces_direction in heed_feedback',
    `ces_scale` Nullable(UInt8) COMMENT '5 or 7',
    `sentiment` Nullable(Float32) COMMENT 'Sentiment of the comment, -1 to 1: as its sender judged it, else as it was read; null when it could not be judged',
    `comment` String COMMENT 'The customer\'s words, unchanged'
)
DEFINER = CURRENT_USER SQL SECURITY DEFINER
COMMENT 'What customers\' comments speak of, one row a comment and theme; a comment that was read and speaks of none has one row with an empty theme. A comment on two themes counts in both, so themes add up to more than the comments: count comments with sum(weight). Conditions on day or utc_day make questions fast.\nExample, the themes of a quarter and the NPS of those who mention them: SELECT theme_name, count() AS comments, 100 * (countIf(nps >= 9) - countIf(nps <= 6)) / countIf(nps IS NOT NULL) AS nps FROM heed_themes WHERE theme != \'\' AND day >= \'2026-01-01\' AND day < \'2026-04-01\' GROUP BY theme_name ORDER BY comments DESC'
AS SELECT
    feedback_id,
    occurred_at,
    local_day AS day,
    utc_day,
    mention AS theme,
    names.name AS theme_name,
    names.parent AS parent,
    theme_then,
    weight,
    department,
    channel,
    product,
    region,
    segment,
    language,
    source,
    nps,
    csat,
    nullIf(csat_scale, 0) AS csat_scale,
    ces,
    nullIf(ces_scale, 0) AS ces_scale,
    sentiment,
    comment
FROM
(
    SELECT
        day AS local_day,
        day AS utc_day,
        feedback_id,
        occurred_at,
        department,
        channel,
        product,
        region,
        segment,
        language,
        source,
        nps,
        csat,
        csat_scale,
        ces,
        ces_scale,
        sentiment,
        comment,
        toString(themes_then[1]) AS theme_then,
        1 / greatest(1, length(themes)) AS weight,
        toString(arrayJoin(if(empty(themes), [''], themes))) AS mention
    FROM
    (
        SELECT * REPLACE (ifNull(sentiment, read_sentiment) AS sentiment)
        FROM
        (
            SELECT
                *,
                day,
                comment.size > 0 AS has_comment
            FROM feedback
            FINAL
            WHERE (enps IS NULL)
        ) AS kept
        ANY LEFT JOIN
        (
            SELECT
                day,
                feedback_id,
                version,
                1 AS is_read,
                themes,
                themes_then,
                language AS read_language,
                sentiment AS read_sentiment,
                margin,
                fold
            FROM comment_readings
            FINAL
        ) AS reading USING (day, feedback_id, version)
    )
    WHERE is_read = 1
    SETTINGS do_not_merge_across_partitions_select_final = 1
) AS mentions
ANY LEFT JOIN
(
    SELECT
        theme,
        name,
        parent
    FROM theme_names
    FINAL
) AS names ON mentions.mention = names.theme;
