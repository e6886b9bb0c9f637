import type { Department, Product, Region, Segment } from '../company.ts';
import { SUBJECT_FACTS, SUBJECTS, type Subject } from '../subjects.ts';
import { SAMPLE_DAYS, type StoryDay } from './day.ts';

/**
 * What happened to the company in the year, as rates. `ago` counts days before `now`:
 *
 * - the business grows by about two thirds; Black Friday and the weeks before Christmas are its season;
 * - deliveries fall behind from Black Friday until after New Year;
 * - 112 days ago firmware 4.8.0 broke Wi-Fi pairing; 91 days ago 4.8.2 repaired it;
 * - Billing has been getting better all year; Halvorn Bell is the weak product throughout;
 * - 18 days ago an app update began to drain batteries, and more people say so every day.
 */
export const INCIDENT = { startsDaysAgo: 112, endsDaysAgo: 91 } as const;
export const BATTERY_STARTS_DAYS_AGO = 18;
const AFTERMATH_DAYS = 21;

/** How much of the incident is felt on a day: 0 none, 1 in full; three quieter days after the fix. */
export function incidentStrength({ ago }: StoryDay): number {
  if (ago > INCIDENT.startsDaysAgo || ago < INCIDENT.endsDaysAgo - 3) return 0;
  if (ago < INCIDENT.endsDaysAgo) return 0.3;
  return ago >= INCIDENT.startsDaysAgo - 1 ? 0.75 : 1;
}

/** True in the weeks after the fix, when people still speak of it. */
export function isAftermath({ ago }: StoryDay): boolean {
  return ago < INCIDENT.endsDaysAgo && ago >= INCIDENT.endsDaysAgo - AFTERMATH_DAYS;
}

/** How far deliveries are behind: 0 in time, 1 at the worst, about 12 to 26 days after Black Friday. */
export function deliveryDelay({ sinceBlackFriday: day }: StoryDay): number {
  if (day <= 1 || day >= 44) return 0;
  if (day < 12) return (day - 1) / 11;
  return day <= 26 ? 1 : (44 - day) / 18;
}

/** How much more than usual is bought on a day: Black Friday week, Advent, a dip at the holidays, gift cards after. */
export function season({ sinceBlackFriday: day }: StoryDay): number {
  if (day >= -4 && day <= 4) return day === 0 || day === 3 ? 2.2 : 1.7;
  if (day > 4 && day <= 24) return 1.4;
  if (day > 24 && day <= 31) return 0.75;
  return day > 31 && day <= 50 ? 1.12 : 1;
}

const WEEKDAYS = [1.1, 1.12, 1.07, 1.05, 1, 0.74, 0.7];

/** How much feedback a day brings, relative to an ordinary day a year ago. */
export function dayVolume(day: StoryDay): number {
  const growth = 1 + 0.65 * (1 - day.ago / SAMPLE_DAYS);
  return growth * season(day) * (WEEKDAYS[day.weekday] ?? 1) * (1 + 0.18 * incidentStrength(day));
}

/** How often a department hears of each subject on a day; keys without weight are left out. */
export function subjectWeights(department: Department, day: StoryDay): Partial<Record<Subject, number>> {
  const weights: Partial<Record<Subject, number>> = {};
  for (const subject of SUBJECTS) {
    const weight = SUBJECT_FACTS[subject].heardBy[department];
    if (weight !== undefined) weights[subject] = weight;
  }
  const add = (subject: Subject, weight: number): void => {
    if (weight > 0) weights[subject] = (weights[subject] ?? 0) + weight;
  };
  const incident = incidentStrength(day);
  const delay = deliveryDelay(day);
  if (department === 'Product & Engineering') {
    add('pairing', 110 * incident + (isAftermath(day) ? 8 : 0));
    add('connection', 45 * incident);
    add('battery', batteryDrain(day) * 46);
  } else if (department === 'Support') {
    add('pairing', 70 * incident + (isAftermath(day) ? 4 : 0));
    add('connection', 30 * incident);
    add('waiting', 18 * incident);
    add('battery', batteryDrain(day) * 20);
  } else if (department === 'Delivery') {
    add('delivery', 35 * delay);
    add('tracking', 15 * delay);
  }
  return weights;
}

/** 0 until the update, then from a quarter to 1 on the last day. */
function batteryDrain({ ago }: StoryDay): number {
  return ago > BATTERY_STARTS_DAYS_AGO ? 0 : 0.25 + 0.75 * (1 - ago / BATTERY_STARTS_DAYS_AGO);
}

/** What happened, in terms of how it bears on the mood about a subject; in standard deviations. */
export function moodOf({ subject, department, product, region, segment, day }: {
  subject: Subject;
  department: Department;
  product: Product | '';
  region: Region;
  segment: Segment;
  day: StoryDay;
}): number {
  let mood = SUBJECT_FACTS[subject].mood;
  const incident = incidentStrength(day);
  if (incident > 0) {
    if (subject === 'pairing' || subject === 'connection') mood -= 1.6 * incident;
    else if (department === 'Support' || department === 'Product & Engineering') mood -= 0.3 * incident;
    else mood -= 0.1 * incident;
  } else if (isAftermath(day) && subject === 'pairing') mood += 0.7;
  if (subject === 'delivery' || subject === 'tracking') mood -= 0.95 * deliveryDelay(day);
  if (department === 'Billing') mood += -0.4 + 0.8 * (1 - day.ago / SAMPLE_DAYS);
  if (product === 'Halvorn Bell') mood -= 0.5;
  if (region === 'East Asia') mood -= 0.15;
  if (region === 'North America') mood += 0.08;
  if (region === 'Vietnam') mood -= 0.08;
  if (segment === 'Enterprise') mood -= 0.12;
  return mood;
}
