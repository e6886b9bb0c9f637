export { readText, type ReadText, type ReadTextOptions } from './text/read-text.ts';
export { findTerms, type Place } from './text/find-terms.ts';
export { stopWords } from './text/stop-words.ts';
export { GRAM } from './text/terms.ts';
export { primaryTag } from './text/language.ts';
