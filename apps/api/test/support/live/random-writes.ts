import type { HeedInside } from './open-heed.ts';
import { topicComments } from '../topics.ts';

/** Writes of every kind, the same for the same seed. */
export interface Writes {
  /** Departments, people, a rule, themes, feedback: something of everything. Returns a loop and a theme. */
  begin(): Promise<{ loop: string; theme: string }>;
  /** Does one thing at random and says what. */
  next(): Promise<string>;
}

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const SUBMIT = 'mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { accepted } }';
const COMMAND = 'mutation ($id: ID!, $command: LoopCommandInput!) { commandLoop(id: $id, command: $command, as: "ann") { id } }';
const LOOPS = '{ loops(first: 50) { edges { node { id } } } }';
const THEMES = '{ themesState { themes { id name } } }';
const FEEDBACK = '{ feedback(first: 50, filter: {hasComment: true}) { edges { node { id } } } }';
const WEEK = [1, 2, 3, 4, 5, 6, 7].map(() => [{ from: '00:00', to: '24:00' }]);
const COMMENTS = topicComments(35);

/** Numbers from 0 to 1 by a seed (mulberry32). */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function createWrites({ heed, run, pass }: HeedInside, { seed, remove }: { seed: number; remove: (prefix: string) => Promise<void> }): Writes {
  const random = randomBy(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const one = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  let sent = 0;
  let names = 0;

  /** Runs what must be possible. */
  async function must<T>(text: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await run(text, variables);
    if (errors) throw new AggregateError(errors, `${text}: ${errors.map(({ message }) => message).join('; ')}`);
    return data as T;
  }

  function feedback(externalId: string): Record<string, unknown> {
    const { comment, nps } = one(COMMENTS);
    const ago = one([0, 0, 0, 1, 5, 20, 40, 150, 500]);
    return {
      source: one(['app', 'web', 'shop']),
      externalId,
      nps: random() < 0.3 ? below(11) : nps,
      ...(random() < 0.5 ? { csat: 1 + below(5), csatScale: 5 } : {}),
      ...(random() < 0.8 ? { comment } : {}),
      ...(random() < 0.2 ? { sentiment: random() * 2 - 1 } : {}),
      department: one(['Support', 'Billing']),
      channel: one(['Chat', 'Mail', 'Phone']),
      region: one(['north', 'south']),
      language: 'en',
      contactRequested: random() < 0.2,
      occurredAt: new Date(heed.now() - ago * DAY).toISOString(),
      attributes: [{ key: 'since', value: one(['2026-01-04', '2026-03-09', '2025-11-30']) }],
      customer: { id: `c${below(20)}` },
    };
  }

  const submit = (count: number): Promise<unknown> => must(SUBMIT, { input: Array.from({ length: count }, () => feedback(String(sent++))) });
  const loopIds = async (): Promise<string[]> => (await must<{ loops: { edges: { node: { id: string } }[] } }>(LOOPS)).loops.edges.map(({ node }) => node.id);
  const themes = async (): Promise<{ id: string; name: string }[]> => (await must<{ themesState: { themes: { id: string; name: string }[] } }>(THEMES)).themesState.themes;

  const KINDS: Record<string, () => Promise<unknown>> = {
    'new feedback': () => submit(1 + below(3)),
    'feedback of employees': () => must(SUBMIT, { input: Array.from({ length: 6 }, () => ({ source: 'staff', externalId: String(sent++), enps: below(11), department: 'Support', occurredAt: new Date(heed.now() - one([10, 100, 120]) * DAY).toISOString() })) }),
    'a correction': () => must(SUBMIT, { input: [feedback(String(below(sent)))] }),
    'an erasure': () => remove(one(['shop', 'staff'])),
    'a command on a loop': async () => {
      const id = one(await loopIds());
      const command = one([
        { do: 'NOTE', note: 'seen' }, { do: 'ASSIGN', owner: one(['ann', 'bob']) }, { do: 'ACKNOWLEDGE' }, { do: 'WAIT' }, { do: 'PRIORITISE', priority: 'URGENT' },
        { do: 'HAND_OVER', department: one(['Support', 'Billing']) }, { do: 'CLOSE', outcome: 'NOT_TOLD', reason: 'INVALID' }, { do: 'RESOLVE' }, { do: 'REOPEN' },
      ]);
      // What cannot be done with it now is refused, which is a write that does nothing.
      return run(COMMAND, { id, command });
    },
    'an edit of a theme': async () => {
      const known = await themes();
      const { id } = one(known);
      return one([
        () => run('mutation ($name: String!, $words: [ThemeWordsInput!]!) { createTheme(input: {name: $name, words: $words}) { id } }', { name: `Theme ${names++}`, words: [{ language: 'en', phrases: [one(['charger', 'technician', 'courier', 'reset link'])] }] }),
        () => run('mutation ($id: ID!, $change: ThemeChangeInput!) { changeTheme(id: $id, change: $change) { id } }', { id, change: one([{ name: `Renamed ${names++}` }, { pinned: true }, { hidden: random() < 0.5 }, { department: 'Billing' }, { description: `as ${names++}` }]) }),
        () => run('mutation ($ids: [ID!]!, $into: ID!) { mergeThemes(ids: $ids, into: $into) { id } }', { ids: [one(known).id], into: id }),
        async () => run('mutation ($feedback: [ID!]!, $theme: ID) { teachTheme(feedback: $feedback, theme: $theme) }', { feedback: [one((await must<{ feedback: { edges: { node: { id: string } }[] } }>(FEEDBACK)).feedback.edges).node.id], theme: id }),
      ])();
    },
    'a saved filter': () => must('mutation ($filter: JSONObject!) { saveFilter(name: "Near", filter: $filter) { name } }', { filter: { region: { in: [one(['north', 'south'])] } } }),
    'a saved view': () => must('mutation ($name: String!) { saveView(name: $name, question: {metrics: ["nps"]}) { name } }', { name: `View ${names++}` }),
    'a view of the inbox': () => must('mutation ($name: String!) { saveInboxView(name: $name, queue: BREACHED, sort: OPENED, filter: {}) { name } }', { name: `Inbox ${names++}` }),
    'a target': () => must('mutation ($value: Float) { setTarget(metric: NPS, value: $value) { metric } }', { value: below(60) }),
    'a person': () => must('mutation ($input: PersonInput!) { savePerson(input: $input) { key } }', { input: { key: 'ann', name: `Ann ${names++}`, departments: ['Support'] } }),
    'the hours of a department': () => department('Support', 1 + below(72)),
    'an action': () => must('mutation ($input: LoopActionInput!) { saveLoopAction(input: $input) { name } }', { input: { name: `Action ${names++}` } }),
    'a wall': () => wall(`Hall ${names++}`),
    'a display': () => must('mutation ($name: String!) { createDisplay(input: {name: $name, wall: "hall"}) { link } }', { name: `Screen ${names++}` }),
    'a rule of alerts': () => must('mutation ($input: AlertRuleInput!) { saveAlertRule(input: $input) { name } }', { input: { name: 'Late', kind: 'LOOPS_LATE', threshold: 1 + below(3), webhooks: random() < 0.5 ? ['Chat'] : [] } }),
    'time that passes': () => Promise.resolve(pass(one([MINUTE, 61 * MINUTE, DAY, 3 * DAY, 30 * DAY]))),
    'a clock that is set back': () => Promise.resolve(pass(-61 * MINUTE)),
  };

  const department = (name: string, hours: number): Promise<unknown> =>
    must('mutation ($input: DepartmentInput!) { saveDepartment(input: $input) { name } }', {
      input: { name, calendar: { timeZone: 'UTC', week: WEEK, holidays: [] }, targets: ['ACKNOWLEDGE', 'CONTACT', 'CLOSE'].map((target, index) => ({ priority: 'HIGH', target, milliseconds: (index + 1) * hours * 60 * MINUTE, clock: 'WORKING' })) },
    });

  const wall = (name: string): Promise<unknown> => must('mutation ($input: WallInput!) { saveWall(input: $input) { key } }', { input: { key: 'hall', name, tiles: [{ id: 'rising', kind: 'THEMES_RISING' }] } });

  const kinds = Object.keys(KINDS);
  let order: string[] = [];
  return {
    async begin() {
      await department('Support', 24);
      await department('Billing', 48);
      for (const [key, of] of [['ann', 'Support'], ['bob', 'Billing']] as const) await must('mutation ($input: PersonInput!) { savePerson(input: $input) { key } }', { input: { key, name: key, departments: [of] } });
      await must('mutation ($input: RuleInput!) { saveRule(input: $input) { name } }', { input: { name: 'Unhappy', order: 1, when: { nps: { max: 6 } }, department: 'Support', priority: 'HIGH', owner: { by: 'NOBODY' } } });
      await KINDS['a saved filter']?.();
      for (const [name, phrases] of [['Delivery', ['parcel', 'delivery', 'courier']], ['Invoice', ['invoice', 'bill', 'charge']]] as const) {
        await must('mutation ($name: String!, $words: [ThemeWordsInput!]!) { createTheme(input: {name: $name, words: $words}) { id } }', { name, words: [{ language: 'en', phrases }] });
      }
      await wall('Hall');
      await must('mutation { createWebhook(name: "Chat", url: "https://chat.example/") { secret } }');
      await KINDS['a rule of alerts']?.();
      await submit(60);
      for (;;) {
        const [loop] = await loopIds();
        const theme = (await themes()).find(({ name }) => name === 'Delivery');
        if (loop !== undefined && theme) return { loop, theme: theme.id };
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async next() {
      // Each kind comes once before one comes again.
      if (order.length === 0) order = kinds.toSorted(() => random() - 0.5);
      const kind = order.pop() as string;
      await KINDS[kind]?.();
      return kind;
    },
  };
}
