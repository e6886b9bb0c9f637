import { ApolloServer, HeaderMap, type ApolloServerPlugin, type GraphQLRequest } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { HeedError, type ErrorCode } from '@heed/domain';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { admit } from './admission.ts';
import type { Context } from './context.ts';
import { estimate } from './dry-run.ts';
import { formatError, type ReportFailure } from './errors.ts';
import { LIMITS } from './limits.ts';

const STATUS: Partial<Record<ErrorCode, number>> = { FORBIDDEN: 403, RATE_LIMITED: 429 };

/** A refusal before any work answers HTTP 400, or what its code says: over a limit, or variables that do not fit. */
function refused(error: unknown): unknown {
  if (error instanceof HeedError) {
    const wait = error.details.retryAfterSeconds;
    const http = { status: STATUS[error.code] ?? 400, headers: new HeaderMap(typeof wait === 'number' ? [['retry-after', String(wait)]] : []) };
    return new GraphQLError(error.message, { originalError: error, extensions: { ...error.details, code: error.code, http } });
  }
  return error instanceof GraphQLError ? new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } }) : error;
}

/** True when only the cost is asked for: by the header Heed-Dry-Run, or by `extensions: { dryRun: true }` in the body. */
function isDryRun({ http, extensions }: GraphQLRequest): boolean {
  return http?.headers.get('heed-dry-run')?.toLowerCase() === 'true' || extensions?.dryRun === true;
}

/** Holds operations to their limits before they run, answers dry runs, and puts the cost into every answer. */
const metering = (report: ReportFailure): ApolloServerPlugin<Context> => ({
  requestDidStart({ schema, request }) {
    const variables = request.variables ?? {};
    const dryRun = isDryRun(request) ? { dryRun: true, rowsToRead: null as number | null } : undefined;
    return Promise.resolve({
      didResolveOperation({ document, contextValue: context }) {
        try {
          admit({ schema, document, operationName: request.operationName, variables }, { context, dryRun: dryRun !== undefined });
        } catch (error) {
          throw refused(error);
        }
        return Promise.resolve();
      },
      async responseForOperation({ document, contextValue: context }) {
        if (!dryRun) return null;
        const { rowsToRead, errors, ran } = await estimate({ schema, document, operationName: request.operationName, variables }, context);
        dryRun.rowsToRead = rowsToRead;
        const formatted = errors.map((error) => formatError(error.toJSON(), error, report));
        return {
          http: { ...(ran ? {} : { status: 400 }), headers: new HeaderMap() },
          body: { kind: 'single', singleResult: { data: null, ...(formatted.length > 0 ? { errors: formatted } : {}) } },
        };
      },
      willSendResponse({ response: { body }, contextValue: { account } }) {
        const cost = account.report();
        if (!cost || body.kind !== 'single') return Promise.resolve();
        body.singleResult.extensions = { ...body.singleResult.extensions, cost: dryRun ? { cost: cost.cost, limit: cost.limit, ...dryRun } : cost };
        return Promise.resolve();
      },
    });
  },
});

/** GraphQL over HTTP. Call `start` before use. */
export function createApollo({ schema, report }: { schema: GraphQLSchema; report: ReportFailure }): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxLexicalTokens: LIMITS.tokens },
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), metering(report)],
    formatError: (formatted, error) => formatError(formatted, error, report),
  });
}
