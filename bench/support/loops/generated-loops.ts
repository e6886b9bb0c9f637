import type { Engine } from '../engine.ts';

/** Departments of the generated loops, the first with the most. */
const DEPARTMENTS = ['Support', 'Billing', 'Logistics', 'Store', 'Online shop', 'Product', 'IT', 'Sales', 'Legal', 'Finance', 'Quality', 'HR'];
/** Days over which they were opened, up to now. */
const DAYS = 365;
/** Events of each: opened, assigned, acknowledged, contacted, resolved, closed. */
const EVENTS = 6;
const PART = 1_000_000;

const HELPERS = `
  (n, salt) -> cityHash64(n, salt) / 18446744073709551616. AS chance,
  (n, salt) -> sqrt(-2 * log(chance(n, salt) + 1e-12)) * cos(2 * pi() * chance(n, salt + 1000)) AS normal,
  (n, salt, spread, middle) -> toInt64(exp(normal(n, salt) * spread + middle) * 1800000) AS lasting`;

/** The engine compares UUIDs by their second half first, where the moment of the opening stands, as `newLoopId` has it. */
const idOf = (moment: string): string => `toUUID(concat(substring(half, 1, 8), '-', substring(half, 9, 4), '-8', substring(half, 13, 3), '-', substring(hex(bitOr(bitShiftLeft(toUInt64(2), 62), bitOr(bitShiftLeft(toUInt64(${moment}), 14), bitAnd(cityHash64(number, 78), 16383)))) AS rest, 1, 4), '-', substring(rest, 5)))`;

/**
 * Loops as the log would derive them, made by the engine from their number: log-normal times, twelve departments of different speed and size, one in
 * seven handed on, one in fifty still open, working time a quarter of the calendar's. Beside them as many events as they would have had, whose
 * payloads say nothing: no answer reads them, but their weight on disk and in caches is real.
 */
export async function generateLoops(engine: Engine, { database, count, now }: { database: string; count: number; now: number }): Promise<void> {
  const names = DEPARTMENTS.map((name) => `'${name}'`).join(', ');
  const happened = (step: string, then: string): string => `if(${step} < seen, ${then}, NULL)`;
  const steps = ['acknowledge', 'contact', 'resolve', 'tell'];
  for (let start = 0; start < count; start += PART) {
    await engine.query(`
      INSERT INTO ${database}.loops
        (loop_id, revision, deleted, version, position, state, opened_at, opened_by, rule, feedback_id, feedback_ids, customer_id, source, channel, product, region, segment, language, band, first_department, department, priority, owner, root_cause, action, outcome, not_told_reason,
         acknowledged_at, contacted_at, resolved_at, told_at, closed_at, first_closed_at, confirmed_at, changed_at, ${steps.flatMap((step) => [`to_${step}`, `to_${step}_working`]).join(', ')}, to_close, to_close_working, open_working,
         leg_departments, leg_from, leg_ms, leg_working, leg_waiting_ms, leg_waiting_working, leg_to, close_due_at, close_risk_at, close_met, reopened, escalated, recovery)
      WITH d -> fromUnixTimestamp64Milli(opened + d, 'UTC') AS at, lower(leftPad(hex(cityHash64(number, 77)), 16, '0')) AS half, ${HELPERS}
      SELECT ${idOf('opened')}, 4294967296 * (number + 1) + 1, 0, ${EVENTS}, number + 1,
        multiIf(closed, 'closed', tell < age, 'told', resolve < age, 'resolved', contact < age, 'contacted', acknowledge < age, 'acknowledged', 'new'), at(0), 'rule', concat('rule ', toString(number % 8)), generateUUIDv4(number), [generateUUIDv4(number)], generateUUIDv4(number + 1), concat('survey:', toString(number % 5)),
        ['e-mail', 'chat', 'phone', 'web'][1 + number % 4], ['Hub', 'App', 'Router'][1 + number % 3], ['North', 'South', 'East', 'West'][1 + intDiv(number, 3) % 4], ['Consumer', 'SME', 'Enterprise'][1 + intDiv(number, 5) % 3], 'en', ['promoter', 'passive', 'detractor', 'detractor', 'detractor'][1 + number % 5],
        first, department, ['urgent', 'high', 'normal', 'normal', 'low'][1 + intDiv(number, 7) % 5], concat('person', toString(number % 300)), concat('cause ', toString(number % 20)), concat('action ', toString(number % 10)), if(closed, if(tell < close, 'told', 'not_told'), ''), if(closed AND tell >= close, 'unreachable', ''),
        ${steps.map((step) => happened(step, `at(${step})`)).join(', ')}, if(closed, at(close), NULL), if(closed, at(close), NULL), if(closed AND chance(number, 9) < 0.3, at(close), NULL), at(seen),
        ${steps.flatMap((step) => [happened(step, step), happened(step, `intDiv(${step}, 4)`)]).join(', ')}, if(closed, close, NULL), if(closed, intDiv(close, 4), NULL), if(closed, 0, -intDiv(opened - 946684800000, 4)),
        if(first = department, [department], [first, department]), if(first = department, [at(0)], [at(0), at(intDiv(seen, 3))]), if(first = department, [seen], [intDiv(seen, 3), seen - intDiv(seen, 3)]), if(first = department, [intDiv(seen, 4)], [intDiv(seen, 12), intDiv(seen, 6)]), if(first = department, [0], [0, 0]), if(first = department, [0], [0, 0]), if(first = department, [at(seen)], [at(intDiv(seen, 3)), at(seen)]),
        if(closed, NULL, at(5 * 86400000)), if(closed, NULL, at(4 * 86400000)), if(closed, close < 5 * 86400000, NULL), toUInt16(chance(number, 20) < 0.05), toUInt16(chance(number, 21) < 0.08), if(closed AND chance(number, 22) < 0.2, ['recovered', 'unchanged', 'worse'][1 + toUInt8(chance(number, 23) * 3)], '')
      FROM
      (
        SELECT number, first, department, opened, toInt64(${now}) - opened AS age,
          lasting(number, 1, 1.2, 1.5 + slow) AS acknowledge, acknowledge + lasting(number, 2, 1.2, 2 + slow) AS contact, contact + lasting(number, 3, 1.4, 3 + slow) AS resolve,
          resolve + lasting(number, 4, 1.4, 2 + slow) + if(chance(number, 6) < 0.15, 400 * 86400000, 0) AS tell, resolve + lasting(number, 5, 1.5, 3 + slow) AS close, close <= age AS closed, if(closed, close, age) AS seen
        FROM
        (
          SELECT number, [${names}][1 + toUInt8(pow(chance(number, 31), 2) * ${DEPARTMENTS.length})] AS first, if(chance(number, 32) < 0.15, [${names}][1 + toUInt8(chance(number, 33) * ${DEPARTMENTS.length})], first) AS department,
            (cityHash64(department) % 10) / 10. AS slow, toInt64(${now}) - ${DAYS} * 86400000 + toInt64(number * (${DAYS} * 86400000 / ${count})) AS opened
          FROM numbers(${start}, ${Math.min(PART, count - start)})
        )
      )`);
    await engine.query(`
      INSERT INTO ${database}.loop_events (loop_id, version, position, batch, type, actor, by, at, payload)
      WITH lower(leftPad(hex(cityHash64(number, 77)), 16, '0')) AS half, toInt64(${now}) - ${DAYS} * 86400000 + toInt64(number * (${DAYS} * 86400000 / ${count})) AS opened
      SELECT ${idOf('opened')}, event, number + 1, generateUUIDv4(number), ['opened', 'assigned', 'acknowledged', 'contacted', 'resolved', 'closed'][event], 'local', 'ann', fromUnixTimestamp64Milli(opened + event * 3600000, 'UTC'), repeat('x', 40)
      FROM (SELECT number, arrayJoin(range(1, ${EVENTS + 1})) AS event FROM numbers(${start}, ${Math.min(PART, count - start)}))`);
  }
}
