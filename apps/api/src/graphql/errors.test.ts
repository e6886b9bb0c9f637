import { describe, expect, test } from 'vitest';
import { withoutValues } from './errors.ts';

describe('a message of GraphQL without the values in it', () => {
  test.each([
    ['Variable "$input" got invalid value "my \\" at \\"x\\"; cat" at "input.nps"; Int cannot represent non-integer value: "my cat"', 'input.nps: not a value of the type Int.'],
    ['Variable "$input" got invalid value { comment: "my cat" }; Field "source" of required type "String!" was not provided.', 'input: the field source of type String! is missing.'],
    ['Variable "$input" got invalid value "my cat" at "input[3].coment"; Field "coment" is not defined by type "FeedbackInput". Did you mean "comment"?', 'input[3].coment: there is no field coment in FeedbackInput. Did you mean "comment"?'],
    ['Variable "$m" got invalid value "my cat"; Value "my cat" does not exist in "Metric" enum.', 'm: not a value of the enum Metric.'],
    ['Variable "$m" got invalid value "NSP"; Value "NSP" does not exist in "Metric" enum. Did you mean the enum value "NPS"?', 'm: not a value of the enum Metric. Did you mean the enum value "NPS"?'],
    ['Int cannot represent non-integer value: "my cat"', 'not a value of the type Int.'],
    ['Syntax Error: Expected Name, found String "my cat".', 'Syntax Error: Expected Name, found String.'],
    ['Syntax Error: Unexpected String "my cat".', 'Syntax Error: Unexpected String.'],
    ['Cannot query field "scor" on type "Query". Did you mean "score"?', 'Cannot query field "scor" on type "Query". Did you mean "score"?'],
    ['Unknown argument "wat" on field "Query.score".', 'Unknown argument "wat" on field "Query.score".'],
  ])('%s', (message, expected) => {
    expect(withoutValues(message)).toBe(expected);
  });
});
