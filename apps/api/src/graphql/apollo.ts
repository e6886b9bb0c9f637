import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { HeedError } from '@heed/domain';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context } from './context.ts';
import { formatError, type ReportFailure } from './errors.ts';
import { LIMITS, assertCost, assertIntrospection, shapeRule } from './limits.ts';

/** A refusal before any work answers HTTP 400: over a limit, or variables that do not fit. */
function refused(error: unknown): unknown {
  if (error instanceof HeedError) {
    return new GraphQLError(error.message, { originalError: error, extensions: { ...error.details, code: error.code, http: { status: error.code === 'FORBIDDEN' ? 403 : 400 } } });
  }
  return error instanceof GraphQLError ? new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } }) : error;
}

const limits: ApolloServerPlugin<Context> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ document, operationName, request, schema, contextValue }) {
        try {
          assertIntrospection(document, contextValue.caller);
          assertCost({ schema, document, operationName: operationName ?? undefined, variables: request.variables ?? {} });
        } catch (error) {
          throw refused(error);
        }
        return Promise.resolve();
      },
    }),
};

/** GraphQL over HTTP. Call `start` before use. */
export function createApollo({ schema, report }: { schema: GraphQLSchema; report: ReportFailure }): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxLexicalTokens: LIMITS.tokens },
    validationRules: [shapeRule],
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), limits],
    formatError: (formatted, error) => formatError(formatted, error, report),
  });
}
