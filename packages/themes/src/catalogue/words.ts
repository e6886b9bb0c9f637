/**
 * What two words, or two names, have in common when people would call them the same: compatible forms, any case, single spaces.
 * Upper case first, so that ß is ss; the dot of a Turkish İ is left, as i and ı are different letters.
 */
export const wordKey = (text: string): string => text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
