import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answersOf, chosenGroups, commonSets, pooled, protectedGroups, SMALLEST_GROUP, type EmployeeGroup } from './protected-groups.ts';

/** Departments with so many answers each. */
const departments = (answers: Record<string, number>): EmployeeGroup[] => Object.entries(answers).map(([name, n]) => ({ departments: [name], counts: { n, promoters: n } }));
const shown = (answers: Record<string, number>): Record<string, number> => Object.fromEntries(protectedGroups(departments(answers)).map((group) => [group.departments.join(' + '), answersOf(group)]));

describe('the groups of one quarter', () => {
  test.each<[string, Record<string, number>, Record<string, number>]>([
    ['enough each: every department alone', { A: 5, B: 9 }, { A: 5, B: 9 }],
    ['several small ones are pooled', { A: 9, B: 3, C: 2 }, { A: 9, 'B + C': 5 }],
    ['a single small one would be the total minus all others: the smallest joins it', { A: 9, B: 6, C: 1 }, { A: 9, 'B + C': 7 }],
    ['of two as small, the first by name joins', { Z: 6, B: 6, C: 4 }, { 'B + C': 10, Z: 6 }],
    ['small ones that are too few together take one more', { A: 12, B: 1, C: 2, D: 1 }, { 'A + B + C + D': 16 }],
    ['only small ones: all of them together', { A: 2, B: 2, C: 1 }, { 'A + B + C': 5 }],
    ['four in all: nothing', { A: 3, B: 1 }, {}],
    ['nobody: nothing, and nobody is in no group', { A: 0, B: 5 }, { B: 5 }],
    ['those without a department are as others', { '': 3, A: 7, B: 7 }, { ' + A': 10, B: 7 }],
  ])('%s', (_rule, answers, expected) => expect(shown(answers)).toEqual(expected));

  test('pooling adds every count', () => {
    expect(pooled([{ counts: { n: 3, promoters: 1 } }, { counts: { n: 2, promoters: 2 } }])).toEqual({ n: 5, promoters: 3 });
    expect(pooled([])).toEqual({ n: 0 });
  });
});

describe('several quarters', () => {
  const quarters = [protectedGroups(departments({ A: 9, B: 6, C: 1, D: 8 })), protectedGroups(departments({ A: 9, B: 6, C: 5, D: 4 }))];

  test('show together what one of them shows together', () => {
    // The first shows A, B + C, D, the second A, B, C + D: B and D both hang on C.
    expect(commonSets(quarters).sort()).toEqual([['A'], ['B', 'C', 'D']]);
    expect(commonSets([])).toEqual([]);
  });

  test('a choice takes whole groups only', () => {
    const choice = (...names: string[]) => quarters.map((groups) => chosenGroups(groups, (name) => names.includes(name))?.map(answersOf) ?? null);
    expect(choice('A')).toEqual([[9], [9]]);
    expect(choice('B', 'C')).toEqual([[7], null]);
    expect(choice('B', 'C', 'D')).toEqual([[7, 8], [9, 6]].map((sizes) => expect.toSatisfy((found: number[]) => [...found].sort().join() === [...sizes].sort().join()) as number[]));
    expect(choice('Nowhere')).toEqual([[], []]);
  });
});

describe('no question isolates fewer than five', () => {
  const NAMES = ['A', 'B', 'C', 'D', 'E', ''];
  const quarter = fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 12 })), { minLength: NAMES.length, maxLength: NAMES.length });

  test('neither a number nor the difference of two, over any departments and quarters that may be asked', () => {
    fc.assert(
      fc.property(fc.array(quarter, { minLength: 1, maxLength: 4 }), (data) => {
        const released = data.map((answers) => protectedGroups(NAMES.map((name, index) => ({ departments: [name], counts: { n: answers[index] ?? 0 } }))));
        // Every period of quarters in a row, every choice of departments that may be asked of it: what it shows, as cells of
        // (quarter, department).
        const displayed: Map<string, number>[] = [];
        for (let from = 0; from < data.length; from++) {
          for (let to = from + 1; to <= data.length; to++) {
            for (let mask = 0; mask < 2 ** NAMES.length; mask++) {
              const isChosen = (name: string) => (mask & (2 ** NAMES.indexOf(name))) !== 0;
              const chosen = released.slice(from, to).map((groups) => chosenGroups(groups, isChosen));
              if (chosen.includes(null)) continue;
              const cells = chosen.flatMap((groups, index) => (groups ?? []).flatMap((group) => group.departments.map((name) => [`${from + index} ${name}`, data[from + index]?.[NAMES.indexOf(name)] ?? 0] as const)));
              displayed.push(new Map(cells));
            }
            // What a breakdown shows is among them.
            const sets = commonSets(released.slice(from, to));
            for (const set of sets) expect(released.slice(from, to).every((groups) => chosenGroups(groups, (name) => set.includes(name)) !== null)).toBe(true);
          }
        }
        const people = (cells: Map<string, number>, without: Map<string, number>): number => [...cells].reduce((sum, [cell, n]) => (without.has(cell) ? sum : sum + n), 0);
        const nothing = new Map<string, number>();
        const distinct = [...new Map(displayed.map((cells) => [[...cells.keys()].sort().join('|'), cells])).values()];
        for (const one of [nothing, ...distinct]) {
          for (const other of [nothing, ...distinct]) {
            const isolated = people(one, other);
            if (isolated > 0 && isolated < SMALLEST_GROUP) return false;
          }
        }
        return true;
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });

  test('every quarter is divided: nobody is left out of it, nobody is counted twice', () => {
    fc.assert(
      fc.property(quarter, (answers) => {
        const groups = protectedGroups(NAMES.map((name, index) => ({ departments: [name], counts: { n: answers[index] ?? 0 } })));
        const total = answers.reduce((sum, n) => sum + n, 0);
        const names = groups.flatMap((group) => group.departments);
        expect(new Set(names).size).toBe(names.length);
        expect(groups.reduce((sum, group) => sum + answersOf(group), 0)).toBe(total < SMALLEST_GROUP ? 0 : total);
      }),
    );
  });
});
