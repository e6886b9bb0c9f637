import type { Region } from '../company.ts';
import type { Device, Subject } from '../subjects.ts';

/**
 * Lines of one opinion. A line is a small template: `[a|b]` picks one of its alternatives (an empty one is allowed, and
 * they nest), `{name}` takes a value of the pool of that name, and these slots are known in every language:
 *
 * - `{p}` or `{p:form}`: the device, in a form of the language's own (a case, a particle, a measure word);
 * - `{g:x,y}`: `x` when the device's noun is masculine, `y` when it is feminine;
 * - `{s:x,y}`: `x` when the speaker is a man, `y` when she is a woman;
 * - `{app}`, `{fw}`, `{fix}`: the app's version of the day, the broken firmware, the firmware that fixed it.
 *
 * A line that starts with `+ ` never stands first: it goes on from any other line of the same list.
 */
export type Lines = readonly string[];

/** Lines of moments that the subject alone does not describe. */
export type Scene = 'incident' | 'fixed' | 'seasonDelay';

/** Values of a slot: the same for all, or by where the speaker lives, or by the device that is spoken of. */
export type Pool = readonly string[] | Readonly<Record<Region, readonly string[]>> | Readonly<Record<Device, readonly string[]>>;

/** Everything that people say in one language. Written in that language, not translated line by line. */
export interface LanguageTexts {
  /** What stands between two sentences. */
  readonly space: string;
  /** The forms of each device's noun; the empty form is the plain one. */
  readonly devices: Readonly<Record<Device, Readonly<Record<string, string>>>>;
  /** Devices whose noun is feminine, for `{g:…}`. */
  readonly feminine: readonly Device[];
  readonly pools: Readonly<Record<string, Pool>>;
  readonly subjects: Readonly<Record<Subject, { readonly good: Lines; readonly bad: Lines }>>;
  readonly scenes: Readonly<Record<Scene, Lines>>;
  /** Whole comments of a word or two. */
  readonly short: { readonly good: Lines; readonly bad: Lines; readonly plain: Lines };
  /** Last sentences that fit any subject. */
  readonly closing: { readonly good: Lines; readonly bad: Lines };
  /** Whole sentences that lead from praise to a complaint, and back. */
  readonly turn: { readonly toBad: Lines; readonly toGood: Lines };
  /** First and last line of a message by e-mail or chat. */
  readonly greeting: Lines;
  readonly farewell: { readonly any: Lines; readonly asking: Lines };
  /** How colleagues begin a note of what a customer said. */
  readonly note: { readonly staff: Lines; readonly sales: Lines };
  readonly emoji: { readonly good: Lines; readonly bad: Lines };
}
