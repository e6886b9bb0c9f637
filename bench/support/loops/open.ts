import { randomUUID } from 'node:crypto';
import { newLoopId, openLoop, type Loops, type LoopSettings } from '@heed/loops';
import { DEPARTMENTS } from './settings.ts';

const AT_ONCE = 10_000;

/** Opens loops in transactions of ten thousand, each at its own moment (epoch milliseconds), and returns their ids in order. */
export async function openMany(loops: Loops, count: number, { settings, openedAt }: { settings: LoopSettings; openedAt: (index: number) => number }): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < count; start += AT_ONCE) {
    const opened = await loops.transact({
      loops: [],
      decide: ({ append }) =>
        Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, place) => {
          const at = Math.round(openedAt(start + place));
          const id = newLoopId(at);
          const department = DEPARTMENTS[place % DEPARTMENTS.length] as string;
          const origin = { source: 'bench:loops', channel: 'E-mail', product: 'App', region: 'EU', segment: 'Gold', language: 'de', band: 'detractor', score: { metric: 'nps', value: 3, scale: 10 }, contactRequested: true, anonymous: false, preferredTime: '' } as const;
          const happenings = openLoop({ openedBy: 'rule', rule: 'Detractors', feedbackId: randomUUID(), customerId: randomUUID(), externalId: '', department, priority: 'normal', owner: null, watchers: [], origin, settings });
          append(id, happenings.map((happening) => ({ ...happening, actor: 'system', by: '', at })));
          return id;
        }),
    });
    ids.push(...opened);
  }
  return ids;
}
