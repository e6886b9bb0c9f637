import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signs what stands in links and addresses, so that nobody can make one up. Each kind has a key of its own. */
export interface Signer {
  /** The letters of a token: what it says, and a signature over it. */
  sign(token: Token): string;
  /** What a token says, or null where it is no token of this kind, or was tampered with. Says nothing of its end. */
  read<Kind extends Token['kind']>(kind: Kind, text: string): Extract<Token, { kind: Kind }> | null;
}

/** What a token says. Ids are UUIDs; moments are epoch milliseconds, kept as the whole second that follows. */
export type Token =
  /** The page on which a customer answers the question again. */
  | { kind: 'reask'; loopId: string; messageId: string; expiresAt: number }
  /** The link by which a customer wants no more letters. */
  | { kind: 'opt_out'; customerId: string }
  /** The address to which a customer replies. */
  | { kind: 'reply'; messageId: string };

/** How many bytes of the HMAC stand in a token: at least half of it, or 80 bits where an address allows no more (RFC 2104, section 5). */
const MAC_BYTES = { reask: 16, opt_out: 16, reply: 10 } as const;
const BYTES = { reask: 16 + 16 + 5, opt_out: 16, reply: 16 } as const;
/** Mail servers may change the case of an address (RFC 5321, section 2.4, notwithstanding), so replies use an alphabet without it. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** A signer by HMAC-SHA256 with a secret of at least 32 characters. */
export function createSigner(secret: string): Signer {
  const keys = Object.fromEntries((['reask', 'opt_out', 'reply'] as const).map((kind) => [kind, createHmac('sha256', secret).update(`heed:${kind}:1`).digest()])) as Record<Token['kind'], Buffer>;
  const mac = (kind: Token['kind'], said: Buffer): Buffer => createHmac('sha256', keys[kind]).update(said).digest().subarray(0, MAC_BYTES[kind]);

  return {
    sign(token) {
      const said = bytesOf(token);
      const signed = Buffer.concat([said, mac(token.kind, said)]);
      return token.kind === 'reply' ? toBase32(signed) : signed.toString('base64url');
    },
    read<Kind extends Token['kind']>(kind: Kind, text: string) {
      const signed = kind === 'reply' ? fromBase32(text.toLowerCase()) : /^[\w-]{1,200}$/.test(text) ? Buffer.from(text, 'base64url') : null;
      if (signed?.length !== BYTES[kind] + MAC_BYTES[kind]) return null;
      // Two spellings of one token would be two tokens: the last letter of base64 has spare bits.
      if (kind !== 'reply' && signed.toString('base64url') !== text) return null;
      const said = signed.subarray(0, BYTES[kind]);
      if (!timingSafeEqual(signed.subarray(BYTES[kind]), mac(kind, said))) return null;
      return tokenOf(kind, said) as Extract<Token, { kind: Kind }>;
    },
  };
}

function bytesOf(token: Token): Buffer {
  switch (token.kind) {
    case 'reask': {
      const end = Buffer.alloc(5);
      end.writeUIntBE(Math.ceil(token.expiresAt / 1_000), 0, 5);
      return Buffer.concat([uuidBytes(token.loopId), uuidBytes(token.messageId), end]);
    }
    case 'opt_out':
      return uuidBytes(token.customerId);
    case 'reply':
      return uuidBytes(token.messageId);
  }
}

function tokenOf(kind: Token['kind'], said: Buffer): Token {
  if (kind === 'reask') return { kind, loopId: uuidText(said.subarray(0, 16)), messageId: uuidText(said.subarray(16, 32)), expiresAt: said.readUIntBE(32, 5) * 1_000 };
  return kind === 'opt_out' ? { kind, customerId: uuidText(said) } : { kind, messageId: uuidText(said) };
}

const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function toBase32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return bits.match(/.{1,5}/g)?.map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('') ?? '';
}

function fromBase32(text: string): Buffer | null {
  if (!/^[a-z2-7]{1,100}$/.test(text)) return null;
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g)?.map((eight) => Number.parseInt(eight, 2)) ?? []);
  return toBase32(bytes) === text ? bytes : null;
}
