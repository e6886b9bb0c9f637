import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Themes } from './create-themes.ts';
import { SUBJECT_NAMES, commentsOn } from './testing/corpus.ts';
import { ANNA, create, finished, openPlace, subjectsOf, type Place } from './testing/running-themes.ts';

const LATE = ['The delivery was late again', 'My parcel arrived three days late', 'The courier came late and the parcel was wet', 'Late delivery, the parcel is still not here'];
const APP = ['The app crashes when I log in', 'The app froze and crashed on my phone', 'After the update the app crashes all the time', 'Login in the app fails, then it crashes'];
const STAFF = ['The staff in the shop were friendly', 'Friendly staff who helped me choose', 'Your shop staff are polite and friendly', 'The lady in the shop was very friendly'];

let place: Place;
beforeEach(async () => {
  place = await openPlace();
});
afterEach(async () => {
  await place.close();
  expect(place.errors).toEqual([]);
});

it('reads by what a person taught a moment ago, here and in another process', async () => {
  const [late, app, staff] = [await place.write(LATE), await place.write(APP), await place.write(STAFF)];
  const themes = await place.start();
  const other = await place.start();
  await create(themes, 'Late delivery', late);
  await create(themes, 'App crashes', app);
  await create(themes, 'Friendly staff', staff);
  // What a person said is read so when the command returns.
  expect(await place.read(themes, [...late.slice(0, 1), ...app.slice(0, 1)])).toEqual(['Late delivery person', 'App crashes person']);
  const said = 'My delivery came late by courier';
  const fresh = await place.write([said, 'It crashes, this app, on every login', 'What friendly people in your shop']);
  await other.caughtUp();
  expect(await place.read(themes, fresh)).toEqual(['Late delivery model', 'App crashes model', 'Friendly staff model']);
  const explained = await other.explain(fresh[0] as string);
  const told = explained?.themes[0]?.words.flatMap(({ ranges }) => ranges.map(({ start, end }) => said.slice(start, end)));
  expect(explained?.decidedBy).toBe('model');
  expect(told).toEqual(expect.arrayContaining(['delivery', 'late', 'courier']));
}, 120_000);

it('finds the first themes in what was there, reads everything by them, and what comes as well', async () => {
  const ids = await place.writeSubjects(80);
  const themes = await place.start();
  const job = await finished(themes.studies.begin({ kind: 'discover', by: 'anna' }));
  expect(job).toMatchObject({ kind: 'discover', by: 'anna', state: 'done', refusal: null });
  await themes.restated();
  const catalogue = themes.catalogue.state();
  expect(catalogue).toMatchObject({ model: 1 });
  expect([...catalogue.themes.values()].every(({ origin, name, phrases }) => origin === 'discovered' && name !== '' && phrases.length > 0)).toBe(true);
  const { subjects, pure, assigned } = await subjectsOf(place, ids);
  // Themes may be finer than our four subjects, but never across them.
  expect(new Set(subjects.values())).toEqual(new Set(SUBJECT_NAMES));
  expect(pure).toBeGreaterThan(0.95);
  expect(assigned).toBeGreaterThan(0.8);
  // Nothing was read by any theme before, so the past reads as it does now.
  expect((await place.readings([...ids.values()].flat())).filter((reading) => reading?.themes.join() !== reading?.then.join())).toEqual([]);
  const [fresh] = await place.write(['The driver never rang and my parcel is at the depot']);
  await themes.caughtUp();
  const [reading] = await place.readings([fresh as string]);
  expect(reading).toMatchObject({ decidedBy: 'model', model: 1 });
  expect(subjects.get(reading?.themes[0] ?? '')).toBe('delivery');
}, 120_000);

it('keeps themes by a refit, proposes by finding them again, and goes back to an older model', async () => {
  const ids = await place.writeSubjects(60);
  const themes = await place.start();
  await finished(themes.studies.begin({ kind: 'discover', by: 'anna' }));
  await themes.restated();
  const found = [...themes.catalogue.state().themes.keys()].sort();
  const before = await place.readings([...ids.values()].flat());

  // A person takes three comments on deliveries for ones about invoices.
  const invoice = [...(await subjectsOf(place, ids)).subjects].find(([, subject]) => subject === 'invoice')?.[0] as string;
  const moved = (ids.get('delivery') ?? []).slice(0, 3);
  await themes.do({ do: 'move', feedbackIds: moved, to: invoice }, ANNA);
  const refit = await finished(themes.studies.begin({ kind: 'refit', by: 'anna' }));
  expect(refit).toMatchObject({ state: 'done', result: { model: 2 } });
  await themes.restated();
  expect([...themes.catalogue.state().themes.values()].filter(({ retired }) => retired === null).map(({ id }) => id).sort()).toEqual(found);
  const after = await place.readings([...ids.values()].flat());
  expect(after.map((reading) => reading?.model)).toEqual(after.map(() => 2));
  // What was first read stays as it was seen then.
  expect(after.map((reading) => reading?.then)).toEqual(before.map((reading) => reading?.then));
  expect((await place.readings(moved)).map((reading) => [reading?.themes, reading?.decidedBy])).toEqual(moved.map(() => [[invoice], 'person']));

  const again = await finished(themes.studies.begin({ kind: 'discover', by: 'anna' }));
  expect(again).toMatchObject({ state: 'done', result: { themes: 0 } });
  expect(themes.catalogue.state().model).toBe(2);

  await themes.do({ do: 'roll_back', model: 1 }, ANNA);
  await themes.restated();
  const back = await place.readings([...ids.values()].flat());
  expect(back.map((reading) => reading?.model)).toEqual(back.map(() => 1));
  // The counts are those of then; what people taught since is taught still, and moves a comment or two that could be either.
  const otherwise = back.filter((reading, index) => reading?.decidedBy !== 'person' && reading?.themes[0] !== before[index]?.themes[0]);
  expect(otherwise.length).toBeLessThan(0.05 * back.length);
  expect((await place.readings(moved)).map((reading) => reading?.themes)).toEqual(moved.map(() => [invoice]));
}, 240_000);

it('restates what an edit touches, and what taking it back touches', async () => {
  const ids = await place.writeSubjects(40);
  const themes = await place.start();
  const of = async (subject: 'delivery' | 'invoice' | 'app' | 'staff'): Promise<string[]> => [...new Set(await place.read(themes, ids.get(subject) ?? []))].sort();
  const delivery = await create(themes, 'Delivery', ids.get('delivery') ?? []);
  const invoice = await create(themes, 'Invoice', ids.get('invoice') ?? []);
  await create(themes, 'App', ids.get('app') ?? []);
  await create(themes, 'Staff', (ids.get('staff') ?? []).slice(0, 20));
  const more = await place.write(commentsOn('delivery', 60).slice(40));
  await themes.caughtUp();
  expect([...new Set(await place.read(themes, more))]).toEqual(['Delivery model']);

  const merge = await themes.do({ do: 'merge', themes: [delivery], into: invoice }, ANNA);
  await themes.restated();
  expect(await of('delivery')).toEqual(['Invoice person']);
  expect([...new Set(await place.read(themes, more))]).toEqual(['Invoice model']);
  await themes.do({ do: 'undo', version: merge.version }, ANNA);
  // Once every process knows of it.
  await expect.poll(async () => [...new Set(await place.read(themes, [...(ids.get('delivery') ?? []), ...more]))].sort(), { timeout: 30_000 }).toEqual(['Delivery model', 'Delivery person']);
  expect(await of('invoice')).toEqual(['Invoice person']);

  const smile = await themes.do({ do: 'create', name: 'Smiles', words: { en: ['greeted us with a smile'] } }, ANNA);
  const smiling = (ids.get('staff') ?? []).slice(20).filter((_, index) => commentsOn('staff', 40)[index + 20]?.includes('greeted us with a smile'));
  expect(smiling.length).toBeGreaterThan(0);
  await expect.poll(async () => [...new Set(await place.read(themes, smiling))], { timeout: 30_000 }).toEqual(['Smiles words']);
  await themes.do({ do: 'retire', theme: smile.created[0] as string }, ANNA);
  await themes.restated();
  expect((await place.read(themes, smiling)).filter((one) => one.includes('words'))).toEqual([]);

  // Out of all themes, and back.
  const [first = ''] = ids.get('app') ?? [];
  const out = await themes.do({ do: 'move', feedbackIds: [first], to: null }, ANNA);
  expect(await place.read(themes, [first])).toEqual(['person']);
  await themes.do({ do: 'undo', version: out.version }, ANNA);
  expect(await place.read(themes, [first])).toEqual(['App person']);
}, 240_000);

it('shows how a theme would split', async () => {
  const ids = await place.writeSubjects(50);
  const themes = await place.start();
  const both = await create(themes, 'Delivery and app', [...(ids.get('delivery') ?? []), ...(ids.get('app') ?? [])]);
  const job = await finished(themes.studies.begin({ kind: 'split', by: 'anna', theme: both }));
  expect(job.refusal).toBeNull();
  // Whoever accepts it may be served by another process.
  const other = await place.start();
  const parts = (await other.studies.splitPreview(both))?.parts ?? [];
  expect(await themes.studies.splitPreview(both)).toEqual(await other.studies.splitPreview(both));
  expect(parts.length).toBeGreaterThanOrEqual(2);
  const delivery = new Set(ids.get('delivery'));
  for (const { feedbackIds } of parts) {
    const share = feedbackIds.filter((id) => delivery.has(id)).length / feedbackIds.length;
    expect(Math.min(share, 1 - share)).toBeLessThan(0.1);
  }
}, 240_000);

it('proposes what many have begun to say, once, and reads it as a theme when a person accepts', async () => {
  const old = Date.now() - 30 * 86_400_000;
  for (const subject of SUBJECT_NAMES) await place.write(commentsOn(subject, 100), { occurredAt: old });
  const themes = await place.start();
  await finished(themes.studies.begin({ kind: 'discover', by: 'anna' }));
  expect(await finished(themes.studies.begin({ kind: 'emerging', by: 'system' }))).toMatchObject({ state: 'done', result: { proposals: 0 } });

  const rows = ['smells of burnt plastic', 'gets hot and smells burnt', 'smoked and melted the socket', 'sparks when I plug it in', 'melted while charging'].flatMap((happening) =>
    ['The charger', 'Your charger cable', 'The new charger', 'This charging cable', 'My charger adapter', 'The usb charger'].map((opening) => `${opening} ${happening}`),
  );
  const burning = (await place.writeRows(rows.map((comment) => ({ comment, customerId: crypto.randomUUID() })))).map(({ id }) => id);
  await place.write(commentsOn('delivery', 125).slice(100));
  await themes.caughtUp();
  await finished(themes.studies.begin({ kind: 'emerging', by: 'system' }));
  await finished(themes.studies.begin({ kind: 'emerging', by: 'system' }));
  const proposals = [...themes.catalogue.state().proposals.values()];
  expect(proposals).toMatchObject([{ kind: 'emerging', state: 'open' }]);
  const proposed = proposals[0]?.groups[0]?.feedbackIds ?? [];
  expect(proposed.filter((id) => burning.includes(id)).length).toBeGreaterThan(0.9 * proposed.length);

  // More of the same came after it was proposed, and was read into whatever was nearest, or into nothing.
  const more = await place.write(['smells of burnt plastic', 'gets hot and smells burnt', 'sparks when I plug it in', 'melted while charging'].flatMap((happening) => ['Another charger', 'A charger of yours', 'This charger'].map((opening) => `${opening} ${happening}`)));
  await themes.caughtUp();
  await themes.do({ do: 'accept', proposal: proposals[0]?.id ?? '', names: ['Burning chargers'] }, ANNA);
  expect([...new Set(await place.read(themes, proposed))]).toEqual(['Burning chargers model']);
  // The rest of it follows by itself, as soon as every process knows of it.
  await expect.poll(async () => (await place.read(themes, more)).filter((one) => one === 'Burning chargers model').length, { timeout: 60_000 }).toBe(more.length);
}, 240_000);

it('learns what words say from comments that came with a score, and judges all of them anew', async () => {
  const good = ['grand', 'stellar', 'dandy', 'peachy'].flatMap((word) => Array.from({ length: 40 }, (_, index) => `Order ${['red', 'blue', 'green', 'grey'][index % 4]} shirt ${word}`));
  const bad = ['blah', 'meh', 'crummy', 'lousyish'].flatMap((word) => Array.from({ length: 40 }, (_, index) => `Order ${['red', 'blue', 'green', 'grey'][index % 4]} shirt ${word}`));
  // Near duplicates teach once, so that each says something of its own.
  const say = (comments: readonly string[], nps: number) => place.writeRows(comments.map((comment, index) => ({ comment: `${comment} in store number${String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26))}`, nps })));
  await say(good, 10);
  await say(bad, 1);
  const [unknown = ''] = await place.write(['Yellow trousers crummy']);
  const themes = await place.start();
  expect(await finished(themes.studies.begin({ kind: 'sentiment', by: 'anna' }))).toMatchObject({ state: 'done', result: { model: 1, comments: 320 } });
  expect(themes.sentiment()).toMatchObject({ model: 1, scored: 320 });
  await expect.poll(async () => (await place.readings([unknown]))[0]?.sentiment ?? 0, { timeout: 30_000 }).toBeLessThan(-0.25);
}, 240_000);

it('finds the first themes by itself once there is enough to read', async () => {
  await place.writeSubjects(49);
  const found: string[] = [];
  const themes = await place.start({ schedule: true, onChange: (change) => change.kind === 'job' && change.job.state === 'done' && found.push(change.job.kind) });
  // 196 comments are too few, 204 are enough.
  expect(themes.catalogue.state().model).toBeNull();
  for (const subject of SUBJECT_NAMES) await place.write(commentsOn(subject, 51).slice(49));
  themes.wake();
  await expect.poll(() => found[0], { timeout: 180_000 }).toBe('discover');
  expect(themes.catalogue.state().model).toBe(1);
}, 240_000);

it('teaches the new words of an example that was corrected, in every process, and no words of one that was erased', async () => {
  const [late, app] = [await place.writeRows(LATE.map((comment) => ({ comment }))), await place.writeRows(APP.map((comment) => ({ comment })))];
  const themes = await place.start();
  const other = await place.start();
  await create(themes, 'Late delivery', late.map(({ id }) => id));
  await create(themes, 'App crashes', app.map(({ id }) => id));
  // Both know of it.
  await other.caughtUp();
  // Everything that was late is about burnt toasters by now.
  const toasters = ['The toaster burnt my bread', 'Burnt bread from this toaster', 'My toaster burns every bread', 'The toaster smells and burnt the bread'];
  await place.writeRows(late.map((row, index) => ({ ...row, comment: toasters[index] ?? '' })));
  await themes.caughtUp();
  await other.caughtUp();
  const telling = async (process: Themes, id: string): Promise<string[]> => ((await process.explain(id))?.themes[0]?.words ?? []).map(({ term }) => term);
  const [fresh = ''] = await place.write(['This toaster burnt all of my bread']);
  await Promise.all([themes.caughtUp(), other.caughtUp()]);
  expect(await place.read(themes, [fresh])).toEqual(['Late delivery model']);
  for (const process of [themes, other]) expect(await telling(process, fresh)).toContain('toaster');
  // What the app's examples said is gone with them.
  await place.writeRows(app.map((row) => ({ ...row, comment: '', deleted: true })));
  await Promise.all([themes.caughtUp(), other.caughtUp()]);
  const [crash = ''] = await place.write(['It crashes, this app, on every login']);
  await Promise.all([themes.caughtUp(), other.caughtUp()]);
  expect((await place.read(themes, [crash]))[0]).not.toContain('App crashes');
}, 240_000);

it('neither reads nor teaches what was erased', async () => {
  const [late, app] = [await place.writeRows(LATE.map((comment) => ({ comment }))), await place.writeRows(APP.map((comment) => ({ comment })))];
  const themes = await place.start();
  await create(themes, 'Late delivery', late.map(({ id }) => id));
  await create(themes, 'App crashes', app.map(({ id }) => id));
  await place.writeRows(late.map((row) => ({ ...row, comment: '', deleted: true })));
  await themes.caughtUp();
  expect(await place.read(themes, late.map(({ id }) => id))).toEqual(late.map(() => 'unread'));
  // A process that starts now learns of the theme's name, and nothing of the words that made it.
  const other = await place.start();
  await themes.close();
  const fresh = await place.write(['My delivery came late by courier', 'It crashes, this app, on every login']);
  await other.caughtUp();
  expect((await place.read(other, fresh))[0]).not.toContain('Late delivery');
}, 240_000);
