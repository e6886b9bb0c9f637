import type { CustomerInput } from '@heed/domain';
import type { Language, Region, Segment } from '../company.ts';
import type { Random } from '../random.ts';
import { DEVICES, type Device } from '../subjects.ts';
import { latinName, NAMES, writtenName } from './names.ts';

/** Somebody who gives feedback; strangers are people too, only nobody keeps their name. */
export interface Person {
  readonly region: Region;
  readonly language: Language;
  readonly segment: Segment;
  readonly female: boolean;
  /** The device that this person talks of most. */
  readonly device: Device;
  readonly plan: Plan;
  /** `yyyy-MM`, absent on the free plan. */
  readonly subscribedSince?: string;
  /** Some people are never content and others always; in standard deviations. */
  readonly temper: number;
  readonly customer?: CustomerInput;
}

type Plan = 'Free' | 'Plus' | 'Plus Family' | 'Business';

/** Languages by region; the shares make each language at least 5 % of everything. */
const LANGUAGES: Readonly<Record<Region, Readonly<Partial<Record<Language, number>>>>> = {
  Europe: { pl: 52, en: 48 },
  'North America': { en: 1 },
  'East Asia': { 'zh-TW': 53, ko: 42, en: 5 },
  Türkiye: { tr: 95, en: 5 },
  Vietnam: { vi: 95, en: 5 },
  Oceania: { en: 1 },
};

const DEVICE_SHARES: Readonly<Record<Device, number>> = { hub: 16, climate: 17, view: 21, bell: 18, lock: 16, glow: 12 };

/** Share of known people who have given feedback before, once there are some. */
const RETURNING = 0.44;

/** Domains that RFC 2606 keeps for examples: no mail to them can reach anybody. */
const MAIL_DOMAINS = ['example.com', 'example.org', 'example.net'] as const;

/** Gives the people behind the rows, and remembers the customers by region so that some of them come back. */
export class CustomerPool {
  readonly #random: Random;
  readonly #byRegion = new Map<Region, Person[]>();
  #customers = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Somebody whom the company does not know. */
  stranger(region: Region, { segments, month }: { segments: Readonly<Record<Segment, number>>; month: string }): Person {
    const random = this.#random;
    const segment: Segment = Object.values(segments).some((share) => share > 0) ? random.weighted(segments) : 'Consumer';
    const plan = planOf(segment, random);
    return {
      region,
      language: random.weighted(LANGUAGES[region]),
      segment,
      female: random.chance(0.5),
      device: random.weighted(DEVICE_SHARES),
      plan,
      ...(plan === 'Free' ? {} : { subscribedSince: monthsBefore(month, random.below(30)) }),
      temper: random.normal(),
    };
  }

  /** A customer with an id: one who wrote before, or a new one. */
  known(region: Region, options: { segments: Readonly<Record<Segment, number>>; month: string }): Person {
    let known = this.#byRegion.get(region);
    if (!known) this.#byRegion.set(region, (known = []));
    if (known.length > 20 && this.#random.chance(RETURNING)) return this.#random.pick(known);
    const stranger = this.stranger(region, options);
    this.#customers += 1;
    const person = { ...stranger, customer: identity(stranger, { number: this.#customers, random: this.#random }) };
    known.push(person);
    return person;
  }
}

function identity({ language, region, female }: Person, { number, random }: { number: number; random: Random }): CustomerInput {
  const names = NAMES[language];
  const given = random.pick(female ? names.female : names.male);
  const family = random.pick(names.family);
  const [givenText, familyText] = [writtenName(given), writtenName(family)];
  const name =
    names.familyFirst === 'no' ? `${givenText} ${familyText}` : `${familyText}${names.familyFirst === 'spaced' ? ' ' : ''}${givenText}`;
  const phone = random.chance(0.4) ? fictionalPhone(region, { language, random }) : undefined;
  const consent = consentOf(number);
  return {
    id: `C-${String(number).padStart(6, '0')}`,
    name,
    ...(random.chance(0.93) ? { email: `${latinName(given)}.${latinName(family)}${number}@${random.pick(MAIL_DOMAINS)}` } : {}),
    ...(phone === undefined ? {} : { phone }),
    ...(consent === undefined ? {} : { consent }),
  };
}

/** Five in six may be written to, one in twenty said no, and the rest were never asked; by number, so that no chance is spent on it. */
function consentOf(number: number): boolean | undefined {
  if (number % 20 === 7) return false;
  return number % 9 === 4 ? undefined : true;
}

/**
 * A number that is kept for fiction, or none where a region keeps none: 555-0100 to 555-0199 in North America (North
 * American Numbering Plan Administrator), 07700 900000 to 900999 in the United Kingdom (Ofcom).
 */
function fictionalPhone(region: Region, { language, random }: { language: Language; random: Random }): string | undefined {
  if (region === 'North America') return `+1 ${random.pick(['202', '303', '416', '503', '617'])} 555 01${String(random.below(100)).padStart(2, '0')}`;
  if (region === 'Europe' && language === 'en') return `+44 7700 900${String(random.below(1000)).padStart(3, '0')}`;
  return undefined;
}

function planOf(segment: Segment, random: Random): Plan {
  if (segment !== 'Consumer') return random.chance(0.8) ? 'Business' : 'Plus';
  return random.weighted({ Free: 52, Plus: 34, 'Plus Family': 14 });
}

/** `yyyy-MM` so many months before a month. */
function monthsBefore(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 - months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** One of the devices, as often as they are owned. */
export function deviceAmong(devices: readonly Device[], random: Random): Device {
  const weights: Partial<Record<Device, number>> = {};
  for (const device of DEVICES) if (devices.includes(device)) weights[device] = DEVICE_SHARES[device];
  return random.weighted(weights);
}
