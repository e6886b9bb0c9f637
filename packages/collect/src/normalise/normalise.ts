import { CES_QUESTIONS, CSAT_SCALES, FEEDBACK_LIMITS, cesQuestion, type CesQuestion } from '@heed/domain';
import { AttributePairs } from './attribute-value.ts';
import { contentOf } from './content.ts';
import { customerKey, customerValue } from './customer-value.ts';
import { derivedId, randomId } from './identity.ts';
import { Issues } from './issues.ts';
import { addUnknownFields } from './known-fields.ts';
import { momentValue } from './moment-value.ts';
import type { CustomerRow, FeedbackRow, Normalised, NormaliseOptions } from './normalised.ts';
import { decimalNumber, listedNumber, wholeNumber, yesOrNo } from './score-value.ts';
import { label, verbatim } from './text-value.ts';

const DAY = 86_400_000;
const NPS = { min: 0, max: 10 };
const SENTIMENT = { min: -1, max: 1 };
const NO_FLAGS: readonly string[] = Object.freeze([]);
const FUTURE: readonly string[] = Object.freeze(['future']);
const LIMIT = FEEDBACK_LIMITS;

/**
 * Validates one value in the shape of FeedbackInput from any door. Returns the row to store, in UTC, with warnings; or
 * every reason for refusing it at once. Never throws, and no message repeats a value.
 *
 * Written by hand rather than as a zod schema: every feedback passes here, and the budget is about 5 µs.
 */
export function normalise(input: unknown, { now, text = false, timeZone }: NormaliseOptions): Normalised {
  const issues = new Issues();
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    issues.refuse('', input, 'must be an object with the fields of a feedback');
    return { ok: false, refusals: issues.refusals ?? [] };
  }
  const given = input as Record<string, unknown>;

  const source = label(given['source'], { column: 'source', limit: LIMIT.source, issues });
  if (source === '' && !issues.refusals) issues.refuse('source', given['source'], 'is required: the stream that the feedback came from, such as survey:post-purchase');
  const externalId = label(given['externalId'], { column: 'externalId', limit: LIMIT.externalId, issues });

  const moment = momentValue(given['occurredAt'], { column: 'occurredAt', text, timeZone, issues });
  const occurredAt = moment ?? now;
  let flags = NO_FLAGS;
  if (occurredAt > now + DAY) {
    flags = FUTURE;
    issues.warn('occurredAt lies more than a day in the future');
  }

  const nps = wholeNumber(given['nps'], NPS, { column: 'nps', text, issues });
  const enps = wholeNumber(given['enps'], NPS, { column: 'enps', text, issues });
  const csatScale = listedNumber(given['csatScale'], { choices: CSAT_SCALES, fallback: 5 }, { column: 'csatScale', text, issues });
  const csat = csatScale === null ? null : wholeNumber(given['csat'], { min: 1, max: csatScale }, { column: 'csat', text, issues });
  const question = effortQuestion(given, { text, issues });
  const ces = question ? wholeNumber(given['ces'], { min: 1, max: question.scale }, { column: 'ces', text, issues }) : null;
  const sentiment = decimalNumber(given['sentiment'], SENTIMENT, { column: 'sentiment', text, issues });

  const comment = verbatim(given['comment'], { column: 'comment', limit: LIMIT.comment, issues });
  const anonymous = yesOrNo(given['anonymous'], { column: 'anonymous', text, issues });
  const contactRequested = yesOrNo(given['contactRequested'], { column: 'contactRequested', text, issues });
  const person = customerValue(given['customer'], { text, issues });

  const dimension = LIMIT.dimension;
  const department = label(given['department'], { column: 'department', limit: dimension, issues });
  const channel = label(given['channel'], { column: 'channel', limit: dimension, issues });
  const product = label(given['product'], { column: 'product', limit: dimension, issues });
  const region = label(given['region'], { column: 'region', limit: dimension, issues });
  const segment = label(given['segment'], { column: 'segment', limit: dimension, issues });
  const language = label(given['language'], { column: 'language', limit: dimension, issues });

  const pairs = new AttributePairs(issues);
  addUnknownFields(given, { pairs, issues });
  const attributes = pairs.ordered();

  if (nps === null && csat === null && ces === null && enps === null && sentiment === null && comment.trim() === '' && !issues.refusals?.some(aboutAnswer)) {
    issues.refuse('nps', undefined, 'at least one of nps, csat, ces, enps, sentiment and comment is required');
  }
  if (issues.refusals) return { ok: false, refusals: issues.refusals };
  if (anonymous && contactRequested) issues.warn('nobody can be contacted, because the feedback is anonymous');

  // An anonymous feedback keeps no id, but still counts once: its own key is derived before the id is dropped.
  const feedbackId = externalId === '' ? randomId() : derivedId(source, externalId);
  let customer: CustomerRow | undefined;
  if (person && !anonymous) {
    customer = { customerId: customerKey(person, feedbackId), externalId: person.externalId, name: person.name, email: person.email, phone: person.phone, consent: person.consent };
  }
  const feedback: FeedbackRow = {
    feedbackId,
    keyed: externalId !== '',
    occurredAt,
    occurredAtDefaulted: moment === null,
    receivedAt: now,
    source,
    externalId: anonymous ? '' : externalId,
    department,
    channel,
    product,
    region,
    segment,
    language,
    nps,
    csat,
    csatScale: csat === null ? 0 : (csatScale ?? 0),
    ces,
    cesScale: ces === null || !question ? 0 : question.scale,
    cesVersion: ces === null || !question ? '' : question.version,
    cesDirection: ces === null || !question ? '' : question.direction,
    enps,
    sentiment,
    comment,
    anonymous,
    contactRequested,
    customerId: customer ? customer.customerId : null,
    attributes,
    flags,
    content: '',
  };
  feedback.content = contentOf(feedback, customer);
  return customer ? { ok: true, feedback, customer, warnings: issues.warnings } : { ok: true, feedback, warnings: issues.warnings };
}

const ANSWERS: ReadonlySet<string> = new Set(['nps', 'csat', 'csatScale', 'ces', 'cesScale', 'cesVersion', 'enps', 'sentiment', 'comment']);

function aboutAnswer({ column }: { column: string }): boolean {
  return ANSWERS.has(column);
}

const DEFAULT_EFFORT: CesQuestion = CES_QUESTIONS[0];
const EFFORT_CHOICES = CES_QUESTIONS.map(({ version, scale }) => `${version} with scale ${scale}`).join(', ');

/** The effort question that was asked, or undefined when Heed does not know it (and has refused it). */
function effortQuestion(given: Record<string, unknown>, { text, issues }: { text: boolean; issues: Issues }): CesQuestion | undefined {
  const askedVersion = given['cesVersion'] ?? '';
  const askedScale = given['cesScale'] ?? '';
  if (askedVersion === '' && askedScale === '') return DEFAULT_EFFORT;
  // JSON writes the version 2.0 as the number 2.
  const words = typeof askedVersion === 'number' || typeof askedVersion === 'string' ? String(askedVersion).trim() : '?';
  const version = words === '' ? DEFAULT_EFFORT.version : words === '1' || words === '2' ? `${words}.0` : words;
  const scale = askedScale === '' ? DEFAULT_EFFORT.scale : wholeNumber(askedScale, { min: 1, max: 10 }, { column: 'cesScale', text, issues });
  if (scale === null) return askedScale === '' || issues.refusals ? undefined : cesQuestion(version, DEFAULT_EFFORT.scale);
  const question = cesQuestion(version, scale);
  if (!question) issues.refuse('cesVersion', askedVersion, `with this cesScale is not known; use one of: ${EFFORT_CHOICES}`);
  return question;
}
