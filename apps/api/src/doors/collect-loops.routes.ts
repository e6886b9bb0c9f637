import { readCsv, readNdjson } from '@heed/collect';
import { HeedError, LOOP_SETTERS } from '@heed/domain';
import { createLoopMapper, guessLoopColumns, LOOP_COLUMN_TARGETS, withLoopColumns, type LoopColumnTarget } from '@heed/loops';
import type { Request } from 'express';
import { assertRole } from '../access/caller.ts';
import type { Heed } from '../heed.ts';
import { bringLoops, datesAt } from '../loops/bring-loops.ts';
import { answerTotals, bodyOf } from './body.ts';
import type { Route } from './route.ts';

/** The targets that the sender chose: `?map=COLUMN=TARGET`, as often as needed. Throws BAD_USER_INPUT. */
function chosenTargets({ query: { map } }: Request): Map<string, LoopColumnTarget> {
  const given: unknown[] = map === undefined ? [] : Array.isArray(map) ? map : [map];
  return new Map(
    given.map((text) => {
      const split = typeof text === 'string' ? text.lastIndexOf('=') : -1;
      const [column, target] = typeof text === 'string' ? [text.slice(0, split).trim(), text.slice(split + 1).trim()] : ['', ''];
      if (split < 1 || !(LOOP_COLUMN_TARGETS as readonly string[]).includes(target)) {
        throw new HeedError('BAD_USER_INPUT', `map must be of the form COLUMN=TARGET; the targets are ${LOOP_COLUMN_TARGETS.join(', ')}.`);
      }
      return [column, target as LoopColumnTarget];
    }),
  );
}

/** The door for loops that began elsewhere: a helpdesk's export as CSV, or rows as NDJSON, streamed. */
export function collectLoopsRoutes(heed: Heed): Route[] {
  return [
    {
      method: 'post',
      path: '/collect/loops',
      access: LOOP_SETTERS,
      async handle(request, response, caller) {
        assertRole(caller, LOOP_SETTERS);
        const source = typeof request.query.source === 'string' && request.query.source !== '' ? request.query.source : 'helpdesk';
        if (source.length > 100) throw new HeedError('BAD_USER_INPUT', 'source must be at most 100 characters.');
        if (/ndjson/i.test(request.headers['content-type'] ?? '')) {
          answerTotals(response, await bringLoops(heed, readNdjson(bodyOf(request)), { caller, source }));
          return;
        }
        const dates = datesAt(heed.now());
        const choices = chosenTargets(request);
        const reading = await readCsv(bodyOf(request));
        const mapping = withLoopColumns(guessLoopColumns(reading.header, reading.sample, { dates }), choices);
        answerTotals(response, await bringLoops(heed, reading.rows, { caller, source, map: createLoopMapper(mapping, { dates }) }));
      },
    },
  ];
}
