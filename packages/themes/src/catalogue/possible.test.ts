import { expect, test } from 'vitest';
import { possibleThemeCommands } from './possible.ts';
import { testCatalogue } from './testing/test-catalogue.ts';

test('what can be done to a theme depends on its pin, its place and the others', () => {
  const catalogue = testCatalogue([{ do: 'create', name: 'A' }]);
  const possible = (id: string): string[] => possibleThemeCommands(catalogue.state, id);
  expect(possible('t1')).toEqual(['rename', 'describe', 'pin', 'hide', 'split', 'retire', 'confirm', 'define', 'assign']);
  catalogue.do({ do: 'create', name: 'B', parent: 't1' });
  // The one above cannot go below, the one below can go up.
  expect(possible('t1')).not.toContain('nest');
  expect(possible('t2')).toEqual(['rename', 'describe', 'pin', 'hide', 'merge', 'split', 'retire', 'confirm', 'move', 'nest', 'define', 'assign']);
  catalogue.do({ do: 'pin', theme: 't1', pinned: true });
  expect(possible('t1')).toContain('merge');
  expect(possible('t1')).not.toContain('retire');
  catalogue.do({ do: 'pin', theme: 't2', pinned: true });
  expect(possible('t1')).not.toContain('merge');
  catalogue.do({ do: 'pin', theme: 't2', pinned: false });
  catalogue.do({ do: 'merge', themes: ['t2'], into: 't1' });
  expect(possible('t2')).toEqual([]);
  expect(possible('nothing')).toEqual([]);
});
