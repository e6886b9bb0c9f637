import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { GraphiQL } from 'graphiql';
import { getOperationAST, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const FIRST_QUERY = `# The numbers of the screens, for any question of yours. Try it: Ctrl-Enter.
query {
  score(metric: NPS, filter: { period: { last: { count: 28, unit: DAY } } }) {
    estimate { value low high n excluded }
    change { value verdict }
  }
}
`;

interface Question {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown>;
}

function isSubscription({ query, operationName }: Question): boolean {
  return String(getOperationAST(parse(query), operationName)?.operation) === 'subscription';
}

/** Starts the query console in an element; returns what ends it. */
export function mountConsole(host: HTMLElement): () => void {
  const socket = createClient({ url: `${location.origin.replace(/^http/, 'ws')}/graphql`, retryAttempts: 5 });
  const ask = async (question: Question): Promise<unknown> => {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'apollo-require-preflight': 'true' },
      body: JSON.stringify(question),
    });
    return answer.json();
  };
  const fetcher = (question: Question): unknown => (isSubscription(question) ? socket.iterate(question) : ask(question));
  const root = createRoot(host);
  root.render(createElement(GraphiQL, { fetcher, defaultQuery: FIRST_QUERY, shouldPersistHeaders: false }));
  return () => {
    root.unmount();
    void socket.dispose();
  };
}
