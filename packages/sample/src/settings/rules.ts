import type { FilterCondition } from '@heed/domain';
import type { Department } from '../company.ts';

/** A rule of the sample, with what may be left out. */
export interface SampleRule {
  name: string;
  order: number;
  when: FilterCondition;
  repeatedWithinDays?: number;
  department: Department;
  priority: 'urgent' | 'high' | 'normal' | 'low';
  owner: { by: 'nobody' | 'round_robin' } | { by: 'person'; person: string };
  watchers?: string[];
}

const LOW_SATISFACTION: FilterCondition = { csat: { max: 2 }, csatScale: 5 };
/** On the agreement scale of CES 2.0 low numbers mean much effort. */
const MUCH_EFFORT: FilterCondition = { ces: { max: 2 } };
const DETRACTOR: FilterCondition = { nps: { max: 6 } };
const UNHAPPY: FilterCondition = { or: [DETRACTOR, LOW_SATISFACTION, MUCH_EFFORT] };

const anyOf = (texts: readonly string[]): FilterCondition => ({ or: texts.map((text) => ({ text })) });

/** How people put a wish, in the languages that they write in. Each word of an entry must occur. */
const WISHES = anyOf([
  ...['price would be nice', 'next wish', 'if you could only add', 'icing on the cake', 'manual would help', 'please add'],
  ...['希望有', '希望之後', '就更完美', '拜託出'],
  ...['좋겠어요', '있으면 완벽'],
  ...['mong có', 'thì tuyệt', 'ra thêm gói'],
  ...['olsa tam olacak', 'gelse süper', 'olsa keşke', 'indirimi de olsa'],
  ...['przydałby', 'przydałaby', 'będzie ideał', 'by się przydała'],
]);

/** What those say who look at others. */
const LEAVING = anyOf(['competitor', 'looking around', 'want to cancel', '別家', '다른 회사', 'hãng khác', 'rakip', 'konkurencj']);

const BUSINESS: FilterCondition = { segment: { in: ['Small business', 'Enterprise'] } };
const ROUND_ROBIN = { by: 'round_robin' } as const;

const of = (department: Department): FilterCondition => ({ department: { in: [department] } });

/** Whoever asked to be contacted and is unhappy is called at once; the others get an answer as well. */
const CONTACT_REQUESTS = (['Support', 'Delivery', 'Billing', 'Product & Engineering', 'Sales', 'Marketing'] as const).flatMap((department, index): SampleRule[] => [
  { name: `Call back, unhappy: ${department}`, order: 20 + index, when: { contactRequested: true, ...of(department), ...UNHAPPY }, department, priority: 'urgent', owner: ROUND_ROBIN },
  { name: `Please contact me: ${department}`, order: 40 + index, when: { contactRequested: true, ...of(department) }, department, priority: 'normal', owner: ROUND_ROBIN },
]);

/** When feedback opens a loop at the sample company: some 14 in a hundred answers. The first rule that fits decides. */
export const SAMPLE_RULES: readonly SampleRule[] = [
  { name: 'Unhappy again within two months', order: 10, when: { ...UNHAPPY, anonymous: false }, repeatedWithinDays: 60, department: 'Support', priority: 'high', owner: { by: 'person', person: 'marta.kowalczyk' }, watchers: ['rosa.delgado'] },
  ...CONTACT_REQUESTS,
  {
    name: 'Business customer at risk',
    order: 30,
    when: { ...BUSINESS, or: [DETRACTOR, LEAVING] },
    department: 'Sales',
    priority: 'high',
    owner: ROUND_ROBIN,
    watchers: ['elif.yildiz'],
  },
  { name: 'Help that was hard to get', order: 50, when: { ...of('Support'), hasComment: true, or: [LOW_SATISFACTION, MUCH_EFFORT] }, department: 'Support', priority: 'high', owner: ROUND_ROBIN },
  { name: 'Detractor after support', order: 51, when: { ...of('Support'), nps: { max: 4 }, hasComment: true }, department: 'Support', priority: 'normal', owner: ROUND_ROBIN },
  { name: 'Detractor after a delivery', order: 60, when: { ...of('Delivery'), hasComment: true, ...DETRACTOR }, department: 'Delivery', priority: 'high', owner: ROUND_ROBIN },
  { name: 'Unhappy with an invoice or a refund', order: 61, when: { ...of('Billing'), hasComment: true, ...UNHAPPY }, department: 'Billing', priority: 'high', owner: ROUND_ROBIN },
  { name: 'Unhappy with buying', order: 62, when: { ...of('Sales'), hasComment: true, ...UNHAPPY }, department: 'Sales', priority: 'normal', owner: ROUND_ROBIN },
  { name: 'A promise that was not kept', order: 63, when: { ...of('Marketing'), hasComment: true, ...UNHAPPY }, department: 'Marketing', priority: 'normal', owner: { by: 'person', person: 'camille.moreau' } },
  { name: 'A device that lets people down', order: 64, when: { ...of('Product & Engineering'), hasComment: true, or: [{ nps: { max: 3 } }, { csat: { max: 1 }, csatScale: 5 }] }, department: 'Product & Engineering', priority: 'normal', owner: ROUND_ROBIN },
  { name: 'An idea for the product', order: 70, when: { hasComment: true, ...WISHES, not: UNHAPPY }, department: 'Product & Engineering', priority: 'low', owner: { by: 'person', person: 'yijun.lin' } },
  { name: 'Business customer who recommends us', order: 80, when: { ...BUSINESS, nps: { min: 9 }, hasComment: true, anonymous: false }, department: 'Marketing', priority: 'low', owner: { by: 'person', person: 'camille.moreau' } },
];
