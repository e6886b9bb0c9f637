export const CODE_LENGTH = 6;

/** The digits of a code as somebody typed or pasted it, six at most: with spaces or hyphens, or in the wide digits of East Asian keyboards. */
export const codeDigits = (text: string): string => text.normalize('NFKC').replaceAll(/\D/g, '').slice(0, CODE_LENGTH);

/** A code as screens show it: two groups of three. */
export const codeGroups = (digits: string): string => (digits.length > 3 ? `${digits.slice(0, 3)} ${digits.slice(3)}` : digits);
