import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';

/** Writes GraphQL documents whose variables and results are typed by `apps/api/schema.graphql`. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTimeISO: string };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
