import { describe, expect, it } from 'vitest';
import type { Origin } from '../../loop/event.ts';
import { addressOf, letterProblem } from './may-contact.ts';

const origin: Origin = { source: 's', channel: '', product: '', region: '', segment: '', language: 'en', band: '', score: null, contactRequested: false, anonymous: false, preferredTime: '' };
const ann = { id: 'a', name: 'Ann', email: 'ann@example.com', consent: true };

describe('whether a customer may be written to', () => {
  it.each([
    ['said yes', ann, {}, null],
    ['said nothing', { ...ann, consent: null }, {}, 'no_consent'],
    ['asked to be contacted', { ...ann, consent: null }, { contactRequested: true }, null],
    ['said no, and asked to be contacted', { ...ann, consent: false }, { contactRequested: true }, 'no_consent'],
    ['has no address', { ...ann, email: '' }, {}, 'no_address'],
    ['is erased', undefined, {}, 'anonymous'],
    ['answered anonymously', ann, { anonymous: true }, 'anonymous'],
  ])('who %s', (_who, recipient, said, problem) => {
    expect(letterProblem(recipient, { origin: { ...origin, ...said } })).toBe(problem);
  });

  it.each(['a@b.co', ' ann.lee+x@mail.example.com ', 'żółw@pocztą.example'])('writes to %j', (email) => expect(addressOf({ email })).toBe(email.trim()));

  it.each([
    '', 'ann', 'ann@localhost', '@example.com', 'a@b.co, c@d.co', 'a@b.co;c@d.co', 'Ann <a@b.co>', '"a b"@c.co', 'a@b.co\r\nBcc: c@d.co', 'a\u0000@b.co', 'a@b..co', 'a@-b.co', 'a@[127.0.0.1]',
    `a@${'b'.repeat(250)}.co`, `${'a'.repeat(65)}@b.co`, 'a\u202E@b.co', "a'b`c@d.co",
  ])('does not write to %j', (email) => expect(addressOf({ email })).toBeNull());
});
