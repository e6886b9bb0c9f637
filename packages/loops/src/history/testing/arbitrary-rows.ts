import * as fc from 'fast-check';

const HOUR = 3_600_000;
const START = Date.parse('2026-01-05T08:00:00Z');

/** Rows that can be: hours between one thing and the next, in the order in which they must come. */
export const arbitraryRow: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    opened: fc.integer({ min: 0, max: 24 * 90 }),
    waits: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })), { maxLength: 3 }),
    handOvers: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 4 }),
    acknowledged: fc.option(fc.integer({ min: 0, max: 40 })),
    contacted: fc.option(fc.integer({ min: 0, max: 40 })),
    rest: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 3 }),
    priority: fc.constantFrom('urgent', 'P2', 'normal', undefined),
    reason: fc.constantFrom(undefined, 'duplicate', 'unreachable'),
  })
  .map(({ opened, waits, handOvers, acknowledged, contacted, rest, priority, reason }) => {
    const begin = START + opened * HOUR;
    const text = (moment: number): string => new Date(moment).toISOString();
    let [at, waited] = [begin, begin];
    const stretches = waits.map(([pause, length]) => {
      const from = waited + pause * HOUR;
      waited = from + length * HOUR;
      return { from: text(from), to: text(waited) };
    });
    const passed = handOvers.map((hours, index) => ({ at: text((at += hours * HOUR)), to: index % 2 === 0 ? 'Product' : 'Support' }));
    const [first, contact] = [acknowledged, contacted].map((hours) => (hours === null ? null : begin + hours * HOUR));
    // The end comes after everything else; it may come in one, two or three steps, or not at all.
    let end = Math.max(at, waited, first ?? begin, contact ?? begin);
    const [resolved, told, closed] = rest.map((hours) => text((end += hours * HOUR)));
    const ending = closed !== undefined ? { resolved, told, closed } : told !== undefined ? { resolved, closed: told, ...(reason ? { reason } : {}) } : { resolved };
    return {
      id: 'T-1', department: 'Support', opened: text(begin), waits: stretches, handOvers: passed, priority,
      acknowledged: first ? text(first) : undefined, contacted: contact ? text(contact) : undefined, ...ending,
    };
  });
