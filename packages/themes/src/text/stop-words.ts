import all from 'stopwords-iso/stopwords-iso.json' with { type: 'json' };

const lists: Readonly<Record<string, readonly string[] | undefined>> = all;

/**
 * The list of Chinese is in simplified characters only; these are the commonest of it as Taiwan and Hong Kong write them,
 * and polite words of comments that say nothing of a subject.
 */
const TRADITIONAL =
  '這 那 個 們 來 會 對 說 時 過 還 與 為 於 從 將 讓 給 沒 嗎 麼 吧 呢 啊 哦 喔 啦 嘛 耶 囉 的 了 是 在 我 你 妳 您 他 她 它 有 和 也 都 就 很 不 要 去 到 上 下 裡 裏 後 前 中 這個 那個 這些 那些 這樣 那樣 這裡 那裡 我們 你們 他們 她們 您們 自己 什麼 怎麼 為什麼 如何 因為 所以 但是 可是 不過 而且 如果 雖然 然後 還是 或是 或者 以及 已經 沒有 可以 可能 應該 需要 覺得 認為 知道 非常 真的 真是 有點 比較 一個 一些 一樣 一直 一下 時候 現在 之前 之後 以後 以前 每次 請問 請 謝謝 感謝 希望 能夠 只是 只有 而已 其實 完全 都是 就是 不是 不會 不能 不要 還有 還要 又 再 才 被 把 跟 讓 更 最 太 好 多 少 大 小 吗 么';

/** Words that the English list takes for empty, as an index of web pages would, but that name what a comment is about. */
const SUBJECTS =
  'area areas bill buy call computer copy date detail early empty face fill fire full group groups help high home homepage information key keys line low made member members missing move mug name new number numbers old open opened opening opens order ordered ordering orders page pages part parts place placed point points present problem problems promptly quickly reserved results ring room rooms second seconds section sent show showed shows side sides site small state states stop system taken test text thick thin third tip today tried turn turned turning tv value web webpage website width work worked working works year years';

const NUMERIC = /^\p{N}+$/u;
/** Laughter and tears in single letters, which are no word of Korean. */
const JAMO = /^[\u1100-\u11ff\u3131-\u318e]+$/u;

const sets = new Map<string, ReadonlySet<string>>();

/** The stop words of a language, empty for one without a list. Words of several parts are left out: texts are compared word by word. */
export function stopWords(language: string): ReadonlySet<string> {
  let known = sets.get(language);
  if (!known) {
    const list = lists[language] ?? [];
    const subjects = new Set(language === 'en' ? SUBJECTS.split(' ') : []);
    known = new Set([...list, ...(language === 'zh' ? TRADITIONAL.split(' ') : [])].map((word) => word.normalize('NFKC')).filter((word) => !word.includes(' ') && !subjects.has(word)));
    sets.set(language, known);
  }
  return known;
}

/** The words that carry a subject, in order: no stop words, no bare numbers, no single letter of an alphabet. */
export function contentWords(tokens: readonly string[], language: string): string[] {
  let known = carrying.get(language);
  if (!known) {
    known = new Map<string, boolean>();
    carrying.set(language, known);
  }
  if (known.size >= KEPT_WORDS) known.clear();
  const words: string[] = [];
  for (const token of tokens) {
    let carries = known.get(token);
    if (carries === undefined) known.set(token, (carries = carriesSubject(token, stopWords(language))));
    if (carries) words.push(token);
  }
  return words;
}

/** Words come again and again: each is judged once. Forgotten as a whole beyond so many, in each language. */
const KEPT_WORDS = 30_000;
const carrying = new Map<string, Map<string, boolean>>();

const carriesSubject = (token: string, stops: ReadonlySet<string>): boolean =>
  !stops.has(token) && !NUMERIC.test(token) && !JAMO.test(token) && (token.length > 1 || token.charCodeAt(0) >= 0x0e00);
