import { checkFilter } from '@heed/filter';
import { keyOf, type LoopSettings, type Rule } from '../settings/settings.ts';
import type { Asked } from './matches.query.ts';

/** Rules in the order in which they are asked: by `order`, then by name. */
function byOrder(left: Rule, right: Rule): number {
  return left.order - right.order || (left.name < right.name ? -1 : left.name > right.name ? 1 : 0);
}

/**
 * The rules that open loops, in order. One whose conditions cannot be asked is left out and told of, so that it
 * does not keep the others from working.
 */
export function workingRules({ rules }: LoopSettings, { onError }: { onError: (error: unknown) => void }): Rule[] {
  return rules
    .filter((rule) => {
      if (!rule.enabled) return false;
      try {
        checkFilter(rule.when);
        return true;
      } catch (error) {
        onError(error);
        return false;
      }
    })
    .sort(byOrder);
}

/**
 * The rules that say what one rule does: those before it that let no further rule follow, and itself, last. It takes the
 * place of the rule of its name, and counts as enabled, so that it can be tried before it is.
 */
export function rulesUpTo(rule: Rule, settings: LoopSettings): Rule[] {
  const others = settings.rules.filter(({ name }) => keyOf(name) !== keyOf(rule.name));
  const before = workingRules({ ...settings, rules: others }, { onError: () => undefined }).filter((other) => other.last && byOrder(other, rule) < 0);
  return [...before, { ...rule, enabled: true }];
}

/** What is asked of the store for some rules. */
export function askedFor(rules: readonly Rule[]): Asked {
  const attributes = rules.flatMap(({ departmentFromAttribute, owner }) => [...(departmentFromAttribute ? [departmentFromAttribute] : []), ...(owner.by === 'attribute' ? [owner.attribute] : [])]);
  return { conditions: rules.map(({ when }) => when), attributes: [...new Set(attributes)] };
}
