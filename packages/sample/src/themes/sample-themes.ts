import type { Department } from '../company.ts';
import type { Subject } from '../subjects.ts';

/** Something that people of the sample company keep an eye on. */
export interface SampleTheme {
  /** What its customers talk about, as the sample knows it. */
  readonly subject: Subject;
  readonly name: string;
  readonly description: string;
}

/** Themes that belong together, and the department that looks after them. */
export interface SampleThemeGroup {
  readonly name: string;
  readonly department: Department;
  readonly themes: readonly SampleTheme[];
}

/** What the sample company named. The empty battery is not among it: it is what has only just begun to be said. */
export const SAMPLE_THEMES: readonly SampleThemeGroup[] = [
  {
    name: 'Devices and app',
    department: 'Product & Engineering',
    themes: [
      { subject: 'pairing', name: 'Pairing', description: 'Getting a device to join the hub or the Wi-Fi.' },
      { subject: 'connection', name: 'Connection', description: 'Devices that drop off, and come back.' },
      { subject: 'app', name: 'The app', description: 'How the app looks, works and changes.' },
      { subject: 'alerts', name: 'Alerts', description: 'Notifications that come too often, too late or not at all.' },
      { subject: 'picture', name: 'Camera picture', description: 'What can be seen, by day and by night.' },
      { subject: 'energy', name: 'Heating and energy', description: 'What the thermostat saves, or does not.' },
      { subject: 'setup', name: 'Setting up', description: 'Manuals, screws and the first hour.' },
    ],
  },
  {
    name: 'Help',
    department: 'Support',
    themes: [
      { subject: 'waiting', name: 'Waiting for an answer', description: 'How long it takes until somebody replies.' },
      { subject: 'agent', name: 'The people who help', description: 'How customers are treated when they reach somebody.' },
      { subject: 'replacement', name: 'Replacement and repair', description: 'What happens when a device is broken.' },
    ],
  },
  {
    name: 'Orders',
    department: 'Delivery',
    themes: [
      { subject: 'delivery', name: 'Delivery', description: 'When and how parcels arrive.' },
      { subject: 'packaging', name: 'Packaging', description: 'Boxes, plastic and what arrives broken.' },
      { subject: 'tracking', name: 'Tracking', description: 'Knowing where a parcel is.' },
    ],
  },
  {
    name: 'Money',
    department: 'Billing',
    themes: [
      { subject: 'invoice', name: 'Invoices', description: 'What is charged, and whether it can be understood.' },
      { subject: 'refund', name: 'Refunds', description: 'Getting money back.' },
      { subject: 'cancellation', name: 'Cancelling', description: 'Ending the subscription.' },
      { subject: 'plan', name: 'Plans and prices', description: 'What the subscription costs and holds.' },
    ],
  },
  {
    name: 'Buying',
    department: 'Sales',
    themes: [
      { subject: 'advice', name: 'Advice before buying', description: 'Finding out what fits.' },
      { subject: 'business', name: 'For businesses', description: 'Offices, shops and flats to let.' },
      { subject: 'promotion', name: 'Offers', description: 'Discounts and what they leave out.' },
      { subject: 'newsletter', name: 'Newsletter', description: 'Mail that comes too often.' },
      { subject: 'productPage', name: 'Product pages', description: 'What the website says and shows.' },
    ],
  },
];
