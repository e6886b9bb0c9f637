import type { Duplex } from 'node:stream';
import { HeedError } from '@heed/domain';
import { OperationTypeNode, execute } from 'graphql';
import { CloseCode, MessageType, parseMessage, type Message, type SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Caller } from '../access/caller.ts';
import { scopeOf, type Broadcasts } from '../live/broadcast.ts';
import { frameHead } from '../live/frame.ts';
import { Bucket, type Rate } from './bucket.ts';
import { SWEEP_MS, type LiveConnection } from './live-connections.ts';
import { LiveOperation, type Line } from './live-operation.ts';
import type { Entrance } from './operation.ts';

/** Operations of one connection at the same time: the largest page watches about twenty. */
const MAX_OPERATIONS = 100;
/** A page that comes back asks for everything that it watched, and asks more as people walk through it. */
const SUBSCRIBES: Rate = { atOnce: 150, perSecond: 20 };
/** The above, their ends, and pings. */
const MESSAGES: Rate = { atOnce: 400, perSecond: 60 };
/** Who has not said who they are by then is nobody; five seconds more where a sweep came right at the start. */
const UNKNOWN_MS = 10_000;
/** Who has said nothing for so long is asked whether they are there. */
const ASK_MS = 10_000;
/** Who then says nothing, or takes nothing of what waits, is gone: found within 30 seconds. */
const DEAD_MS = 25_000;
/** Answers to queries wait for who does not read them, up to so many bytes. Snapshots do not wait: only the newest is sent. */
const MAX_WAITING = 16 * 1024 * 1024;

/** RFC 6455, as registered with IANA: whoever reads it connects anew at once. */
const SERVICE_RESTART = 1012;

/** Who shows this token, or none; null for nobody. */
export type Authenticate = (token: string | undefined) => Caller | null;

export interface ConnectionParts {
  entrance: Entrance;
  broadcasts: Broadcasts;
  onClose: (connection: SocketConnection) => void;
}

/**
 * One WebSocket that speaks graphql-transport-ws. Written here because graphql-ws executes and writes for each subscriber by
 * itself: here a snapshot is one piece of memory for everybody, and who reads slowly has one of them waiting, the newest.
 */
export class SocketConnection implements LiveConnection, Line {
  caller: Caller | null = null;
  readonly #socket: WebSocket;
  /** What `#socket` writes to. A whole frame at a time may be written past it: nothing is compressed, so nothing is under way. */
  readonly #raw: Duplex;
  readonly #parts: ConnectionParts;
  readonly #operations = new Map<string, LiveOperation | AbortController>();
  /** Operations whose newest snapshot waits until what was sent before has been taken. */
  readonly #behind = new Set<LiveOperation>();
  readonly #messages = new Bucket(MESSAGES);
  readonly #subscribes = new Bucket(SUBSCRIBES);
  /** Until it was said who this is: it holds on to the request. */
  #authenticate: Authenticate | undefined;
  /** For how many sweeps it has not been said who this is, nothing was heard, and nothing of what waits was taken. */
  #unknown = 0;
  #silent = 0;
  #stuck = 0;

  constructor(socket: WebSocket, { raw, authenticate, ...parts }: ConnectionParts & { raw: Duplex; authenticate: Authenticate }) {
    this.#socket = socket;
    this.#raw = raw;
    this.#parts = parts;
    this.#authenticate = authenticate;
    socket.on('message', (data) => this.#hear((data as Buffer).toString()));
    socket.on('pong', () => (this.#silent = 0));
    socket.once('close', () => this.#closed());
  }

  becomes(caller: Caller): void {
    const before = this.caller;
    this.caller = caller;
    // Whether it may connect from where it is is asked when it does.
    if (before && String(before.networks ?? []) !== String(caller.networks ?? [])) return this.#socket.close(SERVICE_RESTART, 'Changed');
    if (before === caller || scopeOf(before) === scopeOf(caller)) return;
    for (const operation of this.#operations.values()) if (operation instanceof LiveOperation) operation.joinAgain();
  }

  drop(reason: 'expired' | 'revoked'): void {
    this.#leaveAll();
    // After this code clients come back with a new token, where they have one.
    this.#socket.close(CloseCode.Forbidden, reason === 'expired' ? 'Token expired' : 'Forbidden');
  }

  sweep(): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return this.#socket.terminate();
    this.#silent++;
    this.#unknown += this.caller ? 0 : 1;
    this.#stuck = this.#raw.writableLength > 0 ? this.#stuck + 1 : 0;
    if (this.#unknown * SWEEP_MS >= UNKNOWN_MS) this.#socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout');
    if (Math.max(this.#silent, this.#stuck) * SWEEP_MS >= DEAD_MS) this.#socket.terminate();
    else if (this.#silent * SWEEP_MS >= ASK_MS) this.#socket.ping();
  }

  close(): void {
    this.#socket.close(1001, 'Going away');
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #hear(text: string): void {
    this.#silent = 0;
    // Rather than 1008, because clients know it and come back no sooner than they should.
    if (!this.#messages.take()) return this.#socket.close(CloseCode.TooManyInitialisationRequests, 'Too many messages');
    let message: Message;
    try {
      message = parseMessage(text);
    } catch {
      return this.#socket.close(CloseCode.BadRequest, 'Invalid message received');
    }
    switch (message.type) {
      case MessageType.ConnectionInit:
        return this.#init(message.payload?.token);
      case MessageType.Ping:
        return this.send({ type: MessageType.Pong, ...(message.payload ? { payload: message.payload } : {}) });
      case MessageType.Pong:
        return;
      case MessageType.Subscribe:
        return this.#subscribe(message.id, message.payload);
      case MessageType.Complete: {
        const operation = this.#operations.get(message.id);
        this.forget(message.id);
        if (operation instanceof LiveOperation) operation.leave();
        else operation?.abort();
        return;
      }
      default:
        return this.#socket.close(CloseCode.BadRequest, 'Invalid message received');
    }
  }

  #init(token: unknown): void {
    const authenticate = this.#authenticate;
    this.#authenticate = undefined;
    if (!authenticate) return this.#socket.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
    this.caller = authenticate(typeof token === 'string' && token !== '' ? token : undefined);
    if (!this.caller) return this.#socket.close(CloseCode.Unauthorized, 'Unauthorized');
    this.send({ type: MessageType.ConnectionAck });
  }

  #subscribe(id: string, payload: SubscribePayload): void {
    if (!this.caller) return this.#socket.close(CloseCode.Unauthorized, 'Unauthorized');
    if (this.#operations.has(id)) return this.#socket.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`.slice(0, 123));
    const { entrance, broadcasts } = this.#parts;
    try {
      if (this.#operations.size >= MAX_OPERATIONS) throw new HeedError('RATE_LIMITED', `One connection may run ${MAX_OPERATIONS} operations at once; end some or open another connection.`);
      if (!this.#subscribes.take()) throw new HeedError('RATE_LIMITED', `One connection may begin ${SUBSCRIBES.perSecond} operations a second; wait a moment.`, { retryAfterSeconds: 1 });
      const leaving = new AbortController();
      const operation = entrance.open(payload, { caller: this.caller, signal: () => leaving.signal });
      if (operation.kind === OperationTypeNode.SUBSCRIPTION) {
        const live = new LiveOperation(id, { connection: this, entrance, broadcasts });
        this.#operations.set(id, live);
        live.join(operation);
        return;
      }
      this.#operations.set(id, leaving);
      const { document, operationName, variables: variableValues, context } = operation;
      void Promise.resolve(execute({ schema: entrance.schema, document, operationName, variableValues, contextValue: context }))
        .then(({ data = null, errors }) => {
          if (leaving.signal.aborted) return;
          const cost = context.account.report();
          this.send({ id, type: MessageType.Next, payload: { data, ...(errors ? { errors: entrance.format(errors) } : {}), ...(cost ? { extensions: { cost } } : {}) } });
          this.finish(id);
        })
        .catch((error: unknown) => this.refuse(id, error));
    } catch (error) {
      this.refuse(id, error);
    }
  }

  /** Tells that an operation cannot be, and forgets it. */
  refuse(id: string, error: unknown): void {
    this.forget(id);
    this.send({ id, type: MessageType.Error, payload: this.#parts.entrance.errorsOf(error) });
  }

  /** Tells that nothing more comes of an operation, after what may be waiting, and forgets it. */
  finish(id: string): void {
    const operation = this.#operations.get(id);
    if (operation instanceof LiveOperation && this.#behind.has(operation)) this.#write(operation);
    this.forget(id);
    this.send({ id, type: MessageType.Complete });
  }

  forget(id: string): void {
    const operation = this.#operations.get(id);
    if (operation instanceof LiveOperation) this.#behind.delete(operation);
    this.#operations.delete(id);
  }

  send(message: object): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#raw.writableLength > MAX_WAITING) return this.#socket.terminate();
    this.#socket.send(JSON.stringify(message));
  }

  /** Sends the newest snapshot of an operation, now or once there is room. */
  offer(operation: LiveOperation): void {
    if (this.#raw.writableLength > 0) this.#behind.add(operation);
    else this.#write(operation);
  }

  #write(operation: LiveOperation): void {
    const rest = operation.take();
    if (!rest || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#raw.cork();
    this.#raw.write(frameHead(operation.beginning, rest.length));
    this.#raw.write(rest, this.#taken);
    this.#raw.uncork();
  }

  readonly #taken = (error?: Error | null): void => {
    this.#stuck = 0;
    if (error) return;
    for (const operation of this.#behind) {
      if (this.#raw.writableLength > 0) return;
      this.#behind.delete(operation);
      this.#write(operation);
    }
  };

  #closed(): void {
    this.#leaveAll();
    this.#parts.onClose(this);
  }

  #leaveAll(): void {
    const operations = [...this.#operations.values()];
    this.#operations.clear();
    this.#behind.clear();
    for (const operation of operations) {
      if (operation instanceof LiveOperation) operation.leave();
      else operation.abort();
    }
  }
}
