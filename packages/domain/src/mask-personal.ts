/** What stands in place of personal data: as long for every length, so that nothing can be read off it. */
const MASK = '●●●';

const EMAIL = /[\p{L}\p{N}._%+'-]+\s?(?:@|＠|\(at\)|\[at\])\s?[\p{L}\p{N}.-]+\.\p{L}{2,}/giu;
const URL = /\b(?:https?:\/\/|www\.)\S+/giu;
const HANDLE = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{2,}/gu;
const LONG_NUMBER = /(?<![\p{L}\p{N}])[+＋(]?\d(?:[\s().\-/–]?\d){6,}(?![\p{L}\p{N}])/gu;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A text with a mark in place of everything that may tell who wrote it. `known` are names, addresses and numbers of the customer. */
export function withoutPersonalData(text: string, { known = [] }: { known?: readonly string[] } = {}): string {
  let masked = text;
  for (const pattern of [EMAIL, URL, HANDLE, LONG_NUMBER]) masked = masked.replaceAll(pattern, MASK);
  for (const word of known.flatMap((value) => [value, ...value.split(/\s+/)]).filter((value) => value.length > 1)) {
    masked = masked.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'giu'), MASK);
  }
  return masked;
}
