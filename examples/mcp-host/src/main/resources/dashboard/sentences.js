// What an event tells, as one sentence of plain text.

import {harmless} from './dom.js';

const TOLD = {
  orchestrator_created: () => 'the orchestrator is opened',
  orchestrator_changed: () => 'the orchestrator is changed',
  role_added: (who) => `${who} takes part`,
  role_archived: (who) => `${who} is archived`,
  node_planned: (who) => `${who} is planned`,
  node_updated: (who) => `${who} is edited`,
  node_cancelled: (who) => `${who} is cancelled`,
  edge_added: (who) => `${who} waits for one more`,
  edge_removed: (who) => `${who} waits for one less`,
  status_reported: (who, {status}) => `${who} reports ${status}`,
  session_ended: (who, {exit_code: code, signal}) => `the session of ${who} ends${
    signal ? `, killed by signal ${signal}` : code === undefined || code === null ? '' : ` with code ${code}`}`,
  binding_started: (who, {branch}) => `${who} has a task${branch ? ` on branch ${branch}` : ''}`,
  binding_ended: (who, {reason}) => `${who} gives its place up: ${spaced(reason)}`,
  launch_requested: (who) => `${who} is ready to start`,
  launch_withdrawn: (who) => `${who} is not ready any more`,
  launch_starting: (who) => `${who} is being started`,
  launch_silent: (who) => `${who} runs and has not called`,
  launch_bound: (who) => `${who} calls for the first time`,
  launch_failed: (who, {error}) => `the start of ${who} fails: ${error}`,
  launch_held: (who, {error}) => `the start of ${who} is held: ${error}`,
  launch_released: (who, {decision}) => `a person decides of ${who}: ${spaced(decision)}`,
  hold_opened: (who) => `${who} is held`,
  hold_closed: (who) => `a hold of ${who} is over`,
  messages_read: (who) => `${who} reads its messages`,
  late_result: (who) => `a former worker of ${who} reports too late`,
};

/** The event in a few words. */
export function sentence({kind, subject, actor, changes}) {
  if (kind === 'message_sent') {
    return harmless(`${subject === actor ? subject : 'Hera'} writes: ${changes.tldr}`);
  }
  if (kind === 'task_changed') {
    return harmless(changes.task_status
      ? `the task of ${subject} is ${spaced(changes.task_status)}, its session ${changes.session}`
      : changes.session ? `the session of ${subject} is ${spaced(changes.session)}` : `the task of ${subject} is changed`);
  }
  const told = TOLD[kind];
  return harmless(told ? told(subject, changes) : `${spaced(kind)} ${subject ?? ''}`);
}

function spaced(text) {
  return String(text).replaceAll('_', ' ');
}
