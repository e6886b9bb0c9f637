import type { Department } from '../company.ts';
import type { Opinion } from '../opinion.ts';
import type { Random } from '../random.ts';
import type { Stream } from '../streams.ts';
import { DEVICES, SUBJECT_FACTS, SUBJECTS, type Subject } from '../subjects.ts';
import type { Lines, Scene } from '../texts/language-texts.ts';
import { sayLine, sayWords, type Speaker, TEXTS } from './lexicon.ts';
import { roughen } from './roughen.ts';

interface CommentPlan {
  readonly speaker: Speaker;
  readonly subject: Subject;
  readonly department: Department;
  readonly opinion: Opinion;
  /** What is told instead of the subject's own lines, when something special happened. */
  readonly scene?: Scene | undefined;
  readonly voice: Stream['voice'];
  readonly random: Random;
}

/** Subjects that are told of for their own sake only: no comment turns to them halfway. */
const NEVER_SECOND: readonly Subject[] = ['battery', 'workplace', 'pairing', 'business'];

/** Writes a comment as people do: mostly a sentence or three about one subject, sometimes a word, sometimes a letter. */
export function writeComment(plan: CommentPlan): string {
  const { speaker, voice, random, opinion } = plan;
  const texts = TEXTS[speaker.language];
  if ((voice === 'answer' || voice === 'review') && random.chance(0.055)) {
    const words = opinion === 'mixed' || random.chance(0.25) ? texts.short.plain : texts.short[opinion];
    return sayWords(words, { speaker, random });
  }
  const body = writeBody(plan).join(texts.space);
  switch (voice) {
    case 'staffNote':
    case 'salesNote':
      return `${sayWords(voice === 'staffNote' ? texts.note.staff : texts.note.sales, { speaker, random })}${texts.space}${body}`;
    case 'letter':
      return asLetter(body, plan);
    default: {
      const emoji = opinion !== 'mixed' && random.chance(0.07) ? ` ${sayWords(texts.emoji[opinion], { speaker, random })}` : '';
      return `${roughen(body, { language: speaker.language, space: texts.space, isGlad: opinion === 'good', random })}${emoji}`;
    }
  }
}

function writeBody({ speaker, subject, department, opinion, scene, voice, random }: CommentPlan): string[] {
  const texts = TEXTS[speaker.language];
  const first = opinion === 'mixed' ? (random.chance(0.5) ? 'good' : 'bad') : opinion;
  const lines = scene ? texts.scenes[scene] : texts.subjects[subject][first];
  const sentences = sayAbout(lines, { speaker, random, goesOn: 0.46 });
  if (opinion === 'mixed') {
    const second = secondSubject(subject, { speaker, department, random });
    if (second) {
      const other = first === 'good' ? 'bad' : 'good';
      sentences.push(sayWords(first === 'good' ? texts.turn.toBad : texts.turn.toGood, { speaker, random }));
      sentences.push(...sayAbout(texts.subjects[second][other], { speaker, random, goesOn: 0.1 }));
    }
  } else if (random.chance(voice === 'answer' ? 0.15 : 0.24) && subject !== 'workplace') {
    const closing = sayLine(texts.closing[first], { speaker, random });
    if (!sentences.some((sentence) => sentence.includes(closing))) sentences.push(closing);
  }
  return sentences;
}

function sayAbout(lines: Lines, { speaker, random, goesOn }: { speaker: Speaker; random: Random; goesOn: number }): string[] {
  const sentences = [sayLine(lines, { speaker, random })];
  const more = random.chance(goesOn) ? sayLine(lines, { speaker, random, more: true }) : '';
  return more === '' ? sentences : [...sentences, more];
}

/** Another subject that the same department hears of and that can be about the same device. */
function secondSubject(first: Subject, { speaker, department, random }: { speaker: Speaker; department: Department; random: Random }): Subject | undefined {
  if (first === 'workplace') return undefined;
  const others = SUBJECTS.filter((subject) => {
    const { about, heardBy } = SUBJECT_FACTS[subject];
    return subject !== first && !NEVER_SECOND.includes(subject) && heardBy[department] !== undefined && (typeof about === 'string' || about.includes(speaker.device));
  });
  return others.length > 0 ? random.pick(others) : undefined;
}

function deviceFor(subject: Subject, { device }: Speaker): Speaker['device'] {
  const { about } = SUBJECT_FACTS[subject];
  const devices = typeof about === 'string' ? DEVICES : about;
  return devices.includes(device) ? device : (devices[0] ?? device);
}

function asLetter(body: string, { speaker, random, opinion }: CommentPlan): string {
  const texts = TEXTS[speaker.language];
  const farewells = opinion !== 'good' && random.chance(0.45) ? texts.farewell.asking : texts.farewell.any;
  const lineBreak = random.chance(0.6) ? '\n\n' : '\n';
  const farewell = random.chance(0.62) ? `${lineBreak}${sayWords(farewells, { speaker, random })}` : '';
  return random.chance(0.8) ? `${sayWords(texts.greeting, { speaker, random })}${lineBreak}${body}${farewell}` : `${body}${farewell}`;
}

/** Subjects of a long letter in the order in which a year with the company passes. */
const LETTER_ORDER: readonly Subject[] = [
  'productPage', 'advice', 'promotion', 'delivery', 'packaging', 'tracking', 'setup', 'pairing', 'app', 'connection', 'alerts',
  'picture', 'energy', 'plan', 'invoice', 'newsletter', 'waiting', 'agent', 'replacement', 'refund', 'cancellation',
];

/**
 * A letter of somebody who tells everything: paragraphs of a few sentences until it has about `length` characters, the
 * same story again for a second and third device where that is needed.
 */
export function writeLongLetter({ speaker, random, length }: { speaker: Speaker; random: Random; length: number }): string {
  const texts = TEXTS[speaker.language];
  const paragraphs = [sayWords(texts.greeting, { speaker, random })];
  let written = 0;
  for (const device of [speaker.device, ...DEVICES.filter((other) => other !== speaker.device)]) {
    for (const subject of LETTER_ORDER) {
      if (written >= length) break;
      const about = { ...speaker, device: deviceFor(subject, { ...speaker, device }) };
      const lines = texts.subjects[subject][random.chance(0.5) ? 'good' : 'bad'];
      const paragraph = [sayLine(lines, { speaker: about, random }), sayLine(lines, { speaker: about, random, more: true })].join(texts.space);
      paragraphs.push(paragraph);
      written += paragraph.length + 2;
    }
  }
  paragraphs.push(sayWords(texts.farewell.asking, { speaker, random }));
  return paragraphs.join('\n\n');
}
