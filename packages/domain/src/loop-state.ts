/** How far a loop has come. `told` ends the outer loop, `closed` everything; `merged` lives on in another. */
export const LOOP_STATES = ['new', 'acknowledged', 'contacted', 'resolved', 'told', 'closed', 'merged'] as const;
export type LoopStateName = (typeof LOOP_STATES)[number];
