import { createMapper, guessColumns, readCsv, readNdjson, type StreamTotals } from '@heed/collect';
import { SUBMITTERS } from '@heed/domain';
import type { Heed } from '../heed.ts';
import { answerTotals, bodyOf } from './body.ts';
import type { Route } from './route.ts';

/** The doors for much at once: NDJSON and CSV bodies, streamed. */
export function collectRoutes(heed: Heed): Route[] {
  const counted = (door: string, totals: StreamTotals): StreamTotals => {
    heed.metrics.counted(door, totals);
    return totals;
  };
  return [
    {
      method: 'post',
      path: '/collect/ndjson',
      access: SUBMITTERS,
      async handle(request, response) {
        const source = typeof request.query.source === 'string' ? request.query.source : undefined;
        const map = source ? (value: unknown): unknown => (value !== null && typeof value === 'object' ? { source, ...value } : value) : undefined;
        // A sender that knows only text (a file's cells) says so, and "9" is then a nine.
        const text = request.query.text === 'true';
        answerTotals(response, counted('ndjson', await heed.collector.submitStream(readNdjson(bodyOf(request)), { text, timeZone: heed.config.timeZone, ...(map ? { map } : {}) })));
      },
    },
    {
      method: 'post',
      path: '/collect/csv',
      access: SUBMITTERS,
      async handle(request, response) {
        const reading = await readCsv(bodyOf(request));
        const mapping = guessColumns(reading.header, reading.sample);
        const source = typeof request.query.source === 'string' ? request.query.source : 'upload';
        const totals = await heed.collector.submitStream(reading.rows, { text: true, timeZone: heed.config.timeZone, map: createMapper(mapping, { source, now: heed.now() }) });
        answerTotals(response, counted('csv', totals));
      },
    },
  ];
}
