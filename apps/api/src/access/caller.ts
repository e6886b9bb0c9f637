import { HeedError, type FeedbackFilter, type Role } from '@heed/domain';

/** Who asks. Later ways to sign in end in the same shape. */
export interface Caller {
  /** `local`, `admin`, or a token's id; stands in the journal as the actor. */
  id: string;
  role: Role;
  /** Departments whose feedback the caller may see, or null for all. */
  departments: readonly string[] | null;
  /** Key of the person behind the caller, where the token says who that is. */
  person: string | null;
  /** Epoch milliseconds, or null for never. */
  expiresAt: number | null;
  /** Key of the one wall that the caller may see, and nothing else; missing or null for callers that are bound to none. */
  wall?: string | null;
  /** Of a display: the networks that it may connect from; from anywhere when missing or empty. */
  networks?: readonly string[];
}

/** Throws UNAUTHENTICATED when nobody asks, FORBIDDEN when the caller's role is not among `roles`. */
export function assertRole(caller: Caller | null, roles: readonly Role[]): asserts caller is Caller {
  if (!caller) throw new HeedError('UNAUTHENTICATED', 'Show an access token: as the header "Authorization: Bearer …", or sign in on the dashboard.');
  if (!roles.includes(caller.role)) throw new HeedError('FORBIDDEN', `This needs the role ${roles.join(' or ')}; yours is ${caller.role}.`);
}

/** The filter that the caller's question really has: what was asked, within the departments that the caller may see. */
export function withinScope(filter: FeedbackFilter, caller: Caller): FeedbackFilter {
  if (!caller.departments) return filter;
  const { period, ...asked } = filter;
  return { period, and: [asked, { department: { in: [...caller.departments] } }] };
}
