import { randomUUID } from 'node:crypto';
import { rowsToBody, type Store } from '@heed/store';
import { isNothing, joined, nothing, readNews, type News } from './news.ts';
import { announcements, announcementsTable, feedbackWritten, HEARD_SECONDS, readingsWritten } from './others.query.ts';

/** The other processes of the same database. */
export interface Others {
  /** Tells them of something that this process did. */
  tell(news: Partial<News>): void;
  close(): Promise<void>;
}

export interface OthersOptions {
  store: Pick<Store, 'read' | 'insert'>;
  now: () => number;
  /** Somebody else did something. */
  onNews: (news: News) => void;
  /** Nobody could be heard for longer than what is told is looked for: anything may have happened. */
  onMissed: () => void;
  onError: (error: unknown) => void;
}

/** What is told together, how often it is looked for, and how often it is looked at what is there. */
const GATHER_MS = 100;
const LISTEN_MS = 250;
const SWEEP_MS = 5_000;
/** What was written in the last minute is looked at: longer than a writer may take from choosing a version to having written it. */
const SWEPT_MS = 60_000;
/** Where a version's milliseconds stand, as in VersionClock. */
const FRACTION_BITS = 20n;

interface Written {
  second: number;
  rows: number;
  mark: bigint;
  from: number;
  to: number;
}

/** Spans of what is there now and was not at the last look. */
function createSweeper(look: () => Promise<Written[]>): () => Promise<[number, number][]> {
  let known: Map<number, string> | undefined;
  return async () => {
    const written = await look();
    const before = known;
    known = new Map(written.map(({ second, rows, mark }) => [second, `${rows} ${mark}`]));
    return before ? written.filter(({ second, rows, mark }) => before.get(second) !== `${rows} ${mark}`).map(({ from, to }) => [from, to]) : [];
  };
}

/**
 * Hears what other processes of the database do, and tells them what this one does: within a second, through the database alone. What
 * nobody told, because a process was killed right after it wrote, is found within seconds by looking at what is there.
 */
export function listenToOthers({ store, now, onNews, onMissed, onError }: OthersOptions): Others {
  const self = randomUUID();
  let number = 0;
  let untold = nothing();
  let telling: NodeJS.Timeout | undefined;
  let closed = false;
  /** What was heard of late; rows are looked for longer than they take to come, and so come several times. */
  let heard = new Set<string>();
  let lastHeard = performance.now();

  async function tellAll(): Promise<void> {
    const news = untold;
    untold = nothing();
    if (isNothing(news)) return;
    try {
      await store.insert(announcementsTable, rowsToBody([[self, number++, JSON.stringify(news)]]));
    } catch (error) {
      onError(error);
      // Told once the database is back; nobody can see what was written before that.
      untold = joined(news, untold);
      plan(LISTEN_MS);
    }
  }

  function plan(milliseconds: number): void {
    if (telling || closed) return;
    telling = setTimeout(() => {
      telling = undefined;
      void tellAll();
    }, milliseconds).unref();
  }

  async function listen(): Promise<void> {
    const rows = await store.read(announcements, { process: self });
    const missed = performance.now() - lastHeard > HEARD_SECONDS * 1_000;
    lastHeard = performance.now();
    const fresh = rows.filter(({ process, number: count }) => !heard.has(`${process} ${count}`));
    heard = new Set(rows.map(({ process, number: count }) => `${process} ${count}`));
    if (missed) onMissed();
    if (fresh.length > 0) onNews(fresh.reduce((all, { news }) => joined(all, readNews(news) ?? nothing()), nothing()));
  }

  const feedback = createSweeper(() => store.read(feedbackWritten, { since: String(BigInt(now() - SWEPT_MS) << FRACTION_BITS) }));
  const readings = createSweeper(() => store.read(readingsWritten, { since: now() - SWEPT_MS }));
  async function sweep(): Promise<void> {
    const found = { ...nothing(), feedback: await feedback(), readings: await readings() };
    if (!isNothing(found)) onNews(found);
  }

  /** Does something again and again, with a pause between, until this is closed. */
  function repeatedly(work: () => Promise<void>, pauseMs: number): { end: () => void } {
    let timer: NodeJS.Timeout | undefined;
    let failed = false;
    const round = (): void => {
      work()
        .then(() => (failed = false))
        .catch((error: unknown) => {
          // What goes on failing is told once.
          if (!failed) onError(error);
          failed = true;
        })
        .finally(() => {
          if (!closed) timer = setTimeout(round, pauseMs).unref();
        });
    };
    round();
    return { end: () => clearTimeout(timer) };
  }
  const rounds = [repeatedly(listen, LISTEN_MS), repeatedly(sweep, SWEEP_MS)];

  return {
    tell(news) {
      untold = joined(untold, { ...nothing(), ...news });
      plan(GATHER_MS);
    },
    async close() {
      closed = true;
      for (const { end } of rounds) end();
      clearTimeout(telling);
      await tellAll();
    },
  };
}

/** A database that this process has for itself: there is nobody to tell or to hear. */
export const nobodyElse: Others = { tell: () => undefined, close: () => Promise.resolve() };
