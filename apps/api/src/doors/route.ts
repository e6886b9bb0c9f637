import type { Role } from '@heed/domain';
import type { NextFunction, Request, RequestHandler, Response, Router } from 'express';
import type { Caller } from '../access/caller.ts';
import { assertRole } from '../access/caller.ts';
import type { Gate } from '../access/authenticate.ts';
import { isOnWall, offWall } from '../access/wall-bound.ts';

/** An endpoint outside GraphQL. Without saying who may call it, there is none. */
export interface Route {
  method: 'get' | 'post' | 'delete';
  path: string;
  /** The roles that may call it, or `everyone`, signed in or not. */
  access: readonly Role[] | 'everyone';
  /** True where a program that cannot send a header, such as a spreadsheet, may show its token in the address: `?token=…`. */
  queryToken?: boolean;
  handle(request: Request, response: Response, caller: Caller | null): Promise<void> | void;
}

/** The token in the address, where one is shown and no header says otherwise. */
function queryTokenOf(request: Request): string | undefined {
  const { token } = request.query;
  return request.headers.authorization === undefined && typeof token === 'string' ? token : undefined;
}

/** Adds routes to the server, each behind its access rule; what is not listed does not exist. */
export function addRoutes(router: Router, routes: readonly Route[], { gate }: { gate: Gate }): void {
  for (const { method, path, access, queryToken = false, handle } of routes) {
    const handler: RequestHandler = async (request: Request, response: Response, next: NextFunction) => {
      try {
        if (method !== 'get') gate.assertOwnSite(request);
        const caller = gate.callerOf(request, { token: queryToken ? queryTokenOf(request) : undefined });
        if (access !== 'everyone') {
          assertRole(caller, access);
          if (isOnWall(caller)) throw offWall();
        }
        await handle(request, response, caller);
      } catch (error) {
        next(error);
      }
    };
    router[method](path, handler);
  }
}
