import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineage, type Lineage } from './lineage.ts';
import { descentsOf, proposalsOf } from './lineage-proposals.ts';

/** Comments by their theme before and their group now: `a0:6` is six comments of theme a in group 0, `a-:2` two in none, `-0:3` three of none. */
function moved(text: string, options: { kept?: string[]; weightOf?: (id: string) => number } = {}): Lineage {
  const old = new Map<string, string | null>();
  const next = new Map<string, number | null>();
  for (const part of text.split(' ')) {
    const [where = '', count] = part.split(':');
    for (let index = 0; index < Number(count); index++) {
      const id = `${where} ${index}`;
      old.set(id, where[0] === '-' ? null : (where[0] as string));
      next.set(id, where[1] === '-' ? null : Number(where[1]));
    }
  }
  let ids = 0;
  return lineage({ old, next, weightOf: options.weightOf, kept: new Set(options.kept), newId: () => `fresh${++ids}` });
}

const told = ({ groups }: Lineage): string[] => groups.map(({ theme, how }) => `${theme} ${how}`);

describe('lineage', () => {
  test('a theme goes on where half of theme and group together are in both', () => {
    // 5 of 10 in both, 10 in either: exactly 0.5.
    expect(told(moved('a0:5 a-:3 -0:2'))).toEqual(['a continued']);
    // 4 of 10: neither the same nor a child.
    expect(told(moved('a0:4 a-:4 -0:2'))).toEqual(['fresh1 split']);
  });

  test('one to many: the id stays with a child of 60 %', () => {
    const six = moved('a0:6 a1:4');
    expect(told(six)).toEqual(['a continued', 'fresh1 split']);
    expect(six.retired).toEqual([]);
    expect(six.surprises).toEqual([{ kind: 'split', themes: ['a'], groups: [0, 1] }]);
    // No child has 60 %, and none is the same (4/10, 3/10, 3/10).
    const none = moved('a0:4 a1:3 a2:3');
    expect(told(none)).toEqual(['fresh1 split', 'fresh2 split', 'fresh3 split']);
    expect(none.retired).toEqual([{ theme: 'a', into: ['fresh1', 'fresh2', 'fresh3'], kept: false }]);
    expect(none.surprises).toEqual([{ kind: 'split', themes: ['a'], groups: [0, 1, 2] }]);
  });

  test('many to one: merged where 70 % went', () => {
    // b: 7 of 10 are in group 0; a is the same as it: 12 of 12 + 7.
    const merged = moved('a0:12 b0:7 b-:3');
    expect(told(merged)).toEqual(['a merged']);
    expect(merged.groups[0]?.from).toEqual([{ theme: 'a', share: 1 }, { theme: 'b', share: 0.7 }]);
    expect(merged.retired).toEqual([{ theme: 'b', into: ['a'], kept: false }]);
    expect(merged.surprises).toEqual([{ kind: 'merge', themes: ['a', 'b'], groups: [0] }]);
    expect(descentsOf(merged)).toEqual([{ theme: 'a', how: 'merged', from: ['b'] }]);
    const less = moved('a0:12 b0:6 b-:4');
    expect(told(less)).toEqual(['a continued']);
    expect(less.surprises).toEqual([{ kind: 'retire', themes: ['b'] }]);
  });

  test('what people keep is neither merged away nor retired, and goes first', () => {
    // Three themes in one group, none the same as it (6/18): of those that are children, the kept one gives its id.
    expect(told(moved('a0:7 b0:6 c0:6', { kept: ['c'] }))).toEqual(['c merged']);
    const both = moved('a0:7 b0:6 c0:6', { kept: ['a', 'c'] });
    expect(both.retired).toEqual([{ theme: 'b', into: ['a'], kept: false }, { theme: 'c', into: ['a'], kept: true }]);
    expect(both.surprises).toEqual([{ kind: 'merge', themes: ['a', 'b'], groups: [0] }]);
    expect(moved('a-:9', { kept: ['a'] })).toEqual({ groups: [], retired: [{ theme: 'a', into: [], kept: true }], surprises: [] });
  });

  test('comments weigh as much as they are said to', () => {
    // By numbers group 1 is the child of 60 %, by weights group 0.
    expect(told(moved('a0:4 a1:6', { weightOf: (id) => (id.startsWith('a0') ? 3 : 1) }))).toEqual(['a continued', 'fresh1 split']);
    expect(told(moved('a0:4 a1:6'))).toEqual(['fresh1 split', 'a continued']);
  });

  test('what nobody had is new; what was not grouped again says nothing', () => {
    const next = new Map([['x', 0], ['y', 0]]);
    const result = lineage({ old: new Map([['z', 'a']]), next, newId: () => 'fresh' });
    expect(told(result)).toEqual(['fresh new']);
    expect(result.surprises).toEqual([{ kind: 'new', groups: [0] }, { kind: 'retire', themes: ['a'] }]);
  });

  test('any grouping: one id a group, none twice, every theme told of, no comment lost, whatever the order', () => {
    const comments = fc.array(fc.record({ old: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e')), next: fc.option(fc.integer({ min: 0, max: 6 })), weight: fc.constantFrom(1, 2, 5) }), { maxLength: 80 });
    fc.assert(
      fc.property(comments, fc.subarray<string>(['a', 'b', 'c', 'd', 'e']), (all, kept) => {
        const entries = all.map((one, index) => ({ id: `${index}`, ...one }));
        const weights = new Map(entries.map(({ id, weight }) => [id, weight]));
        const run = (list: typeof entries): Lineage => {
          let ids = 0;
          return lineage({ old: new Map(list.map(({ id, old }) => [id, old])), next: new Map(list.map(({ id, next }) => [id, next])), weightOf: (id) => weights.get(id) ?? 0, kept: new Set(kept), newId: () => `fresh${++ids}` });
        };
        const result = run(entries);
        const numbers = [...new Set(entries.flatMap(({ next }) => (next === null ? [] : [next])))].sort();
        expect(result.groups.map(({ group }) => group)).toEqual(numbers);
        const ids = result.groups.map(({ theme }) => theme);
        expect(new Set(ids).size).toBe(ids.length);
        const themes = new Set<string>(entries.flatMap(({ old }) => (old === null ? [] : [old])));
        for (const id of ids) expect(id.startsWith('fresh') || themes.has(id)).toBe(true);
        // Every old theme lives on or is told of as ended, never both.
        expect([...ids.filter((id) => themes.has(id)), ...result.retired.map(({ theme }) => theme)].sort()).toEqual([...themes].sort());
        expect(result.retired.every(({ theme, kept: stays }) => stays === kept.includes(theme))).toBe(true);
        // The comments of a theme are in the groups that say they come from it, or in none; by other code, in weights.
        for (const theme of themes) {
          const own = entries.filter(({ old }) => old === theme);
          const whole = own.reduce((sum, { weight }) => sum + weight, 0);
          const inGroups = own.reduce((sum, { next, weight }) => sum + (next === null ? 0 : weight), 0);
          const shares = result.groups.flatMap(({ from }) => from.filter((one) => one.theme === theme).map(({ share }) => share));
          expect(shares.reduce((sum, share) => sum + share, 0) * whole).toBeCloseTo(inGroups, 9);
        }
        // The same groups with the same comments are the same themes.
        for (const { group, theme } of result.groups) {
          const own = entries.filter(({ next }) => next === group);
          const [first] = own;
          if (first?.old && own.every(({ old }) => old === first.old) && entries.filter(({ old }) => old === first.old).length === own.length) expect(theme).toBe(first.old);
        }
        for (const { kind, ...surprise } of result.surprises) if ((kind === 'merge' || kind === 'retire') && 'themes' in surprise) expect(surprise.themes.slice(kind === 'merge' ? 1 : 0).filter((theme) => kept.includes(theme))).toEqual([]);
        expect(run(entries.toReversed())).toEqual(result);
      }),
      { numRuns: 500, seed: 5 },
    );
  });
});

test('surprises are proposals with the same key in another run', () => {
  const describeGroup = (group: number): { label: string; phrases: string[]; language: string; feedbackIds: string[]; size: number } => ({ label: `label ${group}`, phrases: [group % 2 === 0 ? 'Late parcel' : 'refund'], language: 'en', feedbackIds: [], size: 10 + group });
  const [first] = proposalsOf({ surprises: [{ kind: 'split', themes: ['a'], groups: [0, 1] }] }, { describe: describeGroup });
  const [second] = proposalsOf({ surprises: [{ kind: 'split', themes: ['a'], groups: [3, 4] }] }, { describe: describeGroup });
  expect(first).toEqual({ kind: 'split', key: first?.key, themes: ['a'], groups: [describeGroup(0), describeGroup(1)], evidence: { texts: 21 } });
  expect(second?.key).toBe(first?.key);
  expect(proposalsOf({ surprises: [{ kind: 'merge', themes: ['b', 'a'], groups: [0] }, { kind: 'new', groups: [1] }] }, { describe: describeGroup }).map(({ kind, themes, groups }) => [kind, themes, groups.length])).toEqual([['merge', ['b', 'a'], 0], ['new', [], 1]]);
});
