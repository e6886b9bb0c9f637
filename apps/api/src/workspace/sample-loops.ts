import { bringPast, createClocks, keyOf, type LoopSettings, type Loops, type Rule } from '@heed/loops';
import { sampleLoopStory, type StoryDepartment } from '@heed/sample';
import type { Store } from '@heed/store';

export interface SampleLoopsOptions {
  store: Pick<Store, 'read'>;
  settings: () => LoopSettings;
  /** Of the sample. They are saved only when its loops are here, so that nobody else opens them. */
  rules: readonly Rule[];
  seed: number;
  /** The sample lies in [since, now), epoch milliseconds. */
  since: number;
  now: number;
  timeZone: string;
}

/** Brings a year of loops: those that the rules of the sample open for its feedback, and what the people of the sample did about them. Returns how many are new. */
export function bringSampleLoops(loops: Loops, { store, settings, rules, seed, since, now, timeZone }: SampleLoopsOptions): Promise<number> {
  const present = settings();
  const names = (list: LoopSettings['actions']): string[] => list.filter(({ retired }) => !retired).map(({ name }) => name);
  const tell = sampleLoopStory({ seed, now, timeZone, departments: storyDepartments(present), rootCauses: names(present.rootCauses), actions: names(present.actions) });
  return bringPast(loops, {
    store, settings, rules, since, now,
    actor: 'sample',
    course: ({ match: { id, customerId, occurredAt, origin }, rule: { owner, priority }, department }) =>
      tell({
        feedbackId: id, occurredAt, department, priority,
        owner: owner.by === 'person' ? owner.person : null,
        band: origin.band,
        scale: origin.score?.scale ?? 0,
        customer: customerId !== null,
        contactRequested: origin.contactRequested,
        anonymous: origin.anonymous,
      }),
  });
}

/** The departments with whoever is there to work; one without people is not part of the story. */
function storyDepartments(settings: LoopSettings): StoryDepartment[] {
  const clocks = createClocks(settings);
  return [...settings.departments.values()].flatMap(({ name }) => {
    const people = [...settings.people.values()].filter(({ available, departments }) => available && departments.some((department) => keyOf(department) === keyOf(name)));
    return people.length === 0 ? [] : [{ name, people: people.map(({ key }) => key).sort(), after: clocks.of(name).after }];
  });
}
