/** The colours and the face a chart is drawn with, resolved from the tokens of the theme in use. */
export interface ChartInk {
  paper: string;
  ink: string;
  ink2: string;
  ink3: string;
  rule: string;
  ruleStrong: string;
  series: string;
  seriesBand: string;
  seriesPale: string;
  volume: string;
  good: string;
  middle: string;
  bad: string;
  categories: string[];
  font: string;
}

const TOKENS = {
  paper: '--paper',
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  rule: '--rule',
  ruleStrong: '--rule-strong',
  series: '--series',
  seriesBand: '--series-band',
  seriesPale: '--series-pale',
  volume: '--volume',
  good: '--good',
  middle: '--middle',
  bad: '--bad',
} as const;

export const CATEGORY_COUNT = 10;

/** Reads the tokens as the browser computes them inside `host`: a canvas understands no custom properties. */
export function readInk(host: HTMLElement): ChartInk {
  const probe = document.createElement('span');
  host.append(probe);
  const resolve = (token: string): string => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, resolve(token)])) as Record<keyof typeof TOKENS, string>;
  const categories = Array.from({ length: CATEGORY_COUNT }, (_, index) => resolve(`--category-${index + 1}`));
  const font = getComputedStyle(host).fontFamily;
  probe.remove();
  return { ...colours, categories, font };
}
