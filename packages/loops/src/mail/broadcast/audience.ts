import { randomUUID } from 'node:crypto';
import { HeedError, type Calendar } from '@heed/domain';
import { rowsToBody, type Store, type StoreReader } from '@heed/store';
import type { LoopFilter } from '../../filter/loop-filter.ts';
import { addressOf, type LetterProblem } from '../customer/may-contact.ts';
import { derivedId } from '../message/derived-id.ts';
import { audienceLoops, audienceTable, MOST_LOOPS } from './audience.query.ts';

/** Somebody to whom a broadcast goes, or a loop of nobody. */
export interface AudienceMember {
  customerId: string | null;
  name: string;
  /** Newest first. */
  loopIds: string[];
  /** Of the newest loop; empty where it is not known. */
  language: string;
  problem: LetterProblem | null;
}

/** Who would get a broadcast as of now, one member a customer. Throws BAD_USER_INPUT for more loops than one broadcast can have. */
export async function findAudience(store: StoreReader, { filter, departments, calendar }: { filter: LoopFilter; departments: readonly string[] | null; calendar: Calendar }): Promise<AudienceMember[]> {
  const rows = await store.read(audienceLoops, { filter, departments: departments ? [...departments] : null, now: calendar.now, timeZone: calendar.timeZone, first: MOST_LOOPS + 1 });
  if (rows.length > MOST_LOOPS) throw new HeedError('BAD_USER_INPUT', `A broadcast can answer at most ${MOST_LOOPS} loops; choose fewer, for example by when they were opened.`, { path: 'audience' });
  const members = new Map<string, AudienceMember>();
  for (const { loopId, customerId, language, contactRequested, anonymous, known, name, email, consent } of rows) {
    const reachable = !anonymous && customerId !== null && known === 1;
    const problem: LetterProblem | null = !reachable ? 'anonymous' : consent === 2 ? 'no_consent' : addressOf({ email }) === null ? 'no_address' : consent === 1 || contactRequested ? null : 'no_consent';
    // Two loops of nobody are not of the same nobody.
    const key = reachable ? customerId : loopId;
    const member = members.get(key);
    if (!member) members.set(key, { customerId: reachable ? customerId : null, name, loopIds: [loopId], language, problem });
    else {
      member.loopIds.push(loopId);
      member.language ||= language;
      // To have asked for contact in one of them is enough.
      if (problem === null) member.problem = null;
    }
  }
  return [...members.values()];
}

/** Freezes an audience under a new id of a broadcast. */
export async function freezeAudience(store: Pick<Store, 'insert'>, members: readonly AudienceMember[]): Promise<string> {
  const broadcast = randomUUID();
  const rows = members.map(({ customerId, loopIds, language }) => [broadcast, derivedId('broadcast', broadcast, customerId ?? (loopIds[0] as string)), customerId, loopIds, language]);
  await store.insert(audienceTable, rowsToBody(rows), { token: `audience:${broadcast}` });
  return broadcast;
}
