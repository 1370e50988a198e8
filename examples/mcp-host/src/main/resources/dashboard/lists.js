// The lists beside the plan: what needs attention, what runs, who takes part, what happened.

import {button, byId, element, harmless, keep, mark as markOf, since, words} from './dom.js';

const MOST = 40;
const MOST_ROLES = 200;
/** The host explains no more than these. */
const MOST_ATTENTION = 50;

/** Shows the nodes that somebody should look at, with what would let each go on. */
export function showAttention(plan, select) {
  const marks = new Map(plan.states.map((mark) => [mark.state, mark]));
  const count = plan.attention.length;
  const title = plan.as_of ? 'Needed attention then' : 'Needs attention';
  byId('attention-title').textContent = `${title} (${count}${count === MOST_ATTENTION ? ' or more' : ''})`;
  byId('attention-note').hidden = !plan.as_of;
  byId('attention').classList.toggle('calm', count === 0);
  byId('attention').classList.toggle('waiting', count > 0 && plan.attention[0].kind === 'no_place');
  const list = byId('attention-list');
  const queued = plan.attention.filter(({kind}) => kind === 'no_place');
  const cards = plan.attention.filter(({kind}) => kind !== 'no_place');
  if (queued.length > 0) {
    cards.push({...queued[0], node: '', nodes: queued.map(({node}) => node)});
  } else if (count === 0) {
    cards.push({none: calm(plan)});
  }
  keep(list, cards, (one) => one.node ?? 'none', (one) => (
    one.none ? element('li', 'none', one.none) : card(one, marks.get(one.state), select)));
}

function calm(plan) {
  if (plan.as_of) {
    return plan.complete ? 'The plan was complete.' : 'Nothing that the history tells of.';
  }
  return plan.complete ? 'The plan is complete.' : 'Nothing: what can go on goes on by itself.';
}

function card(one, mark, select) {
  const help = one.release.length === 0 ? null : element('p', 'release',
    element('span', 'hint', 'What helps: '),
    ...one.release.slice(0, 3).flatMap((text) => [words('span', 'remedy', text), ' ']),
    one.release.length > 3 ? element('span', 'hint', `and ${one.release.length - 3} more`) : null);
  const names = (one.nodes ?? [one.node]).slice(0, 8);
  const more = (one.nodes ?? names).length - names.length;
  return element('li', `card state-${one.state} kind-${one.kind}`,
    element('div', 'card-head',
      markOf(one.kind === 'asks' ? '?' : mark.glyph),
      ...names.map((name) => nodeButton(name, select)),
      more > 0 ? element('span', 'hint', `and ${more} more`) : null,
      element('span', 'badge', one.nodes?.length > 1 ? one.label.replace(/^waits/, 'wait') : one.label),
      one.since ? since(one.since) : null),
    words('p', 'why', one.why),
    help);
}

function nodeButton(name, select) {
  const made = button('link', words('bdi', 'name', name), () => select(name));
  made.title = harmless(name);
  return made;
}

/** Shows what runs now, and what is done and waits to be accepted. */
export function showRunning(plan, select) {
  const marks = new Map(plan.states.map((mark) => [mark.state, mark]));
  const running = plan.nodes.filter(({state}) => state === 'working' || state === 'pending');
  const review = plan.nodes.filter(({state}) => state === 'in_review');
  byId('running-title').textContent = `${plan.as_of ? 'Ran then' : 'Running'} (${running.length})`;
  byId('review-title').textContent = `${plan.as_of ? 'Waited' : 'Waits'} for acceptance (${review.length})`;
  document.querySelector('.review').hidden = review.length === 0;
  rows(byId('running-list'), running, marks, select, plan.as_of ? 'Nothing ran.' : 'Nothing runs.');
  rows(byId('review-list'), review, marks, select, '');
}

function rows(list, nodes, marks, select, none) {
  const shown = nodes.slice(0, MOST).map(({name, state, icon}) => ({name, state, icon}));
  if (nodes.length > MOST) {
    shown.push({more: nodes.length - MOST});
  } else if (nodes.length === 0) {
    shown.push({none});
  }
  keep(list, shown, (one) => one.name ?? '', (one) => {
    if (one.name === undefined) {
      return element('li', 'none', one.none ?? `and ${one.more} more`);
    }
    const mark = marks.get(one.state);
    const turning = one.state === 'working' && one.icon?.icon === 'active';
    return element('li', `row state-${one.state}`,
      markOf(mark.glyph, turning),
      nodeButton(one.name, select),
      element('span', 'label', one.icon && one.icon.icon !== 'active' ? one.icon.label : mark.label));
  });
}

/** Shows how many nodes are in each state; this is the legend, too. */
export function showLegend(plan) {
  keep(byId('legend'), plan.states.filter(({state}) => plan.counts[state])
    .map((mark) => ({...mark, count: plan.counts[mark.state]})), (one) => one.state,
  (one) => element('li', `state-${one.state}`,
    markOf(one.glyph), ` ${one.count} ${one.label}`));
}

/** Shows who takes part; only nodes have details. */
export function showRoles(plan, select) {
  const nodes = new Set(plan.nodes.map((node) => node.name));
  const shown = plan.roles.slice(0, MOST_ROLES);
  if (plan.roles.length > MOST_ROLES) {
    shown.push({name: '', more: plan.roles.length - MOST_ROLES});
  }
  keep(byId('roles'), shown, (role) => role.name, (role) => role.more
    ? element('li', 'none', `and ${role.more} more`) : element('li', `row icon-${role.icon.icon}`,
    markOf(role.icon.glyph, role.icon.icon === 'active'),
    nodes.has(role.name) ? nodeButton(role.name, select) : words('bdi', 'name', role.name),
    role.kind === 'coordinator' ? element('span', 'badge', 'coordinator') : null,
    element('span', 'label', role.icon.label),
    role.status_at ? since(role.status_at, `${role.status} `) : null));
}

/** Shows messages, the latest first; a message opens to its body. */
export function showMessages(messages, list = byId('messages'), none = 'No messages.') {
  const shown = messages.length === 0 ? [null] : [...messages].reverse();
  keep(list, shown, (one) => one?.id ?? '', (one) => (
    one === null ? element('li', 'none', none) : message(one)));
}

function message(one) {
  const summary = element('summary', '',
    element('span', 'way', words('bdi', '', one.from), ' → ', words('bdi', '', one.to)),
    one.notice ? element('span', 'badge', 'notice') : null,
    since(one.sent),
    words('span', 'tldr', one.tldr));
  return element('li', 'message', element('details', '', summary, words('pre', 'body', one.body)));
}

/** Shows events, the latest first. */
export function showEvents(events, list = byId('events')) {
  const shown = events.length === 0 ? [null] : events.slice(-200).reverse();
  keep(list, shown, (one) => one?.sequence ?? '', (one) => (
    one === null ? element('li', 'none', 'No events.') : happening(one)));
}

function happening(one) {
  const changes = Object.entries(one.changes)
    .filter(([field]) => SHOWN.has(field))
    .map(([field, value]) => (field === 'status' || field === 'state' ? value : `${field.replaceAll('_', ' ')} ${value}`))
    .join(', ');
  const time = element('time', 'clock', new Date(one.at).toLocaleTimeString());
  time.dateTime = one.at;
  return element('li', 'event', time,
    element('span', 'kind', one.kind.replaceAll('_', ' ')),
    one.subject ? words('bdi', 'name', one.subject) : null,
    one.actor && one.actor !== one.subject ? element('span', 'by', 'by ', words('bdi', '', one.actor)) : null,
    changes ? words('span', 'changes', changes) : null);
}

/** Fields of events that say something without the row that they belong to. */
const SHOWN = new Set([
  'status', 'state', 'tldr', 'error', 'last_error', 'reason', 'exit_code', 'end_reason', 'attempts', 'branch', 'session']);
