import { lookup as resolveName } from 'node:dns/promises';
import { request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isRefused, isRefusedName } from './addresses.ts';

export interface Address {
  address: string;
  family: number;
}

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

export interface PostOptions {
  headers: Readonly<Record<string, string>>;
  /** Lets calls reach private addresses, and without encryption. */
  allowPrivate: boolean;
  timeoutMs?: number;
  resolve?: Resolve;
}

/** How a call ended: what was answered, or why there is no answer, in a word. */
export type Posted = { status: number; reason: '' } | { status: null; reason: string };

export const TIMEOUT_MS = 15_000;
/** More of an answer is not read. */
const MOST_ANSWER_BYTES = 64 * 1024;

const resolveAll: Resolve = (host) => resolveName(host, { all: true, verbatim: true });

/**
 * The one address to connect to, or why there is none. Every address that the name has must be allowed: of a name with one good and one
 * bad address nobody knows which is meant. Whoever connects uses this very address, so that a name that leads elsewhere a moment later
 * (rebinding) changes nothing.
 */
export async function checkedAddress(url: URL, { allowPrivate, resolve = resolveAll }: Pick<PostOptions, 'allowPrivate' | 'resolve'>): Promise<Address | { reason: string }> {
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return { reason: 'not_https' };
  // The URL parser has made decimal, octal, hexadecimal and short forms of IPv4 the usual one.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  const family = isIP(host);
  if (family !== 0) return isRefused(host, { allowPrivate }) ? { reason: 'refused_address' } : { address: host, family };
  if (isRefusedName(host, { allowPrivate })) return { reason: 'refused_address' };
  let addresses: readonly Address[];
  try {
    addresses = await resolve(host);
  } catch {
    return { reason: 'unknown_host' };
  }
  const [first] = addresses;
  if (!first) return { reason: 'unknown_host' };
  return addresses.some(({ address }) => isRefused(address, { allowPrivate })) ? { reason: 'refused_address' } : first;
}

/** Errors of connections in words of ours. */
const REASONS: Readonly<Record<string, string>> = { ECONNREFUSED: 'connection_refused', ECONNRESET: 'connection_reset', EHOSTUNREACH: 'unreachable', ENETUNREACH: 'unreachable', ETIMEDOUT: 'timeout', EPIPE: 'connection_reset' };

function reasonOf(error: unknown): string {
  const { code = '' } = error as { code?: string };
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return 'tls';
  return REASONS[code] ?? 'connection_failed';
}

/**
 * Posts JSON to an address outside and says how that ended; never rejects. Redirects are not followed: what a name was checked for does not
 * hold for the next. Of the answer nothing but the status is kept, and it has fifteen seconds for all of it.
 */
export async function postJson(url: URL, body: string, { headers, allowPrivate, timeoutMs = TIMEOUT_MS, resolve }: PostOptions): Promise<Posted> {
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<{ reason: string }>((done) => signal.addEventListener('abort', () => done({ reason: 'timeout' }), { once: true }));
  const to = await Promise.race([checkedAddress(url, { allowPrivate, ...(resolve ? { resolve } : {}) }), late]);
  if ('reason' in to) return { status: null, reason: to.reason };
  const pinned: LookupFunction = (_host, options, tell) => (options.all ? tell(null, [to]) : tell(null, to.address, to.family));
  const options: RequestOptions = {
    method: 'POST',
    signal,
    lookup: pinned,
    agent: false,
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), accept: '*/*', 'user-agent': 'Heed', ...headers },
  };
  return new Promise((done) => {
    const call = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, options, (answer) => {
      let bytes = 0;
      const finish = (): void => done({ status: answer.statusCode ?? 0, reason: '' });
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= MOST_ANSWER_BYTES) return;
        // What it says is known; how much more it would say is not our concern.
        finish();
        answer.destroy();
      });
      answer.once('end', finish);
      answer.once('error', () => done({ status: null, reason: signal.aborted ? 'timeout' : 'connection_reset' }));
    });
    call.once('socket', (socket) => {
      socket.once('connect', () => {
        // Believed, and looked at all the same.
        if (isRefused(socket.remoteAddress ?? '', { allowPrivate })) call.destroy(Object.assign(new Error('refused'), { code: 'REFUSED' }));
      });
    });
    call.once('error', (error) => done({ status: null, reason: signal.aborted ? 'timeout' : (error as { code?: string }).code === 'REFUSED' ? 'refused_address' : reasonOf(error) }));
    call.end(body);
  });
}
