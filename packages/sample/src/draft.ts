import type { Department, Product } from './company.ts';
import type { Person } from './people/customer-pool.ts';
import type { StoryDay } from './story/day.ts';
import type { SampleSource, Stream } from './streams.ts';
import type { Device, Subject } from './subjects.ts';

/** All that is decided before a row is written down. */
export interface Draft {
  readonly source: SampleSource;
  readonly stream: Stream;
  readonly day: StoryDay;
  readonly person: Person;
  readonly department: Department;
  readonly subject: Subject;
  readonly device: Device;
  readonly product: Product | '';
  /** Standard deviations around an ordinary day. */
  readonly mood: number;
}
