import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSigner, type Token } from './signer.ts';

const signer = createSigner('a secret of at least thirty-two characters');
const tokens: fc.Arbitrary<Token> = fc.oneof(
  fc.record({ kind: fc.constant('reask' as const), loopId: fc.uuid(), messageId: fc.uuid(), expiresAt: fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1_000) }),
  fc.record({ kind: fc.constant('opt_out' as const), customerId: fc.uuid() }),
  fc.record({ kind: fc.constant('reply' as const), messageId: fc.uuid() }),
);

describe('tokens', () => {
  it('say what was signed', () => {
    fc.assert(fc.property(tokens, (token) => {
      expect(signer.read(token.kind, signer.sign(token))).toEqual(token);
    }));
  });

  it('are nothing once a letter was changed, added or left out, nor as another kind, nor with another secret', () => {
    const other = createSigner('another secret of more than thirty-two characters');
    fc.assert(
      fc.property(tokens, fc.nat(), fc.constantFrom(...'abcXYZ019-_'), (token, place, letter) => {
        const text = signer.sign(token);
        const at = place % text.length;
        const tampered = text.slice(0, at) + letter + text.slice(at + 1);
        if (tampered.toLowerCase() !== text.toLowerCase()) expect(signer.read(token.kind, tampered)).toBeNull();
        for (const wrong of [text.slice(1), text.slice(0, -1), `${text}a`, `${text}=`, '']) expect(signer.read(token.kind, wrong)).toBeNull();
        for (const kind of ['reask', 'opt_out', 'reply'] as const) if (kind !== token.kind) expect(signer.read(kind, text)).toBeNull();
        expect(other.read(token.kind, text)).toBeNull();
      }),
    );
  });

  it('of an address survive a change of case and fit into 64 characters', () => {
    const messageId = '01978f6e-2f4f-7cc3-98c4-dc0c0c07398f';
    const text = signer.sign({ kind: 'reply', messageId });
    expect(signer.read('reply', text.toUpperCase())).toEqual({ kind: 'reply', messageId });
    expect(`reply+${text}`.length).toBeLessThanOrEqual(64);
  });
});
