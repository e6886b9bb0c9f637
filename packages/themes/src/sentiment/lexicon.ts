import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { OPINION_WORDS, type OpinionWords } from './opinion-words.ts';
import { simplified } from './simplified.ts';

/** How the words of a language are found in a text. */
type Matching = 'whole' | 'stems' | 'characters';

/** Words that are judged before anybody taught us, of one language. */
export interface Lexicon {
  /** How much a word or phrase speaks for content (above 0) or discontent. */
  readonly valences: ReadonlyMap<string, number>;
  readonly matching: Matching;
  /** The words with which phrases of several words begin. */
  readonly begins: ReadonlySet<string>;
  /** The words of the longest phrase; characters where they are matched. */
  readonly longest: number;
  readonly before: ReadonlySet<string>;
  readonly after: readonly string[];
  readonly reach: number;
}

const require = createRequire(import.meta.url);
/** One file a language; the package's own main file would load all hundred. */
const FOLDER = join(dirname(require.resolve('afinn-165-multilingual')), 'build');

/** AFINN's files carry Google's old codes. */
const CODES: Readonly<Record<string, string>> = { he: 'iw', jv: 'jw' };
/**
 * AFINN was put into other languages by machine. Measured on comments with scores in six languages: its words of 3 and more are
 * right as often as ours (0.82–0.87), those of 2 much less often (0.77–0.84 together), those of 1 are as good as chance.
 */
const CLEAR = 3;
const FAINT = 2;
/** What a clear word counts, and a faint one. */
const CLEAR_VALENCE = 3;
const FAINT_VALENCE = 1;
/** A shorter stem is the beginning of anything. */
const SHORTEST_STEM: Readonly<Record<string, number>> = { ko: 2, pl: 4, tr: 4 };
/** What is cut off a listed word for its other forms. */
const ENDINGS: Readonly<Record<string, RegExp>> = { ko: /(?:하다|다)$/u, pl: /(?:ować|ać|ić|yć|eć|[aąeęioóuy])$/u, tr: /(?:mak|mek)$/u };
const CHARACTERS: ReadonlySet<string> = new Set(['zh', 'ja', 'th', 'lo', 'km', 'my']);

const NOTHING: OpinionWords = { positive: '', negative: '', before: '', after: '', reach: 0 };
const lexicons = new Map<string, Lexicon | null>();

/** The words of a language that say how content somebody is; null for a language without a list. */
export function lexiconOf(language: string): Lexicon | null {
  let known = lexicons.get(language);
  if (known === undefined) {
    known = compose(language);
    lexicons.set(language, known);
  }
  return known;
}

function compose(language: string): Lexicon | null {
  const translated = afinn(language);
  const words = OPINION_WORDS[language] ?? NOTHING;
  const written = (text: string): string => (language === 'zh' ? simplified(text) : text);
  const valences = new Map<string, number>();
  for (const [word, valence] of Object.entries(translated)) {
    const entry = written(word.normalize('NFKC').toLocaleLowerCase(language).trim());
    if (typeof valence !== 'number' || Math.abs(valence) < FAINT || entry.length < 2) continue;
    valences.set(entry, Math.sign(valence) * (Math.abs(valence) >= CLEAR ? CLEAR_VALENCE : FAINT_VALENCE));
  }
  for (const word of listed(words.neutral)) valences.delete(written(word));
  for (const word of listed(words.positive)) valences.set(written(word), CLEAR_VALENCE);
  for (const word of listed(words.negative)) valences.set(written(word), -CLEAR_VALENCE);
  if (valences.size === 0) return null;
  const matching: Matching = CHARACTERS.has(language) ? 'characters' : ENDINGS[language] ? 'stems' : 'whole';
  if (matching === 'stems') addStems(valences, language);
  const length = (entry: string): number => (matching === 'characters' ? entry.length : entry.split(' ').length);
  return {
    valences,
    matching,
    begins: new Set([...valences.keys()].flatMap((entry) => (entry.includes(' ') ? [entry.slice(0, entry.indexOf(' '))] : []))),
    longest: Math.min(8, Math.max(...[...valences.keys()].map(length))),
    before: new Set(listed(words.before).map(written)),
    after: listed(words.after),
    reach: words.reach,
  };
}

function addStems(valences: Map<string, number>, language: string): void {
  const ending = ENDINGS[language];
  if (!ending) return;
  for (const [entry, valence] of [...valences]) {
    const stem = entry.replace(ending, '');
    if (stem !== entry && stem.length >= (SHORTEST_STEM[language] ?? 4) && !valences.has(stem)) valences.set(stem, valence);
  }
}

function listed(words: string | undefined): string[] {
  return (words ?? '').split(',').map((word) => word.trim().normalize('NFKC')).filter((word) => word !== '');
}

function afinn(language: string): Record<string, number | null> {
  if (!/^[a-z]{2,3}$/u.test(language)) return {};
  try {
    return JSON.parse(readFileSync(join(FOLDER, `AFINN-${CODES[language] ?? language}.json`), 'utf8')) as Record<string, number | null>;
  } catch {
    return {};
  }
}
