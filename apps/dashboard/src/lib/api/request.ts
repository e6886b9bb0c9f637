import type { TadaDocumentNode } from 'gql.tada';
import { print } from 'graphql';

/** The API said no, or said nothing. `code` is its stable code, or OFFLINE when nothing answered. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly code: string;
  /** What the API adds to its message, such as the thing that stands in the way. */
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } & Record<string, unknown> }[];
}

/** The text of a document, as it is sent and as "copy query" gives it. */
export const textOf = (document: TadaDocumentNode<never, never> | object): string => print(document as Parameters<typeof print>[0]);

/** Asks the API once over HTTP. Throws RequestFailed, also when only a part of the answer failed. */
export async function request<Data, Variables>(
  fetch: typeof globalThis.fetch,
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  let answer: Answer;
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'apollo-require-preflight': 'true' },
      body: JSON.stringify({ query: textOf(document), variables }),
    });
    answer = (await response.json()) as Answer;
  } catch {
    throw new RequestFailed('OFFLINE', 'The server could not be reached.');
  }
  const [first] = answer.errors ?? [];
  if (first) throw new RequestFailed(first.extensions?.code ?? 'UNAVAILABLE', first.message, first.extensions);
  return answer.data as Data;
}
