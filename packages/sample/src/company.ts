/** The invented maker of connected home devices whose year the sample data tells. Any likeness is accidental. */
export const SAMPLE_COMPANY = 'Halvorn Home';

export const SAMPLE_DEPARTMENTS = ['Support', 'Sales', 'Product & Engineering', 'Marketing', 'Delivery', 'Billing'] as const;
export type Department = (typeof SAMPLE_DEPARTMENTS)[number];

export const SAMPLE_CHANNELS = ['Web survey', 'E-mail', 'Chat', 'Phone', 'App', 'Review site', 'In person'] as const;
export type Channel = (typeof SAMPLE_CHANNELS)[number];

/** Six devices and the subscription. Halvorn Bell scores lower than the others all year. */
export const SAMPLE_PRODUCTS = [
  'Halvorn Hub',
  'Halvorn Climate',
  'Halvorn View',
  'Halvorn Bell',
  'Halvorn Lock',
  'Halvorn Glow',
  'Halvorn Plus',
] as const;
export type Product = (typeof SAMPLE_PRODUCTS)[number];

export const SAMPLE_REGIONS = ['Europe', 'North America', 'East Asia', 'Türkiye', 'Vietnam', 'Oceania'] as const;
export type Region = (typeof SAMPLE_REGIONS)[number];

export const SAMPLE_SEGMENTS = ['Consumer', 'Small business', 'Enterprise'] as const;
export type Segment = (typeof SAMPLE_SEGMENTS)[number];

/** BCP 47 tags of the languages that customers write in. */
export const SAMPLE_LANGUAGES = ['en', 'zh-TW', 'ko', 'vi', 'tr', 'pl'] as const;
export type Language = (typeof SAMPLE_LANGUAGES)[number];
