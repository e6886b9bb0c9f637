/** The console is a program of its own: nothing of it can be rendered ahead. */
export const ssr = false;
