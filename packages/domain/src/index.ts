export * from './dimension.ts';
export * from './error.ts';
export * from './feedback.ts';
export * from './filter.ts';
export * from './name.ts';
export * from './period.ts';
export * from './role.ts';
export * from './scale.ts';
