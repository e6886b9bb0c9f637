import { dataOf } from './heed-process.ts';

/** As long as Heed takes a name, and without a place to break it. */
const longName = (start: string): string => start.padEnd(80, 'w');

const HOURS = [{ from: '00:00', to: '12:00' }, { from: '12:00', to: '24:00' }];
const HOUR_MS = 3_600_000;
const DEPARTMENTS = ['Kundenzufriedenheit', 'Ulaştırma', '고객지원'].map(longName);
const [FIRST = '', SECOND = ''] = DEPARTMENTS;
const PERSON = 'p0'.padEnd(80, 'k');
const CAUSE = longName('Ursache');
const ACTION = longName('Massnahme');

/** What is done to each loop, one after the other: each of them ends in another state. */
const RESOLVE = { do: 'RESOLVE', rootCause: CAUSE, action: ACTION };
const LIVES = [
  [],
  [{ do: 'ACKNOWLEDGE' }],
  [{ do: 'CONTACT', way: 'CALL', note: 'w'.repeat(300) }, { do: 'WAIT', note: 'w'.repeat(300) }],
  [{ do: 'HAND_OVER', department: SECOND, note: 'w'.repeat(300) }],
  [RESOLVE],
  [RESOLVE, { do: 'TELL', way: 'CALL', note: 'w'.repeat(300) }],
  [RESOLVE, { do: 'TELL', way: 'CALL' }, { do: 'CLOSE', outcome: 'TOLD' }, { do: 'REOPEN', note: 'w'.repeat(300) }],
  [RESOLVE, { do: 'CLOSE', outcome: 'NOT_TOLD', reason: 'UNREACHABLE' }],
];

/**
 * Departments, people, customers and all the rest under the longest names that can be, and loops in every state between them. Resolves to
 * one that was handed over and its customer.
 */
export async function setUpLongNames(url: string): Promise<{ loop: string; customer: string }> {
  const save = <T = Record<string, never>>(query: string, variables: unknown): Promise<T> => dataOf<T>(url, query, { variables });
  for (const name of DEPARTMENTS) {
    const targets = ['ACKNOWLEDGE', 'CONTACT', 'CLOSE'].map((target, index) => ({ priority: 'URGENT', target, milliseconds: (index + 1) * HOUR_MS, clock: 'WORKING' }));
    const calendar = { timeZone: 'America/Argentina/ComodRivadavia', week: Array.from({ length: 7 }, () => HOURS), holidays: [] };
    await save('mutation ($input: DepartmentInput!) { saveDepartment(input: $input) { name } }', { input: { name, calendar, targets } });
  }
  const person = { key: PERSON, name: longName('Wolfeschlegelsteinhausen'), email: `${'m'.repeat(60)}@${'d'.repeat(60)}.example`, departments: DEPARTMENTS };
  await save('mutation ($input: PersonInput!) { savePerson(input: $input) { key } }', { input: person });
  await save('mutation ($cause: RootCauseInput!, $action: LoopActionInput!) { saveRootCause(input: $cause) { name } saveLoopAction(input: $action) { name } }', { cause: { name: CAUSE }, action: { name: ACTION } });
  const texts = [{ language: 'en', subject: longName('Betreff'), body: 'w'.repeat(2_000) }];
  await save('mutation ($input: TemplateInput!) { saveTemplate(input: $input) { name } }', { input: { name: longName('Vorlage'), purpose: 'TOLD', texts } });

  let found = { loop: '', customer: '' };
  for (const [index, commands] of LIVES.entries()) {
    const customer = { id: `c${index}`.padEnd(60, 'w'), name: longName(`Kunde${index}`), email: `${index}${'m'.repeat(60)}@${'d'.repeat(60)}.example`, phone: `+${'0'.repeat(30)}`, consent: true };
    const feedback = { source: longName('quelle'), externalId: String(index), department: FIRST, product: longName('Produkt'), region: longName('Gebiet'), segment: longName('Kreis'), nps: index % 4, comment: 'w'.repeat(400), contactRequested: true, customer, attributes: [{ key: 'k'.repeat(40), value: 'v'.repeat(200) }] };
    const { submitFeedback } = await save<{ submitFeedback: { feedbackId: string } }>('mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { feedbackId } }', { input: feedback });
    const { openLoop } = await save<{ openLoop: { id: string; customer: { id: string } } }>('mutation ($input: OpenLoopInput!) { openLoop(input: $input) { id customer { id } } }', { input: { department: FIRST, feedback: submitFeedback.feedbackId, priority: 'URGENT', owner: PERSON, note: 'w'.repeat(300) } });
    for (const command of commands) await save('mutation ($id: ID!, $command: LoopCommandInput!) { commandLoop(id: $id, command: $command) { state } }', { id: openLoop.id, command });
    if (index === 3) found = { loop: openLoop.id, customer: openLoop.customer.id };
  }
  const rule = { name: longName('Regel'), order: 1, when: { nps: { max: 6 } }, department: FIRST, priority: 'URGENT', owner: { by: 'PERSON', person: PERSON } };
  await save('mutation ($input: RuleInput!) { saveRule(input: $input) { name } }', { input: rule });
  return found;
}
