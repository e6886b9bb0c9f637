/**
 * What characters are, by their code units: the classes of Unicode that the reading of texts asks for again and again. A regular expression
 * decides once for each unit, and a table remembers; so a text is looked through without one.
 */

/** A letter, a number, a mark (each as Unicode has them). */
export const LETTER = 1;
export const NUMBER = 2;
export const MARK = 4;
/** Of a script that is written without spaces between words. */
export const UNSPACED = 8;
/** Half of a character of two units: the table does not know which. */
export const HALF = 16;
/** Neither invisible nor a space or control character, but for the plain space and the line feed; not a mark that accents are made of. */
export const PLAIN = 32;
const KNOWN = 128;

const table = new Uint8Array(65_536);

const IS_LETTER = /\p{L}/u;
const IS_NUMBER = /\p{N}/u;
const IS_MARK = /\p{M}/u;
const IS_UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const IS_NOT_PLAIN = /[\p{Cf}\p{Co}\p{Cn}\u0300-\u036f\p{Cc}\p{Z}]/u;

function learn(unit: number): number {
  let known = KNOWN;
  if (unit >= 0xd800 && unit <= 0xdfff) known |= HALF;
  else {
    const character = String.fromCharCode(unit);
    if (IS_LETTER.test(character)) known |= LETTER;
    if (IS_NUMBER.test(character)) known |= NUMBER;
    if (IS_MARK.test(character)) known |= MARK;
    if (IS_UNSPACED.test(character)) known |= UNSPACED;
    if (unit === 0x20 || unit === 0x0a || !IS_NOT_PLAIN.test(character)) known |= PLAIN;
  }
  table[unit] = known;
  return known;
}

/** The classes of a code unit, as bits. */
export const classOf = (unit: number): number => table[unit] || learn(unit);
