/**
 * A thread that does one study and ends: `new Worker('thread.ts', { workerData: study })`. Run by Node itself (type stripping),
 * never bundled.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { findThemes } from './find-themes.ts';
import { learnWords } from './learn-words.ts';
import type { FromStudy, Results, Study, StudyProgress } from './messages.ts';
import { searchBursts } from './search-bursts.ts';
import { refitThemes } from './refit-themes.ts';
import { regroup, splitTheme } from './regroup.ts';

const send = (message: FromStudy): void => parentPort?.postMessage(message);

/** Progress is for people: more often than this nobody sees it. */
const TELL_MS = 100;
let toldAt = -Infinity;
let step = '';
const tell = (progress: StudyProgress): void => {
  if (progress.step === step && performance.now() - toldAt < TELL_MS) return;
  toldAt = performance.now();
  step = progress.step;
  send({ progress });
};

function carryOut(study: Study): Results[keyof Results] {
  switch (study.study) {
    case 'find':
      return findThemes(study, tell);
    case 'refit':
      return refitThemes(study, tell);
    case 'split':
      return splitTheme(study, tell);
    case 'regroup':
      return regroup(study, tell);
    case 'bursts':
      return searchBursts(study, tell);
    case 'sentiment':
      return learnWords(study);
  }
}

try {
  send({ result: carryOut(workerData as Study) });
} catch (error) {
  // Its message could hold a customer's words.
  send({ failed: error instanceof Error ? `${error.name} ${error.stack?.split('\n').find((line) => line.includes(' at '))?.trim() ?? ''}` : 'unknown' });
}
