import { hash, randomUUID } from 'node:crypto';

/**
 * The same UUID for the same pair, everywhere and for ever: the first 16 bytes of SHA-256 over both texts as netstrings
 * (`<bytes>:<utf-8>,`), with the version 8 and variant bits of RFC 9562. The lengths keep ("a", "bc") and ("ab", "c")
 * apart.
 */
export function derivedId(space: string, name: string): string {
  return uuidOf(hash('sha256', netstring(space) + netstring(name), 'hex'));
}

/** A UUID for feedback that nobody can name again. */
export function randomId(): string {
  return randomUUID();
}

function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`;
}

const DASH = 45;
const EIGHT = 56;
/** Where each character of a UUID comes from in the hex digits; -1 stands for a dash. */
const LAYOUT = [...'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx'].reduce<number[]>((places, char) => [...places, char === '-' ? -1 : places.filter((place) => place >= 0).length], []);
const letters = Buffer.alloc(LAYOUT.length);

/** Written into a buffer, because a text put together from slices is a tree of ten pieces that lives as long as the row. */
function uuidOf(hex: string): string {
  for (let index = 0; index < LAYOUT.length; index++) {
    const place = LAYOUT[index] as number;
    letters[index] = place < 0 ? DASH : hex.charCodeAt(place);
  }
  letters[14] = EIGHT;
  // The variant 10xx: the two low bits of the digit stay.
  letters[19] = '89ab'.charCodeAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return letters.toString('latin1');
}

/** The first 8 bytes of SHA-256 as an unsigned decimal number in text (JavaScript numbers end at 2^53). */
export function hash64(text: string): string {
  return BigInt(`0x${hash('sha256', text, 'hex').slice(0, 16)}`).toString();
}
