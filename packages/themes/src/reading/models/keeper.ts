import type { Versions } from '@heed/filter';
import type { Store } from '@heed/store';
import type { Catalogue } from '../../catalogue/state.ts';
import type { ThemeCatalogue } from '../../catalogue/theme-catalogue.ts';
import { knownOf } from '../known.ts';
import { readRewrittenExamples } from '../store/decided.query.ts';
import type { Stale } from '../store/stale.ts';
import { MARGIN_MS, staleBy } from '../touched.ts';
import type { Known } from '../worker/messages.ts';
import type { Threads } from '../worker/threads.ts';
import { lessonsBetween, lessonsOf, type Taught } from './lessons.ts';
import { readComments, readCounts, readFingerprints, readUsualLanguages } from './models.query.ts';
import { readSentimentInEffect, type SentimentInEffect } from './sentiment-journal.ts';

/** Keeps the threads that read up to what people and models know, and says what was read by less. */
export interface Keeper {
  /** Brings everything to the newest state. Throws what the store throws; what was told by then is right. */
  refresh(): Promise<void>;
  /** Teaches anew by comments that were corrected under these versions, and no longer by those that were erased. Throws what the store throws. */
  relearn(versions: Versions): Promise<void>;
  /** What is to be read again by now, after `refresh`; and when there will be more, null for not by itself. */
  stale(): { stale: Stale; next: number | null };
  sentiment(): SentimentInEffect;
  /** The languages in which the model in effect knows themes. */
  learnt(): ReadonlySet<string>;
  /** What reading goes by at the moment. */
  known(): Known;
}

interface Options {
  store: Pick<Store, 'read' | 'stream'>;
  catalogue: Pick<ThemeCatalogue, 'state' | 'acts' | 'refresh'>;
  threads: Threads;
  /** The organisation's languages. */
  languages: () => readonly string[];
  /** Epoch milliseconds. */
  now: () => number;
}

const DAY_MS = 86_400_000;
/** How far back it is asked in which language sources write, and how often. */
const USUAL_DAYS = 90;
const USUAL_EVERY_MS = 10 * 60_000;

export function createKeeper({ store, catalogue, threads, languages, now }: Options): Keeper {
  let told: { catalogue: Catalogue; languages: string; fallbacks: Known['fallbacks'] } | undefined;
  let known: Known = { languages: [], fallbacks: {}, model: 0, heirs: new Map(), examples: new Map(), words: [], excludedWords: {} };
  let counts = 0;
  let sentiment: SentimentInEffect = { model: 0, scored: 0, at: 0 };
  let usual: { at: number; fallbacks: Known['fallbacks'] } = { at: -Infinity, fallbacks: {} };
  let taught = new Map<string, Taught>();
  const fingerprints = new Map<number, Map<string, string>>();

  async function followModels(present: Catalogue): Promise<void> {
    const newest = await readSentimentInEffect(store);
    if (newest.model !== sentiment.model) {
      threads.tell({ tell: 'counts', kind: 'sentiment', lines: await readCounts(store, { kind: 'sentiment', model: newest.model }) });
      sentiment = newest;
    }
    const unseen = present.models.map(({ model }) => model).filter((model) => !fingerprints.has(model));
    for (const [model, ofModel] of await readFingerprints(store, unseen)) fingerprints.set(model, ofModel);
    const model = present.model ?? 0;
    if (model === counts) return;
    const lines = model === 0 ? new SharedArrayBuffer(0) : await readCounts(store, { kind: 'themes', model });
    // What it teaches is looked up again, so that nothing of what was erased outlives a model.
    threads.tell({ tell: 'lessons', teach: [], drop: [...taught.keys()] });
    taught = new Map();
    threads.tell({ tell: 'counts', kind: 'themes', lines });
    counts = model;
  }

  async function tellKnown(present: Catalogue): Promise<void> {
    if (now() - usual.at >= USUAL_EVERY_MS) usual = { at: now(), fallbacks: await readUsualLanguages(store, Math.max(0, Math.floor(now() / DAY_MS) - USUAL_DAYS)) };
    const organisations = languages();
    const asText = organisations.join(' ');
    if (told?.catalogue === present && told.languages === asText && told.fallbacks === usual.fallbacks) return;
    known = { languages: [...organisations], fallbacks: usual.fallbacks, ...knownOf(present) };
    threads.tell({ tell: 'known', known });
    told = { catalogue: present, languages: asText, fallbacks: usual.fallbacks };
  }

  async function teach(present: Catalogue): Promise<void> {
    const wanted = lessonsOf(present);
    const { teach: fresh, drop } = lessonsBetween(taught, wanted);
    if (fresh.size === 0 && drop.length === 0) return;
    const comments = await readComments(store, [...fresh.keys()]);
    const lessons = comments.map((comment) => ({ ...comment, ...(fresh.get(comment.id) as Taught) }));
    threads.tell({ tell: 'lessons', teach: lessons, drop });
    taught = wanted;
  }

  async function relearn(versions: Versions): Promise<void> {
    if (taught.size === 0) return;
    const ids = (await readRewrittenExamples(store, versions)).filter((id) => taught.has(id));
    if (ids.length === 0) return;
    const comments = new Map((await readComments(store, ids)).map((comment) => [comment.id, comment]));
    const lessons = [...comments].flatMap(([id, comment]) => { const lesson = taught.get(id); return lesson ? [{ ...comment, ...lesson }] : []; });
    threads.tell({ tell: 'lessons', teach: lessons, drop: ids.filter((id) => !comments.has(id)) });
  }

  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: threads are told in order. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  }
  let taughtOf: Catalogue | undefined;
  async function refresh(): Promise<void> {
    const present = await catalogue.refresh();
    const before = counts;
    await followModels(present);
    await tellKnown(present);
    if (taughtOf === present && before === counts) return;
    await teach(present);
    taughtOf = present;
  }

  function models(): Stale['models'] {
    const present = fingerprints.get(catalogue.state().model ?? 0) ?? new Map<string, string>();
    const languagesOf = new Set([...fingerprints.values()].flatMap((ofModel) => [...ofModel.keys()]));
    const all = [[0, new Map<string, string>()] as const, ...fingerprints];
    const alike = (language: string): number[] => all.filter(([, ofModel]) => ofModel.get(language) === present.get(language)).map(([model]) => model);
    return Object.fromEntries([...languagesOf].sort().map((language) => [language, alike(language)]));
  }

  return {
    refresh: () => inTurn(refresh),
    relearn: (versions) => inTurn(() => relearn(versions)),
    stale() {
      const { stale, next } = staleBy({ catalogue: catalogue.state(), acts: catalogue.acts(), models: models(), now: now() });
      // Sentiment that was learnt anew judges all words anew.
      const judged = sentiment.at === 0 ? 0 : sentiment.at + MARGIN_MS;
      if (judged > now()) return { stale, next: Math.min(next ?? judged, judged) };
      return { stale: { ...stale, allBefore: Math.max(stale.allBefore, judged) }, next };
    },
    sentiment: () => sentiment,
    learnt: () => new Set(fingerprints.get(catalogue.state().model ?? 0)?.keys()),
    known: () => known,
  };
}
