import type { Department, Segment } from './company.ts';
import type { StoryDay } from './story/day.ts';
import { season, subjectWeights } from './story/story.ts';
import { SAMPLE_SOURCES, type SampleSource, STREAMS } from './streams.ts';
import type { Subject } from './subjects.ts';

type SubjectWeights = Readonly<Partial<Record<Subject, number>>>;

/** What is likely on a day, worked out once for all of its rows: they come in order, so one day is kept. */
export class DayWeights {
  #day: StoryDay | undefined;
  #sources: Readonly<Record<SampleSource, number>> | undefined;
  readonly #subjects = new Map<string, SubjectWeights>();

  /** Shares of the streams: more purchases in the season, the staff survey in the first days of a month. */
  sources(day: StoryDay): Readonly<Record<SampleSource, number>> {
    this.#turnTo(day);
    if (!this.#sources) {
      const weights = Object.fromEntries(SAMPLE_SOURCES.map((source) => [source, STREAMS[source].share])) as Record<SampleSource, number>;
      weights['sample:post-purchase-survey'] *= 0.6 + 0.4 * season(day);
      weights['sample:staff-survey'] *= day.dayOfMonth <= 5 ? 5.5 : 0.05;
      this.#sources = weights;
    }
    return this.#sources;
  }

  /** How often a department hears of each subject; consumers do not speak of running a business with it. */
  subjects(day: StoryDay, { department, segment }: { department: Department; segment: Segment }): SubjectWeights {
    this.#turnTo(day);
    const isConsumer = segment === 'Consumer';
    const key = `${department}/${isConsumer}`;
    let weights = this.#subjects.get(key);
    if (!weights) {
      const { business, ...others } = subjectWeights(department, day);
      weights = isConsumer || business === undefined ? others : { ...others, business };
      this.#subjects.set(key, weights);
    }
    return weights;
  }

  #turnTo(day: StoryDay): void {
    if (day === this.#day) return;
    this.#day = day;
    this.#sources = undefined;
    this.#subjects.clear();
  }
}
