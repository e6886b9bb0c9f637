import { GraphQLError } from 'graphql';
import type { ClientOptions, Sink } from 'graphql-ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServiceLive, WorkspaceLive } from '#lib/api/documents.ts';
import { textOf } from '#lib/api/request.ts';
import { createLive } from './connection.svelte.ts';

/** A graphql-ws client whose socket is moved by hand. */
class FakeClient {
  readonly sinks: Sink[] = [];
  /** What the connection asks by itself. */
  service: Sink | undefined;
  readonly options: ClientOptions;
  disposed = false;
  terminated = false;
  constructor(options: ClientOptions) {
    this.options = options;
  }
  subscribe = ({ query }: { query: string }, sink: Sink): (() => void) => {
    if (query === textOf(ServiceLive)) this.service = sink;
    else this.sinks.push(sink);
    return () => undefined;
  };
  dispose = (): void => void (this.disposed = true);
  terminate = (): void => void (this.terminated = true);
  open = (): void => this.options.on?.connected?.({}, undefined, false);
  close = (code: number): void => {
    this.options.on?.closed?.({ code });
    for (const sink of this.sinks) sink.error({ code });
  };
  push = (feedbackCount: number): void => {
    for (const sink of this.sinks) sink.next({ data: { workspace: { feedbackCount } } });
  };
}

let clients: FakeClient[] = [];
const onUnauthenticated = vi.fn();
const live = (options: { token?: string } = {}) =>
  createLive({
    ...options,
    url: 'ws://heed.test/graphql',
    random: () => 1,
    onUnauthenticated,
    create: (options) => {
      const client = new FakeClient(options);
      clients.push(client);
      return client as never;
    },
  });
const last = (): FakeClient => clients.at(-1)!;

beforeEach(() => {
  clients = [];
  onUnauthenticated.mockReset();
  vi.useFakeTimers({ now: 1_000_000 });
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('document', { addEventListener: vi.fn(), removeEventListener: vi.fn(), visibilityState: 'visible' });
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('removeEventListener', vi.fn());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the live connection', () => {
  it('watches from the first moment on and says when something came', () => {
    const connection = live();
    const seen: number[] = [];
    connection.watch(WorkspaceLive, {}, ({ workspace }) => seen.push(workspace.feedbackCount));
    connection.start();
    expect(connection.state).toBe('connecting');
    last().open();
    expect(connection.state).toBe('live');
    last().push(3);
    expect(seen).toEqual([3]);
    expect(connection.updatedAt).toBe(1_000_000);
  });

  it.each([1006, 1011, 4400, 4401, 4429, 4500])('comes back after close code %i and asks for everything again', (code) => {
    const connection = live();
    const seen: number[] = [];
    connection.watch(WorkspaceLive, {}, ({ workspace }) => seen.push(workspace.feedbackCount));
    connection.start();
    last().open();
    last().close(code);
    expect(connection.state).toBe('reconnecting');
    expect(connection.brokenSince).toBe(1_000_000);
    vi.advanceTimersByTime(500);
    expect(clients).toHaveLength(2);
    last().open();
    last().push(7);
    expect(connection.state).toBe('live');
    expect(connection.brokenSince).toBeNull();
    expect(seen).toEqual([7]);
  });

  it('never gives up, and calls itself offline once trying again failed', () => {
    const connection = live();
    connection.start();
    last().open();
    for (let attempt = 1; attempt <= 40; attempt += 1) {
      last().close(1006);
      vi.advanceTimersByTime(15_000);
    }
    expect(clients).toHaveLength(41);
    expect(connection.state).toBe('offline');
    last().open();
    expect(connection.state).toBe('live');
  });

  it('finds a silent death by a ping that nobody answers', () => {
    const connection = live();
    connection.start();
    const first = last();
    first.open();
    first.options.on?.ping?.(false, undefined);
    vi.advanceTimersByTime(4_000);
    first.options.on?.pong?.(true, undefined);
    vi.advanceTimersByTime(5_000);
    expect(connection.state).toBe('live');
    first.options.on?.ping?.(false, undefined);
    vi.advanceTimersByTime(5_000);
    expect(connection.state).toBe('reconnecting');
    expect(first.terminated).toBe(true);
  });

  it('retries one failed watch without dropping the others', () => {
    const connection = live();
    connection.watch(WorkspaceLive, {}, () => undefined);
    connection.start();
    last().open();
    last().sinks[0]!.error([{ message: 'not ready' }]);
    expect(connection.state).toBe('reconnecting');
    vi.advanceTimersByTime(500);
    expect(clients).toHaveLength(1);
    expect(last().sinks).toHaveLength(2);
    last().sinks[1]!.next({ data: { workspace: { feedbackCount: 1 } } });
    expect(connection.state).toBe('live');
  });

  it('tells whoever watches that their question failed', () => {
    const connection = live();
    const onTrouble = vi.fn();
    connection.watch(WorkspaceLive, {}, () => undefined, onTrouble);
    connection.start();
    last().open();
    last().sinks[0]!.next({ errors: [new GraphQLError('no', { extensions: { code: 'NOT_FOUND' } })] });
    expect(onTrouble.mock.calls).toEqual([['NOT_FOUND']]);
    // Whatever ends it otherwise has no code; the second try is the connection's.
    vi.advanceTimersByTime(500);
    last().sinks[1]!.complete();
    expect(onTrouble.mock.calls).toEqual([['NOT_FOUND'], [null]]);
  });

  it('shows its token, and connects anew when asked to, however well it seems to be', () => {
    const connection = live({ token: 'heed_wall_secret' });
    const seen: number[] = [];
    connection.watch(WorkspaceLive, {}, ({ workspace }) => seen.push(workspace.feedbackCount));
    connection.start();
    last().open();
    connection.renew();
    expect(clients).toHaveLength(2);
    expect(clients[0]!.terminated).toBe(true);
    expect(last().options.connectionParams).toEqual({ token: 'heed_wall_secret' });
    last().open();
    last().push(4);
    expect(seen).toEqual([4]);
  });

  it('sends one operation and gives its answer, or says that it could not', async () => {
    const connection = live();
    connection.start();
    await expect(connection.send(WorkspaceLive, {})).rejects.toThrow('There is no connection.');
    last().open();
    const answered = connection.send(WorkspaceLive, {});
    last().push(5);
    last().sinks[0]!.complete();
    await expect(answered).resolves.toEqual({ workspace: { feedbackCount: 5 } });
    const refused = connection.send(WorkspaceLive, {});
    last().sinks[1]!.next({ errors: [new GraphQLError('no')] });
    last().sinks[1]!.complete();
    await expect(refused).rejects.toThrow('It was refused.');
  });

  it('tells when nobody is signed in any more', () => {
    live().start();
    last().close(4403);
    expect(onUnauthenticated).toHaveBeenCalledOnce();
  });

  it('says that the database is away, which makes no data newer, and forgets it with the connection', () => {
    const connection = live();
    connection.start();
    last().open();
    last().service?.next({ data: { service: { release: '1', database: 'READY', since: '2026-01-01T00:00:00.000Z' } } });
    expect(connection.state).toBe('live');
    last().service?.next({ data: { service: { release: '1', database: 'AWAY', since: '2026-01-02T00:00:00.000Z' } } });
    expect(connection.state).toBe('away');
    expect(connection.release).toBe('1');
    expect(connection.databaseAwaySince).toBe(Date.UTC(2026, 0, 2));
    expect(connection.updatedAt).toBeNull();
    last().close(1006);
    expect(connection.state).toBe('reconnecting');
    vi.advanceTimersByTime(500);
    last().open();
    expect(connection.state).toBe('live');
  });

  it('stays silent after its end', () => {
    const connection = live();
    const end = connection.start();
    last().open();
    end();
    vi.advanceTimersByTime(60_000);
    expect(clients).toHaveLength(1);
    expect(last().disposed).toBe(true);
  });
});
