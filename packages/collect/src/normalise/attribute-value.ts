import { FEEDBACK_LIMITS } from '@heed/domain';
import { columnName, type Issues } from './issues.ts';
import { verbatim } from './text-value.ts';

type Pair = readonly [key: string, value: string];
const NONE: readonly Pair[] = Object.freeze([]);

/** Gathers the pairs of one feedback: its `attributes` and every field that Heed does not know. */
export class AttributePairs {
  private pairs: Pair[] | undefined;
  private readonly issues: Issues;

  constructor(issues: Issues) {
    this.issues = issues;
  }

  /** Adds one pair; a value that is missing or empty is "not given". */
  add(key: string, value: unknown, column: string): void {
    if (value === undefined || value === null || value === '') return;
    const text = typeof value === 'boolean' ? String(value) : this.scalar(value, column);
    if (text === '') return;
    const name = verbatim(key, { column: columnName(column), limit: FEEDBACK_LIMITS.attributeKey, issues: this.issues });
    if (name === '') {
      if (key === '') this.issues.refuse('attributes', value, 'must not have an empty key');
      return;
    }
    (this.pairs ??= []).push([name, text]);
  }

  private scalar(value: unknown, column: string): string {
    if (typeof value !== 'string' && typeof value !== 'number') {
      this.issues.refuse(column, value, 'must be text, a number, true or false; lists and objects are not kept');
      return '';
    }
    return verbatim(value, { column: columnName(column), limit: FEEDBACK_LIMITS.attributeValue, issues: this.issues });
  }

  /** All pairs, ordered by key. A key that came twice is refused, for one of its values would be lost. */
  ordered(): readonly Pair[] {
    const pairs = this.pairs;
    if (pairs === undefined) return NONE;
    for (let index = 1; index < pairs.length; index++) {
      if ((pairs[index - 1] as Pair)[0] >= (pairs[index] as Pair)[0]) {
        pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
        break;
      }
    }
    for (let index = 1; index < pairs.length; index++) {
      const [key, value] = pairs[index] as Pair;
      if ((pairs[index - 1] as Pair)[0] === key) this.issues.refuse(`attributes.${key}`, value, 'was given twice; keep one of them');
    }
    if (pairs.length > FEEDBACK_LIMITS.attributes) {
      this.issues.refuse('attributes', {}, `must hold at most ${FEEDBACK_LIMITS.attributes} pairs; there are ${pairs.length}`);
    }
    return pairs;
  }
}
