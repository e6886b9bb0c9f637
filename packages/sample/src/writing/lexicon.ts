import type { Language, Region } from '../company.ts';
import type { Random } from '../random.ts';
import { BROKEN_FIRMWARE, FIXED_FIRMWARE } from '../story/versions.ts';
import type { Device } from '../subjects.ts';
import { en } from '../texts/en.ts';
import { ko } from '../texts/ko.ts';
import type { LanguageTexts, Lines, Pool } from '../texts/language-texts.ts';
import { pl } from '../texts/pl.ts';
import { tr } from '../texts/tr.ts';
import { vi } from '../texts/vi.ts';
import { zhTW } from '../texts/zh-tw.ts';
import { parseTemplate, renderTemplate, type Template } from './template.ts';

/** The texts of each language. */
export const TEXTS: Readonly<Record<Language, LanguageTexts>> = { en, 'zh-TW': zhTW, ko, vi, tr, pl };

/** Who speaks of what: all that a slot may depend on. */
export interface Speaker {
  readonly language: Language;
  readonly region: Region;
  readonly female: boolean;
  readonly device: Device;
  /** The app's version on that day. */
  readonly app: string;
}

/** A list of lines, parsed once: those that may stand first, and those that only go on. */
interface ParsedLines {
  readonly core: readonly Template[];
  readonly more: readonly Template[];
}
const parsed = new WeakMap<Lines, ParsedLines>();

function parseLines(lines: Lines): ParsedLines {
  let found = parsed.get(lines);
  if (!found) {
    const isMore = (line: string): boolean => line.startsWith('+ ');
    found = {
      core: lines.filter((line) => !isMore(line)).map(parseTemplate),
      more: lines.filter(isMore).map((line) => parseTemplate(line.slice(2))),
    };
    parsed.set(lines, found);
  }
  return found;
}

/**
 * Writes one line of the list for a speaker: a first sentence, or one that goes on (empty when the list has none),
 * capitalised and closed by a mark. Throws when a line names a slot or form that its language does not have.
 */
export function sayLine(lines: Lines, { speaker, random, more = false }: { speaker: Speaker; random: Random; more?: boolean }): string {
  const { core, more: goingOn } = parseLines(lines);
  const choices = more ? goingOn : core;
  if (choices.length === 0) return '';
  const text = renderTemplate(random.pick(choices), { random, fill: (slot, form) => fillSlot(slot, { form, speaker, random }) });
  return finishSentence(text, speaker.language);
}

/** As `sayLine`, but as it stands: for greetings, single words and emoji. */
export function sayWords(lines: Lines, { speaker, random }: { speaker: Speaker; random: Random }): string {
  return renderTemplate(random.pick(parseLines(lines).core), { random, fill: (slot, form) => fillSlot(slot, { form, speaker, random }) });
}

function fillSlot(slot: string, { form, speaker, random }: { form: string; speaker: Speaker; random: Random }): string {
  const texts = TEXTS[speaker.language];
  switch (slot) {
    case 'p': {
      const noun = texts.devices[speaker.device][form];
      if (noun === undefined) throw new Error(`${speaker.language} has no form "${form}" of ${speaker.device}.`);
      return noun;
    }
    case 'g':
      return either(form, texts.feminine.includes(speaker.device));
    case 's':
      return either(form, speaker.female);
    case 'app':
      return speaker.app;
    case 'fw':
      return BROKEN_FIRMWARE;
    case 'fix':
      return FIXED_FIRMWARE;
    default: {
      const pool: Pool | undefined = texts.pools[slot];
      if (!pool) throw new Error(`${speaker.language} has no slot "${slot}".`);
      return random.pick(valuesFor(speaker, pool));
    }
  }
}

function valuesFor({ region, device }: Speaker, pool: Pool): readonly string[] {
  if (isList(pool)) return pool;
  return 'hub' in pool ? pool[device] : pool[region];
}

function isList(pool: Pool): pool is readonly string[] {
  return Array.isArray(pool);
}

/** The part before or after the comma. */
function either(form: string, second: boolean): string {
  const comma = form.indexOf(',');
  if (comma < 0) throw new Error(`A choice of two forms needs a comma: ${form}`);
  return second ? form.slice(comma + 1) : form.slice(0, comma);
}

const SENTENCE_END = /[.!?…:。！？：)]["'”』」]?$|\p{Extended_Pictographic}$/u;

/**
 * A choice may end with a mark of its own (`[why?|because.]`): one mark stays, and one is added where none stands. A slot
 * may begin a sentence: its first letter becomes a capital.
 */
function finishSentence(text: string, language: Language): string {
  const once = text.trim().replace(/([.。?!？！])[.。]$/u, '$1');
  const closed = SENTENCE_END.test(once) ? once : `${once}${language === 'zh-TW' ? '。' : '.'}`;
  return closed.replace(/(?<=^|[.?!] )\p{Ll}/gu, (letter) => letter.toLocaleUpperCase(language));
}
