/**
 * A process of its own that plays many clients: each sends one submitFeedback, waits for the answer, and sends the next.
 * It speaks HTTP/1.1 on plain sockets with requests that are put together beforehand, so that on two cores the clients
 * leave as much as possible to Heed; its own CPU time is part of the answer.
 */
import { connect } from 'node:net';
import { toGraphql } from './bodies.ts';
import { makeRows } from './rows.ts';

/** What the clients shall do; `prefix` makes their ids new and must have the same length each time. */
export interface Order {
  url: string;
  connections: number;
  seconds: number;
  prefix: string;
  seed: number;
}

/** What they saw: accepted submissions, other answers, and the time of each answer in milliseconds. */
export interface Seen {
  accepted: number;
  other: number;
  firstOther: string;
  wallMs: number;
  cpuMs: number;
  milliseconds: number[];
}

const QUERY = 'mutation Submit($input: FeedbackInput!) { submitFeedback(input: $input) { status feedbackId refusals { column kind reason } } }';
const VARIANTS = 2_000;
const ID_DIGITS = 9;
const PLACE = '0'.repeat(ID_DIGITS);

/** Requests as text around the place of the id, which has always the same length. */
function prepare({ url, prefix, seed }: Order): { before: string; after: string }[] {
  const now = Date.now();
  return makeRows(VARIANTS, { seed, now }).map((row) => {
    const input = toGraphql({ ...row, occurredAt: new Date(now).toISOString(), externalId: `${prefix}-${PLACE}` });
    const body = JSON.stringify({ query: QUERY, variables: { input } });
    const head = `POST /graphql HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
    const place = head.length + body.indexOf(`${prefix}-${PLACE}`) + prefix.length + 1;
    const text = head + body;
    return { before: text.slice(0, place), after: text.slice(place + ID_DIGITS) };
  });
}

function run(order: Order): Promise<Seen> {
  const requests = prepare(order);
  const { hostname, port } = new URL(order.url);
  const seen: Seen = { accepted: 0, other: 0, firstOther: '', wallMs: 0, cpuMs: 0, milliseconds: [] };
  const cpu = process.cpuUsage();
  const start = performance.now();
  const until = start + order.seconds * 1_000;
  let next = 0;
  let open = order.connections;
  return new Promise((resolve, reject) => {
    const oneClient = (): void => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      let sentAt = 0;
      let heard = '';
      const ask = (): void => {
        const request = requests[next % VARIANTS] as { before: string; after: string };
        sentAt = performance.now();
        socket.write(request.before + String(next++).padStart(ID_DIGITS, '0') + request.after);
      };
      socket.on('connect', ask);
      socket.on('error', reject);
      // Latin-1 keeps lengths in bytes; nothing that is looked for lies beyond ASCII.
      socket.setEncoding('latin1').on('data', (part: string) => {
        heard += part;
        const bodyStart = heard.indexOf('\r\n\r\n') + 4;
        if (bodyStart < 4) return;
        const length = Number(/content-length: (\d+)/i.exec(heard)?.[1]);
        if (heard.length < bodyStart + length) return;
        const now = performance.now();
        seen.milliseconds.push(now - sentAt);
        if (heard.includes('"status":"ACCEPTED"', bodyStart)) seen.accepted++;
        else if (seen.other++ === 0) seen.firstOther = heard.slice(0, 600);
        heard = '';
        if (now < until) return ask();
        socket.destroy();
        if (--open > 0) return;
        const used = process.cpuUsage(cpu);
        resolve({ ...seen, wallMs: now - start, cpuMs: (used.user + used.system) / 1_000 });
      });
    };
    for (let client = 0; client < order.connections; client++) oneClient();
  });
}

process.on('message', (order: Order) => {
  run(order).then(
    (seen) => process.send?.(seen),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
