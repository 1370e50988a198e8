// What of the present may be shown of a moment in the past.

import * as api from './api.js';

/** How many numbers before the event are searched for those of this orchestrator. */
const BEFORE = 400;

/** The plan right after an event, with the events that led to it, the latest last. */
export async function planAsOf(name, sequence) {
  const plan = await api.planAsOf(name, sequence);
  const last = plan.as_of.sequence;
  const events = await api.eventsAfter(name, Math.max(0, last - BEFORE), BEFORE);
  return {plan, events: events.filter((event) => event.sequence <= last)};
}

/** Another event than the one that is shown, in one direction; null when there is none. */
export async function neighbour(name, sequence, direction) {
  if (direction > 0) {
    const [next] = await api.eventsAfter(name, sequence, 1);
    return next?.sequence ?? null;
  }
  const before = await api.planAsOf(name, sequence - 1);
  return before.as_of.sequence;
}

/** The messages that were sent by then. */
export function messagesBy(messages, event) {
  return messages.filter(({sent}) => Date.parse(sent) <= Date.parse(event.at));
}

/**
 * A node as it stood, with what is known of it: its mission, its messages and its history are taken
 * from the present as far as they reach back; what its worker left is not.
 */
export function nodeBy(present, plan) {
  const node = plan.nodes.find(({name}) => name === present.node.name);
  if (!node) {
    return null;
  }
  const states = new Map(plan.nodes.map(({name, state}) => [name, state]));
  const label = (name) => plan.states.find(({state}) => state === states.get(name))?.label;
  const why = plan.attention.find((one) => one.node === node.name)?.why ?? null;
  return {
    ...present,
    node,
    since: null,
    branch: node.branch,
    base_branch: null,
    worktree: null,
    session: null,
    exit_code: null,
    child: null,
    handoff_note: null,
    reason: why,
    held_details: null,
    would_release: [],
    blockers: node.blockers.map((name) => ({name, outcome: '', because: label(name) ?? 'not in this plan'})),
    messages: messagesBy(present.messages, plan.as_of),
    history: present.history.filter(({sequence}) => sequence <= plan.as_of.sequence),
    log: false,
    past: true,
  };
}
