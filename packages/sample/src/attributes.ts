import type { Draft } from './draft.ts';
import type { Random } from './random.ts';
import { incidentStrength } from './story/story.ts';
import { appVersion, firmwareVersion } from './story/versions.ts';
import { SUBJECT_FACTS } from './subjects.ts';

/** Days by which some people are behind with their updates. */
const BEHIND = { share: 0.22, days: 30 } as const;

/** What else the company's systems know about a row, by the attribute's key. */
export function attributesOf({ source, stream, day, person, subject, department }: Draft, random: Random): Record<string, string> {
  const attributes: Record<string, string> = { plan: person.plan };
  if (person.subscribedSince !== undefined) attributes['subscription_started'] = person.subscribedSince;
  if (source === 'sample:post-purchase-survey') {
    attributes['store'] = random.weighted({ 'Online shop': 64, Marketplace: 22, 'Retail partner': 14 });
    attributes['order_value_band'] = random.weighted({ 'EUR 0-49': 18, 'EUR 50-149': 41, 'EUR 150-399': 30, 'EUR 400+': 11 });
  } else if (source === 'sample:app-reviews') {
    attributes['store'] = random.weighted({ 'App Store': 46, 'Google Play': 54 });
  }
  const isTechnical = department === 'Product & Engineering' || department === 'Support';
  if (isTechnical && stream.voice !== 'staffNote') {
    // Whoever tells of an update has it.
    const told = subject === 'battery' || incidentStrength(day) > 0;
    const ago = day.ago + (!told && random.chance(BEHIND.share) ? BEHIND.days : 0);
    attributes['app_version'] = appVersion({ ago });
    if (typeof SUBJECT_FACTS[subject].about !== 'string') attributes['firmware'] = firmwareVersion({ ago });
  }
  return attributes;
}
