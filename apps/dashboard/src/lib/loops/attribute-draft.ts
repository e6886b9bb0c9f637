/** How an attribute can be tested: it is one of these, none of these, or a number within. */
export const ATTRIBUTE_TESTS = ['IN', 'NOT_IN', 'RANGE'] as const;
export type AttributeTest = (typeof ATTRIBUTE_TESTS)[number];

/** A condition on an attribute as a form shows it; of the other tests it keeps what was given, for whoever goes back. */
export interface AttributeDraft {
  key: string;
  test: AttributeTest;
  values: string[];
  min: number | null;
  max: number | null;
}

export const NEW_ATTRIBUTE: Readonly<AttributeDraft> = { key: '', test: 'IN', values: [], min: null, max: null };

type Json = Record<string, unknown>;
const texts = (value: unknown): string[] | null => (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string') ? value : null);
const isNumber = (value: unknown): value is number => typeof value === 'number';

/** A saved condition as the form shows it; null for one that it has no fields for, such as one of these and none of those at once. */
export function readAttribute({ key, ...tests }: Json): AttributeDraft | null {
  if (typeof key !== 'string' || key === '') return null;
  const names = Object.keys(tests).sort().join(' ');
  const [kept, left] = [texts(tests['in']), texts(tests['notIn'])];
  if (names === 'in' && kept) return { ...NEW_ATTRIBUTE, key, values: kept };
  if (names === 'notIn' && left) return { ...NEW_ATTRIBUTE, key, test: 'NOT_IN', values: left };
  const { min, max } = tests;
  const isRange = ['max', 'max min', 'min'].includes(names) && [min, max].every((end) => end === undefined || isNumber(end));
  return isRange ? { ...NEW_ATTRIBUTE, key, test: 'RANGE', min: isNumber(min) ? min : null, max: isNumber(max) ? max : null } : null;
}

/** What is saved of a condition; null for one that asks for nothing yet. */
export function attributeCondition({ key, test, values, min, max }: AttributeDraft): Json | null {
  const name = key.trim();
  if (name === '') return null;
  if (test === 'RANGE') return min === null && max === null ? null : { key: name, ...(min === null ? {} : { min }), ...(max === null ? {} : { max }) };
  return values.length === 0 ? null : { key: name, [test === 'IN' ? 'in' : 'notIn']: [...values] };
}
