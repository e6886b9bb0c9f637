/** What a customer who follows the link of a re-ask finds. */
export interface Reask {
  state: 'open' | 'answered' | 'expired' | 'invalid';
  question: 'nps' | 'csat' | 'ces';
  scale: number;
  company: string;
  /** BCP 47 tag of the language in which the customer was written to. */
  language: string;
}

const address = (token: string): string => `/reask/${encodeURIComponent(token)}`;
const KINDS = ['nps', 'csat', 'ces'];
const STATES = ['open', 'answered', 'expired', 'invalid'];

/** Asks the API what a link is for; null when it cannot be reached. */
export async function readReask(fetch: typeof globalThis.fetch, token: string): Promise<Reask | null> {
  try {
    const answer = await fetch(address(token), { headers: { accept: 'application/json' } });
    const body = (await answer.json()) as Partial<Reask>;
    const { state, question, scale, company, language } = body;
    if (state === undefined || !STATES.includes(state)) return null;
    return { state, question: question !== undefined && KINDS.includes(question) ? question : 'nps', scale: scale ?? 10, company: company ?? '', language: language ?? '' };
  } catch {
    return null;
  }
}

/** Sends the answer. A link can be used once: what was answered before stays `answered`. */
export async function answerReask(fetch: typeof globalThis.fetch, token: string, answer: { score: number; comment: string }): Promise<'thanks' | 'answered' | 'failed'> {
  try {
    const sent = await fetch(address(token), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer.comment === '' ? { score: answer.score } : answer) });
    return sent.ok ? 'thanks' : sent.status === 409 ? 'answered' : 'failed';
  } catch {
    return 'failed';
  }
}

/** The scores that can be chosen, from the worst. */
export function scoresOf({ question, scale }: Pick<Reask, 'question' | 'scale'>): number[] {
  return question === 'nps' ? Array.from({ length: 11 }, (_, score) => score) : Array.from({ length: scale }, (_, index) => index + 1);
}
