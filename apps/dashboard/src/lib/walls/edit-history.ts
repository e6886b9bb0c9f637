/** States of something that is edited: what it was, what it is, and what was taken back. */
export interface EditHistory<State> {
  past: readonly State[];
  now: State;
  future: readonly State[];
  /** What was changed last: further changes of the same are one step. Empty after a step back or forth. */
  what: string;
}

/** So many steps can be taken back. */
const MOST = 100;

export const startHistory = <State>(now: State): EditHistory<State> => ({ past: [], now, future: [], what: '' });

/** Notes a change. Several in a row to the same thing, such as letters typed into a title, are taken back together; without a `what` each is a step. */
export function edited<State>(history: EditHistory<State>, now: State, what = ''): EditHistory<State> {
  if (what !== '' && what === history.what) return { ...history, now, future: [] };
  return { past: [...history.past, history.now].slice(-MOST), now, future: [], what };
}

/** One step back; the same history where there is none. */
export function undone<State>(history: EditHistory<State>): EditHistory<State> {
  const now = history.past.at(-1);
  return now === undefined ? history : { past: history.past.slice(0, -1), now, future: [history.now, ...history.future], what: '' };
}

/** One step forth again; the same history where there is none. */
export function redone<State>(history: EditHistory<State>): EditHistory<State> {
  const [now, ...future] = history.future;
  return now === undefined ? history : { past: [...history.past, history.now], now, future, what: '' };
}
