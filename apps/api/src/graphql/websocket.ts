import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, CloseCode } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Gate } from '../access/authenticate.ts';
import type { Broadcasts } from '../live/broadcast.ts';
import type { LiveConnections } from './live-connections.ts';
import type { Entrance } from './operation.ts';
import { SocketConnection, type Authenticate } from './socket-connection.ts';

const MAX_MESSAGE_BYTES = 1024 * 1024;

export interface LiveSockets {
  close(): Promise<void>;
}

interface Options {
  server: Server;
  path: string;
  gate: Gate;
  entrance: Entrance;
  broadcasts: Broadcasts;
  connections: LiveConnections;
}

/** No closure: it would keep the request, its headers and all, for as long as the socket lives. */
function destroy(this: Duplex): void {
  this.destroy();
}

/** Serves subscriptions (and queries) over graphql-transport-ws on the same port. */
export function serveWebSocket({ server, path, gate, entrance, broadcasts, connections }: Options): LiveSockets {
  // Compression costs 220 KB a connection, and would make one snapshot as many as there are readers.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false, clientTracking: false, handleProtocols });
  const open = new Set<SocketConnection>();

  function accept(socket: WebSocket, { authenticate, raw }: { authenticate: Authenticate; raw: Duplex }): void {
    // The close that follows says all that matters: a broken frame, a message that is too large, a network that is gone.
    socket.on('error', () => undefined);
    if (socket.protocol === '') return socket.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
    const connection: SocketConnection = new SocketConnection(socket, {
      raw,
      entrance,
      broadcasts,
      authenticate,
      onClose() {
        open.delete(connection);
        connections.remove(connection);
      },
    });
    open.add(connection);
    connections.add(connection);
  }

  server.on('upgrade', (request: IncomingMessage, raw: Duplex, head: Buffer) => {
    raw.on('error', destroy);
    if (request.url?.split('?')[0] !== path) {
      raw.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    try {
      gate.assertOwnSite(request);
    } catch {
      raw.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, raw, head, (socket) => accept(socket, { authenticate: (token) => gate.callerOf(request, { token }), raw }));
  });

  return {
    async close() {
      for (const connection of open) connection.close();
      // Whoever reads has the reason by then; the others are not waited for.
      await new Promise((resolve) => setTimeout(resolve, open.size > 0 ? 100 : 0));
      for (const connection of open) connection.terminate();
    },
  };
}
