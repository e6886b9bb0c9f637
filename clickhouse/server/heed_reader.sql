-- The reader of Heed's SQL views on a ClickHouse server: the same user, with the same limits, as the local engine has.
-- Run it once as a user who may create users, with a password of your own in place of … (openssl rand -base64 24), and with
-- your database where it is not called heed:
--
--   clickhouse-client --multiquery < clickhouse/server/heed_reader.sql
--
-- readonly = 1 and not 2: settings reach into views, and some of them would open them. What drivers need is named here.
CREATE SETTINGS PROFILE IF NOT EXISTS heed_reader SETTINGS
    readonly = 1,
    max_execution_time = 60 MIN 1 MAX 65 CHANGEABLE_IN_READONLY,
    max_result_rows = 1000000 MIN 1 MAX 1000000 CHANGEABLE_IN_READONLY,
    max_memory_usage = 1000000000,
    max_memory_usage_for_user = 2000000000,
    max_concurrent_queries_for_user = 20,
    cancel_http_readonly_queries_on_client_close = 1 CHANGEABLE_IN_READONLY,
    join_use_nulls CHANGEABLE_IN_READONLY,
    session_timezone CHANGEABLE_IN_READONLY,
    log_comment CHANGEABLE_IN_READONLY,
    result_overflow_mode CHANGEABLE_IN_READONLY,
    enable_http_compression CHANGEABLE_IN_READONLY,
    http_zlib_compression_level CHANGEABLE_IN_READONLY,
    send_progress_in_http_headers CHANGEABLE_IN_READONLY,
    http_headers_progress_interval_ms CHANGEABLE_IN_READONLY,
    http_response_buffer_size CHANGEABLE_IN_READONLY,
    http_wait_end_of_query CHANGEABLE_IN_READONLY,
    date_time_input_format CHANGEABLE_IN_READONLY,
    date_time_output_format CHANGEABLE_IN_READONLY,
    output_format_json_quote_64bit_integers CHANGEABLE_IN_READONLY,
    output_format_json_quote_denormals CHANGEABLE_IN_READONLY,
    output_format_arrow_string_as_string CHANGEABLE_IN_READONLY,
    output_format_arrow_compression_method CHANGEABLE_IN_READONLY,
    output_format_parquet_string_as_string CHANGEABLE_IN_READONLY,
    output_format_parquet_compression_method CHANGEABLE_IN_READONLY;

CREATE USER IF NOT EXISTS heed_reader IDENTIFIED WITH sha256_password BY '…' DEFAULT DATABASE heed SETTINGS PROFILE 'heed_reader';

CREATE QUOTA IF NOT EXISTS heed_reader FOR INTERVAL 1 minute MAX queries = 1200 TO heed_reader;

GRANT SELECT ON heed.heed_feedback TO heed_reader;

GRANT SELECT ON heed.heed_scores_daily TO heed_reader;

GRANT SELECT ON heed.heed_loops TO heed_reader;
