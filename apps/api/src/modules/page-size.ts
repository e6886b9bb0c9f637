import { HeedError } from '@heed/domain';

/** The most items that one list of an answer may hold. */
const MAX_PAGE_SIZE = 200;

/** The cost of a list: of finding it, and a tenth of what each item costs, as items of a page are read together. */
export const perItem = ({ args, childComplexity }: { args: { first?: number }; childComplexity: number }): number => 10 + ((args.first ?? 50) * childComplexity) / 10;

/** Throws BAD_USER_INPUT unless `first` is a whole number from 1 to MAX_PAGE_SIZE. */
export function assertPageSize(first: number): void {
  if (!Number.isInteger(first) || first < 1 || first > MAX_PAGE_SIZE) {
    throw new HeedError('BAD_USER_INPUT', `first must be a whole number from 1 to ${MAX_PAGE_SIZE}; read further pages with after.`);
  }
}
