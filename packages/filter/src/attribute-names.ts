import type { FilterCondition, Grouping } from '@heed/domain';

/** The key of an attribute in a question, and where it stands, for example `filter.attributes.0.key`. */
export interface AttributeName {
  key: string;
  path: string;
}

/** The attributes that a filter names, in all its branches. */
export function namesOfFilter({ attributes = [], and = [], or = [], not }: FilterCondition, path = 'filter'): AttributeName[] {
  return [
    ...attributes.map(({ key }, index) => ({ key, path: `${path}.attributes.${index}.key` })),
    ...and.flatMap((branch, index) => namesOfFilter(branch, `${path}.and.${index}`)),
    ...or.flatMap((branch, index) => namesOfFilter(branch, `${path}.or.${index}`)),
    ...(not ? namesOfFilter(not, `${path}.not`) : []),
  ];
}

/** The attributes that a question names in its filter and its groupings. */
export function namesOfQuestion({ filter = {}, by = [] }: { filter?: FilterCondition | undefined; by?: readonly Grouping[] | undefined }): AttributeName[] {
  const grouped = by.flatMap(({ attribute }, index) => (attribute === undefined ? [] : [{ key: attribute, path: `by.${index}.attribute` }]));
  return [...namesOfFilter(filter), ...grouped];
}
