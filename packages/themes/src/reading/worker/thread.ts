/**
 * A thread that reads comments: `new Worker('thread.ts')`. Run by Node itself (type stripping), never bundled. It knows what it
 * was told, in the order in which it was told, and answers what it is asked.
 */
import { parentPort } from 'node:worker_threads';
import { explain } from './explain.ts';
import type { Answers, FromThread, Question, ToThread } from './messages.ts';
import { createLearner } from './learner.ts';
import { readLines } from './read-lines.ts';

const learner = createLearner();

function answer(question: Question): Answers[keyof Answers] {
  switch (question.ask) {
    case 'read':
      return readLines(question.lines, { mind: learner.mind(), revision: question.revision, readAt: question.readAt });
    case 'explain':
      return explain(question, learner.mind());
  }
}

parentPort?.on('message', (message: ToThread) => {
  if ('tell' in message) {
    learner.learn(message);
    return;
  }
  try {
    parentPort?.postMessage({ id: message.id, answer: answer(message) } satisfies FromThread);
  } catch (error) {
    // Its message could hold a customer's words.
    parentPort?.postMessage({ id: message.id, failed: error instanceof Error ? error.name : 'unknown' } satisfies FromThread);
  }
});
