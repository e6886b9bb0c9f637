import { describe, expect, it } from 'vitest';
import { corpus } from '../discover/testing/corpora.ts';
import { Stopped } from '../progress.ts';
import { readText, type ReadText } from '../text/read-text.ts';
import { countGroups, createScorer } from './bayes.ts';
import { refine } from './refine.ts';
import { countTerms } from './term-counts.ts';

function read(comments: readonly string[]): ReadText[] {
  return comments.map((comment) => readText(comment, { language: 'en', languages: [] })!);
}

const comments = corpus('en');
const texts = read(comments.map(({ comment }) => comment));
const themes = Int32Array.from(comments, ({ theme }) => theme);

describe('counting', () => {
  const counts = countTerms([['a', 'b', 'a'], ['b', 'c'], ['a', 'd', 'b']]);

  it('leaves out what stands in one text only', () => {
    expect(counts).toEqual({ texts: 3, terms: 2, starts: Int32Array.of(0, 2, 3, 5), ids: Int32Array.of(0, 1, 1, 0, 1), counts: Float32Array.of(2, 1, 1, 1, 1), lengths: Float64Array.of(3, 1, 2), documents: Int32Array.of(2, 3) });
    expect(countTerms([['a', 'b'], ['a', 'b'], ['b']], { most: 0.7 })).toMatchObject({ terms: 1, lengths: Float64Array.of(1, 1, 0) });
  });

  it('scores as multinomial naive Bayes does, the text left out of its own group', () => {
    const groups = countGroups(counts, { assignment: Int32Array.of(0, 0, 1), groups: 2, weights: Float64Array.of(1, 1, 1) });
    expect(groups).toMatchObject({ totals: Float64Array.of(4, 2), sizes: Float64Array.of(2, 1) });
    // Text 0 is `a a b`. Without it group 0 is one text of one b: α = 0.1, so ln 1 + ln(1.1/1.2) + 2 ln(0.1/1.2);
    // group 1 is a and b: ln 1 + 3 ln(1.1/2.2).
    const own = Math.log(1.1 / 1.2) + 2 * Math.log(0.1 / 1.2);
    const other = 3 * Math.log(1.1 / 2.2);
    const { group, margin } = createScorer(counts, groups)(0, { group: 0, weight: 1 });
    expect(group).toBe(1);
    expect(margin).toBeCloseTo(other - own, 9);
  });
});

describe('refining', () => {
  it('brings texts that were put wrong to their like', () => {
    const wrong = themes.map((theme, at) => (at % 5 === 0 ? (theme + 1) % 4 : theme));
    const { assignment, margins } = refine(texts, { assignment: wrong });
    expect(assignment).toEqual(themes);
    expect(Math.min(...margins)).toBeGreaterThan(0);
  });

  it('finds a place for texts without one, and keeps the numbers of groups, empty ones too', () => {
    const numbers = Int32Array.of(9, 2, 5, 7);
    const given = themes.map((theme, at) => (at % 3 === 0 ? -1 : numbers[theme]!));
    expect(refine(texts, { assignment: given }).assignment).toEqual(themes.map((theme) => numbers[theme]!));
  });

  it('leaves what a person fixed, and lets it teach', () => {
    // Two texts of theme 1 say by themselves what group 4 is about: all of the theme that is like them follows.
    const fixed = new Map([...themes.keys()].filter((at) => themes[at] === 1 && comments[at]!.comment.includes('receptionist')).map((at) => [at, 4]));
    const { assignment, margins } = refine(texts, { assignment: themes, fixed });
    for (const [at, group] of fixed) {
      expect(assignment[at]).toBe(group);
      expect(margins[at]).toBe(Infinity);
    }
    expect([...assignment].filter((group) => group === 4).length).toBeGreaterThanOrEqual(fixed.size);
    const taken = refine(texts, { assignment: themes, fixed: new Map([[0, -1]]) });
    expect(taken.assignment[0]).toBe(-1);
  });

  it('lets a person’s examples win over a majority by their weight', () => {
    const own = read(['coffee machine broken', 'coffee machine leaking', 'coffee machine slow', 'coffee machine noisy', 'coffee machine dirty', 'coffee machine awful']);
    const assignment = Int32Array.of(0, 0, 0, 0, 1, -1);
    const last = (weight: number): number | undefined => refine(own, { assignment, fixed: new Map([[4, 1]]), weight, rounds: 1 }).assignment.at(-1);
    expect(last(1)).toBe(0);
    expect(last(40)).toBe(1);
  });

  it('counts near duplicates once and keeps them together', () => {
    const copies = [...texts, ...Array<ReadText>(200).fill(texts[0]!)];
    const given = Int32Array.from(copies, (_, at) => (at < texts.length ? themes[at]! : 3));
    const { assignment } = refine(copies, { assignment: given });
    expect(assignment.slice(0, texts.length)).toEqual(themes);
    expect(new Set(assignment.slice(texts.length))).toEqual(new Set([themes[0]]));
  });

  it('takes an empty list, and texts that share nothing', () => {
    expect(refine([], { assignment: new Int32Array(0) })).toEqual({ assignment: new Int32Array(0), margins: new Float32Array(0) });
    const [one, other] = read(['alpha bravo', 'sierra tango']);
    expect([...refine([one!, other!], { assignment: Int32Array.of(0, 1) }).assignment]).toEqual([-1, -1]);
  });

  it('stops when it is told to', () => {
    expect(() => refine(texts, { assignment: themes, signal: { aborted: true } })).toThrow(Stopped);
  });
});
