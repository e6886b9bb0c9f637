import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readNdjson } from '../read/ndjson.ts';
import { storedFeedback } from '../testing/stored-feedback.ts';
import { createCollector } from './collector.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

/** Pieces that mean something to some reader: SQL, markup, formulas, templates, JSON, CSV, terminals, writing directions. */
const PIECES = [
  "'; DROP TABLE feedback; --", '" OR 1=1', '\\', "\\'", '{p0: String}', '{x:Identifier}', '`', '$1', '%s%n', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>',
  ']]>', '&amp;', '=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://x")', '${7*7}', '{{7*7}}', '\0', '\x01\x1b[31m', '\t', '\r\n', '\n', '\u2028\u2029', '\u202eabc', '\u200b\u200d',
  '\ufeff', '\uffff', '😀', '👩‍👩‍👧‍👦', '한국어', 'ﷺ', 'é', 'é', 'İıŞş', 'null', 'NaN', '\\N', '[]', '{"a":1}', '["', '","', '\u007f\u0080\u009f', '𐀀', '\ufffd', 'a'.repeat(5_000),
];
const TEXTS = [...PIECES, ...PIECES.flatMap((left, index) => Array.from({ length: 12 }, (_, step) => `x${left}${PIECES[(index + step * 7) % PIECES.length] as string}`))];

it('keeps hostile text unchanged through every way in', async () => {
  expect(TEXTS.length).toBeGreaterThan(500);
  const input = (source: string, comment: string, index: number): object => ({ source, externalId: String(index).padStart(4, '0'), nps: 1, comment, attributes: { [`k${comment.slice(0, 50)}`]: comment.slice(0, 900) } });
  const collector = createCollector({ store });
  await collector.submitBatch(TEXTS.map((text, index) => input('batch', text, index)));
  await Promise.all(TEXTS.map((text, index) => collector.submit(input('single', text, index))));
  const lines = TEXTS.map((text, index) => JSON.stringify(input('stream', text, index))).join('\n');
  await collector.submitStream(readNdjson([Buffer.from(lines)]));
  for (const source of ['batch', 'single', 'stream']) {
    const rows = await storedFeedback(store, source);
    expect(rows.map(({ comment }) => comment)).toEqual(TEXTS);
    expect(rows.map(({ attributes }) => Object.entries(attributes))).toEqual(TEXTS.map((text) => [[`k${text.slice(0, 50)}`, text.slice(0, 900)]]));
  }
});
