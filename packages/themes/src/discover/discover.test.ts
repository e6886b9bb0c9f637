import { describe, expect, it } from 'vitest';
import type { Progress } from '../progress.ts';
import { Stopped } from '../progress.ts';
import { readText, type ReadText } from '../text/read-text.ts';
import { catchAlls } from './catch-alls.ts';
import { discover, discovering } from './discover.ts';
import { groupGroups } from './group-groups.ts';
import { seeded } from './random.ts';
import { corpus, CORPUS_LANGUAGES } from './testing/corpora.ts';

const MEDIUM = { seed: 7, granularity: 'medium' } as const;

function read(comments: readonly string[], language: string): ReadText[] {
  return comments.map((comment) => {
    const text = readText(comment, { language, languages: [] });
    if (!text) throw new Error(`nothing to read in: ${comment}`);
    return text;
  });
}

/** Share of texts whose group belongs mostly to their theme. */
function purity(assignment: Int32Array, themes: readonly number[]): number {
  const groups = Map.groupBy(themes.keys(), (text) => assignment[text] ?? -1);
  let right = 0;
  for (const [group, members] of groups) {
    if (group < 0) continue;
    right += Math.max(...[...Map.groupBy(members, (text) => themes[text]).values()].map(({ length }) => length));
  }
  return right / themes.length;
}

describe('discovering', () => {
  it.each(CORPUS_LANGUAGES)('finds the themes of %s comments without being told how many', (language) => {
    const comments = corpus(language);
    const { assignment, groups } = discover(read(comments.map(({ comment }) => comment), language), MEDIUM);
    expect(groups).toBeGreaterThanOrEqual(4);
    expect(groups).toBeLessThanOrEqual(6);
    expect(purity(assignment, comments.map(({ theme }) => theme))).toBeGreaterThanOrEqual(0.97);
    expect(new Set(assignment)).toEqual(new Set([...Array(groups).keys(), ...assignment.filter((group) => group < 0)]));
  });

  it('gives the same groups for the same seed', () => {
    const texts = read(corpus('en').map(({ comment }) => comment), 'en');
    const first = discover(texts, MEDIUM);
    expect(discover(texts, MEDIUM)).toEqual(first);
    expect(discover(read(corpus('en').map(({ comment }) => comment), 'en'), MEDIUM)).toEqual(first);
  });

  it('finds no more when it is asked for coarser ones, and no fewer for finer', () => {
    const texts = read(corpus('pl').map(({ comment }) => comment), 'pl');
    const [coarse = 0, medium = 0, fine = 0] = (['coarse', 'medium', 'fine'] as const).map((granularity) => discover(texts, { seed: 7, granularity }).groups);
    expect(coarse).toBeLessThanOrEqual(medium);
    expect(medium).toBeLessThanOrEqual(fine);
    expect(fine).toBeGreaterThan(coarse);
  });

  it('gives copies the group of the one, whatever their number', () => {
    const comments = corpus('en').map(({ comment }) => comment);
    const alone = discover(read(comments, 'en'), MEDIUM);
    const copied = discover(read([...comments, ...Array<string>(300).fill(comments[0]!.toUpperCase())], 'en'), MEDIUM);
    expect(copied.groups).toBe(alone.groups);
    expect(copied.assignment.slice(0, comments.length)).toEqual(alone.assignment);
    expect(new Set(copied.assignment.slice(comments.length))).toEqual(new Set([alone.assignment[0]]));
  });

  it('finds nothing in nothing, in a few texts, in copies and in texts that have nothing in common', () => {
    const nothing = (comments: readonly string[]): void => {
      const { assignment, groups } = discover(read(comments, 'en'), MEDIUM);
      expect(groups).toBe(0);
      expect([...assignment]).toEqual(comments.map(() => -1));
    };
    nothing([]);
    nothing(corpus('en').slice(0, 9).map(({ comment }) => comment));
    nothing(Array<string>(50).fill('the parcel arrived far too late'));
    const random = seeded(3);
    const word = (): string => Array.from({ length: 8 }, () => 'abcdefghijklmnopqrstuvwxyz'.charAt(26 * random())).join('');
    nothing(Array.from({ length: 40 }, () => `${word()} ${word()} ${word()}`));
  });

  it('begins to find themes in twenty texts', () => {
    const comments = corpus('en').filter(({ theme }) => theme < 2).slice(0, 20);
    const { assignment, groups } = discover(read(comments.map(({ comment }) => comment), 'en'), MEDIUM);
    expect(groups).toBeLessThanOrEqual(3);
    const together = comments.filter((_, text) => (assignment[text] ?? -1) >= 0);
    expect(purity(assignment.filter((group) => group >= 0), together.map(({ theme }) => theme))).toBe(together.length === 0 ? Number.NaN : 1);
  });

  it('tells how far it is, in order, and stops when it is told to', () => {
    const texts = read(corpus('en').map(({ comment }) => comment), 'en');
    const seen: Progress[] = [];
    discover(texts, { ...MEDIUM, onProgress: (progress) => seen.push(progress) });
    expect(seen[0]).toEqual({ step: 'reading', done: 0, of: texts.length });
    expect(new Set(seen.map(({ step }) => step))).toEqual(new Set(['reading', 'grouping', 'refining']));
    expect(seen.every(({ done, of }) => done >= 0 && done <= of)).toBe(true);

    let looks = 0;
    const signal = {
      get aborted() {
        looks++;
        return looks > 3;
      },
    };
    expect(() => discover(texts, { ...MEDIUM, signal })).toThrow(Stopped);
    expect(looks).toBe(4);
  });

  it('goes on slice by slice, for somebody who has other things to do between', () => {
    const texts = read(corpus('en').map(({ comment }) => comment), 'en');
    const slices = discovering(texts, MEDIUM);
    let step = slices.next();
    let count = 0;
    for (; !step.done; step = slices.next()) count++;
    expect(count).toBeGreaterThan(10);
    expect(step.value).toEqual(discover(texts, MEDIUM));
  });
});

describe('catch-alls', () => {
  const about = (count: number, comment: (at: number) => string): ReadText[] => read(Array.from({ length: count }, (_, at) => comment(at)), 'en');
  const invented = (at: number): string => `${'bcdfghjk'.charAt(at % 8)}a${'lmnpqrst'.charAt((at >> 3) % 8)}o`;

  it('are large groups without a word that runs through them', () => {
    const parcels = about(40, (at) => `parcel late ${invented(at)}`);
    const anything = about(60, (at) => `${invented(at)}x ${invented(at + 7)}y`);
    const assignment = Int32Array.from({ length: 100 }, (_, at) => (at < 40 ? 0 : 1));
    expect(catchAlls([...parcels, ...anything], { assignment, groups: 2 })).toEqual([1]);
    // Fifteen of a hundred are not large.
    expect(catchAlls([...parcels, ...anything], { assignment: assignment.map((group, at) => (at < 85 ? 0 : group)), groups: 2 })).toEqual([]);
  });
});

describe('groups of groups', () => {
  it('puts together what is about the same', () => {
    const subjects = [
      { subject: 'parcel delivery courier', details: ['late address street', 'damaged carton broken', 'lost missing tracking', 'rude driver shouting', 'neighbour signature door', 'slow weeks customs'] },
      { subject: 'invoice refund tax', details: ['twice duplicate charge', 'wrong percent rounding', 'currency euro dollar', 'reminder deadline lawyer', 'pdf download printing', 'expensive fee unclear'] },
    ];
    const comments = subjects.flatMap(({ subject, details }) => details.map((detail) => ({ subject, detail: detail.split(' ') })));
    const texts = comments.flatMap(({ subject, detail }) => read(Array.from({ length: 12 }, (_, at) => `${subject} ${detail[at % 3] ?? ''} ${detail[(at + 1) % 3] ?? ''}`), 'en'));
    const assignment = Int32Array.from({ length: texts.length }, (_, at) => Math.floor(at / 12));
    expect([...groupGroups(texts, { assignment, groups: 12, most: 2 })]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  it('leaves a few groups alone', () => {
    expect([...groupGroups([], { assignment: new Int32Array(0), groups: 3 })]).toEqual([0, 1, 2]);
    expect([...groupGroups([], { assignment: new Int32Array(0), groups: 0 })]).toEqual([]);
  });
});
