export { HOSTILE_TEXTS } from './writing/hostile.ts';
export {
  SAMPLE_CHANNELS,
  SAMPLE_COMPANY,
  SAMPLE_DEPARTMENTS,
  SAMPLE_LANGUAGES,
  SAMPLE_PRODUCTS,
  SAMPLE_REGIONS,
  SAMPLE_SEGMENTS,
} from './company.ts';
export type { LoopOpening, LoopStep, StoryDepartment } from './loops/loop-step.ts';
export { sampleLoopStory, type LoopStoryOptions, type LoopTale } from './loops/sample-loop-story.ts';
export type { ToldFeedback } from './row.ts';
export { SAMPLE_COUNT, sampleFeedback, toldFeedback, type SampleOptions } from './sample-feedback.ts';
export { SAMPLE_SETTINGS } from './settings/sample-settings.ts';
export { SAMPLE_WALL } from './settings/wall.ts';
export { SAMPLE_SOURCES, type SampleSource } from './streams.ts';
export { SAMPLE_THEMES, type SampleTheme, type SampleThemeGroup } from './themes/sample-themes.ts';
