import { setMaxListeners } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { HeedError } from '@heed/domain';
import { GraphQLError, OperationTypeNode, getOperationAST, parse, validate, type ExecutionArgs, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Gate } from '../access/authenticate.ts';
import type { Caller } from '../access/caller.ts';
import { admit } from './admission.ts';
import type { Context } from './context.ts';
import { formatError, type ReportFailure } from './errors.ts';
import { LIMITS } from './limits.ts';

const MAX_MESSAGE_BYTES = 1024 * 1024;
const MAX_OPERATIONS = 100;
const CONNECTION_TIMEOUT_MS = 5_000;
const PING_EVERY_MS = 10_000;
/** RFC 6455, as registered with IANA: whoever reads it connects anew at once, and is then let in as things stand. */
const SERVICE_RESTART = 1012;

export interface LiveSockets {
  /** Closes every socket whose caller may no longer be there, and those that are to connect anew because what they may do has changed. */
  dropInvalid(standing: (caller: Caller) => 'valid' | 'changed' | 'ended'): void;
  count(): number;
  close(): Promise<void>;
}

interface Options {
  server: Server;
  path: string;
  schema: GraphQLSchema;
  gate: Gate;
  contextFor: (caller: Caller | null, signal?: AbortSignal) => Context;
  report: ReportFailure;
}

/** Serves subscriptions (and queries) over graphql-ws on the same port. */
export function serveWebSocket({ server, path, schema, gate, contextFor, report }: Options): LiveSockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const callers = new Map<WebSocket, Caller>();
  /** Aborted when the socket closes: what was asked over it then ends. */
  const leaving = new WeakMap<WebSocket, AbortController>();
  /** Operations that were told their cost: a subscription is, with its first message. */
  const told = new WeakSet<Context>();

  const format = (errors: readonly (GraphQLFormattedError | GraphQLError)[]): GraphQLFormattedError[] =>
    errors.map((error) => formatError(error instanceof GraphQLError ? error.toJSON() : error, error, report));

  const disposable = useServer<{ token?: unknown }>(
    {
      connectionInitWaitTimeout: CONNECTION_TIMEOUT_MS,
      onConnect({ connectionParams, extra: { request, socket } }) {
        const token = connectionParams?.token;
        const caller = gate.callerOf(request, typeof token === 'string' && token !== '' ? { token } : {});
        if (!caller) {
          socket.close(CloseCode.Unauthorized, 'Unauthorized');
          return false;
        }
        callers.set(socket, caller);
        const left = new AbortController();
        setMaxListeners(0, left.signal);
        leaving.set(socket, left);
        return true;
      },
      onDisconnect({ extra: { socket } }) {
        callers.delete(socket);
        leaving.get(socket)?.abort();
      },
      onSubscribe({ extra: { socket }, subscriptions }, _id, { query, variables, operationName }): ExecutionArgs | readonly GraphQLError[] {
        const caller = callers.get(socket) ?? null;
        try {
          if (Object.keys(subscriptions).length > MAX_OPERATIONS) {
            throw new HeedError('RATE_LIMITED', `One connection may run ${MAX_OPERATIONS} operations at once; end some or open another connection.`);
          }
          const document = parse(query, { maxLexicalTokens: LIMITS.tokens });
          const errors = validate(schema, document);
          if (errors.length > 0) return errors;
          const isLive = getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
          const contextValue = contextFor(caller, isLive ? undefined : leaving.get(socket)?.signal);
          admit({ schema, document, operationName: operationName ?? undefined, variables: variables ?? {} }, { context: contextValue });
          return { schema, document, operationName, variableValues: variables, contextValue };
        } catch (error) {
          return [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })];
        }
      },
      onError: (_context, _id, _payload, errors) => format(errors),
      onNext(_context, _id, _payload, { contextValue }, { data = null, errors }) {
        const context = contextValue as Context;
        const cost = told.has(context) ? undefined : context.account.report();
        if (cost) told.add(context);
        return errors || cost ? { data, ...(errors ? { errors: format(errors) } : {}), ...(cost ? { extensions: { cost } } : {}) } : undefined;
      },
    },
    sockets,
    PING_EVERY_MS,
  );

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?')[0] !== path) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    try {
      gate.assertOwnSite(request);
    } catch {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => sockets.emit('connection', webSocket, request));
  });

  return {
    dropInvalid(standing) {
      for (const [socket, caller] of callers) {
        const now = standing(caller);
        if (now === 'ended') socket.close(CloseCode.Forbidden, 'Forbidden');
        else if (now === 'changed') socket.close(SERVICE_RESTART, 'Changed');
      }
    },
    count: () => sockets.clients.size,
    async close() {
      await disposable.dispose();
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}
