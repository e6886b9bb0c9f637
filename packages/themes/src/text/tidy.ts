import { classOf, PLAIN } from './characters.ts';

/*
 * Each expression here has at most one unbounded repetition, of characters that cannot begin the next match, or a bounded
 * one: the time is in proportion to the text, whatever the text.
 */
const TAG = /<[/!?]?[a-z][^<>]{0,500}>/giu;
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/giu;
const LINK = /(?:https?:\/\/|www\.)[^\s\u3000-\u9fff\uac00-\ud7af<>"]+/giu;
const DOMAIN = /\b[a-z\d-]{1,63}\.(?:com|net|org)\b(?:\.[a-z]{2}\b)?(?:[/?#][^\s\u3000-\u9fff\uac00-\ud7af<>"]*)?/giu;
const MAIL = /[a-z\d._%+-]{1,64}@[a-z\d.-]{1,255}/giu;
const HANDLE = /@[\p{L}\p{N}_]{1,60}/gu;
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cn}\u0300-\u036f]{3,}|[\p{Cf}\p{Co}\p{Cn}]/gu;
const CONTROL = /[\p{Cc}\p{Z}]/gu;
const APOSTROPHE = /[\u2018\u2019\u02bc\u02b9\u0060\u00b4\u2032]/gu;
/** Fifty characters without a space: data, not a word (base64, a token, a hash). */
const BLOB = /[a-z\d+/=_-]{40,}/giu;
const NUMBER = /\+?\d(?:[ ().-]?\d){4,}/gu;
const REPEATED = /(\p{L})\1{2,}/gu;

/** A text grows at most eighteenfold by NFKC; what grew beyond this is somebody's joke. */
const MOST = 40_000;

/**
 * The text in one form of Unicode (NFKC), without invisible characters. Line breaks stay, all other space becomes one kind;
 * case stays, because it tells languages.
 */
export function visible(text: string): string {
  // Nothing to do for most texts of an alphabet without accents.
  if (isPlain(text, { below: 0x80 })) return text;
  const whole = compatible(text.toWellFormed()).slice(0, MOST);
  return isPlain(whole, { below: 0x10000 }) ? whole : whole.replace(INVISIBLE, '').replace(CONTROL, (space) => (space === '\n' || space === '\r' ? '\n' : ' '));
}

/** Whether all characters are visible, of one unit below a number, and no space but the plain one and line feeds. */
function isPlain(text: string, { below }: { below: number }): boolean {
  if (text.length > MOST) return false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= below || (classOf(unit) & PLAIN) === 0) return false;
  }
  return true;
}

/** What is language in a visible text: no tags, links, addresses, handles, data, nor numbers of five digits and more (telephones, orders). */
export function withoutNoise(text: string): string {
  // Each step can only find what has a certain character in it; none brings one in that a later step looks for.
  let plain = text;
  if (plain.includes('<')) plain = plain.replace(TAG, ' ');
  if (plain.includes('&')) plain = plain.replace(ENTITY, ' ');
  if (plain.includes(':') || plain.includes('.')) plain = plain.replace(LINK, ' ');
  if (plain.includes('@')) plain = plain.replace(MAIL, ' ').replace(HANDLE, ' ');
  if (plain.includes('.')) plain = plain.replace(DOMAIN, ' ');
  const { digits, run, apostrophes } = shape(plain);
  if (run >= SHORTEST_BLOB) plain = plain.replace(BLOB, ' ');
  if (digits >= FEWEST_DIGITS) plain = plain.replace(NUMBER, ' ');
  return apostrophes ? plain.replace(APOSTROPHE, "'") : plain;
}

const SHORTEST_BLOB = 40;
const FEWEST_DIGITS = 5;

/** How many digits there are, how long the longest run without a space is, and whether there are apostrophes other than the plain one. */
function shape(text: string): { digits: number; run: number; apostrophes: boolean } {
  let digits = 0;
  let longest = 0;
  let begin = 0;
  let apostrophes = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x20) {
      if (at - begin > longest) longest = at - begin;
      begin = at + 1;
    } else if (unit >= 0x30 && unit <= 0x39) digits += 1;
    else if (unit === 0x60 || unit > 0x7f) apostrophes = true;
  }
  return { digits, run: Math.max(longest, text.length - begin), apostrophes };
}

/** NFKC, but for the Thai and Lao vowel that it takes apart: dictionaries of words know it whole. */
function compatible(text: string): string {
  return text.normalize('NFKC').replaceAll('\u0e4d\u0e32', '\u0e33').replaceAll('\u0ecd\u0eb2', '\u0eb3');
}

/** One word as it is compared: in lower case, and `sooooo` like `soo`. */
export function comparable(word: string, language: string): string {
  const whole = compatible(word);
  const small = DOTTED.has(language) ? whole.toLocaleLowerCase(language) : whole.toLowerCase().replaceAll('i\u0307', 'i');
  const plain = small.replace(REPEATED, '$1$1');
  return language === 'vi' && LATE_TONE.test(plain) ? plain.normalize('NFD').replace(TONE_LAST, '$1$3$2').normalize('NFC') : plain;
}

/** Vietnamese writes `hoà` or `hòa`, `thuý` or `thúy`: the tone goes to the first vowel here. After q, u is no vowel. */
const LATE_TONE = /(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])$/u;
const TONE_LAST = /([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])$/u;

/** Languages whose lower case differs: `I` is `ı` in Turkish. */
const DOTTED: ReadonlySet<string> = new Set(['tr', 'az', 'lt']);
