/** What customers of a test say: by subject, sentences that are put together from their own words. */
const SUBJECTS = {
  delivery: {
    openings: ['My parcel', 'The delivery', 'The package from your courier', 'My order', 'The shipment'],
    happenings: ['arrived three days late', 'came a week after the promised date', 'was left at the wrong door by the courier', 'is still not delivered', 'was delayed at the depot again'],
    ends: ['and the tracking never moved', 'although I paid for express shipping', 'and the driver did not ring', 'so the parcel went back to the depot', ''],
  },
  app: {
    openings: ['The app', 'Your mobile app', 'The new version of the app', 'The app on my phone', 'Since the update the app'],
    happenings: ['crashes when I log in', 'freezes on the login screen', 'shows a blank screen after the update', 'logs me out every hour', 'needs ages to load the start screen'],
    ends: ['and I have to install it again', 'on android and on my tablet', 'even after a restart of the phone', 'with an error code', ''],
  },
  invoice: {
    openings: ['My invoice', 'The bill of this month', 'Your billing', 'The amount on the invoice', 'My credit card statement'],
    happenings: ['was charged twice', 'shows a fee that nobody explained', 'is higher than the price in the contract', 'still contains the cancelled subscription', 'has the wrong tax on it'],
    ends: ['and the refund has not come', 'and accounting does not answer', 'for the second month in a row', 'so I had to call my bank', ''],
  },
  staff: {
    openings: ['The staff in the shop', 'The lady at the counter', 'Your shop assistant', 'The team in the store', 'A young man in your store'],
    happenings: ['was friendly and patient', 'explained every model to us', 'took a lot of time to advise me', 'helped me choose the right size', 'greeted us with a smile'],
    ends: ['and found a fitting alternative', 'although the shop was full', 'and even carried it to the counter', 'on a busy saturday', ''],
  },
} as const;

export type Subject = keyof typeof SUBJECTS;
export const SUBJECT_NAMES = Object.keys(SUBJECTS) as Subject[];

/** So many different comments on a subject, at most 125; always the same. */
export function commentsOn(subject: Subject, count: number): string[] {
  const { openings, happenings, ends } = SUBJECTS[subject];
  const all = ends.flatMap((end) => openings.flatMap((opening) => happenings.map((happening) => [opening, happening, end].join(' ').trim())));
  // Each opening, happening and end comes as often as the others, whatever the count.
  return Array.from({ length: count }, (_, index) => all[(index * 31) % all.length] as string);
}
