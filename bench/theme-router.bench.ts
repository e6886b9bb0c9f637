/**
 * Routing comments into themes that people made, on labelled texts: right after 10 and 20 confirmed texts a theme, alone and
 * helped by the unsorted texts of the training split; how true the probabilities are; names of themes against the names of
 * the labels; texts a second in one thread. --file=<file.csv>, columns text, label, language and perhaps split (without
 * it every third text is for testing); may be given several times. Rows with the label oos belong to no theme.
 */
import { parseArgs } from 'node:util';
import { assistedThemeModel, buildThemeModel, labelThemes, readText, type ReadText, type ThemeExample, type ThemeModel } from '@heed/themes';
import { figure, printGoals, printTable, spread, type Goal } from './support/print.ts';
import { loadAverage } from './support/process-figures.ts';
import { chosenOfEach, OUT_OF_SCOPE, readLabelledComments, type LabelledComment } from './support/themes/labelled-comments.ts';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { file: { type: 'string', multiple: true, default: [] }, seeds: { type: 'string', default: '3' }, texts: { type: 'string', default: '100000' } },
});
const files = [...given.file, ...positionals];
if (files.length === 0) {
  console.error('usage: theme-router --file=<file.csv> [--file=…] [--seeds=3] [--texts=100000]');
  process.exit(1);
}
const SEEDS = Array.from({ length: Number(given.seeds) }, (_, seed) => seed + 1);
/** Below so many texts of a language its figures are noise. */
const LEAST_TEXTS = 200;
const CONFIRMED = [10, 20];

const loadBefore = loadAverage();
const percent = (share: number): string => figure(100 * share, 1);
const isRead = (comment: LabelledComment): comment is LabelledComment & { text: ReadText } => comment.text !== null;
type Worded = LabelledComment & { brief: ReadText };
const isWorded = (comment: LabelledComment): comment is Worded => comment.brief !== null;

interface Judgement {
  /** Nearest theme is right, of all test texts: one that cannot be read is wrong. */
  right: number;
  /** Of those with a word. */
  rightOfRead: number;
  /** Share of test texts that got a theme, and how many of those were right. */
  assigned: number;
  rightOfAssigned: number;
  second: number;
  /** Mean distance of probability and truth over ten bands (expected calibration error). */
  untrue: number;
  /** Share of texts of no class that stayed without a theme. */
  refused: number;
}

function judge(model: ThemeModel, { test, outside }: { test: readonly LabelledComment[]; outside: readonly LabelledComment[] }): Judgement {
  const routes = test.filter(isWorded).map(({ brief, label }) => ({ ...model.route(brief), label }));
  const assigned = routes.filter(({ theme }) => theme !== null);
  const share = (part: readonly unknown[], whole: readonly unknown[]): number => (whole.length === 0 ? Number.NaN : part.length / whole.length);
  const right = routes.filter(({ nearest, label }) => nearest === label);
  let untrue = 0;
  for (let band = 0; band < 10; band++) {
    const within = assigned.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === band);
    untrue += Math.abs(within.reduce((sum, { probability, theme, label }) => sum + probability - (theme === label ? 1 : 0), 0)) / Math.max(1, assigned.length);
  }
  const strangers = outside.filter(isWorded).map(({ brief }) => model.route(brief));
  return {
    right: share(right, test),
    rightOfRead: share(right, routes),
    assigned: share(assigned, test),
    rightOfAssigned: share(assigned.filter(({ theme, label }) => theme === label), assigned),
    second: share(assigned.filter(({ second }) => second !== null), test),
    untrue,
    refused: share(strangers.filter(({ theme }) => theme === null), strangers),
  };
}

/** Whether a name and a label share a word, or two words that begin alike (`spell`, `spelling`). */
function sharesWord(name: string, label: string): boolean {
  const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words(label.replaceAll('_', ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).some((one) =>
    words(name).some((other) => {
      const enough = Math.min(5, Math.max(3, Math.min(one.length, other.length) - 1));
      return one === other || (Math.min(one.length, other.length) >= enough && one.slice(0, enough) === other.slice(0, enough));
    }),
  );
}

const goals: Goal[] = [];
for (const path of files) {
  for (const [language, rows] of Map.groupBy(readLabelledComments(path), (comment) => comment.language)) {
    const comments = rows.filter(({ label }) => label !== OUT_OF_SCOPE);
    const outside = rows.filter(({ label }) => label === OUT_OF_SCOPE);
    if (comments.length < LEAST_TEXTS) continue;
    const isTest = ({ split }: LabelledComment, at: number): boolean => (split === null ? at % 3 === 2 : split === 'test');
    const test = comments.filter(isTest);
    const train = comments.filter((comment, at) => (comment.split === null ? !isTest(comment, at) : comment.split === 'train')).filter(isWorded);
    const title = `${path.split('/').at(-1) ?? path}, ${language}`;
    console.log(`\n${title}: ${figure(comments.length)} texts, ${figure(new Set(comments.map(({ label }) => label)).size)} labels, ${figure(test.length)} for testing, ${figure(comments.filter((one) => !isRead(one)).length)} say too little for a theme to be found in, ${figure(comments.filter((one) => !isWorded(one)).length)} have no word`);

    const table: string[][] = [];
    for (const count of CONFIRMED) {
      const runs = SEEDS.map((seed) => {
        const chosen = new Set(chosenOfEach(train, { count, seed }));
        const examples: ThemeExample[] = [...chosen].filter(isWorded).map(({ brief, label }) => ({ text: brief, theme: label }));
        const unsorted = train.filter((comment) => !chosen.has(comment)).map(({ brief }) => brief);
        return { alone: judge(buildThemeModel({ language, texts: [], themes: [], examples }), { test, outside }), helped: judge(assistedThemeModel({ language, texts: unsorted, examples }), { test, outside }) };
      });
      for (const way of ['alone', 'helped'] as const) {
        const of = (what: keyof Judgement): string => spread(runs.map((run) => 100 * run[way][what]), 1);
        table.push([`${count} confirmed, ${way}`, of('right'), of('rightOfRead'), of('assigned'), of('rightOfAssigned'), of('second'), of('untrue'), of('refused')]);
      }
      const mean = (way: 'alone' | 'helped'): number => runs.reduce((sum, run) => sum + run[way].right, 0) / runs.length;
      const [wanted, stretch] = count === 10 ? [0.8, 0.86] : [0.87, 0.91];
      goals.push({ what: `${title}: right after ${count} confirmed, helped`, wanted: `${percent(wanted)} (${percent(stretch)})`, reached: `${percent(mean('helped'))} (alone ${percent(mean('alone'))})`, met: mean('helped') >= wanted });
    }
    printTable(['%', 'right', 'right of worded', 'assigned', 'right of assigned', 'a second theme', 'calibration error', 'oos left alone'], table);

    const read = comments.filter(isRead);
    const labels = labelThemes({ texts: read.map(({ text }) => text), comments: read.map(({ comment }) => comment), themes: read.map(({ label }) => label) });
    const named = [...labels].filter(([label, { name }]) => sharesWord(name, label)).length / Math.max(1, labels.size);
    // Labels are English words; names are in the language of the texts.
    if (language === 'en') goals.push({ what: `${title}: names that hold a word of the label`, wanted: '84.0 (92.0)', reached: percent(named), met: named >= 0.84 });

    const taught = buildThemeModel({ language, texts: train.map(({ brief }) => brief), themes: train.map(({ label }) => label) });
    const many = Array.from({ length: Number(given.texts) }, (_, at) => comments[at % comments.length]?.comment ?? '');
    const speeds = [1, 2, 3].map(() => {
      const [start, cpu] = [performance.now(), process.cpuUsage()];
      for (const comment of many) {
        const text = readText(comment, { language, languages: [], brief: true });
        if (text) taught.route(text);
      }
      const { user, system } = process.cpuUsage(cpu);
      return { wall: (many.length / (performance.now() - start)) * 1_000, cpu: (many.length / (user + system)) * 1_000_000 };
    });
    console.log(`read and routed, texts a second in one thread: ${spread(speeds.map(({ wall }) => wall))}; a second of CPU time: ${spread(speeds.map(({ cpu }) => cpu))}`);
    const best = Math.max(...speeds.map(({ wall }) => wall));
    goals.push({ what: `${title}: texts a second, read and routed`, wanted: '9,000 (20,000)', reached: figure(best), met: best >= 9_000 });
  }
}
printGoals(goals);
console.log(`\nload ${loadBefore} before, ${loadAverage()} after`);
