import { describe, expect, it } from 'vitest';
import { BULK_DRAFT, bulkResult, commandInput, offered, type CommandDraft } from './commands.ts';

const DRAFT: CommandDraft = { way: 'CALL', note: ' called twice ', department: 'Sales', owner: '', priority: 'HIGH', rootCause: 'Bug', action: '', outcome: 'TOLD', reason: 'DUPLICATE', into: '', letter: { language: 'en', subject: 's', body: 'b' } };

describe('what a loop offers', () => {
  it('is first what usually comes next', () => {
    expect(offered({ possible: ['ACKNOWLEDGE', 'CONTACT', 'NOTE', 'HAND_OVER', 'MERGE'], contactedAt: null, isTold: false })).toEqual({ next: 'ACKNOWLEDGE', beside: ['CONTACT', 'HAND_OVER', 'NOTE'], more: ['MERGE'] });
    expect(offered({ possible: ['CONTACT', 'RESOLVE', 'CLOSE'], contactedAt: '2026-01-01', isTold: false }).next).toBe('RESOLVE');
    expect(offered({ possible: ['CONTACT', 'TELL', 'CLOSE'], contactedAt: null, isTold: false }).next).toBe('TELL');
    expect(offered({ possible: ['TELL', 'CLOSE'], contactedAt: null, isTold: true }).next).toBe('CLOSE');
    expect(offered({ possible: ['RESUME', 'CONTACT'], contactedAt: null, isTold: false }).next).toBe('RESUME');
    expect(offered({ possible: [], contactedAt: null, isTold: false })).toEqual({ next: null, beside: [], more: [] });
  });
});

describe('a filled-in form', () => {
  it('sends the fields of its command alone', () => {
    expect(commandInput('HAND_OVER', DRAFT)).toEqual({ do: 'HAND_OVER', department: 'Sales', note: 'called twice' });
    expect(commandInput('ASSIGN', DRAFT)).toEqual({ do: 'ASSIGN', owner: null });
    expect(commandInput('RESOLVE', DRAFT)).toEqual({ do: 'RESOLVE', rootCause: 'Bug', note: 'called twice' });
    expect(commandInput('ACKNOWLEDGE', DRAFT)).toEqual({ do: 'ACKNOWLEDGE' });
  });
  it('has a letter only where one is sent, and a reason only where nobody was told', () => {
    expect(commandInput('CONTACT', DRAFT)).toEqual({ do: 'CONTACT', way: 'CALL', note: 'called twice' });
    expect(commandInput('TELL', { ...DRAFT, way: 'EMAIL', note: '' })).toEqual({ do: 'TELL', way: 'EMAIL', letter: DRAFT.letter });
    expect(commandInput('CLOSE', DRAFT)).toEqual({ do: 'CLOSE', outcome: 'TOLD', note: 'called twice' });
    expect(commandInput('CLOSE', { ...DRAFT, outcome: 'NOT_TOLD' })).toMatchObject({ outcome: 'NOT_TOLD', reason: 'DUPLICATE' });
  });
});

describe('a command on several loops', () => {
  it('has what its form holds, and nothing that was left out', () => {
    expect(commandInput('TELL', { ...BULK_DRAFT, way: 'EMAIL' })).toEqual({ do: 'TELL', way: 'EMAIL' });
    expect(commandInput('CLOSE', BULK_DRAFT)).toEqual({ do: 'CLOSE', outcome: 'TOLD' });
    expect(commandInput('RESOLVE', { ...BULK_DRAFT, rootCause: 'Bug', action: 'Fixed' })).toEqual({ do: 'RESOLVE', rootCause: 'Bug', action: 'Fixed' });
  });
  it('says of each what became of it', () => {
    const answers = [{ id: '1', code: null, message: null }, { id: '2', code: 'BAD_USER_INPUT', message: 'It is closed.' }, { id: '3', code: 'CONFLICT', message: null }];
    expect(bulkResult(answers)).toEqual({ done: ['1'], refused: [{ id: '2', message: 'It is closed.' }, { id: '3', message: 'CONFLICT' }] });
  });
});
