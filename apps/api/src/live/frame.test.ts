import { expect, test } from 'vitest';
import { frameHead } from './frame.ts';

// RFC 6455, 5.2: a final text frame is 0x81; up to 125 bytes the length stands in the second byte, up to 65,535 behind 126 in two, else behind 127 in eight.
test.each([
  [0, [0x81, 2]],
  [123, [0x81, 125]],
  [124, [0x81, 126, 0, 126]],
  [65_533, [0x81, 126, 0xff, 0xff]],
  [65_534, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
])('a message of "ü" and %i bytes more begins as the protocol says', (rest, head) => {
  expect([...frameHead('ü', rest)]).toEqual([...head, 0xc3, 0xbc]);
});
