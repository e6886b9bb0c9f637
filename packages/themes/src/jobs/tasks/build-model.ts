import type { BuiltTheme } from '../../catalogue/event.ts';
import { copyCounts, newestModel, prune } from '../../reading/models/models.query.ts';
import { themeModelsTable } from '../../reading/models/models.table.ts';
import type { JobContext } from '../jobs.ts';
import type { Built } from '../study/messages.ts';
import type { Workplace } from './workplace.ts';

/** The number of the next model. */
export async function nextModel({ store, catalogue }: Pick<Workplace, 'store' | 'catalogue'>): Promise<number> {
  return Math.max(await newestModel(store, 'themes'), catalogue.state().models.at(-1)?.model ?? 0) + 1;
}

/** So many models can be gone back to; what older ones counted is removed. */
const MODELS_KEPT = 12;

/**
 * Stores the parts of a model and puts it into effect, with what the present one knows of other languages. Until the journal names it
 * nobody reads by it; the counts of one that was never named are removed with the old ones.
 */
export async function putIntoEffect(place: Workplace, { model, built, context, by }: { model: number; built: ReadonlyMap<string, Built>; context: JobContext; by: string }): Promise<void> {
  const { store, catalogue, keeper, reader } = place;
  const bodies = [...built].flatMap(([language, part]) => part.bodies.map((body, index) => ({ body, token: `theme-model:${model}:${language}:${index}` })));
  for (const [index, { body, token }] of bodies.entries()) {
    context.signal.throwIfAborted();
    context.tell({ step: 'storing', done: index, of: bodies.length });
    await store.insert(themeModelsTable, body, { token });
  }
  const present = catalogue.state().model;
  if (present !== null) await copyCounts(store, { from: present, to: model, except: [...built.keys()] });
  await context.stillMine();
  const themes = themesOf(built);
  const known = catalogue.state().themes;
  const lineage = themes.map(({ id }) => ({ theme: id, how: known.has(id) ? ('continued' as const) : ('new' as const), from: [] }));
  await catalogue.do({ do: 'build', model, themes, lineage }, { actor: { id: 'system', by: by === 'system' ? '' : by } });
  const kept = catalogue.state().models.slice(-MODELS_KEPT).map((one) => one.model);
  await prune(store, { kind: 'themes', keep: kept, below: model });
  await keeper.refresh();
  reader.restate();
}

/** A theme of people may have comments in several languages: it is called as in the one in which it has most. */
function themesOf(built: ReadonlyMap<string, Built>): BuiltTheme[] {
  const themes = new Map<string, BuiltTheme & { size: number }>();
  for (const { themes: ofLanguage } of built.values()) {
    for (const theme of ofLanguage) if ((themes.get(theme.id)?.size ?? -1) < theme.size) themes.set(theme.id, theme);
  }
  return [...themes.values()].map(({ size: _, ...theme }) => theme);
}
