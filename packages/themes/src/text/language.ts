import { detectAll, toISO2 } from 'tinyld';

/** What is known of a text's language before it is read. */
export interface ReadTextOptions {
  /** What came with the feedback, such as `zh-TW`; null where nothing came. */
  language: string | null;
  /** The organisation's languages; may be empty. */
  languages: readonly string[];
  /** The language of the source, for a text too short to tell. */
  fallback?: string;
}

/** Letters below which a language is a guess: the source's is the better one. */
const TELLING_LETTERS = 24;
/** As much of a text as tells its language. */
const TELLING_PART = 600;

const RENAMED: Readonly<Record<string, string>> = { iw: 'he', in: 'id', ji: 'yi', nb: 'no', nn: 'no', fil: 'tl', cmn: 'zh', yue: 'zh' };
const NO_LANGUAGE: ReadonlySet<string> = new Set(['und', 'mul', 'zxx', 'mis']);

/** The primary tag of what was given: `zh-TW` and `zh_Hant` are `zh`, `eng` is `en`; null where it names no language. */
export function primaryTag(given: string | null | undefined): string | null {
  const first = given?.trim().toLowerCase().split(/[-_]/u, 1)[0] ?? '';
  if (!/^[a-z]{2,3}$/u.test(first) || NO_LANGUAGE.has(first)) return null;
  const short = first.length === 3 ? toISO2(first) || first : first;
  return RENAMED[first] ?? RENAMED[short] ?? short;
}

/** The language of a tidy text: as given, else by its script, else by its letters among the organisation's languages. */
export function languageOf(text: string, { language, languages, fallback }: ReadTextOptions): string {
  const given = primaryTag(language);
  if (given) return given;
  const own = [...new Set(languages.map(primaryTag).filter((tag) => tag !== null))];
  const source = primaryTag(fallback);
  const part = text.slice(0, TELLING_PART);
  const script = byScript(part, own);
  if (script) return script;
  const latin = own.filter((tag) => !OWN_SCRIPT.has(tag));
  const [only] = latin;
  if (only !== undefined && latin.length === 1) return only;
  const letters = part.match(/\p{L}/gu)?.length ?? 0;
  if (letters < TELLING_LETTERS && source && !OWN_SCRIPT.has(source)) return source;
  const [best] = detectAll(part, latin.length > 0 ? { only: latin } : {});
  return primaryTag(best?.lang) ?? source ?? own[0] ?? 'und';
}

const OWN_SCRIPT: ReadonlySet<string> = new Set(['zh', 'ja', 'ko', 'th', 'lo', 'km', 'my', 'he', 'yi', 'el', 'ka', 'hy', 'ta', 'te', 'bn', 'gu', 'kn', 'ml', 'pa']);

const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['ko', /\p{Script=Hangul}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['lo', /\p{Script=Lao}/gu],
  ['km', /\p{Script=Khmer}/gu],
  ['my', /\p{Script=Myanmar}/gu],
  ['ka', /\p{Script=Georgian}/gu],
  ['hy', /\p{Script=Armenian}/gu],
];
const NOT_ASCII = /[^\p{ASCII}]/u;
const LATIN = /\p{Script=Latin}/gu;
const HAN = /\p{Script=Han}/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** A script that one language writes decides at a third of the letters of Latin: brands and units are written in Latin everywhere. */
function byScript(text: string, own: readonly string[]): string | null {
  if (!NOT_ASCII.test(text)) return null;
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const enough = Math.max(1, count(LATIN) / 3);
  const han = count(HAN);
  const kana = count(KANA);
  if (han + kana >= enough && count(/\p{Script=Hangul}/gu) < han + kana) {
    if (kana > 0 && kana * 5 >= han) return 'ja';
    return own.includes('ja') && !own.includes('zh') ? 'ja' : 'zh';
  }
  for (const [language, pattern] of SCRIPTS) if (count(pattern) >= enough) return language;
  return null;
}
