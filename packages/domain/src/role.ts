/**
 * What a caller may do. Roles are not ordered: every door lists the roles that may open it, so that adding a role never
 * opens a door by accident.
 *
 * - `viewer` sees scores and comments; `analyst` also exports and explores; `agent` works loops and sees customers;
 *   `lead` runs a department; `admin` does everything; `ingest` may only submit feedback; `display` may only watch.
 */
export const ROLES = ['viewer', 'analyst', 'agent', 'lead', 'admin', 'ingest', 'display'] as const;
export type Role = (typeof ROLES)[number];

/** Roles of people who read scores and comments. */
export const READERS: readonly Role[] = ['viewer', 'analyst', 'agent', 'lead', 'admin'];
/** Roles that may see scores, displays on office walls included. */
export const WATCHERS: readonly Role[] = [...READERS, 'display'];
/** Roles that may submit feedback. */
export const SUBMITTERS: readonly Role[] = ['ingest', 'agent', 'lead', 'admin'];
/** Roles that may see who a customer is. */
export const CUSTOMER_READERS: readonly Role[] = ['agent', 'lead', 'admin'];
/** Roles that may save filters and metrics, which change what numbers mean for everybody. */
export const DEFINERS: readonly Role[] = ['analyst', 'lead', 'admin'];
/** Roles that may say what themes are: whoever reads comments for a living. */
export const CURATORS: readonly Role[] = ['analyst', 'agent', 'lead', 'admin'];
/** Roles that may set the organisation's targets: a decision of those who run it, not of those who measure it. */
export const TARGET_SETTERS: readonly Role[] = ['lead', 'admin'];
/** Roles that may change how loops are worked: departments, people, rules and what goes with them. */
export const LOOP_SETTERS: readonly Role[] = ['lead', 'admin'];
/** Roles that may change how Heed is set up. */
export const ADMINS: readonly Role[] = ['admin'];
