import type { AlertRule, Webhook } from '@heed/alerts';
import type { FilterCondition } from '@heed/domain';
import { LOOP_QUEUES, SETTINGS_KINDS, SETTINGS_WORDS, type LoopFilter, type LoopSort, type Person, type SettingsKind, type SettingsOf } from '@heed/loops';
import type { ExplorationQuestion, MetricId } from '@heed/measure';
import { MAX_WALLS, type SavedWall } from '../walls/wall.ts';

/** What people can save, in the order in which it is listed: what others refer to comes first. */
export const DEFINITION_KINDS = ['target', 'filter', 'metric', 'view', 'inbox_view', ...SETTINGS_KINDS, 'webhook', 'alert', 'wall'] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

export const DISPLAYS = ['chart', 'table'] as const;
export type Display = (typeof DISPLAYS)[number];

/** What the inbox lists by: the open loops of whoever reads, those that their departments hold, or a queue that is the same for all. */
export const INBOX_QUEUES = ['mine', 'my_departments', ...LOOP_QUEUES] as const;
export type InboxQueue = (typeof INBOX_QUEUES)[number];

/** At most so many definitions of one kind that asks; of the settings of loops there are fewer, see `checkSettings`. */
const MAX_DEFINITIONS = 500;
/** At most so many characters (Unicode code points) in a description. */
export const MAX_DESCRIPTION = 1_000;
/** The most that a metric of one's own may call too few. */
export const MAX_MINIMUM_SAMPLE = 1_000_000;

/** What a metric should reach, in its unit; its name is the metric's id. */
export interface SavedTarget {
  name: MetricId;
  value: number;
}

/** Conditions under a name, for use in any filter. */
export interface SavedFilter {
  name: string;
  description: string;
  filter: FilterCondition;
}

/** A metric of the registry over a part of the feedback, with a target and a minimum sample of its own. */
export interface SavedMetric {
  name: string;
  description: string;
  metric: MetricId;
  filter: FilterCondition;
  /** In the unit of the metric; none when missing. */
  target?: number | undefined;
  minimumSample: number;
}

/** A question and how its answer is drawn. */
export interface SavedView {
  name: string;
  display: Display;
  question: ExplorationQuestion;
}

/** Which loops to work from, for everybody who opens the inbox. */
export interface SavedInboxView {
  name: string;
  queue: InboxQueue;
  /** What narrows the queue. */
  filter: Omit<LoopFilter, 'queue' | 'scope'>;
  sort: LoopSort;
}

export interface DefinitionOf extends SettingsOf {
  target: SavedTarget;
  filter: SavedFilter;
  metric: SavedMetric;
  view: SavedView;
  inbox_view: SavedInboxView;
  /** Where alerts are sent by program, without what signs them. */
  webhook: Webhook;
  /** When people are told of a change, who, and how. */
  alert: AlertRule;
  wall: SavedWall;
}

/** One definition, made or changed, or taken away (null). */
export type DefinitionChange = { [Kind in DefinitionKind]: { kind: Kind; name: string; definition: DefinitionOf[Kind] | null } }[DefinitionKind];

export { keyOf } from '@heed/loops';

/** Kinds that are found by a key, which stays when a name changes. */
export const isKeyed = (kind: DefinitionKind): kind is 'person' | 'wall' => kind === 'person' || kind === 'wall';

/** What a definition is found by: its name or its key. */
export const nameOf = <Kind extends DefinitionKind>(kind: Kind, definition: DefinitionOf[Kind]): string => (isKeyed(kind) ? (definition as Person | SavedWall).key : definition.name);

/** At most so many of a kind that is no setting of loops. */
export const mostOf = (kind: DefinitionKind): number => (kind === 'wall' ? MAX_WALLS : MAX_DEFINITIONS);

const KINDS_OF_SETTINGS: ReadonlySet<string> = new Set(SETTINGS_KINDS);
/** Whether a kind decides how loops are worked. */
export const isSetting = (kind: DefinitionKind): kind is SettingsKind => KINDS_OF_SETTINGS.has(kind);

/** For people: what a kind is called. */
export const KIND_WORDS: Readonly<Record<DefinitionKind, string>> = { target: 'target', filter: 'saved filter', metric: 'saved metric', view: 'saved view', inbox_view: 'view of the inbox', ...SETTINGS_WORDS, webhook: 'webhook', alert: 'alert rule', wall: 'wall' };
