import type { FeedbackInput } from '@heed/domain';
import { attributesOf } from './attributes.ts';
import { DayWeights } from './day-weights.ts';
import type { Draft } from './draft.ts';
import { type CustomerPool, deviceAmong } from './people/customer-pool.ts';
import { Random } from './random.ts';
import { scoreFor, sentimentFor } from './scores.ts';
import type { Specials } from './specials.ts';
import type { Arrival } from './story/arrivals.ts';
import { deliveryDelay, incidentStrength, isAftermath, moodOf } from './story/story.ts';
import { appVersion } from './story/versions.ts';
import { type AskedScores, STREAMS, type Stream } from './streams.ts';
import type { Language } from './company.ts';
import { DEVICES, PRODUCT_OF, SUBJECT_FACTS, type Subject } from './subjects.ts';
import { type Opinion, opinionOf, type RowScores } from './opinion.ts';
import { writeComment } from './writing/comment.ts';
import type { Scene } from './texts/language-texts.ts';

/** A row of the sample, and what only the sample knows of it. */
export interface ToldFeedback {
  feedback: FeedbackInput;
  /** What its words are about; null where it has none, or words that were put there for their oddity. */
  subject: Subject | null;
  /** In which they are written. */
  language: Language;
}

/** Turns arrivals into rows. Who, how content, which words and how they were judged come from four streams of chance, so that none moves another. */
export class RowWriter {
  readonly #choices: Random;
  readonly #scores: Random;
  readonly #words: Random;
  readonly #judgements: Random;
  readonly #weights = new DayWeights();
  readonly #people: CustomerPool;
  readonly #specials: Specials;

  constructor({ seed, people, specials }: { seed: number; people: CustomerPool; specials: Specials }) {
    this.#choices = new Random(seed, 'choices');
    this.#scores = new Random(seed, 'scores');
    this.#words = new Random(seed, 'words');
    this.#judgements = new Random(seed, 'judgements');
    this.#people = people;
    this.#specials = specials;
  }

  /** The row of the arrival with this index, counted from 0, and what it is about. */
  write(arrival: Arrival, index: number): ToldFeedback {
    const random = this.#choices;
    const { day, region } = arrival;
    const source = random.weighted(this.#weights.sources(day));
    const stream: Stream = STREAMS[source];
    const anonymous = random.chance(stream.anonymous);
    const known = !anonymous && random.chance(stream.known);
    const who = { segments: stream.segments, month: day.month };
    const person = known ? this.#people.known(region, who) : this.#people.stranger(region, who);
    const draft = this.#draft({ source, stream, day, person });
    const scores = this.#askedScores(draft);
    const hasComment = random.chance(stream.commented * (Math.abs(draft.mood) > 1.2 ? 1.5 : 1)) || Object.keys(scores).length === 0;
    const said = hasComment ? this.#comment(draft, { index, scores }) : undefined;
    const isJudged = said !== undefined && stream.judged !== undefined && this.#judgements.chance(stream.judged);
    const isStaff = source === 'sample:staff-survey';
    const feedback: FeedbackInput = {
      source,
      externalId: `${stream.prefix}-${String(index + 1).padStart(6, '0')}`,
      occurredAt: new Date(arrival.at).toISOString(),
      department: draft.department,
      channel: random.weighted(stream.channels),
      ...(draft.product === '' ? {} : { product: draft.product }),
      region,
      ...(isStaff ? {} : { segment: person.segment }),
      language: person.language,
      ...scores,
      ...(isJudged ? { sentiment: sentimentFor(said.opinion, this.#judgements) } : {}),
      ...(said === undefined ? {} : { comment: said.comment }),
      ...(anonymous ? { anonymous } : {}),
      ...(known && random.chance(contactShare(draft)) ? { contactRequested: true } : {}),
      ...(person.customer ? { customer: person.customer } : {}),
      ...(isStaff ? {} : { attributes: attributesOf(draft, random) }),
    };
    return { feedback, subject: said?.isOrdinary ? draft.subject : null, language: person.language };
  }

  #draft({ source, stream, day, person }: Pick<Draft, 'source' | 'stream' | 'day' | 'person'>): Draft {
    const random = this.#choices;
    const department = random.weighted(stream.departments);
    const subject =
      source === 'sample:staff-survey' ? 'workplace' : random.weighted(this.#weights.subjects(day, { department, segment: person.segment }));
    const { about } = SUBJECT_FACTS[subject];
    const devices = typeof about === 'string' ? DEVICES : about;
    const device = devices.includes(person.device) && random.chance(0.75) ? person.device : deviceAmong(devices, random);
    const product = about === 'subscription' ? 'Halvorn Plus' : about === 'company' ? '' : PRODUCT_OF[device];
    const expected = moodOf({ subject, department, product, region: person.region, segment: person.segment, day });
    const felt = expected + 0.3 * person.temper + 0.95 * this.#scores.normal();
    // Nobody praises an empty battery.
    const mood = subject === 'battery' ? Math.min(felt, -0.9) : felt;
    return { source, stream, day, person, department, subject, device, product, mood };
  }

  #askedScores({ stream, mood, source }: Draft): RowScores {
    const random = this.#scores;
    const asks: AskedScores = stream.asks;
    // A part of the review sites uses ten stars.
    const tenStars = source === 'sample:app-reviews' && random.chance(0.14);
    const score = (kind: Parameters<typeof scoreFor>[0]): number => scoreFor(kind, { mood, random });
    return {
      ...(random.chance(asks.nps ?? 0) ? { nps: score('nps') } : {}),
      ...(random.chance(asks.csat ?? 0) ? { csat: score(tenStars ? 'csat10' : 'csat5'), csatScale: tenStars ? 10 : 5 } : {}),
      ...(random.chance(asks.ces ?? 0) ? { ces: score('ces7'), cesScale: 7, cesVersion: '2.0' } : {}),
      ...(random.chance(asks.enps ?? 0) ? { enps: score('enps') } : {}),
    };
  }

  #comment(draft: Draft, { index, scores }: { index: number; scores: RowScores }): { comment: string; opinion: Opinion; isOrdinary: boolean } {
    const { person, device, subject, department, day, stream } = draft;
    const random = this.#words;
    const speaker = { language: person.language, region: person.region, female: person.female, device, app: appVersion(day) };
    const opinion = subject === 'battery' ? 'bad' : opinionOf({ mood: draft.mood, ...scores }, random);
    const ordinary = writeComment({ speaker, subject, department, opinion, scene: sceneOf(draft, { opinion, random }), voice: stream.voice, random });
    // The staff survey stays as it is: a stranger's text would look like a colleague's.
    const comment = subject === 'workplace' ? ordinary : this.#specials.wordsFor(index, { ordinary, speaker, random });
    return { opinion, comment, isOrdinary: comment === ordinary };
  }
}

function sceneOf({ subject, day }: Draft, { opinion, random }: { opinion: Opinion; random: Random }): Scene | undefined {
  if (opinion === 'bad' && (subject === 'pairing' || subject === 'connection') && incidentStrength(day) > 0) {
    return random.chance(0.72) ? 'incident' : undefined;
  }
  if (opinion === 'good' && subject === 'pairing' && isAftermath(day)) return random.chance(0.75) ? 'fixed' : undefined;
  const isBeforeChristmas = deliveryDelay(day) > 0.15 && day.sinceBlackFriday <= 27;
  return opinion === 'bad' && subject === 'delivery' && isBeforeChristmas && random.chance(0.5) ? 'seasonDelay' : undefined;
}

/** How likely a customer asks to be contacted: whoever is unhappy, and whoever writes a letter. */
function contactShare({ mood, stream }: Draft): number {
  return (mood < -0.9 ? 0.3 : mood < 0 ? 0.12 : 0.04) * (stream.voice === 'letter' ? 2 : 1);
}
