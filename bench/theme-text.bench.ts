/**
 * What it costs to cut a comment into words and terms, and to see its opinion, in microseconds of CPU time, warm and alone in one thread:
 * npm run bench -- theme-text [file.csv …]. The comments of the sample company, with their language as it was given and without (then it is told among six), and
 * of files with the columns text and language. No comment comes twice.
 */
import { parseArgs } from 'node:util';
import { readOpinion, readText, type ReadText } from '@heed/themes';
import { figure, printTable } from './support/print.ts';
import { loadAverage } from './support/process-figures.ts';
import { makeRows } from './support/rows.ts';
import { median } from './support/stats.ts';
import { readLabelledComments } from './support/themes/labelled-comments.ts';

const { positionals: files } = parseArgs({ allowPositionals: true, options: {} });
const LANGUAGES = ['en', 'zh-TW', 'ko', 'vi', 'tr', 'pl'];
const ROUNDS = 5;
const MOST = 20_000;

interface Said {
  comment: string;
  language: string | null;
}

const distinct = (all: readonly Said[]): Said[] => [...new Map(all.map((one) => [one.comment, one])).values()].slice(0, MOST);
const sample = distinct(makeRows(30_000, { seed: 1, now: Date.UTC(2026, 10, 1) }).flatMap(({ comment, language, enps }) => (comment && enps === undefined ? [{ comment, language: language ?? null }] : [])));
const sets = [
  { name: 'sample, language given', comments: sample },
  { name: 'sample, language told', comments: sample.map(({ comment }) => ({ comment, language: null })) },
  ...files.map((file) => ({ name: file.split('/').at(-1) ?? file, comments: distinct(readLabelledComments(file)) })),
];

const microseconds = (since: NodeJS.CpuUsage, comments: number): number => process.cpuUsage(since).user / comments;
const rows = sets.map(({ name, comments }) => {
  const cutting: number[] = [];
  const judging: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    const texts = comments.map(({ comment, language }): ReadText | null => readText(comment, { language, languages: LANGUAGES }));
    cutting.push(microseconds(start, comments.length));
    const middle = process.cpuUsage();
    for (const [index, { comment, language }] of comments.entries()) readOpinion(comment, { language, languages: LANGUAGES, read: texts[index] ?? null });
    judging.push(microseconds(middle, comments.length));
  }
  const length = comments.reduce((sum, { comment }) => sum + comment.length, 0) / comments.length;
  return [name, figure(comments.length), figure(length), figure(median(cutting), 1), figure(median(judging), 1)];
});
console.log(`Load ${loadAverage()}.`);
printTable(['comments', 'how many', 'characters', 'words and terms, CPU-µs', 'opinion, CPU-µs'], rows);
