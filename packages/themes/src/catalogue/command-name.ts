/** The names of everything that can be done to themes, in the order in which they are offered. */
export const THEME_COMMANDS = [
  'create', 'rename', 'describe', 'pin', 'hide', 'merge', 'split', 'retire', 'confirm', 'move', 'nest', 'exclude', 'define', 'assign', 'import',
  'propose', 'withdraw', 'accept', 'decline', 'build', 'roll_back', 'undo',
] as const;
export type CommandName = (typeof THEME_COMMANDS)[number];
