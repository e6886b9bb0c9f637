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
export { SAMPLE_COUNT, sampleFeedback, type SampleOptions } from './sample-feedback.ts';
export { SAMPLE_SETTINGS } from './settings/sample-settings.ts';
export { SAMPLE_SOURCES, type SampleSource } from './streams.ts';
