// The lists beside the plan: what needs attention, what runs, who takes part, what happened.

import {button, byId, element, harmless, keep, mark as markOf, since, when, words} from './dom.js';
import {sentence} from './sentences.js';

const MOST = 40;
const MOST_ROLES = 200;
/** The host explains no more than these. */
const MOST_ATTENTION = 50;

/** Shows the nodes that somebody should look at, with what would let each go on. */
export function showAttention(plan, select) {
  const marks = new Map(plan.states.map((mark) => [mark.state, mark]));
  const count = plan.attention.length;
  const queued = plan.attention.filter(({kind}) => kind === 'no_place');
  const cards = plan.attention.filter(({kind}) => kind !== 'no_place');
  byId('attention-title').textContent = attentionTitle(plan, cards.length, queued.length);
  showWho(plan, cards.length > 0);
  byId('attention-note').hidden = !plan.as_of;
  byId('attention').classList.toggle('calm', count === 0);
  byId('attention').classList.toggle('waiting', count > 0 && plan.attention[0].kind === 'no_place');
  const list = byId('attention-list');
  if (queued.length > 0) {
    cards.push({...queued[0], node: '', nodes: queued.map(({node}) => node)});
  } else if (count === 0) {
    cards.push({none: calm(plan)});
  }
  keep(list, cards, (one) => one.node ?? 'none', (one) => (
    one.none ? element('li', 'none', one.none) : card(one, marks.get(one.state), select)));
}

function attentionTitle(plan, trouble, queued) {
  const more = trouble + queued === MOST_ATTENTION ? ' or more' : '';
  const title = `${plan.as_of ? 'Needed attention then' : 'Needs attention'} (${trouble}${queued ? '' : more})`;
  return queued ? `${title}, ${queued}${more} ${queued === 1 ? 'waits' : 'wait'} for a place` : title;
}

/** Says who can do what the list names: nobody on this page. */
function showWho(plan, needed) {
  const who = byId('attention-who');
  who.hidden = !needed || Boolean(plan.as_of);
  who.replaceChildren('This page only shows. ', ...(plan.coordinator
    ? ['What is named hera_ are tools of the coordinator: tell ', words('bdi', 'name', plan.coordinator), ' what to do.']
    : ['What is named hera_ are tools of a coordinator, and none is live.']));
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
      one.since ? age(one) : null),
    words('p', 'why', one.why),
    help);
}

function age({kind, since: instant}) {
  return kind === 'never_called' ? since(instant, 'started ') : since(instant, 'for ', '');
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
  const by = plan.coordinator ? harmless(plan.coordinator) : 'a coordinator';
  byId('review-title').textContent = `${plan.as_of ? 'Waited' : 'Waits'} for acceptance by ${by} (${review.length})`;
  rows(byId('running-list'), running, marks, select, plan.as_of ? 'Nothing ran.' : 'Nothing runs.');
  rows(byId('review-list'), review, marks, select, 'Nothing.');
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
      list.classList.contains('rows') ? element('span', 'label', label(one, mark)) : null);
  });
}

function label({state, icon}, mark) {
  return state === 'pending' || !icon || icon.icon === 'active' ? mark.label : icon.label;
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
  const time = element('time', 'clock', when(one.at));
  time.dateTime = one.at;
  const by = one.actor && one.actor !== one.subject && one.kind !== 'message_sent';
  return element('li', 'event', time,
    told(sentence(one), harmless(one.subject)),
    by ? element('span', 'by', 'by ', words('bdi', '', one.actor)) : null);
}

/** The sentence, in which its subject stands out. */
function told(text, subject) {
  const at = subject === '' ? -1 : text.indexOf(subject);
  return at < 0 ? words('span', 'told', text) : element('span', 'told',
    text.slice(0, at), words('bdi', 'name', subject), text.slice(at + subject.length));
}
