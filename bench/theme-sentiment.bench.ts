/**
 * Sentiment learnt from scored comments: how often it is right about comments that it has not seen, after so many scored ones; whether
 * its probabilities hold; how many it cannot judge; how fast it is. Any CSV file of texts with ratings:
 * --file=ratings.csv [--positive=9 --negative=4 --seeds=3]. Clear ratings only; a set of several languages is judged by language.
 */
import { parseArgs } from 'node:util';
import { buildSentimentModel, readOpinion, readText, type Opinion, type ReadText, type SentimentModel } from '@heed/themes';
import { readLabelledTexts, shuffled } from './support/labelled-texts.ts';
import { figure, printGoals, printTable, spread } from './support/print.ts';
import { loadAverage } from './support/process-figures.ts';
import { median, seeded } from './support/stats.ts';

const { values: given } = parseArgs({
  options: { file: { type: 'string' }, positive: { type: 'string', default: '9' }, negative: { type: 'string', default: '4' }, seeds: { type: 'string', default: '3' } },
});

const SIZES = [0, 100, 200, 500, 1_000, 2_000, 4_000];
/** Held out, and never learnt from. */
const TESTED = 8_000;
const WANTED = { accuracy: 0.84, speed: 20_000 };

interface Rated {
  text: string;
  read: ReadText | null;
  opinion: Opinion | null;
  isPositive: boolean;
}

interface Outcome {
  accuracy: number;
  /** The mean of the accuracies on each class. */
  balanced: number;
  unjudged: number;
  judgements: { value: number; isPositive: boolean }[];
}

if (given.file === undefined) {
  console.log('theme-sentiment: nothing to measure without --file=<CSV with the columns text, language and rating>.');
} else {
  const loadBefore = loadAverage();
  const rows = readLabelledTexts(given.file).filter(({ rating }) => rating !== '');
  const languages = [...new Set(rows.map(({ language }) => language))];
  for (const language of languages) measure(language, rows.filter((row) => row.language === language));
  console.log(`\nLoad average ${loadBefore} before, ${loadAverage()} after.`);
}

function measure(language: string, rows: readonly { text: string; rating: string }[]): void {
  const [positive, negative] = [Number(given.positive), Number(given.negative)];
  const options = { language, languages: [language] };
  const rated = rows
    .filter(({ rating }) => Number(rating) >= positive || Number(rating) <= negative)
    .map(({ text, rating }): Rated => ({ text, read: readText(text, options), opinion: null, isPositive: Number(rating) >= positive }));
  const start = performance.now();
  for (const one of rated) one.opinion = readOpinion(one.text, { ...options, read: one.read });
  const readMs = performance.now() - start;
  const share = rated.filter(({ isPositive }) => isPositive).length / rated.length;
  console.log(`\n${language}: ${figure(rated.length)} texts rated ${positive} and above (${figure(100 * share, 1)} %) or ${negative} and below, of ${figure(rows.length)}`);

  const sizes = SIZES.filter((size) => size <= rated.length * 0.75);
  const seeds = Array.from({ length: Number(given.seeds) }, (_, index) => index + 1);
  const outcomes = sizes.map((size) => seeds.map((seed) => outcomeOf(rated, { size, seed, language })));
  printTable(
    ['scored texts', 'accuracy', 'balanced', 'unjudged %'],
    sizes.map((size, at) => {
      const all = outcomes[at] ?? [];
      return [figure(size), spread(all.map(({ accuracy }) => accuracy), 3), spread(all.map(({ balanced }) => balanced), 3), spread(all.map(({ unjudged }) => 100 * unjudged), 1)];
    }),
  );
  const last = outcomes.at(-1) ?? [];
  printCalibration(last.flatMap(({ judgements }) => judgements));

  const model = learnt(shuffled(rated, seeded(1)).slice(0, sizes.at(-1)), language);
  const judging = performance.now();
  for (const { opinion } of rated) if (opinion) model.judge(opinion);
  const perSecond = (1_000 * rated.length) / (readMs + performance.now() - judging);
  console.log(`\nBeside the reading of words: ${figure(perSecond)} texts a second, of which ${figure((1_000 * rated.length) / readMs)} are made ready to judge.`);
  const reached = median(last.map(({ accuracy }) => accuracy));
  printGoals([
    { what: `${language}: right after ${figure(sizes.at(-1) ?? 0)} scored texts`, wanted: `≥ ${WANTED.accuracy}`, reached: figure(reached, 3), met: reached >= WANTED.accuracy },
    { what: `${language}: texts a second`, wanted: `≥ ${figure(WANTED.speed)}`, reached: figure(perSecond), met: perSecond >= WANTED.speed },
  ]);
}

function learnt(texts: readonly Rated[], language: string): SentimentModel {
  const scored = texts.flatMap(({ opinion, isPositive }) => (opinion ? [{ opinion, isPositive }] : []));
  return buildSentimentModel({ language: scored[0]?.opinion.language ?? language, texts: scored });
}

function outcomeOf(rated: readonly Rated[], { size, seed, language }: { size: number; seed: number; language: string }): Outcome {
  const mixed = shuffled(rated, seeded(seed));
  const model = learnt(mixed.slice(0, size), mixed.find(({ opinion }) => opinion !== null)?.opinion?.language ?? language);
  const tested = mixed.slice(size, size + TESTED);
  const judgements = tested.flatMap(({ opinion, isPositive }) => {
    const value = opinion && model.judge(opinion);
    return value === null ? [] : [{ value, isPositive }];
  });
  const right = (side: boolean): number => {
    const of = judgements.filter(({ isPositive }) => isPositive === side);
    return of.filter(({ value }) => value > 0 === side).length / of.length;
  };
  const accuracy = judgements.filter(({ value, isPositive }) => value > 0 === isPositive).length / judgements.length;
  return { accuracy, balanced: (right(true) + right(false)) / 2, unjudged: 1 - judgements.length / tested.length, judgements };
}

/** Of texts judged alike, how many were positive: twice that share less one is what the judgement should be. */
function printCalibration(judgements: readonly { value: number; isPositive: boolean }[]): void {
  const edges = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1.000_001];
  const rows = edges.slice(0, -1).map((from, at) => {
    const to = edges[at + 1] ?? 1;
    const inside = judgements.filter(({ value }) => value >= from && value < to);
    const mean = inside.reduce((sum, { value }) => sum + value, 0) / inside.length;
    const positive = inside.filter(({ isPositive }) => isPositive).length / inside.length;
    return [`${figure(from, 2)} to ${figure(Math.min(1, to), 2)}`, figure(inside.length), figure(50 * (mean + 1), 1), figure(100 * positive, 1)];
  });
  printTable(['judged', 'texts', 'positive, as judged %', 'positive, in truth %'], rows);
}
