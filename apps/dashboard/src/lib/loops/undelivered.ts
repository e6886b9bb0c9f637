import type { LoopMessage } from '#lib/api/loops-documents.ts';

/** Whether a person has to decide about a letter: it failed, or nobody knows whether it arrived. */
export const isUndelivered = ({ incoming, status }: Pick<LoopMessage, 'incoming' | 'status'>): boolean => !incoming && (status === 'FAILED' || status === 'UNCERTAIN');
