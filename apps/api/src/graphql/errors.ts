import { unwrapResolverError } from '@apollo/server/errors';
import { HeedError } from '@heed/domain';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** Tells the log of an unexpected failure and returns a number to find it by. */
export type ReportFailure = (error: unknown) => string;

/** GraphQL's own codes in Heed's words. */
const CODES: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'BAD_USER_INPUT',
  GRAPHQL_VALIDATION_FAILED: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_USER_INPUT',
};

/**
 * GraphQL's messages repeat the value that was wrong, which may be a customer's words. This keeps where it stood and what
 * was expected.
 */
export function withoutValues(message: string): string {
  const path = [...message.matchAll(/ at "([\w.[\]$]+)"; /g)].at(-1)?.[1];
  const variable = /^Variable "\$(\w+)" got invalid value /.exec(message)?.[1];
  const where = path ? `${path}: ` : variable ? `${variable}: ` : '';
  const missing = /Field "(\w+)" of required type "([\w![\]]+)" was not provided\.$/.exec(message);
  if (missing) return `${where}the field ${missing[1]} of type ${missing[2]} is missing.`;
  const undefinedField = /Field "(\w+)" is not defined by type "(\w+)"\.(?: (Did you mean .+\?))?$/.exec(message);
  if (undefinedField) return `${where}there is no field ${undefinedField[1]} in ${undefinedField[2]}.${undefinedField[3] ? ` ${undefinedField[3]}` : ''}`;
  const outsideEnum = /^(?:.*; )?(?:Value|Enum "(\w+)" cannot represent).*?(?:"(\w+)" enum|value)(?:\.|:).*?((?:Did you mean .+\?)?)$/s.exec(message);
  if (outsideEnum && /enum/i.test(message)) return `${where}not a value of the enum ${outsideEnum[1] ?? outsideEnum[2]}.${outsideEnum[3] ? ` ${outsideEnum[3]}` : ''}`;
  const scalar = /(?:^|; )(\w+) cannot represent/.exec(message);
  if (scalar) return `${where}not a value of the type ${scalar[1]}.`;
  if (variable) return `${where}not a value of its type.`;
  return message.replaceAll(/((?:Unexpected|found) (?:String|BlockString)) ".*?"(?=[.,]|$)/gs, '$1').replaceAll(/: "(?:[^"\\]|\\.)*"$/gs, '');
}

/**
 * An error as a client sees it: a stable code and what to change; never a stack trace, the engine's own text, or a value.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown, report: ReportFailure): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  const place = { ...(formatted.locations ? { locations: formatted.locations } : {}), ...(formatted.path ? { path: formatted.path } : {}) };
  const expected = original instanceof GraphQLError && original.originalError instanceof HeedError ? original.originalError : original;
  if (expected instanceof HeedError) {
    return { message: expected.message, ...place, extensions: { ...expected.details, code: expected.code } };
  }
  // A validation rule's own code stands one deeper than the one that Apollo gives to all of them.
  const ruled = original instanceof GraphQLError && original.originalError instanceof GraphQLError ? original.originalError.extensions.code : undefined;
  const code = ruled ?? formatted.extensions?.code;
  if (original instanceof GraphQLError && code !== 'INTERNAL_SERVER_ERROR') {
    const tooLong = original.message.includes('Parsing aborted');
    return {
      message: tooLong ? MAX_TOKENS_MESSAGE : withoutValues(original.message),
      ...place,
      extensions: { code: tooLong ? 'QUERY_TOO_COMPLEX' : (typeof code === 'string' ? (CODES[code] ?? code) : 'BAD_USER_INPUT') },
    };
  }
  const id = report(original);
  return { message: `Something went wrong inside Heed. Its log names it ${id}.`, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR', id } };
}

const MAX_TOKENS_MESSAGE = 'The document is too long; ask for less at once, and send values as variables.';
