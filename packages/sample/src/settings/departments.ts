import type { Department } from '../company.ts';

/** Public holidays of all of Germany; Easter is on 20 April 2025, 5 April 2026 and 28 March 2027. */
const GERMANY = [
  ...['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-01', '2025-05-29', '2025-06-09', '2025-10-03', '2025-12-25', '2025-12-26'],
  ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2026-10-03', '2026-12-25', '2026-12-26'],
  ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-01', '2027-05-06', '2027-05-17', '2027-10-03', '2027-12-25', '2027-12-26'],
];

/** Public holidays of Poland, where the warehouse is; Christmas Eve is one since 2025. */
const POLAND = [
  ...['2025-01-01', '2025-01-06', '2025-04-20', '2025-04-21', '2025-05-01', '2025-05-03', '2025-06-08', '2025-06-19', '2025-08-15', '2025-11-01', '2025-11-11', '2025-12-24', '2025-12-25', '2025-12-26'],
  ...['2026-01-01', '2026-01-06', '2026-04-05', '2026-04-06', '2026-05-01', '2026-05-03', '2026-05-24', '2026-06-04', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-24', '2026-12-25', '2026-12-26'],
  ...['2027-01-01', '2027-01-06', '2027-03-28', '2027-03-29', '2027-05-01', '2027-05-03', '2027-05-16', '2027-05-27', '2027-08-15', '2027-11-01', '2027-11-11', '2027-12-24', '2027-12-25', '2027-12-26'],
];

interface DayPeriod {
  from: string;
  to: string;
}

const weekOf = ({ workday, saturday = [], sunday = [] }: { workday: DayPeriod[]; saturday?: DayPeriod[]; sunday?: DayPeriod[] }): DayPeriod[][] => [workday, workday, workday, workday, workday, saturday, sunday];

const OFFICE = { timeZone: 'Europe/Berlin', week: weekOf({ workday: [{ from: '09:00', to: '17:00' }] }), holidays: GERMANY };
/** Two shifts with half an hour for handing over, when nobody answers. */
const SHIFTS = [{ from: '07:00', to: '14:00' }, { from: '14:30', to: '21:00' }];

/** Targets as texts: first acknowledged, then the customer reached, then closed; all on the working clock but where a day is meant. */
const promise = (acknowledge: string, contact: string, close?: string): object => ({ acknowledge: timeOf(acknowledge), contact: timeOf(contact), ...(close ? { close: timeOf(close) } : {}) });
const timeOf = (within: string): object => ({ within, clock: within.endsWith('d') ? 'calendar' : 'working' });

const USUAL = { urgent: promise('1h', '3h', '12h'), high: promise('2h', '6h', '24h'), normal: promise('4h', '16h', '40h'), low: promise('8h', '24h', '80h') };

/** How each department of the sample company works, what it promises, and who is told when it is late. */
export const SAMPLE_DEPARTMENTS_SET_UP: readonly ({ name: Department } & Record<string, unknown>)[] = [
  {
    name: 'Support',
    calendar: { timeZone: 'Europe/Berlin', week: weekOf({ workday: SHIFTS, saturday: SHIFTS, sunday: [{ from: '10:00', to: '14:00' }] }), holidays: GERMANY },
    targets: { urgent: promise('30m', '2h', '2d'), high: promise('1h', '4h', '24h'), normal: promise('3h', '8h', '40h'), low: promise('8h', '16h', '80h') },
    escalation: { chain: ['marta.kowalczyk', 'rosa.delgado'], repeat: '2h', takeBack: '12h' },
    fallbackOwner: 'marta.kowalczyk',
  },
  {
    name: 'Sales',
    calendar: OFFICE,
    targets: { urgent: promise('1h', '2h', '8h'), high: promise('2h', '4h', '24h'), normal: promise('4h', '8h', '40h'), low: promise('8h', '24h', '80h') },
    escalation: { chain: ['callum.fraser', 'rosa.delgado'], repeat: '4h', takeBack: '16h' },
    fallbackOwner: 'callum.fraser',
  },
  {
    name: 'Product & Engineering',
    calendar: OFFICE,
    // When something is built nobody here promises; only that the customer hears from somebody.
    targets: { urgent: promise('1h', '4h', '3d'), high: promise('4h', '8h', '40h'), normal: promise('8h', '24h'), low: promise('16h', '40h') },
    escalation: { chain: ['johanna.becker', 'rosa.delgado'], repeat: '8h' },
    fallbackOwner: 'johanna.becker',
  },
  {
    name: 'Marketing',
    calendar: OFFICE,
    targets: { ...USUAL, low: promise('16h', '40h', '80h') },
    escalation: { chain: ['camille.moreau'], repeat: '8h' },
    fallbackOwner: 'camille.moreau',
  },
  {
    name: 'Delivery',
    calendar: { timeZone: 'Europe/Warsaw', week: weekOf({ workday: [{ from: '09:00', to: '17:00' }] }), holidays: POLAND },
    targets: { ...USUAL, urgent: promise('1h', '3h', '2d') },
    escalation: { chain: ['tomek.zielinski', 'grace.okafor', 'rosa.delgado'], repeat: '4h', takeBack: '16h' },
    fallbackOwner: 'tomek.zielinski',
  },
  {
    name: 'Billing',
    calendar: OFFICE,
    targets: USUAL,
    escalation: { chain: ['ingrid.solberg', 'rosa.delgado'], repeat: '4h', takeBack: '16h' },
    fallbackOwner: 'ingrid.solberg',
  },
];
