import type { Refusal } from '@heed/domain';
import type { StoreReader } from '@heed/store';
import type { Draft, Loops, Transaction } from '../log/loops.ts';
import type { LoopSettings } from '../settings/settings.ts';
import { historicLoopId, identityOf } from './historic-id.ts';
import type { HistoricLoop } from './historic-loop.ts';
import { LOOPS_A_BATCH, loopsOfIdentities } from './identities.query.ts';
import { IMPORT_ACTOR, newsOf } from './news.ts';
import { promisedDrafts, wholeHistory } from './promised-drafts.ts';

export interface BringOptions {
  store: StoreReader;
  settings: () => LoopSettings;
  /** Who brings it: a token's id, `local`, `admin` or `sample`. */
  actor: string;
  /** A loop that is here already stays as it is, whatever its source tells of it now. */
  onlyNew?: boolean | undefined;
  /** What else happened on the way, such as what became due: called with all events of a new loop. */
  complete?: ((loopId: string, drafts: Draft[]) => Draft[]) | undefined;
}

/** What became of one loop: it is new here, something of it was new, nothing was, or why it cannot be. */
export type Brought =
  | { status: 'brought' | 'moved_on' | 'already_here'; loopId: string; warnings: readonly string[] }
  | { status: 'refused'; refusals: Refusal[] };

/**
 * Brings loops that began elsewhere, with their own moments; answers in their order, and when it does, everything is durable and can be read. The
 * same loop again, by source and identity, changes nothing; one that has moved on gets what is new. Throws as `Loops.transact`;
 * what was brought until then stays, and bringing all again is safe.
 */
export async function bringHistory(loops: Loops, historic: readonly HistoricLoop[], options: BringOptions): Promise<Brought[]> {
  const brought: Brought[] = [];
  for (const batch of batchesOf(historic)) brought.push(...(await bringBatch(loops, batch, options)));
  return brought;
}

const idOf = ({ identity, openedAt, origin }: HistoricLoop): string => historicLoopId({ source: origin.source, identity, openedAt });

/** Batches in which no loop comes twice: what a file says of a loop further down is later news of it. */
function* batchesOf(historic: readonly HistoricLoop[]): Generator<HistoricLoop[]> {
  let batch: HistoricLoop[] = [];
  let identities = new Set<string>();
  for (const loop of historic) {
    const identity = identityOf(idOf(loop));
    if (identities.has(identity) || batch.length === LOOPS_A_BATCH) {
      yield batch;
      batch = [];
      identities = new Set();
    }
    batch.push(loop);
    identities.add(identity);
  }
  if (batch.length > 0) yield batch;
}

async function bringBatch(loops: Loops, batch: readonly HistoricLoop[], options: BringOptions): Promise<Brought[]> {
  const { store } = options;
  const own = batch.map(idOf);
  const identities = own.map(identityOf);
  const known = async (): Promise<Map<string, string>> => new Map((await store.read(loopsOfIdentities, { identities })).map(({ id }) => [identityOf(id), id]));
  for (;;) {
    const here = await known();
    const ids = own.map((id) => here.get(identityOf(id)) ?? id);
    const done = await loops.transact({
      loops: ids,
      prepare: known,
      decide(transaction, present) {
        // Another process brought one of them in the meantime, under another opening moment.
        if (ids.some((id) => (present.get(identityOf(id)) ?? id) !== id)) return null;
        return batch.map((loop, index) => bringOne(loop, { ...options, loopId: ids[index] as string, transaction }));
      },
    });
    if (done) return done;
  }
}

function bringOne(loop: HistoricLoop, { loopId, transaction, ...options }: BringOptions & { loopId: string; transaction: Transaction }): Brought {
  const history = transaction.history(loopId);
  const actor = `${IMPORT_ACTOR}${options.actor}`;
  const settings = options.settings();
  if (!history) {
    const drafts = wholeHistory(loop, { settings, actor });
    transaction.append(loopId, options.complete ? options.complete(loopId, drafts) : drafts);
    return { status: 'brought', loopId, warnings: [] };
  }
  if (options.onlyNew) return { status: 'already_here', loopId, warnings: [] };
  const news = newsOf(loop, { history, now: transaction.now });
  if (!news.ok) return { status: 'refused', refusals: news.refusals };
  if (news.steps.length === 0) return { status: 'already_here', loopId, warnings: news.warnings };
  const { department, priority, promise } = history.state;
  const canContact = loop.customerId !== null || promise.targets.contact !== undefined || loop.steps.some(({ type }) => type === 'contacted');
  transaction.append(loopId, promisedDrafts(news.steps, { settings, actor, canContact, department, priority }));
  return { status: 'moved_on', loopId, warnings: news.warnings };
}
