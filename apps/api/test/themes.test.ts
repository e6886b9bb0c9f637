import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type HeedProcess } from './support/heed-process.ts';
import { topicComments, type Topic } from './support/topics.ts';
import { openWatcher, type Watcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const EACH = 60;

interface Figures {
  theme: { id: string; name: string; named: boolean; telling: string[]; examples: number };
  comments: number;
  share: { value: number; low: number; high: number };
  estimate: { value: number; n: number };
  impact: { value: number; low: number; high: number; clear: boolean; additive: number };
}
interface Answer {
  comments: number;
  readable: number;
  withoutTheme: number;
  unread: number;
  total: { value: number; n: number };
  themes: Figures[];
  recurring: { word: string; comments: number }[];
}
const FIGURES = 'theme { id name named telling examples } comments share { value low high } estimate { value n } impact { value low high clear additive }';
const THEMES = `{ themes { comments readable withoutTheme unread total { value n } recurring { word comments } themes { ${FIGURES} } } }`;

/** Asks until something holds. */
async function until<T>(look: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await look();
    if (holds(answer)) return answer;
    await sleep(100);
  }
}

describe('what people talk about', () => {
  let heed: HeedProcess;
  let watcher: Watcher;
  const comments = topicComments(EACH);
  const send = (rows: readonly object[]): Promise<unknown> =>
    fetch(`${heed.url}/collect/ndjson?source=topics`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${ADMIN}` }, body: rows.map((row) => JSON.stringify(row)).join('\n') });
  const data = <T>(query: string, variables?: Record<string, unknown>): Promise<T> => dataOf<T>(heed.url, query, { token: ADMIN, ...(variables && { variables }) });
  const themes = async (): Promise<Answer> => (await data<{ themes: Answer }>(THEMES)).themes;
  /** Of which topic a theme's comments are, by what they were written as. */
  async function topicsOf(theme: string): Promise<Map<Topic, number>> {
    const { feedback } = await data<{ feedback: { edges: { node: { attributes: { key: string; value: string }[] } }[] } }>(
      'query ($theme: String!) { feedback(filter: { theme: { in: [$theme] } }, first: 200) { edges { node { attributes { key value } } } } }',
      { theme },
    );
    const counts = new Map<Topic, number>();
    for (const { node } of feedback.edges) {
      const topic = node.attributes.find(({ key }) => key === 'topic')?.value as Topic;
      counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
    return counts;
  }
  /** The theme that holds most of a topic. */
  async function themeOf(topic: Topic): Promise<Figures> {
    const { themes: all } = await themes();
    const found = await Promise.all(all.map(async (figures) => ({ figures, n: (await topicsOf(figures.theme.id)).get(topic) ?? 0 })));
    const best = found.sort((left, right) => right.n - left.n)[0];
    if (!best) throw new Error('no themes');
    return best.figures;
  }

  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_LIVE_WINDOW_MS: '20' } });
    watcher = openWatcher(heed.url, { token: ADMIN });
  });
  afterAll(async () => {
    await watcher.dispose();
    await heed.stop();
  });

  test('with twenty comments it says that it is too early, and shows the words that recur', async () => {
    await send(comments.filter(({ topic }) => topic === 'delivery').slice(0, 20).map((row, index) => ({ ...row, language: 'en', externalId: `d${index}` })));
    const answer = await until(themes, ({ readable }) => readable === 20);
    expect(answer).toMatchObject({ comments: 20, withoutTheme: 20, unread: 0, themes: [] });
    expect(answer.recurring.map(({ word }) => word)).toContain('parcel');
  });

  test('from two hundred on it finds by itself what they are about, and each number is that of a recount', { timeout: 120_000 }, async () => {
    const numbers: Partial<Record<Topic, number>> = {};
    await send(comments.map((row) => ({ ...row, language: 'en', externalId: `${row.topic[0] ?? ''}${(numbers[row.topic] = (numbers[row.topic] ?? -1) + 1)}` })));
    const answer = await until(themes, ({ themes: found, comments: n, unread }) => found.length >= 4 && n === comments.length && unread === 0);
    expect(answer.comments).toBe(5 * EACH);
    for (const topic of ['delivery', 'invoice', 'password', 'battery', 'staff'] as const) {
      const { theme, comments: n } = await themeOf(topic);
      const topics = await topicsOf(theme.id);
      expect(n, topic).toBe([...topics.values()].reduce((sum, one) => sum + one, 0));
      expect((topics.get(topic) ?? 0) / n, theme.name).toBeGreaterThan(0.8);
    }
    // Everybody but the staff's customers is unhappy: 240 detractors, 60 promoters.
    expect(answer.total).toMatchObject({ value: -60, n: 300 });
    for (const { comments: n, share, estimate, impact } of answer.themes) {
      expect(share.value).toBeCloseTo((100 * n) / 300, 6);
      expect(impact.value).toBeCloseTo((estimate.n * (estimate.value - -60)) / (300 - estimate.n), 6);
      expect(impact.low).toBeLessThan(impact.value);
    }
    const staff = await themeOf('staff');
    expect(staff.impact).toMatchObject({ clear: true });
    expect(staff.impact.value).toBeGreaterThan(0);
  });

  test('everything that groups groups by theme, by name, and what is whole is no sum of it', async () => {
    const answer = await themes();
    const { explore, breakdown } = await data<{ explore: { rows: { keys: string[]; names: string[]; pooled: number[]; cells: { estimate: { value: number; n: number } }[] }[]; total: { cells: { estimate: { value: number } }[] } }; breakdown: { groups: { key: string; name: string; estimate: { n: number } }[]; otherGroups: number } }>(
      '{ explore(question: { metrics: [NPS], by: [{ dimension: THEME }], first: 3 }) { rows { keys names pooled cells { estimate { value n } } } total { cells { estimate { value } } } } breakdown(metric: NPS, by: THEME, first: 200) { groups { key name estimate { n } } otherGroups } }',
    );
    const figures = new Map(answer.themes.map(({ theme, estimate }) => [theme.id, { name: theme.name, ...estimate }]));
    const told = explore.rows.filter(({ keys: [key = ''] }) => figures.has(key));
    expect(told).toHaveLength(3);
    for (const { keys, names, cells } of told) expect({ name: names[0], ...cells[0]?.estimate }).toEqual(figures.get(keys[0] ?? ''));
    expect(explore.rows.at(-1)).toMatchObject({ keys: [''], pooled: [figures.size - 3] });
    expect(explore.total.cells[0]?.estimate.value).toBe(-60);
    expect(breakdown.otherGroups).toBe(0);
    expect(breakdown.groups.filter(({ key }) => figures.has(key)).map(({ key, name, estimate }) => [key, { name, n: estimate.n }]).sort()).toEqual([...figures].map(([key, { name, n }]) => [key, { name, n }]).sort());
    const { errors } = await ask(heed.url, '{ why(metric: NPS, by: { dimension: THEME }, filter: { period: { last: { count: 28, unit: DAY } } }) { rate } }', { token: ADMIN });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const question = encodeURIComponent(JSON.stringify({ metrics: ['nps'], by: [{ dimension: 'theme' }] }));
    const lines = (await (await fetch(`${heed.url}/export/explore.ndjson?question=${question}`, { headers: { authorization: `Bearer ${ADMIN}` } })).text()).trim().split('\n').map((line) => JSON.parse(line) as { row: string; theme: string; themeName: string });
    expect(lines.filter(({ theme }) => figures.has(theme)).map(({ theme, themeName }) => [theme, themeName]).sort()).toEqual([...figures].map(([key, { name }]) => [key, name]).sort());
  });

  test('themes of two segments stand side by side, each as if it were asked for alone', async () => {
    const [delivery, battery] = [await themeOf('delivery'), await themeOf('battery')];
    // What is said with a low score beside what is said with a high one: of 240 and of 60 comments.
    const { themesCompared } = await data<{ themesCompared: { compared: number; side: { comments: number; read: number }; with: { comments: number }; themes: { theme: { id: string }; side: { comments: number } | null; with: { comments: number } | null; share: { value: number; verdict: string; adjustedP: number } }[] } }>(
      '{ themesCompared(filter: { nps: { max: 6 } }, with: { nps: { min: 9 } }) { compared side { comments read } with { comments } themes { theme { id } side { comments } with { comments } share { value verdict adjustedP } } } }',
    );
    expect(themesCompared).toMatchObject({ side: { comments: 240, read: 240 }, with: { comments: 60 } });
    for (const figures of [delivery, battery]) {
      const found = themesCompared.themes.find(({ theme }) => theme.id === figures.theme.id);
      expect((found?.side?.comments ?? 0) + (found?.with?.comments ?? 0)).toBe(figures.comments);
      expect(found?.share.value).toBeCloseTo((100 * (found?.side?.comments ?? 0)) / 240 - (100 * (found?.with?.comments ?? 0)) / 60, 6);
    }
    expect(themesCompared.themes[0]?.share).toMatchObject({ verdict: expect.stringMatching('UP|DOWN') as string });
    expect(themesCompared.themes).toHaveLength(themesCompared.compared);
    const refused = async (args: string) => (await ask(heed.url, `{ themesCompared${args} { compared } }`, { token: ADMIN })).errors[0]?.extensions.code;
    expect(await refused('')).toBe('BAD_USER_INPUT');
    expect(await refused('(filter: { nps: { max: 6 } }, with: { nps: { max: 6 } })')).toBe('BAD_USER_INPUT');
    // Nothing has been restated yet: what is known now is what was seen then.
    const then = await data<{ themes: Answer }>('{ themes(asThen: true) { themes { theme { id } comments } } }');
    const known = await themes();
    expect(then.themes.themes.map(({ theme, comments: n }) => [theme.id, n]).sort()).toEqual(known.themes.map(({ theme, comments: n }) => [theme.id, n]).sort());
  });

  test('themes and their comments are taken away as files, with the same numbers', async () => {
    const answer = await themes();
    const file = async (path: string): Promise<{ status: number; text: string }> => {
      const response = await fetch(`${heed.url}/export/${path}`, { headers: { authorization: `Bearer ${ADMIN}` } });
      return { status: response.status, text: await response.text() };
    };
    const lines = (await file('themes.ndjson?rank=volume')).text.trim().split('\n').map((line) => JSON.parse(line) as { row: string; theme: string; name: string; comments: number; nps: number; impact: number });
    expect(lines.map(({ theme, name, comments: n, nps, impact }) => [theme, name, n, nps, impact])).toEqual([...answer.themes.map(({ theme, comments: n, estimate, impact }) => [theme.id, theme.name, n, estimate.value, impact.value]), ['', '', 300, -60, null]]);
    const [first] = answer.themes;
    // Whoever mentions the first theme and another one is in both.
    const header = (await file(`themes.csv?theme=${first?.theme.id ?? ''}`)).text.split('\n')[1] ?? '';
    expect(header).toContain(first?.theme.id ?? '?');
    const comments = (await file(`feedback.ndjson?theme=${first?.theme.id ?? ''}`)).text.trim().split('\n');
    expect(comments).toHaveLength(first?.comments ?? 0);
    for (const format of ['parquet', 'xlsx']) expect((await file(`themes.${format}`)).status).toBe(200);
    for (const query of ['rank=luck', 'metric=private', 'grouped=yes', 'customers=true', 'lastt=1d']) expect((await file(`themes.csv?${query}`)).status, query).toBe(400);
    expect((await file('themes.csv?metric=private')).text).not.toContain('private');
  });

  test('a new comment is in its theme a moment later, for who watches as well', async () => {
    // Jobs that follow the first themes (sentiment, what is new) are over, so that nothing else changes a number.
    await until(() => data<{ themesState: { job: object | null; lastJob: { kind: string } | null } }>('{ themesState { job { kind } lastJob { kind } } }'), ({ themesState: { job, lastJob } }) => job === null && lastJob?.kind === 'EMERGING');
    const watching = watcher.watch<{ themes: Answer }>(`subscription { themes { themes { ${FIGURES} } } }`);
    const counts = ({ themes: pushed }: { themes: Answer }): Map<string, number> => new Map(pushed.themes.map(({ theme, comments: n }) => [theme.id, n]));
    const before = counts(await watching.next());
    await send([{ comment: 'The battery drains over night and is empty before noon', nps: 1, language: 'en', externalId: 'new', topic: 'battery' }]);
    let grown: string | undefined;
    while (grown === undefined) grown = [...counts(await watching.next(60_000))].find(([id, n]) => n === (before.get(id) ?? 0) + 1)?.[0];
    expect(Math.max(...(await topicsOf(grown)).values())).toBe((await topicsOf(grown)).get('battery'));
  });

  test('the words that put a comment into its theme are marked in it', async () => {
    const { theme } = await themeOf('battery');
    const { themeComments } = await data<{ themeComments: { edges: { node: { feedback: { comment: string }; telling: { start: number; end: number }[]; confirmed: boolean } }[] } }>(
      'query ($theme: ID!) { themeComments(theme: $theme, first: 5) { edges { node { confirmed telling { start end } feedback { comment } } } } }',
      { theme: theme.id },
    );
    expect(themeComments.edges).toHaveLength(5);
    for (const { node } of themeComments.edges) {
      const words = node.telling.map(({ start, end }) => node.feedback.comment.slice(start, end).toLowerCase());
      expect(words.some((word) => /batter|charg|power|drain|noon|month|hour/.test(word)), `${node.feedback.comment}: ${words.join(', ')}`).toBe(true);
      expect(node.confirmed).toBe(false);
    }
  });

  test('a name that a person gave stays, and can be taken back', async () => {
    const { theme } = await themeOf('invoice');
    const { changeTheme } = await data<{ changeTheme: { name: string; named: boolean } }>('mutation ($id: ID!) { changeTheme(id: $id, change: { name: "Money" }) { name named } }', { id: theme.id });
    expect(changeTheme).toEqual({ name: 'Money', named: true });
    const { themeEdits } = await data<{ themeEdits: { version: number; type: string; detail: string; undoable: boolean }[] }>('query ($id: ID) { themeEdits(id: $id) { version type detail undoable } }', { id: theme.id });
    expect(themeEdits[0]).toMatchObject({ type: 'rename', detail: 'Money', undoable: true });
    await data('mutation ($version: Int!) { undoThemeEdit(version: $version) }', { version: themeEdits[0]?.version });
    expect((await themeOf('invoice')).theme).toMatchObject({ name: theme.name, named: false });
  });

  test('a comment that a person moved is moved when the answer comes, and its theme stays so', async () => {
    const [from, to] = [await themeOf('delivery'), await themeOf('staff')];
    const { feedback } = await data<{ feedback: { edges: { node: { id: string } }[] } }>('query ($theme: String!) { feedback(filter: { theme: { in: [$theme] } }, first: 1) { edges { node { id } } } }', { theme: from.theme.id });
    const id = feedback.edges[0]?.node.id ?? '';
    await data('mutation ($feedback: [ID!]!, $theme: ID) { teachTheme(feedback: $feedback, theme: $theme) }', { feedback: [id], theme: to.theme.id });
    const ids = async (theme: string): Promise<string[]> =>
      (await data<{ feedback: { edges: { node: { id: string } }[] } }>('query ($theme: String!) { feedback(filter: { theme: { in: [$theme] } }, first: 200) { edges { node { id } } } }', { theme })).feedback.edges.map(({ node }) => node.id);
    expect(await ids(to.theme.id)).toContain(id);
    expect(await ids(from.theme.id)).not.toContain(id);
    expect((await themeOf('staff')).theme.examples).toBe(1);
  });

  test('two themes are put into one, and are two again when that is taken back', async () => {
    const [gone, into] = [await themeOf('password'), await themeOf('battery')];
    await data('mutation ($ids: [ID!]!, $into: ID!) { mergeThemes(ids: $ids, into: $into) { id } }', { ids: [gone.theme.id], into: into.theme.id });
    const merged = await until(themes, ({ themes: all }) => all.find(({ theme }) => theme.id === into.theme.id)?.comments === into.comments + gone.comments);
    expect(merged.themes.map(({ theme }) => theme.id)).not.toContain(gone.theme.id);
    const { theme } = await data<{ theme: { figures: { theme: { into: string[] } } } }>('query ($id: ID!) { theme(id: $id) { figures { theme { into } } } }', { id: gone.theme.id });
    expect(theme.figures.theme.into).toEqual([into.theme.id]);
    const { themeEdits } = await data<{ themeEdits: { version: number }[] }>('{ themeEdits { version } }');
    await data('mutation ($version: Int!) { undoThemeEdit(version: $version) }', { version: themeEdits[0]?.version });
    await until(themes, ({ themes: all }) => all.find(({ theme: one }) => one.id === gone.theme.id)?.comments === gone.comments);
  });

  test('a theme of words has the comments with those words from the day it is made', async () => {
    const { createTheme } = await data<{ createTheme: { id: string } }>('mutation { createTheme(input: { name: "Weather", words: [{ language: "en", phrases: ["in the rain"] }] }) { id } }');
    const wet = comments.filter(({ comment }) => comment.includes('in the rain')).length;
    const answer = await until(themes, ({ themes: all }) => all.some(({ theme, comments: n }) => theme.id === createTheme.id && n === wet));
    expect(answer.themes.find(({ theme }) => theme.id === createTheme.id)?.theme.name).toBe('Weather');
  });

  test('a taxonomy comes along once, and what is wrong with one is told at once', async () => {
    const text = 'name,parent,words_en\nPlaces,,\nBranch,Places,branch|counter\n';
    const first = await data<{ importThemes: { name: string }[] }>('mutation ($text: String!) { importThemes(text: $text, format: CSV) { name } }', { text });
    expect(first.importThemes.map(({ name }) => name).sort()).toEqual(['Branch', 'Places']);
    const again = await data<{ importThemes: object[] }>('mutation ($text: String!) { importThemes(text: $text, format: CSV) { name } }', { text });
    expect(again.importThemes).toEqual([]);
    const { errors } = await ask(heed.url, 'mutation ($text: String!) { importThemes(text: $text, format: CSV) { name } }', { token: ADMIN, variables: { text: 'name,parent\nA,Nowhere\nB,Elsewhere\n' } });
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.extensions.problems).toHaveLength(2);
  });

  test('who may only read cannot change themes; whoever may not read comments sees none', async () => {
    const [viewer, display, ingest] = await Promise.all(['VIEWER', 'DISPLAY', 'INGEST'].map((role) => makeToken(heed.url, ADMIN, { role })));
    const { theme } = await themeOf('invoice');
    const refused = async (token: string | undefined, query: string): Promise<string | undefined> => (await ask(heed.url, query, { token: token ?? '' })).errors[0]?.extensions.code;
    expect(await refused(viewer?.secret, `mutation { changeTheme(id: "${theme.id}", change: { name: "x" }) { id } }`)).toBe('FORBIDDEN');
    expect(await refused(display?.secret, `{ themeComments(theme: "${theme.id}") { edges { cursor } } }`)).toBe('FORBIDDEN');
    expect(await refused(ingest?.secret, THEMES)).toBe('FORBIDDEN');
    expect(await refused(display?.secret, THEMES)).toBeUndefined();
  });

  test('who sees one department says where its comments belong, and changes nothing for the others', async () => {
    const { secret } = await makeToken(heed.url, ADMIN, { role: 'AGENT', departments: ['Support'] });
    const { theme } = await themeOf('invoice');
    const answer = async (query: string): Promise<string | undefined> => (await ask(heed.url, query, { token: secret })).errors[0]?.extensions.code;
    expect(await answer(`mutation { changeTheme(id: "${theme.id}", change: { name: "Ours" }) { id } }`)).toBe('FORBIDDEN');
    expect(await answer('mutation { refitThemes { asOf } }')).toBe('FORBIDDEN');
    await send([{ comment: 'the invoice shows the wrong amount once more', nps: 1, language: 'en', externalId: 'ours', department: 'Support' }, { comment: 'the invoice shows the wrong amount again', nps: 1, language: 'en', externalId: 'theirs', department: 'Sales' }]);
    const idOf = async (department: string): Promise<string> =>
      (await data<{ feedback: { edges: { node: { id: string } }[] } }>('query ($department: String!) { feedback(filter: { department: { in: [$department] } }, first: 1) { edges { node { id } } } }', { department })).feedback.edges[0]?.node.id ?? '';
    const teach = async (department: string): Promise<string | undefined> => answer(`mutation { teachTheme(feedback: ["${await idOf(department)}"], theme: "${theme.id}") }`);
    expect(await teach('Support')).toBeUndefined();
    expect(await teach('Sales')).toBe('NOT_FOUND');
  });

  test('what cannot be is refused with what to change', async () => {
    const problem = async (query: string): Promise<{ code: string; message: string } | undefined> => {
      const { errors } = await ask(heed.url, query, { token: ADMIN });
      return errors[0] && { code: errors[0].extensions.code, message: errors[0].message };
    };
    const { theme } = await themeOf('invoice');
    expect((await problem('{ theme(id: "nowhere") { comments } }'))?.code).toBe('NOT_FOUND');
    expect((await problem(`mutation { changeTheme(id: "${theme.id}", change: { name: "  " }) { id } }`))?.code).toBe('BAD_USER_INPUT');
    expect((await problem(`mutation { changeTheme(id: "${theme.id}", change: { department: "Nowhere" }) { id } }`))?.code).toBe('BAD_USER_INPUT');
    expect((await problem(`mutation { mergeThemes(ids: ["${theme.id}"], into: "${theme.id}") { id } }`))?.code).toBe('BAD_USER_INPUT');
    expect((await problem('mutation { teachTheme(feedback: [], theme: null) }'))?.code).toBe('BAD_USER_INPUT');
  });

  test('themes, what people taught and what they named are there after a restart', async () => {
    const before = await themes();
    const folder = heed.folder;
    await watcher.dispose();
    heed.child.kill('SIGKILL');
    await sleep(200);
    const again = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_LIVE_WINDOW_MS: '20' }, folder });
    heed = { ...again, stop: again.stop };
    watcher = openWatcher(heed.url, { token: ADMIN });
    const ids = (answer: Answer): string[] => answer.themes.map(({ theme }) => theme.id).sort();
    const after = await until(themes, (answer) => JSON.stringify(ids(answer)) === JSON.stringify(ids(before)));
    expect(after.themes.map(({ theme, comments: n }) => [theme.id, theme.name, theme.examples, n]).sort()).toEqual(before.themes.map(({ theme, comments: n }) => [theme.id, theme.name, theme.examples, n]).sort());
  });
});
