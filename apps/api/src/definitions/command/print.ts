import { diffLines } from 'diff';
import type { RemoteChange } from './remote.ts';

const SIGNS = { CREATED: '+', CHANGED: '~', REMOVED: '-' } as const;

/** Control characters of somebody's text must not steer the terminal. */
const plain = (text: string): string => text.replaceAll(/(?![\n\t])\p{C}/gu, '·');

/** The changes for people, as in a comparison of two files; what stays as it is appears as a number only. */
export function printed(changes: readonly RemoteChange[], { dryRun }: { dryRun: boolean }): string {
  const lines: string[] = [];
  for (const { kind, name, action, before, after } of changes) {
    if (action === 'UNCHANGED') continue;
    lines.push(`${SIGNS[action]} ${kind} ${plain(name)}`);
    for (const { added, removed, value } of diffLines(before ?? '', after ?? '')) {
      const sign = added ? '+' : removed ? '-' : ' ';
      for (const line of plain(value).trimEnd().split('\n')) lines.push(`    ${sign} ${line}`.trimEnd());
    }
  }
  const count = changes.filter(({ action }) => action !== 'UNCHANGED').length;
  const same = `${changes.length - count} as they were`;
  if (count === 0) lines.push(`Nothing to change, ${same}.`);
  else lines.push(dryRun ? `Would change ${count}, ${same}. Nothing was changed.` : `Changed ${count}, ${same}.`);
  return `${lines.join('\n')}\n`;
}
