/**
 * Themes found in comments, against labels that the finder never sees: npm run bench -- themes --file=<file.csv> [--file=… --granularity=medium
 * --seeds=3 --embedder=URL --model=NAME]. Any CSV file with the columns text, label and language, judged by language; rows with the label oos belong to no
 * class and are left out, comments in which Heed reads nothing count as one group of their own. Then: each half of the comments
 * routed into the themes of the other, against themes of its own; and how many themes stay when all of them are
 * refined again with new comments. With --embedder=http://localhost:11434/v1 [--model=bge-m3] the themes are found by its vectors, and where
 * a file has several languages, in all of them together as well. Without a file: the time of a fit on 20,000 comments in invented words.
 */
import { parseArgs } from 'node:util';
import { buildThemeModel, createEmbedder, discover, finish, refine, rowsOfMeanings, type Granularity, type ReadText } from '@heed/themes';
import { agreementOf, keptGroups, type Agreement } from './support/themes/agreement.ts';
import { OUT_OF_SCOPE, readLabelledComments, type LabelledComment } from './support/themes/labelled-comments.ts';
import { madeComments } from './support/themes/made-comments.ts';
import { figure, printGoals, printTable, spread, type Goal } from './support/print.ts';
import { loadAverage } from './support/process-figures.ts';
import { median, seeded } from './support/stats.ts';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { file: { type: 'string', multiple: true, default: [] }, granularity: { type: 'string', default: 'medium' }, seeds: { type: 'string', default: '3' }, embedder: { type: 'string' }, model: { type: 'string', default: 'bge-m3' } },
});
const files = [...given.file, ...positionals];
const granularity = given.granularity as Granularity;
const SEEDS = Array.from({ length: Number(given.seeds) }, (_, seed) => seed + 1);
/** Fewer comments of a language say nothing; beyond the most, a caller takes a sample. */
const FEWEST = 100;
const MOST = 20_000;
/** A fit is timed against the goal from so many on. */
const TIMED = 15_000;
const BATCH = 'made comments';

interface Judged extends Agreement {
  groups: number;
  seconds: number;
  /** What the process grew by at its highest, MiB; true of the first fit, which comes first and is the largest. */
  grew: number;
  streamed: number;
  ownFit: number;
  kept: number;
}

type Read = LabelledComment & { text: ReadText };

function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
  const random = seeded(seed);
  return values.map((value) => ({ value, at: random() })).sort((one, other) => one.at - other.at).map(({ value }) => value);
}

/** Where comments lie by meaning, by their text; empty without --embedder. */
const vectors = new Map<string, Float32Array>();

async function embed(comments: readonly LabelledComment[]): Promise<void> {
  if (given.embedder === undefined) return;
  const texts = [...new Set(comments.map(({ comment }) => comment))];
  const result = await createEmbedder({ baseUrl: given.embedder, model: given.model }).embed(texts);
  if ('failed' in result) throw new Error(result.message);
  for (const [index, text] of texts.entries()) vectors.set(text, result.vectors[index] as Float32Array);
}

function judge(comments: readonly LabelledComment[], seed: number): Judged {
  const order = shuffled(comments, seed).slice(0, MOST);
  const read = order.filter((comment): comment is Read => comment.text !== null);
  const numbers = new Map([...new Set(order.map(({ label }) => label))].map((label, number) => [label, number]));
  const labels = Int32Array.from(read, ({ label }) => numbers.get(label) ?? -1);
  const unread = order.filter(({ text }) => text === null).map(({ label }) => numbers.get(label) ?? -1);
  const texts = read.map(({ text }) => text);

  const start = process.cpuUsage();
  const resident = process.memoryUsage.rss();
  const rowsOf = (some: readonly Read[]) => (vectors.size === 0 ? undefined : finish(rowsOfMeanings(some.map(({ comment, language }) => ({ language, vector: vectors.get(comment) as Float32Array })), { seed }), {}));
  const found = discover(texts, { seed, granularity, rows: rowsOf(read) });
  const { user, system } = process.cpuUsage(start);
  const grew = process.resourceUsage().maxRSS / 1_024 - resident / 2 ** 20;
  const agreement = agreementOf([...found.assignment, ...unread.map(() => -1)], [...labels, ...unread]);

  // Each half is once what Heed knew when the other came: which half is the easier one is chance, and falls out.
  const middle = texts.length >> 1;
  const halves = [
    { texts: texts.slice(0, middle), labels: labels.slice(0, middle), found: discover(texts.slice(0, middle), { seed, granularity, rows: rowsOf(read.slice(0, middle)) }).assignment },
    { texts: texts.slice(middle), labels: labels.slice(middle), found: discover(texts.slice(middle), { seed, granularity, rows: rowsOf(read.slice(middle)) }).assignment },
  ] as const;
  const [first, second] = halves;
  const routed = routedInto(first, second.texts);
  const together = Int32Array.from([...first.found, ...routed]);
  const warm = refine(texts, { assignment: together }).assignment;
  return {
    ...agreement,
    groups: found.groups,
    grew,
    seconds: (user + system) / 1_000_000,
    streamed: (agreementOf(routed, second.labels).nmi + agreementOf(routedInto(second, first.texts), first.labels).nmi) / 2,
    ownFit: (agreementOf(second.found, second.labels).nmi + agreementOf(first.found, first.labels).nmi) / 2,
    kept: keptGroups(together, warm),
  };
}

/** The themes of a half in which the other one's comments find themselves. */
function routedInto(half: { texts: readonly ReadText[]; found: Int32Array }, texts: readonly ReadText[]): number[] {
  const theme = (group: number | undefined): string | null => (group === undefined || group < 0 ? null : String(group));
  const languages = Map.groupBy(half.texts.keys(), (at) => half.texts[at]?.language ?? 'und');
  const models = new Map([...languages].map(([language, at]) => [language, buildThemeModel({ language, texts: at.flatMap((one) => half.texts[one] ?? []), themes: at.map((one) => theme(half.found[one])) })]));
  return texts.map((text) => Number(models.get(text.language)?.route(text).nearest ?? -1));
}

const loadBefore = loadAverage();
const sets: { name: string; comments: LabelledComment[] }[] = [];
for (const file of files) {
  const inScope = readLabelledComments(file).filter(({ label }) => label !== OUT_OF_SCOPE);
  await embed(inScope);
  if (vectors.size > 0 && new Set(inScope.map(({ language }) => language)).size > 1) sets.push({ name: `${file.split('/').at(-1) ?? file} all languages`, comments: inScope });
  for (const [language, comments] of Map.groupBy(inScope, (comment) => comment.language)) {
    if (comments.length >= FEWEST) sets.push({ name: `${file.split('/').at(-1) ?? file} ${language}`, comments });
  }
}
if (sets.length === 0) sets.push({ name: BATCH, comments: madeComments(MOST) });
sets.sort((one, other) => other.comments.length - one.comments.length);
let grewMost = Number.NaN;

const rows: string[][] = [];
const goals: Goal[] = [];
const atLeast = (what: string, [reached, wanted]: readonly [number, number], digits = 3): void => void goals.push({ what, reached: figure(reached, digits), wanted: `≥ ${figure(wanted, digits)}`, met: reached >= wanted });
const atMost = (what: string, [reached, wanted]: readonly [number, number], digits = 3): void => void goals.push({ what, reached: figure(reached, digits), wanted: `≤ ${figure(wanted, digits)}`, met: reached <= wanted });
for (const { name, comments } of sets) {
  const judged = SEEDS.map((seed) => judge(comments, seed));
  if (Number.isNaN(grewMost)) grewMost = judged[0]?.grew ?? Number.NaN;
  const of = (key: keyof Judged): number[] => judged.map((one) => one[key]);
  const classes = new Set(comments.map(({ label }) => label)).size;
  rows.push([name, figure(comments.length), figure(classes), spread(of('groups')), spread(of('nmi'), 3), spread(of('ari'), 3), figure(median(of('accuracy')), 3), figure(median(of('seconds')), 1), figure(median(of('streamed')), 3), figure(median(of('ownFit')), 3), `${figure(100 * median(of('kept')), 1)} %`]);
  if (name !== BATCH) {
    atLeast(`${name}: agreement with the labels (NMI)`, [median(of('nmi')), comments.length >= TIMED ? 0.83 : 0.76]);
    if (comments.length >= TIMED) atLeast(`${name}: agreement with the labels (ARI)`, [median(of('ari')), 0.55]);
    atMost(`${name}: lost by routing instead of a fit of its own (NMI)`, [median(of('ownFit')) - median(of('streamed')), 0.02]);
    atLeast(`${name}: themes that stay in a warm refit, %`, [100 * median(of('kept')), 97], 1);
  }
  if (comments.length >= TIMED) atMost(`${name}: CPU-s of a fit of ${figure(Math.min(MOST, comments.length))}`, [median(of('seconds')), 25], 1);
}
atMost('memory that the largest fit takes beside its comments, MiB', [grewMost, 400], 0);
console.log(`Granularity ${granularity}, seeds ${SEEDS.join(', ')}; load ${loadBefore} before, ${loadAverage()} after.`);
printTable(['comments', 'texts', 'labels', 'themes', 'NMI', 'ARI', 'accuracy', 'CPU-s', 'routed half', 'its own fit', 'stay'], rows);
printGoals(goals);
