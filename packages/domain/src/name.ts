import * as z from 'zod';

/** At most so many characters (Unicode code points) in the name of something that people define. */
export const MAX_NAME = 80;

/** Characters that no name needs and that would let two names, or a review, look like what they are not. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;
/** The same but for the line breaks and tabs of a longer text. */
const UNSEEN_IN_TEXT = /(?![\n\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** One line of at most so many characters, none of them hidden; spaces at its ends are taken off. */
export const oneLine = ({ least = 1, most }: { least?: 0 | 1; most: number }): z.ZodString =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .refine((text) => (least === 0 || text !== '') && [...text].length <= most, `must have ${least} to ${most} characters`)
    .refine((text) => !UNSEEN.test(text), 'must not hold control characters');

/** The name of something that people define. */
export const definedName = oneLine({ most: MAX_NAME });

/** A text of several lines and at most so many characters, none of them hidden; may be empty. */
export const textOf = ({ most }: { most: number }): z.ZodString =>
  z
    .string()
    .trim()
    .refine((text) => [...text].length <= most, `must have at most ${most} characters`)
    .refine((text) => !UNSEEN_IN_TEXT.test(text), 'must not hold control characters');
