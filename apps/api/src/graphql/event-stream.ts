import { HeedError } from '@heed/domain';
import type { RequestHandler, Request, Response } from 'express';
import { OperationTypeNode, execute } from 'graphql';
import type { Gate } from '../access/authenticate.ts';
import type { Caller } from '../access/caller.ts';
import { scopeOf, type Broadcast, type Broadcasts, type Watcher } from '../live/broadcast.ts';
import { SWEEP_MS, type LiveConnection, type LiveConnections } from './live-connections.ts';
import { withCost } from './live-operation.ts';
import type { Asked, Entrance, Operation } from './operation.ts';

interface Parts {
  gate: Gate;
  entrance: Entrance;
  broadcasts: Broadcasts;
  connections: LiveConnections;
}

/** A stream in which nothing happens says so that often: proxies cut what they take for dead. */
const BREATH_MS = 10_000;
/** Who takes nothing of what waits for so long is gone: found within 30 seconds. */
const DEAD_MS = 25_000;
const NEXT = 'event: next\ndata: ';
const END = '\n\n';

/** One subscription as a stream of events: the same bytes as everybody's who watches the same, and the newest alone for who reads slowly. */
class StreamConnection implements LiveConnection, Watcher {
  seen = 0;
  caller: Caller;
  readonly #response: Response;
  readonly #parts: Parts;
  #broadcast: Broadcast | undefined;
  /** Until the first event, which tells it. */
  #account: Operation['context']['account'] | undefined;
  #behind = false;
  #stuck = 0;
  #quiet = 0;

  constructor(response: Response, { caller, ...parts }: Parts & { caller: Caller }) {
    this.#response = response;
    this.caller = caller;
    this.#parts = parts;
    parts.connections.add(this);
    response.once('close', () => {
      parts.connections.remove(this);
      this.#leave();
    });
  }

  join(operation: Operation): void {
    this.#account = operation.context.account;
    this.#broadcast = this.#parts.broadcasts.join(operation, this);
    this.#broadcast.give(this);
  }

  #leave(): void {
    this.#broadcast?.leave(this);
    this.#broadcast = undefined;
  }

  deliver(): void {
    if (this.#response.writableLength > 0) this.#behind = true;
    else this.#write();
  }

  end(): void {
    if (this.#behind) this.#write();
    complete(this.#response);
  }

  #write(): void {
    this.#behind = false;
    this.#quiet = 0;
    const last = this.#broadcast?.last;
    if (!last) return;
    const account = this.#account;
    this.#account = undefined;
    this.#response.cork();
    this.#response.write(NEXT);
    // What it ends with belongs to a message over a socket.
    this.#response.write((account ? withCost(last, account.report()) : last).subarray(0, -1));
    this.#response.write(END, this.#taken);
    this.#response.uncork();
  }

  readonly #taken = (error?: Error | null): void => {
    this.#stuck = 0;
    if (!error && this.#behind && this.#response.writableLength === 0) this.#write();
  };

  becomes(caller: Caller): void {
    const before = this.caller;
    this.caller = caller;
    const operation = this.#broadcast?.operation;
    if (before === caller || !operation || scopeOf(before) === scopeOf(caller)) return;
    this.#leave();
    try {
      this.join(this.#parts.entrance.reopen(operation, caller));
    } catch (error) {
      refuse(this.#response, { error, entrance: this.#parts.entrance });
    }
  }

  /** Cut, and not completed: who comes back is told that it takes another token. */
  drop(): void {
    this.#leave();
    this.#response.destroy();
  }

  close(): void {
    this.#leave();
    this.#response.destroy();
  }

  sweep(): void {
    this.#stuck = this.#response.writableLength > 0 ? this.#stuck + 1 : 0;
    this.#quiet++;
    if (this.#stuck * SWEEP_MS >= DEAD_MS) this.#response.destroy();
    else if (this.#stuck === 0 && this.#quiet * SWEEP_MS >= BREATH_MS) {
      this.#quiet = 0;
      this.#response.write(`:${END}`, this.#taken);
    }
  }
}

function complete(response: Response): void {
  response.end(`event: complete\ndata: ${END}`);
}

function refuse(response: Response, { error, entrance }: { error: unknown; entrance: Entrance }): void {
  response.write(`${NEXT}${JSON.stringify({ errors: entrance.errorsOf(error) })}${END}`);
  complete(response);
}

/** What is asked, in the body or in the address. Throws BAD_USER_INPUT for what is neither. */
function askedOf(request: Request): Asked {
  const given = (request.method === 'GET' ? request.query : request.body) as Record<string, unknown> | undefined;
  const { query, operationName, variables } = given ?? {};
  if (typeof query !== 'string') throw new HeedError('BAD_USER_INPUT', 'Send what you ask as JSON, such as {"query": "subscription { … }"}, or in the address as ?query=….');
  let values = variables;
  if (typeof variables === 'string') {
    try {
      values = JSON.parse(variables) as unknown;
    } catch {
      throw new HeedError('BAD_USER_INPUT', 'variables is not JSON.');
    }
  }
  if (values !== undefined && values !== null && (typeof values !== 'object' || Array.isArray(values))) throw new HeedError('BAD_USER_INPUT', 'variables must be an object.');
  return { query, operationName: typeof operationName === 'string' ? operationName : undefined, variables: values as Asked['variables'] };
}

/**
 * Answers operations as server-sent events: the "distinct connections" of the protocol of graphql-sse. As that says, what is wrong
 * with an operation comes as an event, too; without a caller there is no stream.
 */
export function eventStream(parts: Parts): RequestHandler {
  const { gate, entrance } = parts;
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.status(405).set('Allow', 'GET, POST').end();
      return;
    }
    const caller = gate.callerOf(request);
    if (!caller) throw new HeedError('UNAUTHENTICATED', 'Show an access token: as the header "Authorization: Bearer …", or sign in on the dashboard.');
    const asked = askedOf(request);
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache, no-transform', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    try {
      const operation = entrance.open(asked, { caller, signal: () => leaving.signal });
      if (request.method === 'GET' && operation.kind === OperationTypeNode.MUTATION) throw new HeedError('BAD_USER_INPUT', 'What changes something is sent with POST.');
      if (operation.kind === OperationTypeNode.SUBSCRIPTION) {
        new StreamConnection(response, { ...parts, caller }).join(operation);
        return;
      }
      const { document, operationName, variables: variableValues, context } = operation;
      Promise.resolve(execute({ schema: entrance.schema, document, operationName, variableValues, contextValue: context }))
        .then(({ data = null, errors }) => {
          const cost = context.account.report();
          response.write(`${NEXT}${JSON.stringify({ data, ...(errors ? { errors: entrance.format(errors) } : {}), ...(cost ? { extensions: { cost } } : {}) })}${END}`);
          complete(response);
        })
        .catch(next);
    } catch (error) {
      refuse(response, { error, entrance });
    }
  };
}
