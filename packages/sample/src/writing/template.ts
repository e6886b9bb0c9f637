import type { Random } from '../random.ts';

/** A parsed line: text, slots, and choices among lines. */
type Part = string | { readonly slot: string; readonly form: string } | { readonly choices: readonly Template[] };
export type Template = readonly Part[];

/** Gives a slot's words; throws when it knows no such slot or form. */
type FillSlot = (slot: string, form: string) => string;

/**
 * Parses a line such as `The {p} [never|hardly ever] fails.`: `[a|b]` is a choice that may nest, `{slot}` or
 * `{slot:form}` a slot. Throws on unbalanced brackets, so that a typing mistake fails the first test that renders it.
 */
export function parseTemplate(line: string): Template {
  let at = 0;
  const parseUntilEnd = (nested: boolean): Template => {
    const parts: Part[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push(text);
      text = '';
    };
    while (at < line.length) {
      const character = line.charAt(at);
      if (nested && (character === '|' || character === ']')) break;
      if (character === ']') throw new Error(`Closing bracket without an opening one: ${line}`);
      at += 1;
      if (character === '[') {
        flush();
        const choices: Template[] = [];
        do {
          choices.push(parseUntilEnd(true));
          at += 1;
        } while (line.charAt(at - 1) === '|');
        if (line.charAt(at - 1) !== ']') throw new Error(`Bracket never closed: ${line}`);
        parts.push({ choices });
      } else if (character === '{') {
        const end = line.indexOf('}', at);
        if (end < 0) throw new Error(`Slot never closed: ${line}`);
        flush();
        const [slot = '', form = ''] = line.slice(at, end).split(':');
        parts.push({ slot, form });
        at = end + 1;
      } else {
        text += character;
      }
    }
    flush();
    return parts;
  };
  return parseUntilEnd(false);
}

/** Writes one of the texts that a template stands for. */
export function renderTemplate(template: Template, { random, fill }: { random: Random; fill: FillSlot }): string {
  let text = '';
  for (const part of template) {
    if (typeof part === 'string') text += part;
    else if ('choices' in part) text += renderTemplate(random.pick(part.choices), { random, fill });
    else text += fill(part.slot, part.form);
  }
  return text;
}
