import { MAX_NAME } from '@heed/domain';

export const LONGEST_LABEL = MAX_NAME;

/** A label as it can be a name: one line without hidden characters, cut to the length of a name; of its first phrase where it is empty. */
export function labelOf({ label, phrases }: { label: string; phrases: readonly string[] }): string {
  for (const text of [label, ...phrases]) {
    const line = [...text.normalize('NFC').replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()].slice(0, LONGEST_LABEL).join('').trim();
    if (line !== '') return line;
  }
  return '…';
}
