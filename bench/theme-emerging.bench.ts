/**
 * New subjects among comments: eight labels of a set are held back and begin in the recent window, among 1,800 recent and 6,000 older
 * texts of the other labels. How many are found, how many alerts are true (at least half of the texts of one new label), and how
 * many alerts quiet runs give, with no new label. Any CSV file of texts with labels: --file=labelled.csv [--runs=5 --quiet=20].
 */
import { parseArgs } from 'node:util';
import { findBursts, readText, type BurstText } from '@heed/themes';
import { readLabelledTexts, shuffled } from './support/labelled-texts.ts';
import { figure, printGoals, printTable } from './support/print.ts';
import { loadAverage } from './support/process-figures.ts';
import { median, seeded } from './support/stats.ts';

const { values: given } = parseArgs({
  options: { file: { type: 'string' }, runs: { type: 'string', default: '5' }, quiet: { type: 'string', default: '20' }, recent: { type: 'string', default: '1800' }, older: { type: 'string', default: '6000' }, without: { type: 'string', default: 'oos' } },
});
const NEW_LABELS = 8;
const SINCE = Date.UTC(2026, 0, 1);
const WEEK = 7 * 86_400_000;

interface Labelled {
  text: BurstText['text'];
  comment: string;
  label: string;
}

interface Run {
  found: number;
  alerts: number;
  truth: number;
  ms: number;
  names: string[];
}

if (given.file === undefined) {
  console.log('theme-emerging: nothing to measure without --file=<CSV with the columns text, label and language>.');
} else {
  const loadBefore = loadAverage();
  const rows = readLabelledTexts(given.file).filter(({ label }) => label !== '' && label !== given.without);
  const [language = ''] = rows.map((row) => row.language);
  const texts = rows.flatMap((row): Labelled[] => {
    const text = row.language === language ? readText(row.text, { language, languages: [language] }) : null;
    return text ? [{ text, comment: row.text, label: row.label }] : [];
  });
  const kinds = [
    { name: '40 texts each', each: 40, seeds: Number(given.runs) },
    { name: '20 texts each', each: 20, seeds: Number(given.runs) },
    { name: 'nothing new', each: 0, seeds: Number(given.quiet) },
  ].map((kind) => ({ ...kind, runs: Array.from({ length: kind.seeds }, (_, index) => run(texts, { each: kind.each, seed: index + 1 + (kind.each === 0 ? 1_000 : 0) })) }));
  printTable(
    ['new subjects', 'runs', `found of ${NEW_LABELS}`, 'alerts', 'of them true', 's a run'],
    kinds.map(({ name, runs }) => [name, figure(runs.length), figure(mean(runs.map(({ found }) => found)), 1), figure(sum(runs.map(({ alerts }) => alerts))), figure(sum(runs.map(({ truth }) => truth))), figure(median(runs.map(({ ms }) => ms)) / 1_000, 1)]),
  );
  console.log(`\nNames of one run:\n${kinds[0]?.runs[0]?.names.join('\n') ?? ''}`);
  console.log(`\nLoad average ${loadBefore} before, ${loadAverage()} after.`);
  const [forty, twenty, quiet] = kinds.map(({ runs }) => ({ found: mean(runs.map(({ found }) => found)), alerts: sum(runs.map(({ alerts }) => alerts)), truth: sum(runs.map(({ truth }) => truth)) }));
  if (forty && twenty && quiet) {
    const right = (forty.truth + twenty.truth) / (forty.alerts + twenty.alerts);
    printGoals([
      { what: 'found at 40 texts each', wanted: '≥ 7 of 8', reached: figure(forty.found, 1), met: forty.found >= 7 },
      { what: 'alerts that are true', wanted: '≥ 90 %', reached: `${figure(100 * right)} %`, met: right >= 0.9 },
      { what: `alerts in ${given.quiet} quiet runs`, wanted: '0', reached: figure(quiet.alerts), met: quiet.alerts === 0 },
      { what: 'found at 20 texts each', wanted: '≥ 6 of 8', reached: figure(twenty.found, 1), met: twenty.found >= 6 },
    ]);
  }
}

function run(texts: readonly Labelled[], { each, seed }: { each: number; seed: number }): Run {
  const random = seeded(seed);
  const held = new Set(shuffled([...new Set(texts.map(({ label }) => label))].sort(), random).slice(0, NEW_LABELS));
  const others = shuffled(texts.filter(({ label }) => !held.has(label)), random);
  const [recentCount, olderCount] = [Number(given.recent), Number(given.older)];
  const fresh = [...held].flatMap((label) => shuffled(texts.filter((text) => text.label === label), random).slice(0, each));
  const recent = [...others.slice(0, recentCount), ...fresh];
  const older = others.slice(recentCount, recentCount + olderCount);
  const pool = [...older.map((text) => ({ ...text, at: SINCE - 1 - Math.floor(random() * 4 * WEEK) })), ...recent.map((text) => ({ ...text, at: SINCE + Math.floor(random() * WEEK) }))];
  const asked = pool.map(({ text, comment, at }, index): BurstText => ({ id: String(index), text, comment, at, who: `person ${index}`, theme: null }));
  const start = performance.now();
  const bursts = findBursts(asked, { since: SINCE, seed });
  const ms = performance.now() - start;
  const labels = bursts.map(({ texts: ids }) => {
    const counts = new Map<string, number>();
    for (const id of ids) {
      const label = pool[Number(id)]?.label ?? '';
      if (held.has(label)) counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    const [best] = [...counts].sort((a, b) => b[1] - a[1]);
    return best && best[1] * 2 >= ids.length ? best[0] : null;
  });
  const names = bursts.map(({ name, texts: ids, expected, p }, index) => `${name}: ${ids.length} texts where ${figure(expected, 1)} were expected, p ${p.toExponential(1)} (${labels[index] ?? 'not new'})`);
  return { found: new Set(labels.filter((label) => label !== null)).size, alerts: bursts.length, truth: labels.filter((label) => label !== null).length, ms, names };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
