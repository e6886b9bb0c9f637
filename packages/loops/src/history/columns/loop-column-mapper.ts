import { HeedError } from '@heed/domain';
import { handOversOf, waitsOf } from '../passages.ts';
import { DATED, NEEDED, type DateReader, type LoopColumnMapping, type LoopColumnTarget } from './column-target.ts';

type Row = Record<string, unknown>;

/**
 * A function that turns the rows of a file into what `readHistoricRow` reads. Throws BAD_USER_INPUT when a column is missing without which
 * no row can be read.
 */
export function createLoopMapper({ columns, dateOrder }: LoopColumnMapping, { dates }: { dates: DateReader }): (row: readonly string[]) => Row {
  const missing = NEEDED.filter((target) => !columns.some((column) => column.target === target));
  if (missing.length > 0) throw new HeedError('BAD_USER_INPUT', `No column was found for ${missing.join(' and ')}; say which it is, as COLUMN=TARGET.`, { missing });
  // A cell that is written otherwise is left as it is, and refused with the reason when it is read.
  const iso = (text: string): string | number => dates.isoOf(text, dateOrder) ?? text;
  const placesOf = (wanted: LoopColumnTarget): number[] => columns.flatMap(({ target }, index) => (target === wanted ? [index] : []));
  const [whole, moments, departments] = [placesOf('handOvers'), placesOf('handedOverAt'), placesOf('handedOverTo')];
  const plain = columns.flatMap(({ target }, index) => (['ignored', 'handOvers', 'handedOverAt', 'handedOverTo', 'waits'].includes(target) ? [] : [{ target, index }]));
  const [waits] = placesOf('waits');

  function handOvers(row: readonly string[]): unknown {
    const list: { at: unknown; to: unknown }[] = [];
    for (const index of whole) {
      const text = (row[index] ?? '').trim();
      const read = handOversOf(text);
      if (read === null) return text;
      list.push(...read.map(({ at, to }) => ({ at: iso(String(at)), to })));
    }
    for (let place = 0; place < Math.max(moments.length, departments.length); place++) {
      const [at, to] = [row[moments[place] ?? -1]?.trim() ?? '', row[departments[place] ?? -1]?.trim() ?? ''];
      if (at !== '' || to !== '') list.push({ at: iso(at), to });
    }
    return list.length > 0 ? list : undefined;
  }

  return (row) => {
    const value: Row = {};
    for (const { target, index } of plain) {
      const cell = row[index]?.trim() ?? '';
      if (cell !== '') value[target] = DATED.has(target) ? iso(cell) : cell;
    }
    const passed = handOvers(row);
    if (passed !== undefined) value['handOvers'] = passed;
    const waited = (row[waits ?? -1] ?? '').trim();
    if (waited !== '') value['waits'] = waitsOf(waited)?.map(({ from, to }) => ({ from: iso(String(from)), to: to === '' ? '' : iso(String(to)) })) ?? waited;
    return value;
  };
}

/** The mapping with a person's choices. A target that moves leaves its old column ignored. Throws BAD_USER_INPUT for an unknown column or target. */
export function withLoopColumns(mapping: LoopColumnMapping, choices: ReadonlyMap<string, LoopColumnTarget>): LoopColumnMapping {
  for (const column of choices.keys()) {
    if (!mapping.columns.some((guess) => guess.column === column)) throw new HeedError('BAD_USER_INPUT', `The file has no column "${column}"; its columns are ${mapping.columns.map((guess) => guess.column).join(', ')}.`);
  }
  const chosen = new Set([...choices.values()].filter((target) => !['ignored', 'handOvers', 'handedOverAt', 'handedOverTo'].includes(target)));
  return {
    ...mapping,
    columns: mapping.columns.map((guess) => {
      const target = choices.get(guess.column);
      if (target) return { ...guess, target, sentence: `${guess.column} is the ${target}: you chose it.` };
      return chosen.has(guess.target) ? { ...guess, target: 'ignored' as const, sentence: `${guess.column} is left out: another column is the ${guess.target}.` } : guess;
    }),
  };
}
