import { MAX_IDS } from '../log/log.query.ts';

/** Asks for many ids in questions of as many as one can hold, and puts the answers together. */
export async function inPieces<Row>(ids: readonly string[], ask: (some: string[]) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < ids.length; start += MAX_IDS) rows.push(...(await ask(ids.slice(start, start + MAX_IDS))));
  return rows;
}
