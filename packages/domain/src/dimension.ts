/** The columns of feedback that people filter and group by. An empty string means "not given". */
export const DIMENSIONS = ['department', 'channel', 'product', 'region', 'segment', 'language', 'source'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
