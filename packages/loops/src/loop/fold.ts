import type { LoopEvent, LoopHappening } from './event.ts';
import type { Commitment, Leg, LoopState } from './state.ts';

/**
 * What is true of a loop after its events, oldest first. Depends on nothing but them. What an `undone` names is as though it
 * had never been. Within a loop time does not run backwards: an event that claims to be earlier than the one before it (another
 * machine's clock) counts as having happened with it. Throws an Error for a list that does not begin with `opened`.
 */
export function loopState(id: string, events: readonly LoopEvent[]): LoopState {
  const first = events[0];
  if (first?.type !== 'opened') throw new Error(`The events of loop ${id} do not begin with its opening.`);
  const undone = undoneVersions(events);
  const state = opened(id, first);
  let at = first.at;
  for (const event of events) {
    at = Math.max(at, event.at);
    state.version = event.version;
    state.position = event.position;
    state.changedAt = at;
    if (event === first || undone.has(event.version)) continue;
    apply(state, event, at);
    if (event.by !== '' && event.by === state.owner && event.type !== 'undone') state.ownerActiveAt = at;
  }
  return state;
}

/** The versions of the events that were taken back. */
export function undoneVersions(events: readonly LoopEvent[]): ReadonlySet<number> {
  const versions = new Set<number>();
  for (const event of events) {
    if (event.type === 'undone') for (let count = 0; count < event.count; count++) versions.add(event.first + count);
  }
  return versions;
}

function opened(id: string, event: LoopEvent & { type: 'opened' }): LoopState {
  const { at, version, position, openedBy, rule, externalId, feedbackId, customerId, origin, department, priority, targets } = event;
  return {
    id, version, position, state: 'new', openedAt: at, openedBy, rule, externalId,
    feedbackIds: feedbackId === null ? [] : [feedbackId],
    customerId, origin,
    firstDepartment: department, department, priority,
    owner: null, ownerActiveAt: at, watchers: [],
    acknowledgedAt: null, contactedAt: null, resolvedAt: null, toldAt: null, isTold: false,
    closedAt: null, firstClosedAt: null, confirmedAt: null, rejectedAt: null, changedAt: at,
    outcome: null, notToldReason: null, rootCause: '', action: '', waitingSince: null,
    legs: [{ department, from: at, to: null, waits: [] }],
    promise: { since: at, targets, acknowledgements: [], contactedAt: null },
    acknowledgedPromiseAt: null,
    reopened: 0, fired: [], escalated: 0, missed: [],
    mergedInto: null, reaskedAt: null, recovery: null, pendingMessages: [],
  };
}

function apply(state: LoopState, event: LoopHappening, at: number): void {
  switch (event.type) {
    case 'joined':
      return addFeedback(state, [event.feedbackId]);
    case 'routed':
      return handOver(state, event, at);
    case 'prioritised':
      state.priority = event.priority;
      return promiseAnew(state, event, at);
    case 'assigned':
      state.owner = event.owner;
      state.ownerActiveAt = at;
      return;
    case 'acknowledged':
      acknowledge(state, at);
      if (state.state === 'new') state.state = 'acknowledged';
      return;
    case 'contacted':
      contact(state, at);
      if (state.state === 'new' || state.state === 'acknowledged') state.state = 'contacted';
      return;
    case 'waiting':
      if (state.waitingSince !== null) return;
      state.waitingSince = at;
      lastLeg(state).waits.push({ from: at, to: null });
      return;
    case 'resumed':
      return endWaiting(state, at);
    case 'acted':
      state.rootCause = event.rootCause;
      state.action = event.action;
      return;
    case 'resolved':
      endWaiting(state, at);
      acknowledge(state, at);
      state.resolvedAt = at;
      state.state = 'resolved';
      return;
    case 'told':
      return tell(state, event, at);
    case 'confirmed':
      state.confirmedAt = at;
      return;
    case 'rejected':
      state.rejectedAt = at;
      return;
    case 'closed':
      endLeg(state, at);
      state.waitingSince = null;
      state.state = 'closed';
      state.closedAt = at;
      state.firstClosedAt ??= at;
      state.outcome = event.outcome;
      state.notToldReason = event.reason;
      return;
    case 'reopened':
      return reopen(state, event, at);
    case 'escalated': {
      const { kind, target, step, due, to } = event;
      state.fired.push({ kind, target, step, at: due, to });
      if (kind === 'breached' || kind === 'repeated') state.escalated++;
      if (kind === 'breached' && target && !state.missed.includes(target)) state.missed.push(target);
      return;
    }
    case 'merged':
      endLeg(state, at);
      state.waitingSince = null;
      state.state = 'merged';
      state.mergedInto = event.into;
      return;
    case 'absorbed':
      return addFeedback(state, event.feedbackIds);
    case 'watched':
      state.watchers = state.watchers.filter((person) => person !== event.person);
      if (event.watching) state.watchers.push(event.person);
      return;
    case 'message_queued':
      state.pendingMessages.push({ messageId: event.messageId, purpose: event.purpose });
      return;
    case 'message_sent':
    case 'message_failed':
      state.pendingMessages = state.pendingMessages.filter(({ messageId }) => messageId !== event.messageId);
      return;
    case 'reasked':
      state.reaskedAt = at;
      return;
    case 'answered':
      state.recovery = event.recovery;
      return;
    case 'opened':
      throw new Error(`Loop ${state.id} was opened twice.`);
    // A note and a reply are for reading; what is taken back was never applied.
    case 'noted':
    case 'replied':
    case 'undone':
      return;
  }
}

const lastLeg = (state: LoopState): Leg => state.legs.at(-1) as Leg;

function addFeedback(state: LoopState, ids: readonly string[]): void {
  for (const id of ids) if (!state.feedbackIds.includes(id)) state.feedbackIds.push(id);
}

/** A new promise; `contactedAt` is when the customer had been spoken to before it, where that counts for it. */
function promise(state: LoopState, { targets, contactedAt }: Pick<Commitment, 'targets' | 'contactedAt'>, at: number): void {
  state.promise = { since: at, targets, acknowledgements: [], contactedAt };
  state.acknowledgedPromiseAt = null;
  state.fired = [];
}

/** Another department or priority. First contact is promised once: who was spoken to need not be contacted for the first time again. */
function promiseAnew(state: LoopState, { targets }: Pick<Commitment, 'targets'>, at: number): void {
  promise(state, { targets, contactedAt: state.promise.contactedAt }, at);
}

function acknowledge(state: LoopState, at: number): void {
  state.acknowledgedAt ??= at;
  state.acknowledgedPromiseAt = at;
  state.promise.acknowledgements.push(at);
}

function contact(state: LoopState, at: number): void {
  acknowledge(state, at);
  state.contactedAt ??= at;
  state.promise.contactedAt ??= at;
}

/** One leg ends and the next begins; a wait that lasts over the hand-over is split, so that each department is charged its part. */
function handOver(state: LoopState, event: LoopHappening & { type: 'routed' }, at: number): void {
  endLeg(state, at);
  state.department = event.department;
  state.legs.push({ department: event.department, from: at, to: null, waits: state.waitingSince === null ? [] : [{ from: at, to: null }] });
  // Whoever stays the owner has the new department's time for it.
  state.ownerActiveAt = at;
  promiseAnew(state, event, at);
}

/** Ends the running leg and the wait within it, if any. */
function endLeg(state: LoopState, at: number): void {
  const leg = lastLeg(state);
  leg.to = at;
  const wait = leg.waits.at(-1);
  if (wait?.to === null) wait.to = at;
}

function endWaiting(state: LoopState, at: number): void {
  if (state.waitingSince === null) return;
  const wait = lastLeg(state).waits.at(-1);
  if (wait) wait.to = at;
  state.waitingSince = null;
}

function tell(state: LoopState, event: LoopHappening & { type: 'told' }, at: number): void {
  const broadcast = event.way === 'broadcast';
  // First contact is by a person (metrics); a broadcast tells, but nobody spoke with the customer.
  if (broadcast) acknowledge(state, at);
  else contact(state, at);
  state.toldAt ??= at;
  const open = state.state === 'new' || state.state === 'acknowledged' || state.state === 'contacted';
  // A letter that was written before a reopening and went out after it says nothing about what is open now.
  if (open && !broadcast && event.messageId !== null) return;
  state.isTold = true;
  if (state.state === 'resolved' || (open && broadcast)) state.state = 'told';
}

/**
 * Everything is open again under a new promise. The time since the close is charged to the department that held the loop last, as
 * though its leg had never ended: the loop was wrongly closed, its time runs to the last close, and legs must add up to it.
 */
function reopen(state: LoopState, event: LoopHappening & { type: 'reopened' }, at: number): void {
  lastLeg(state).to = null;
  state.state = 'new';
  state.resolvedAt = null;
  state.isTold = false;
  state.closedAt = null;
  state.confirmedAt = null;
  state.outcome = null;
  state.notToldReason = null;
  state.reopened++;
  // An owner is not idle for the time in which there was nothing to do.
  state.ownerActiveAt = at;
  promise(state, { targets: event.targets, contactedAt: null }, at);
}
