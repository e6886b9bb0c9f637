import { ALWAYS } from '../../clock/working-calendar.ts';
import { NO_TARGETS, type Department, type LoopSettings, type Person } from '../../settings/settings.ts';

const HOUR = 3_600_000;

function department(name: string): Department {
  const close = { milliseconds: 48 * HOUR, clock: 'calendar' } as const;
  return { name, calendar: ALWAYS, targets: { ...NO_TARGETS, normal: { close }, urgent: { close: { ...close, milliseconds: 4 * HOUR } } }, escalation: { chain: [], repeatMs: 0, takeBackMs: null }, fallbackOwner: null };
}

function person(key: string, name: string): Person {
  return { key, name, email: `${key}@example.com`, departments: ['Support'], language: 'en', available: true };
}

/** Two departments that always work, normal loops to be closed within 48 hours and urgent ones within 4, and two people. */
export const SETTINGS: LoopSettings = {
  version: 1,
  departments: new Map([['support', department('Support')], ['product', department('Product')]]),
  people: new Map([['mia', person('mia', 'Mia Berg')], ['jon', person('jon', 'Jon Ek')]]),
  rules: [],
  rootCauses: [],
  actions: [],
  templates: new Map(),
  reask: { enabled: false, afterMs: 0, template: '' },
};
