export { readText, type ReadText, type ReadTextOptions } from './text/read-text.ts';
export { findTerms, type Place } from './text/find-terms.ts';
export { stopWords } from './text/stop-words.ts';
export { GRAM } from './text/terms.ts';
export { primaryTag } from './text/language.ts';
export { finish, Stopped, type Progress, type Slices, type Watch } from './progress.ts';
export { discover, discovering, type DiscoverOptions, type Discovery, type Granularity } from './discover/discover.ts';
export { refine, refining, FIXED_WEIGHT, type Refined, type RefineOptions } from './refine/refine.ts';
