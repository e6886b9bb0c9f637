import type { Journal, Store } from '@heed/store';
import { createCatalogue } from './catalogue/create-catalogue.ts';
import type { ThemeCommand } from './catalogue/command.ts';
import type { Tied } from './catalogue/deciding.ts';
import type { Catalogue } from './catalogue/state.ts';
import type { ThemeAct } from './catalogue/event.ts';
import type { DoOptions, Done, ThemeCatalogue } from './catalogue/theme-catalogue.ts';
import type { Embedder, EmbedderState } from './embed/embedder.ts';
import { createBoard } from './jobs/board.ts';
import type { Job } from './jobs/job.ts';
import { createJobs } from './jobs/jobs.ts';
import { createSchedule } from './jobs/schedule.ts';
import { createStudies, type Studies } from './jobs/studies.ts';
import { explainComment, type Explanation } from './reading/explain-comment.ts';
import type { MendingProgress } from './reading/mend.ts';
import { createKeeper } from './reading/models/keeper.ts';
import type { SentimentInEffect } from './reading/models/sentiment-journal.ts';
import type { Read } from './reading/read-scope.ts';
import { createReader } from './reading/reader.ts';
import { createRevisionClock } from './reading/store/revision-clock.ts';
import { touchedBy } from './reading/touched.ts';
import { createThreads } from './reading/worker/threads.ts';

/** What happened to themes, for whoever shows them. */
export type ThemesChange =
  /** People or models changed themes, here or in another process. */
  | { kind: 'catalogue'; catalogue: Catalogue; acts: readonly ThemeAct[] }
  /** Comments of these days were read, or read again. */
  | ({ kind: 'readings' } & Read)
  /** A job of this process goes on, or ended. */
  | { kind: 'job'; job: Job }
  /** The long reading goes on; null when it is done. */
  | { kind: 'progress'; progress: MendingProgress | null };

export interface ThemesOptions {
  store: Pick<Store, 'read' | 'insert' | 'stream' | 'execute'>;
  journal: Pick<Journal, 'read' | 'append'>;
  /** Epoch milliseconds. */
  now?: (() => number) | undefined;
  /** The organisation's languages (BCP 47), asked when they are needed; may be empty. */
  languages?: (() => readonly string[]) | undefined;
  /** The organisation's time zone: refits belong to its nights. */
  timeZone?: (() => string) | undefined;
  /** Departments and owners; when left out, any text is one. */
  tied?: Tied | undefined;
  onChange?: ((change: ThemesChange) => void) | undefined;
  /** Hears of everything that failed and is tried again. */
  onError: (error: unknown) => void;
  /** Threads that read; default 1. */
  readingThreads?: number | undefined;
  /** Finds themes that cross languages; without one nothing leaves this machine. */
  embedder?: Embedder | undefined;
  /** Does by itself what is due, default true. */
  schedule?: boolean | undefined;
}

/** Themes: what people do to them, and what Heed does by itself. */
export interface Themes {
  /** What is known, without asking the database; empty before the first look. */
  readonly catalogue: Pick<ThemeCatalogue, 'state' | 'acts' | 'refresh' | 'history' | 'undoable'>;
  /** Begins to follow feedback. What it cannot do yet, because the database is away, it does later. */
  start(): void;
  /** Ends after what is under way; a job is cancelled. */
  close(): Promise<void>;
  /** Feedback was written: comments are read at once, in place of within two seconds. */
  wake(): void;
  /** As of `Reader`. */
  caughtUp(): Promise<void>;
  restated(): Promise<void>;
  progress(): MendingProgress | null;
  /** Carries a command out (see `ThemeCatalogue.do`). The comments that it names read so when it returns; what else it touches follows in the background. */
  do(command: ThemeCommand, options: DoOptions & { /** Nobody waits for what it touches: it is read anew in the background. */ later?: boolean | undefined }): Promise<Done>;
  /** Why a comment stands where it does; null when there is none, or it was not read yet. */
  explain(feedbackId: string): Promise<Explanation | null>;
  /** Jobs, one at a time; see `Studies`. */
  readonly studies: Studies;
  sentiment(): SentimentInEffect;
  /** Null where no embedder was configured. */
  embedder(): EmbedderState | null;
}

/** Composes everything that reads comments and finds themes over one store. Several processes may do so. */
export function createThemes({ store, journal, now = Date.now, languages = () => [], timeZone = () => 'UTC', tied, onChange, onError, embedder, readingThreads = 1, schedule: isScheduled = true }: ThemesOptions): Themes {
  const threads = createThreads({ size: readingThreads, onError });
  const catalogue = createCatalogue({
    journal, now, tied,
    onChange: ({ catalogue: present, acts }) => {
      onChange?.({ kind: 'catalogue', catalogue: present, acts });
      reader.restate();
    },
  });
  const keeper = createKeeper({ store, catalogue, threads, languages, now });
  const reader = createReader({
    store, threads, now, onError,
    revisions: createRevisionClock(now),
    refresh: keeper.refresh,
    relearn: keeper.relearn,
    stale: keeper.stale,
    known: keeper.known,
    onRead: (read) => {
      schedule.commentsCame(read.rows);
      onChange?.({ kind: 'readings', ...read });
    },
    onProgress: (progress) => onChange?.({ kind: 'progress', progress }),
  });
  const jobs = createJobs({ board: createBoard({ store, journal, now }), now, onChange: (job) => onChange?.({ kind: 'job', job }), onError });
  const studies = createStudies({ store, journal, catalogue, keeper, reader, jobs, embedder, timeZone, now });
  const schedule = createSchedule({ store, catalogue, studies, keeper, timeZone, now, onError });

  return {
    catalogue,
    start() {
      reader.start();
      if (isScheduled) schedule.start();
    },
    async close() {
      await schedule.stop();
      await jobs.close();
      await reader.stop();
      await threads.close();
    },
    wake: reader.wake,
    caughtUp: reader.caughtUp,
    restated: reader.restated,
    progress: reader.progress,
    async do(command, { later = false, ...options }) {
      const done = await catalogue.do(command, options);
      if (later) {
        reader.restate();
        return done;
      }
      try {
        await keeper.refresh();
        const act = catalogue.acts().find(({ version }) => version === done.version);
        if (act && done.events.length > 0) await reader.readAgain([...touchedBy(act, { acts: catalogue.acts() }).feedbackIds]);
      } catch (error) {
        // It is decided; the readings follow when the database answers.
        onError(error);
      }
      reader.restate();
      return done;
    },
    async explain(feedbackId) {
      await keeper.refresh();
      return explainComment({ store, threads }, feedbackId);
    },
    studies,
    sentiment: keeper.sentiment,
    embedder: () => embedder?.state() ?? null,
  };
}
