import type { Engine } from '../engine.ts';
import { WORDS } from './words.ts';

/**
 * Rows made by the engine itself out of hashes of their number: the same number always gives the same row, so that any
 * size is the beginning of every larger one. A year that ends with yesterday, growing, quiet at weekends and at night;
 * scores that differ by department and change over the year.
 */

const DAY_MS = 86_400_000;
export const DAYS = 364;
const BLOCK = 1_000_000;

const DEPARTMENTS = ['Support', 'Sales', 'Delivery', 'Store', 'Billing', 'Returns', 'Onboarding', 'Repairs'];
const CHANNELS = ['email', 'web', 'app', 'sms', 'phone', 'chat', 'kiosk', 'qr', 'letter'];
const PRODUCTS = Array.from({ length: 12 }, (_, index) => `Product ${String.fromCharCode(65 + index)}`);
export const REGIONS = ['North', 'South', 'East', 'West', 'Centre', 'Coast', 'Lakes', 'Hills', 'Islands', 'Valley', 'Capital', 'Harbour', 'Plains', 'Forest', 'Border', 'Old Town', 'Airport', 'University', 'Riverside', 'Abroad'];
export const SEGMENTS = ['consumer', 'small business', 'enterprise', 'public'];
const SOURCES = Array.from({ length: 10 }, (_, index) => `survey:${['post-purchase', 'relationship', 'support', 'delivery', 'store', 'onboarding', 'app', 'billing', 'returns', 'exit'][index]}`);
export const LANGUAGES = Object.keys(WORDS);
const WORDS_EACH = 40;
const HOURS = [0, 6, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 10, 11, 11, 11, 11, 12, 12, 12, 13, 13, 13, 14, 14, 14, 15, 15, 15, 16, 16, 16, 17, 17, 17, 18, 18, 18, 19, 19, 19, 20, 20, 20, 21, 21, 22, 23];

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const list = (values: readonly (string | number)[]): string => `[${values.map((value) => (typeof value === 'number' ? value : text(value))).join(', ')}]`;
/** A number from 0 (included) to 1 (excluded) of the row. */
const share = (salt: string): string => `((cityHash64(n, ${text(salt)}) % 1000003) / 1000003.)`;
const place = (count: number, salt: string, skew: number): string => `toUInt32(floor(${count} * pow(${share(salt)}, ${skew})))`;
const pick = (values: readonly (string | number)[], salt: string, skew = 1): string => `${list(values)}[1 + ${place(values.length, salt, skew)}]`;
/** The words of all languages one after the other, padded to forty each. */
const ALL_WORDS = Object.values(WORDS).flatMap((words) => Array.from({ length: WORDS_EACH }, (_, index) => words[index % words.length] as string));

const COLUMNS = 'feedback_id, occurred_at, received_at, version, deleted, source, external_id, department, channel, product, region, segment, language, nps, csat, csat_scale, ces, ces_scale, ces_version, ces_direction, enps, comment, anonymous, contact_requested, customer_id, attributes';

/** What a row says; `version` 2 says something else, 3 takes it back. */
function rows({ from, count, end, version, where }: { from: number; count: number; end: number; version: 1 | 2 | 3; where: string }): string {
  const salt = (name: string): string => (version === 2 ? `${name} again` : name);
  return `
INSERT INTO heed.feedback (${COLUMNS})
WITH ${list(ALL_WORDS)} AS words
SELECT
  reinterpretAsUUID(concat(reinterpretAsFixedString(cityHash64(n, 'id')), reinterpretAsFixedString(cityHash64(n, 'id too')))),
  fromUnixTimestamp64Milli(toInt64(${end - DAYS * DAY_MS} + d * ${DAY_MS} + ${pick(HOURS, 'hour')} * 3600000 + cityHash64(n, 'moment') % 3600000), 'UTC') AS at, at, ${version}, ${version === 3 ? 1 : 0},
  ${pick(SOURCES, 'source', 1.8)}, toString(n),
  ${list(DEPARTMENTS)}[1 + department], ${pick(CHANNELS, 'channel', 1.6)}, ${pick(PRODUCTS, 'product', 1.4)}, ${pick(REGIONS, 'region', 1.5)}, ${pick(SEGMENTS, 'segment', 1.7)}, ${list(LANGUAGES)}[1 + language],
  if(employee OR ${share('has nps')} >= 0.6, NULL, toUInt8(multiIf(${share(salt('nps'))} < unhappy, floor(7 * ${share(salt('nps'))} / unhappy), ${share(salt('nps'))} < unhappy + 0.27, 7 + n % 2, 9 + intDiv(n, 2) % 2))),
  if(employee OR ${share('has csat')} >= 0.4, NULL, toUInt8(1 + floor(5 * pow(${share(salt('csat'))}, unhappy * 2.2)))) AS csat, if(csat IS NULL, 0, 5),
  if(employee OR ${share('has ces')} >= 0.25, NULL, toUInt8(1 + floor(7 * pow(${share(salt('ces'))}, unhappy * 2)))) AS ces, if(ces IS NULL, 0, 7), if(ces IS NULL, '', '2.0'), if(ces IS NULL, '', 'high_is_easy'),
  if(employee, toUInt8(11 * ${share('enps')}), NULL),
  arrayStringConcat(arrayMap(i -> words[1 + ${WORDS_EACH} * language + toUInt32(floor(${WORDS_EACH} * pow((cityHash64(n, i) % 1000003) / 1000003., 1.5)))], range(if(${share('comment')} < 0.35, 3 + toUInt32(37 * pow(${share('length')}, 2)), 0))), ' '),
  ${share('anonymous')} < 0.1, ${share('contact')} < 0.05,
  if(${share('customer')} < 0.6, reinterpretAsUUID(concat(reinterpretAsFixedString(cityHash64(n % 700001, 'customer')), reinterpretAsFixedString(cityHash64(n % 700001, 'customer too')))), NULL),
  map('plan', ${pick(['free', 'basic', 'plus', 'pro'], 'plan', 1.5)}, 'store', concat('S', toString(cityHash64(n, 'store') % 400)), 'device', ${pick(['phone', 'laptop', 'tablet', 'desk'], 'device', 1.3)})
FROM (
  SELECT number AS n, ${place(DEPARTMENTS.length, 'department', 1.5)} AS department, ${place(LANGUAGES.length, 'language', 1.8)} AS language, ${share('employee')} < 0.005 AS employee,
    toUInt32(floor(${DAYS} * pow(${share('day')}, 0.8))) AS wanted,
    -- Every second one of a weekend comes three days earlier instead.
    if(toDayOfWeek(toDate(${Math.floor(end / DAY_MS)} - ${DAYS} + wanted)) >= 6 AND wanted >= 3 AND ${share('weekend')} < 0.5, wanted - 3, wanted) AS d,
    0.34 - 0.02 * department + 0.06 * sin(d / 40. + department) - 0.0002 * d AS unhappy
  FROM numbers(${from}, ${count})
  WHERE ${where}
)
SETTINGS max_insert_threads = 2, max_threads = 2, max_insert_block_size = 1000000, min_insert_block_size_rows = 1000000, min_insert_block_size_bytes = 0`;
}

/** How many feedbacks there are in the end: every five hundredth is deleted again. */
export const remaining = (count: number): number => count - Math.floor((count + 499 - 3) / 500);

/**
 * Writes so many feedbacks, in blocks of a million: of every hundredth a correction too, and of every five hundredth a deletion.
 * `end` is the midnight (UTC, epoch milliseconds) at which the year ends.
 */
export async function generate(engine: Engine, { count, end }: { count: number; end: number }): Promise<void> {
  for (let from = 0; from < count; from += BLOCK) {
    const block = { from, count: Math.min(BLOCK, count - from), end };
    await engine.query(rows({ ...block, version: 1, where: 'true' }));
    await engine.query(rows({ ...block, version: 2, where: 'number % 100 = 7' }));
    await engine.query(rows({ ...block, version: 3, where: 'number % 500 = 3' }));
  }
}
