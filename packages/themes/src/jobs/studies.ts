import type { Job, JobResult } from './job.ts';
import type { JobContext, Jobs } from './jobs.ts';
import { createPreviews, type SplitPreview } from './previews.ts';
import type { Granularity } from './study/messages.ts';
import { discoverThemes } from './tasks/discover-themes.ts';
import { findEmerging } from './tasks/find-emerging.ts';
import { learnSentiment } from './tasks/learn-sentiment.ts';
import { refitThemes } from './tasks/refit-themes.ts';
import { previewSplit } from './tasks/preview-split.ts';
import type { Workplace } from './tasks/workplace.ts';

/** What can be begun, and for whom: the key of a person or an actor, `system` for the schedule. */
export type Begin =
  /** The first themes of languages that have none; of the others, what would be found today is proposed. */
  | { kind: 'discover'; by: string; granularity?: Granularity | undefined }
  /** Makes themes better by all comments; their identity stays. */
  | { kind: 'refit'; by: string }
  /** Shows how a theme would split; see `splitPreview`. */
  | { kind: 'split'; by: string; theme: string }
  /** Looks for what is new. */
  | { kind: 'emerging'; by: string }
  /** Learns sentiment from the comments that came with a score. */
  | { kind: 'sentiment'; by: string };

/** Long work on themes, in threads of its own, one at a time over all processes. */
export interface Studies {
  /** Begins and returns at once. Throws HeedError CONFLICT while another is under way. `ended` never rejects. */
  begin(what: Begin): Promise<{ job: Job; ended: Promise<Job> }>;
  /** Asks for the end of what is under way, in whichever process; false when nothing is. */
  cancel(by: string): Promise<boolean>;
  /** The last jobs, oldest first. */
  list(): Promise<Job[]>;
  /** What the last preview found, in whichever process; null when there was none of this theme, or it ended since. Throws what the store throws. */
  splitPreview(theme: string): Promise<SplitPreview | null>;
  /** Ends what is under way here. */
  stop(): Promise<void>;
}

export function createStudies({ jobs, ...place }: Workplace & { jobs: Jobs }): Studies {
  const previews = createPreviews(place);

  function work(what: Begin): (context: JobContext) => Promise<JobResult> {
    switch (what.kind) {
      case 'discover':
        return (context) => discoverThemes(place, { context, by: what.by, granularity: what.granularity ?? 'medium' });
      case 'refit':
        return (context) => refitThemes(place, { context, by: what.by });
      case 'sentiment':
        return (context) => learnSentiment(place, { context, by: what.by });
      case 'emerging':
        return (context) => findEmerging(place, { context, by: what.by });
      case 'split':
        return async (context) => {
          const parts = await previewSplit(place, { context, theme: what.theme });
          await context.stillMine();
          await previews.keep(what.theme, parts);
          return { parts: parts.length, comments: parts.reduce((sum, { size }) => sum + size, 0) };
        };
    }
  }

  return {
    begin: (what) => jobs.begin(what.kind, { by: what.by, work: work(what) }),
    cancel: jobs.cancel,
    list: jobs.list,
    splitPreview: async (theme) => (place.catalogue.state().themes.get(theme)?.retired === null ? await previews.last(theme) : null),
    stop: jobs.close,
  };
}
