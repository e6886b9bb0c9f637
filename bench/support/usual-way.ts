/**
 * The usual way, in a process of its own: a subscription of type-graphql's default publisher (@graphql-yoga/subscription) served by
 * graphql-ws as it comes, which executes and serialises for each subscriber. What is published is handed in, so that nothing but the
 * delivery is compared; graphql-js alone executes, which is faster than with type-graphql's layers around it.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPubSub } from '@graphql-yoga/subscription';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

type Snapshot = Record<string, unknown>;
/** From the parent: the schema as text, and the first snapshot; then each further one. */
type Order = { sdl: string; score: Snapshot } | { score: Snapshot };

const pubSub = createPubSub<{ changed: [Snapshot] }>();
let last: Snapshot = {};

async function* snapshots(): AsyncGenerator<{ score: Snapshot }> {
  yield { score: last };
  for await (const score of pubSub.subscribe('changed')) yield { score };
}

function serve(sdl: string): void {
  const schema = buildSchema(sdl);
  const field = schema.getSubscriptionType()?.getFields().score;
  if (!field) throw new Error('a schema without score');
  field.subscribe = snapshots;
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  useServer({ schema }, sockets);
  server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
}

process.on('message', (order: Order) => {
  last = order.score;
  if ('sdl' in order) serve(order.sdl);
  else pubSub.publish('changed', order.score);
});
process.on('disconnect', () => process.exit());
