import { HeedError } from '@heed/domain';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ThemeCommand } from './command.ts';
import { foldCatalogue, undoneVersions } from './fold.ts';
import { livingTheme, themesOfPeople } from './living.ts';
import { firstProblem, livingThemes } from './sound.ts';
import type { Catalogue } from './state.ts';
import { builtTheme, comment, testCatalogue, type TestCatalogue } from './testing/test-catalogue.ts';
import { undoableActs } from './undo.ts';

const RUNS = { numRuns: 400, seed: 11 };

/** Something that somebody tries, with numbers that stand for whatever is there when it is tried. */
interface Step {
  kind: ThemeCommand['do'];
  numbers: number[];
  flag: boolean;
}

const PEOPLE = ['create', 'rename', 'describe', 'pin', 'hide', 'merge', 'split', 'retire', 'confirm', 'move', 'nest', 'exclude', 'define', 'assign', 'import', 'accept', 'decline', 'roll_back', 'undo'] as const;
const MACHINE = ['build', 'propose', 'withdraw'] as const;

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PEOPLE) }, { weight: 1, arbitrary: fc.constantFrom(...MACHINE) }),
  numbers: fc.array(fc.nat({ max: 40 }), { minLength: 6, maxLength: 6 }),
  flag: fc.boolean(),
});
const steps = fc.array(step, { maxLength: 30 });

/** Few, so that they often meet. */
const NAMES = ['Delivery', 'DELIVERY', 'Refund', 'Price', 'App', 'label a'];

function commandOf({ kind, numbers, flag }: Step, { state, acts }: TestCatalogue): ThemeCommand {
  const [one = 0, two = 0, three = 0, four = 0, five = 0, six = 0] = numbers;
  const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(1, list.length)];
  const ids = [...state.themes.keys()];
  const living = livingThemes(state).map(({ id }) => id);
  // Mostly one that lives, sometimes one that does not, or none.
  const theme = (number: number): string => (number > 35 ? pick(ids, number) : pick(living, number)) ?? 'nothing';
  const name = (number: number): string => NAMES[number % NAMES.length] as string;
  const comments = (from: number, count: number): string[] => Array.from({ length: 1 + count }, (_, index) => comment((from + index) % 30));
  const group = (from: number, count: number): { label: string; phrases: string[]; language: string; feedbackIds: string[]; size: number } => ({ label: name(from), phrases: [`phrase ${from}`], language: 'en', feedbackIds: comments(from, count), size: count });
  const proposal = (number: number): string => pick([...state.proposals.keys()], number) ?? 'nothing';
  switch (kind) {
    case 'create':
      return { do: kind, name: name(one), parent: flag ? theme(two) : null, feedbackIds: flag ? [] : comments(three, four % 3), words: five > 20 ? { en: [`word ${six}`] } : {} };
    case 'rename':
      return { do: kind, theme: theme(one), name: name(two) };
    case 'describe':
      return { do: kind, theme: theme(one), description: name(two) };
    case 'pin':
      return { do: kind, theme: theme(one), pinned: flag };
    case 'hide':
      return { do: kind, theme: theme(one), hidden: flag };
    case 'merge':
      return { do: kind, themes: [theme(one), theme(two)], into: theme(three) };
    case 'split':
      return { do: kind, theme: theme(one), parts: [{ label: name(two), phrases: [], feedbackIds: comments(0, three % 10) }, { label: name(four), phrases: [], feedbackIds: comments(15, five % 10), name: flag ? name(six) : undefined }], keep: six > 30 ? null : undefined };
    case 'retire':
      return { do: kind, theme: theme(one) };
    case 'confirm':
      return { do: kind, theme: theme(one), feedbackIds: comments(two, three % 4) };
    case 'move':
      return { do: kind, feedbackIds: comments(two, three % 4), to: flag ? null : theme(one) };
    case 'nest':
      return { do: kind, themes: [theme(one)], parent: three > 30 ? null : theme(two) };
    case 'exclude':
      return { do: kind, language: flag ? 'en' : '', words: [`word ${two % 3}`], excluded: one % 2 === 0 };
    case 'define':
      return { do: kind, theme: theme(one), words: { [flag ? 'en' : '']: two > 30 ? [] : [`word ${two}`, `word ${three}`] } };
    case 'assign':
      return { do: kind, theme: theme(one), department: flag ? 'Support' : null, owner: two % 2 === 0 ? 'anna' : undefined };
    case 'import':
      return { do: kind, entries: [{ at: 1, name: name(one), parent: null, words: { en: [`word ${two}`] } }, { at: 2, name: name(three), parent: flag ? name(one) : null }] };
    case 'propose':
      return {
        do: kind,
        proposals: [
          { kind: flag ? 'emerging' : 'new', key: `new ${one % 4}`, themes: [], groups: [group(two, 4)], evidence: {} },
          { kind: 'split', key: `split ${three % 4}`, themes: [theme(three)], groups: [group(0, four % 5), group(15, five % 5)], evidence: {} },
          { kind: 'spiking', key: `spiking ${five}`, themes: [theme(five)], groups: [group(two, 4)], evidence: {} },
          ...(theme(one) === theme(six) ? [] : [{ kind: 'merge', key: `merge ${one % 4}`, themes: [theme(one), theme(six)], groups: [], evidence: {} } as const]),
        ],
      };
    case 'withdraw':
      return { do: kind, proposals: [proposal(one), proposal(two)] };
    case 'accept':
      return { do: kind, proposal: proposal(one), names: flag ? [name(two)] : undefined };
    case 'decline':
      return { do: kind, proposal: proposal(one) };
    case 'build': {
      const model = (state.models.at(-1)?.model ?? 0) + 1;
      // What a model may come with at worst: unknown ids, ended ones, levels that do not fit, labels that are the same, people's themes to end.
      const built = [...new Set([...ids.filter((_, index) => (index + one) % 3 !== 0), `m${model}a`, `m${model}b`])];
      return { do: kind, model, themes: built.map((id, index) => builtTheme(id, { label: name(index + two), parent: (index + three) % 4 === 0 ? (pick(built, four + index) ?? null) : null })), retired: ids.filter((_, index) => (index + one) % 3 === 0) };
    }
    case 'roll_back':
      return { do: kind, model: pick(state.models, one)?.model ?? 1 };
    case 'undo':
      return { do: kind, version: Math.max(1, acts.length - (one % 6)) };
  }
}

/** Tries it; whether something happened. Only refusals that say what to change are allowed. */
function attempt(catalogue: TestCatalogue, one: Step): ThemeCommand | null {
  const command = commandOf(one, catalogue);
  try {
    return catalogue.do(command).length > 0 ? command : null;
  } catch (error) {
    // Nobody waits for the answer of a model: what does not fit is left out.
    if (error instanceof HeedError && error.message.length > 20 && command.do !== 'build' && command.do !== 'roll_back') return null;
    throw error;
  }
}

/** A random history, and what was looked at on the way: state by state. */
function lived(all: readonly Step[], watch: (change: { before: Catalogue; after: Catalogue; command: ThemeCommand }) => void = () => undefined): TestCatalogue {
  const catalogue = testCatalogue([{ do: 'build', model: 1, themes: ['a', 'b', 'c', 'd'].map((id) => builtTheme(id)) }]);
  for (const one of all) {
    const before = catalogue.state;
    const command = attempt(catalogue, one);
    if (command) watch({ before, after: catalogue.state, command });
  }
  return catalogue;
}

describe('any history', () => {
  test('is sound: names unique among siblings, two levels, parents that live', () => {
    let acts = 0;
    fc.assert(
      fc.property(steps, (all) => {
        const { state, acts: done } = lived(all, ({ after }) => expect(firstProblem(after)).toBeNull());
        acts += done.length;
        expect(state.version).toBe(done.length);
      }),
      RUNS,
    );
    // The steps are not refused all the time.
    expect(acts).toBeGreaterThan(RUNS.numRuns * 4);
  });

  test('is the same state again when it is replayed', () => {
    fc.assert(fc.property(steps, (all) => {
      const { state, acts } = lived(all);
      expect(foldCatalogue(acts)).toEqual(state);
    }), RUNS);
  });

  test('of models leaves what people did as it was', () => {
    let models = 0;
    fc.assert(
      fc.property(steps, (all) => {
        lived(all, ({ before, after, command }) => {
          if (command.do !== 'build' && command.do !== 'roll_back' && command.do !== 'propose' && command.do !== 'withdraw') return;
          models++;
          expect(after.examples).toEqual(before.examples);
          expect(after.excludedWords).toEqual(before.excludedWords);
          for (const id of themesOfPeople(before)) {
            const [was, is] = [before.themes.get(id), after.themes.get(id)];
            expect(is).toMatchObject({ retired: null });
            expect({ description: is?.description, pinned: is?.pinned, hidden: is?.hidden, words: is?.words, seeds: is?.seeds, department: is?.department, owner: is?.owner, dueOn: is?.dueOn, namedByPerson: is?.namedByPerson })
              .toEqual({ description: was?.description, pinned: was?.pinned, hidden: was?.hidden, words: was?.words, seeds: was?.seeds, department: was?.department, owner: was?.owner, dueOn: was?.dueOn, namedByPerson: was?.namedByPerson });
            if (was?.namedByPerson) expect(is?.name).toBe(was.name);
            if (was?.placed) expect(is?.parent).toBe(was.parent);
          }
          // What people ended does not come back.
          for (const { id, retired } of before.themes.values()) if (retired !== null && retired.model === null) expect(after.themes.get(id)?.retired).toEqual(retired);
        });
      }),
      RUNS,
    );
    expect(models).toBeGreaterThan(200);
  });

  test('loses no example, and no pinned theme', () => {
    fc.assert(
      fc.property(steps, (all) => {
        lived(all, ({ before, after, command }) => {
          // Taking back a confirmation takes it back.
          if (command.do === 'undo') return;
          for (const [id, { theme }] of before.examples) {
            const now = after.examples.get(id);
            expect(now).toBeDefined();
            // It belongs where it did, or where that went, unless somebody said otherwise just now.
            const said = (command.do === 'confirm' || command.do === 'move' || command.do === 'create') && command.feedbackIds?.includes(id);
            if (said || theme === null || now?.theme === theme) continue;
            expect(['merge', 'split', 'accept']).toContain(command.do);
            const was = after.themes.get(theme);
            if (was?.retired) expect(was.retired.into).toContain(now?.theme);
            else expect(command.do).not.toBe('merge');
          }
          for (const { id, pinned, retired } of before.themes.values()) if (pinned && retired === null) expect(after.themes.get(id)?.retired).toBeNull();
        });
      }),
      RUNS,
    );
  });

  test('is as before when its last act is taken back, and as after when it is brought back', () => {
    let taken = 0;
    fc.assert(
      fc.property(steps, step, (all, last) => {
        const catalogue = lived(all);
        const before = catalogue.state;
        const command = attempt(catalogue, last);
        if (!command) return;
        const after = catalogue.state;
        const version = catalogue.last();
        if (command.do === 'build' || command.do === 'propose' || command.do === 'withdraw') {
          expect(catalogue.refused({ do: 'undo', version }).code).toBe('CONFLICT');
          return;
        }
        taken++;
        // Ids that are as though they had never been are remembered; nothing else is.
        const plain = ({ gone: _gone, version: _version, ...rest }: Catalogue): unknown => rest;
        catalogue.do({ do: 'undo', version });
        expect(plain(catalogue.state)).toEqual(plain(before));
        catalogue.do({ do: 'undo', version: version + 1 });
        expect(plain(catalogue.state)).toEqual(plain(after));
        expect(catalogue.state.gone).toEqual(after.gone);
      }),
      RUNS,
    );
    expect(taken).toBeGreaterThan(100);
  });

  test('says which acts can be taken back, and why others cannot', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const catalogue = lived(all);
        const undone = undoneVersions(catalogue.acts);
        const offered = new Set(undoableActs(catalogue.acts, { first: Infinity }).map(({ version }) => version));
        for (const { version, command } of catalogue.acts) {
          const outcome = refusalOrNull(catalogue, version);
          // Where later acts do not hinder it, only a name or a place that was taken since does.
          if (offered.has(version)) expect(outcome === null || outcome.message.startsWith('This cannot be taken back as things are now')).toBe(true);
          else expect(undone.has(version) || command === 'build' || command === 'propose' || command === 'withdraw' || ((outcome?.details.dependents as number[] | undefined)?.length ?? 0) > 0).toBe(true);
        }
      }),
      { numRuns: 200, seed: 12 },
    );
  });

  test('leads from each theme that ended by a person to at most one that lives', () => {
    fc.assert(fc.property(steps, (all) => {
      const { state } = lived(all);
      for (const { id, retired } of state.themes.values()) {
        const now = livingTheme(state, id);
        if (retired === null) expect(now?.id).toBe(id);
        else if (now) expect(now.retired).toBeNull();
      }
      for (const id of state.gone.keys()) expect(state.themes.has(id)).toBe(false);
    }), RUNS);
  });
});

function refusalOrNull(catalogue: TestCatalogue, version: number): HeedError | null {
  try {
    return catalogue.refused({ do: 'undo', version });
  } catch (error) {
    if (error instanceof Error && error.message === 'undo was not refused.') return null;
    throw error;
  }
}
