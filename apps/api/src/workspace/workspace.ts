import { HeedError } from '@heed/domain';
import type { Collector } from '@heed/collect';
import { removeSources } from '@heed/collect';
import { removeLoops, type AllSettings, type Loops } from '@heed/loops';
import { releaseAtOnce, withdrawReleases } from '@heed/measure';
import { SAMPLE_COMPANY, toldFeedback, type ToldFeedback } from '@heed/sample';
import type { Journal, Store } from '@heed/store';
import type { Themes } from '@heed/themes';
import * as z from 'zod';
import type { Caller } from '../access/caller.ts';
import type { Tokens } from '../access/tokens.ts';
import type { Config } from '../config.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { bringSampleLoops } from './sample-loops.ts';
import { sampleSettings } from './sample-settings.ts';
import { hangSampleWall, takeDownSampleWall } from './sample-wall.ts';
import { collectExamples, nameSampleThemes, removeSampleThemes, teachSampleThemes } from './sample-themes.ts';

/** What is true of the organisation's workspace, derived from the journal. */
export interface Workspace {
  name(): string;
  /** True while sample data is shown. */
  sampleData(): boolean;
  /** Loads the sample data with its loops and themes, and how these are worked there, if this is the very first start and nothing else is here. Returns the rows loaded. */
  loadSampleOnce(): Promise<number>;
  /** Own feedback came before the first start: there will be no sample data. */
  declineSample(): Promise<void>;
  /** Removes the sample data and its loops for good, and of its settings and themes what nobody changed. */
  clearSample(actor: string): Promise<void>;
  refresh(): Promise<void>;
}

const STREAM = 'workspace';
/** Every source of the sample data begins so. */
const SAMPLE_PREFIX = 'sample:';
const SAMPLE_SEED = 20_260_101;
const CHUNK = 10_000;
/** At least as long as the sample tells. */
const YEAR = 366 * 86_400_000;

const loaded = z.object({ settings: z.array(z.number()).optional() });
const NOTHING: AllSettings = { department: [], person: [], root_cause: [], action: [], template: [], rule: [], loop: [] };
/** Somebody who may do this has asked for it, or nobody is there yet. */
const administrator = (id: string): Caller => ({ id, role: 'admin', departments: null, person: null, expiresAt: null });

interface Options {
  config: Config;
  store: Store;
  journal: Journal;
  collector: Collector;
  definitions: Definitions;
  tokens: Pick<Tokens, 'displays'>;
  loops: Loops;
  themes: Themes;
  now: () => number;
  onChange: () => void;
}

export function createWorkspace({ config, store, journal, collector, definitions, tokens, loops, themes, now, onChange }: Options): Workspace {
  let version = 0;
  /** `new` until the first decision: a start that was interrupted while loading loads again, and nothing counts twice. */
  let sample: 'new' | 'loaded' | 'cleared' | 'declined' = 'new';
  /** In which versions of the definitions the sample's settings came. */
  let settingsVersions: number[] = [];

  async function refresh(): Promise<void> {
    for (const event of await journal.read(STREAM, { after: version })) {
      version = event.version;
      if (event.type === 'sample_loaded') {
        sample = 'loaded';
        settingsVersions = loaded.safeParse(event.payload).data?.settings ?? [];
      } else if (event.type === 'sample_cleared') sample = 'cleared';
      else if (event.type === 'sample_declined') sample = 'declined';
    }
  }

  async function decide(type: string, { actor, payload = {} }: { actor: string; payload?: unknown }): Promise<void> {
    await refresh();
    await journal.append(STREAM, { expected: version, type, actor, at: now(), payload });
    await refresh();
    onChange();
  }

  /** The very first decision; another process that starts at the same moment may make it instead. */
  async function decideFirst(type: string, payload: unknown = {}): Promise<void> {
    try {
      await decide(type, { actor: 'system', payload });
    } catch (error) {
      if (!(error instanceof HeedError && error.code === 'CONFLICT')) throw error;
      await refresh();
    }
  }

  return {
    name: () => (sample === 'loaded' ? SAMPLE_COMPANY : config.organisation),
    sampleData: () => sample === 'loaded',
    refresh,
    async loadSampleOnce() {
      await refresh();
      if (sample !== 'new') return 0;
      if (!config.sample) {
        await decideFirst('sample_declined');
        return 0;
      }
      const by = { caller: administrator('system') };
      const { rule: rules, ...others } = sampleSettings();
      const saved = await definitions.saveMissing({ ...others, rule: [] }, by);
      await nameSampleThemes(themes);
      let rows = 0;
      let chunk: ToldFeedback[] = [];
      const examples = collectExamples();
      const flush = async (): Promise<void> => {
        const results = await collector.submitBatch(chunk.map(({ feedback }) => feedback));
        results.forEach((result, index) => {
          const told = chunk[index];
          if (result.status === 'refused' || !told) throw new Error('a row of the sample data was refused');
          examples.stored(told, result.feedbackId);
        });
        rows += chunk.length;
        chunk = [];
      };
      const started = now();
      for (const told of toldFeedback({ seed: SAMPLE_SEED, now: started, timeZone: config.timeZone })) {
        chunk.push(told);
        if (chunk.length === CHUNK) await flush();
      }
      await flush();
      await releaseAtOnce(store, { since: started - YEAR, calendar: { now: started, timeZone: config.timeZone } });
      await bringSampleLoops(loops, { store, settings: definitions.loopSettings, rules, seed: SAMPLE_SEED, since: started - YEAR, now: started, timeZone: config.timeZone });
      // Only now, so that the rules find the past taken.
      const ruled = await definitions.saveMissing({ ...NOTHING, rule: rules }, by);
      await teachSampleThemes(themes, examples);
      await hangSampleWall(definitions, by);
      await decideFirst('sample_loaded', { rows, settings: [saved, ruled].filter(Number.isFinite) });
      return rows;
    },
    async declineSample() {
      await refresh();
      if (sample === 'new') await decideFirst('sample_declined');
    },
    async clearSample(actor) {
      await refresh();
      if (sample !== 'loaded') throw new HeedError('NOT_FOUND', 'There is no sample data to remove.');
      // First the rules, so that nothing opens while the rest goes.
      if (settingsVersions.length > 0) await definitions.removeUntouched(settingsVersions, { caller: administrator(actor) });
      await takeDownSampleWall(definitions, { caller: administrator(actor), shown: new Set(tokens.displays().map(({ wall }) => wall)) });
      await removeSampleThemes(themes);
      await removeSources(store, { prefix: SAMPLE_PREFIX, touchLeaseMs: config.dailyLease });
      await withdrawReleases(store, { actor, at: now() });
      await removeLoops(loops, store, { sourcePrefix: SAMPLE_PREFIX });
      await decide('sample_cleared', { actor });
    },
  };
}
