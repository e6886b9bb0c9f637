import { HeedError } from '@heed/domain';
import * as z from 'zod';

/** One change, as the API describes it. */
export interface RemoteChange {
  kind: string;
  name: string;
  action: 'CREATED' | 'CHANGED' | 'REMOVED' | 'UNCHANGED';
  before: string | null;
  after: string | null;
}

/** The definitions of a running Heed. */
export interface RemoteDefinitions {
  export(): Promise<string>;
  /** Throws ProblemsError for a file that cannot be applied. */
  apply(yaml: string, options: { dryRun: boolean }): Promise<RemoteChange[]>;
}

/** Everything that is wrong with a file, as far as it was listed. */
export class ProblemsError extends Error {
  override readonly name = 'ProblemsError';
  readonly problems: readonly { line: number; message: string }[];
  readonly count: number;

  constructor(problems: readonly { line: number; message: string }[], count: number) {
    super('the file has problems');
    this.problems = problems;
    this.count = count;
  }
}

const problems = z.object({ problems: z.array(z.object({ line: z.number(), message: z.string() })).min(1), problemCount: z.number() });
const failure = z.object({ errors: z.array(z.object({ message: z.string(), extensions: z.looseObject({ code: z.string() }) })).min(1) });
const exported = z.object({ definitions: z.string() });
const applied = z.object({
  applyDefinitions: z.object({
    changes: z.array(z.object({ kind: z.string(), name: z.string(), action: z.enum(['CREATED', 'CHANGED', 'REMOVED', 'UNCHANGED']), before: z.string().nullable(), after: z.string().nullable() })),
  }),
});

const APPLY = 'mutation ($yaml: String!, $dryRun: Boolean!) { applyDefinitions(yaml: $yaml, dryRun: $dryRun) { changes { kind name action before after } } }';

/** Talks to a running Heed. Throws HeedError with what it answered, UNAVAILABLE where it does not answer. */
export function openRemote({ url, token }: { url: string; token: string | undefined }): RemoteDefinitions {
  async function ask<T>(shape: z.ZodType<T>, query: string, variables: Record<string, unknown> = {}): Promise<T> {
    let body: unknown;
    try {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ query, variables }),
      });
      body = await answer.json();
    } catch {
      throw new HeedError('UNAVAILABLE', `The Heed at ${url} does not answer.`);
    }
    const refused = failure.safeParse(body).data?.errors[0];
    if (refused) {
      const found = problems.safeParse(refused.extensions);
      if (found.success) throw new ProblemsError(found.data.problems, found.data.problemCount);
      throw new HeedError('UNAVAILABLE', refused.message);
    }
    const { data } = z.object({ data: shape }).safeParse(body).data ?? {};
    if (data === undefined) throw new HeedError('UNAVAILABLE', `What answers at ${url} is no Heed, or one of another version.`);
    return data;
  }

  return {
    export: async () => (await ask(exported, '{ definitions }')).definitions,
    apply: async (yaml, { dryRun }) => (await ask(applied, APPLY, { yaml, dryRun })).applyDefinitions.changes,
  };
}
