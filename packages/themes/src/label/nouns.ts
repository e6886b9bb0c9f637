import type { ReadText } from '../text/read-text.ts';

/*
 * A theme reads well when its name begins and ends with what a thing is called, and not with what somebody does, did or finds. No tagger is
 * needed for that: some languages show verbs by their endings, and in others the small words beside a word tell what it is.
 */

/** Endings of verbs, and of adverbs where they have one. */
const VERB_ENDINGS: Readonly<Record<string, RegExp>> = {
  en: /.ly$|..[bcdfghklmnprstvwxyz]ed$|..(?:n't|'(?:m|ve|re|ll|d))$/u,
  pl: /(?:ł[aoy]?|ł[ae]ś|ł[ae]m|li(?:śmy)?|ły(?:śmy)?|[aeiyouó]ć|ść|uj[eąę]|uje(?:my|cie|sz)?|ając[ay]?|ono|ano|n[oę]|my|cie|asz|isz|ysz|acie|owo|wie|alnie|nie|sto|dzo)$/u,
  tr: /(?:[ıiuü]yor(?:um|uz|lar|du)?|[dt][ıiuü](?:m|n|k|ler|lar|niz|nız|lardı)?|m[ıiuü]ş(?:t[ıiuü])?|[ae]c[ae][kğ](?:ım|im)?|m[ae][kğ](?:te|ta)?|[ıiuü]p|[ıiuü]nc[ae]|m[ae]d[ae]n|[ae]r[ae]k|[ıiuü]rken|[ae]bil(?:ir|mek|di)|[ae]lı|[ae]li|[ıiuü]r(?:ım|im|uz|ız|iz)|[ıiuü]yorsun|s[ae]niz|d[ıiuü][kğ][ıiuü](?:m|n|nı|ni)?|(?:y|d)[ae]n)$/u,
  ko: /^(?:수|지|것|게|거|데|번|두|세|한|달|안|못|또|나|저|너무|계속|다시|정말|아주|혼자|이후|가장|모두|바로|그냥|진짜|최고)$|(?:[가-힣]도|저도|만에|요|다|고|서|데|면|니|니까|게|지|던|며|자|려고|러|어|아|해|한|할|하는|는|은|된|될|되는|운|온|가는|라고|다고|냐고|도록|더니|어야|아야|해야|나서야)$/u,
};

interface Beside {
  /** Words before a thing and after one. */
  thing: readonly [before: ReadonlySet<string>, after: ReadonlySet<string>];
  /** Words before what is done and after it. */
  doing: readonly [before: ReadonlySet<string>, after: ReadonlySet<string>];
}

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const BESIDE: Readonly<Record<string, Beside>> = {
  en: {
    thing: [list('a an the my your our their his her its this that these those some any no every each another of for with about from per without'), list('is was are were isn\'t wasn\'t aren\'t has had of')],
    doing: [
      list('to i you we they he she it who can could will would should must may might do does did don\'t doesn\'t didn\'t can\'t cannot couldn\'t won\'t wouldn\'t i\'m i\'ve i\'d i\'ll we\'ve you\'re it\'s not never please let\'s be is was are were been being has have had get got just so very too really how'),
      list('me us him them it you my your our the a an to this that his her their'),
    ],
  },
  vi: {
    thing: [list('cái chiếc các những của về một mỗi cả với từ trong trên này qua bằng'), list('này đó kia của là rất bị quá')],
    doing: [list('đã đang sẽ không chưa bị được phải cần muốn rất hãy đừng cứ lại mới vẫn cũng để tôi mình em có thể khá quá'), list('được cho rồi xong lại đến tôi mình em')],
  },
};

/** What a name loses by each end that does not seem to be a thing, by the words beside it; and by its ending, which is surer. */
const SELDOM_THING = 0.4;
const NO_THING = 0.25;
/** Words seen beside a word less often than this say nothing. */
const FEWEST = 3;

/** Of a word at an end of a phrase: 1 for what seems to be a thing, less for what does not. */
export type ThingLikeness = (word: string) => number;

/** Learnt from the texts of one language, in which it is asked afterwards. */
export function thingLikeness(texts: readonly ReadText[]): ThingLikeness {
  const language = texts[0]?.language ?? '';
  const ending = VERB_ENDINGS[language];
  const beside = BESIDE[language];
  const seen = new Map<string, { thing: number; doing: number }>();
  if (beside) {
    for (const { tokens } of texts) {
      for (const [at, word] of tokens.entries()) {
        const before = tokens[at - 1] ?? '';
        const after = tokens[at + 1] ?? '';
        const thing = Number(beside.thing[0].has(before)) + Number(beside.thing[1].has(after));
        const doing = Number(beside.doing[0].has(before)) + Number(beside.doing[1].has(after));
        if (thing === doing) continue;
        const known = seen.get(word) ?? { thing: 0, doing: 0 };
        if (thing > doing) known.thing++;
        else known.doing++;
        seen.set(word, known);
      }
    }
  }
  return (word) => {
    if (ending?.test(word)) return NO_THING;
    const { thing, doing } = seen.get(word) ?? { thing: 0, doing: 0 };
    return thing + doing >= FEWEST && doing > 2 * thing ? SELDOM_THING : 1;
  };
}
