import { expect, it } from 'vitest';
import { edited, redone, startHistory, undone } from './edit-history.ts';

it('takes back one change at a time, and what was typed into one field at once', () => {
  let history = startHistory('');
  for (const [now, what] of [['H', 'name'], ['Ha', 'name'], ['Hal', 'name'], ['Hal+', ''], ['Hal++', ''], ['Hal++!', 'name']] as const) history = edited(history, now, what);
  const seen = [history.now];
  for (let step = 0; step < 5; step++) seen.push((history = undone(history)).now);
  expect(seen).toEqual(['Hal++!', 'Hal++', 'Hal+', 'Hal', '', '']);
  expect([redone(history).now, redone(redone(history)).now]).toEqual(['Hal', 'Hal+']);
  // Something new ends what could be done again.
  const anew = edited(redone(history), 'Hall', 'name');
  expect([redone(anew).now, undone(anew).now]).toEqual(['Hall', 'Hal']);
});
