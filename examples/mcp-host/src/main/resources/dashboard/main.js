// The page: which orchestrator and node are shown, and when they are read anew.

import * as api from './api.js';
import {coalesced} from './coalesced.js';
import {Details} from './details.js';
import {byId, countAgesFrom, element, harmless, renewTimes, when} from './dom.js';
import {Graph} from './graph.js';
import {showAttention, showEvents, showLegend, showMessages, showRoles, showRunning} from './lists.js';
import {messagesBy, neighbour, planAsOf} from './past.js';
import {Reach} from './reach.js';
import {TimeBar} from './time.js';

const MOST_EVENTS = 400;
/** A page that is not seen hears nothing; its title still says soon what needs attention. */
const HIDDEN_PAUSE = 30_000;
/** What is known of an orchestrator before anything of it was read. */
const UNREAD = {
  plan: null, messages: [], events: [],
  /** Its id, and the number of its first event. */
  id: 0, first: null,
  /** What was heard since its latest events were last asked for. */
  heard: [],
  /** The number of the event that is asked for, and what was read of it; null while it is the present. */
  wanted: null, past: null,
};
const page = {
  /** The active ones; null while they were not read. */
  orchestrators: null,
  /** Whether the host wants this browser to sign in first. */
  refused: false,
  name: null, node: null, ...UNREAD,
};

/** What waits for a place or a host goes on by what happens in other orchestrators, too. */
const WAITS_FOR_OTHERS = new Set(['no_place', 'no_host']);

const graph = new Graph(byId('graph'), select);
const reach = new Reach(byId('graph'), byId('reach-left'), byId('reach-right'));
byId('graph').addEventListener('drawn', () => reach.show(graph.layout.stages));
const details = new Details(select, (name) => go(name, null));
const time = new TimeBar(choose, step);

/**
 * The same, for what the whole page shows: a refusal may mean that nobody is signed in, and what was not
 * answered in time is asked for again.
 */
function renewed(read) {
  const ask = coalesced(() => read().catch((refusal) => {
    refused(refusal);
    if (refusal.name === 'TimeoutError') {
      setTimeout(ask);
    }
  }));
  return ask;
}

const renewPlan = renewed(async () => {
  const {name} = page;
  if (name === null || page.past !== null) {
    return;
  }
  const plan = await api.plan(name).catch((refusal) => {
    if (refusal.status === 404) {
      return null;
    }
    throw refusal;
  });
  if (page.name === name) {
    page.plan = plan;
    show();
  }
});

const renewMessages = renewed(async () => {
  const {name} = page;
  const messages = name === null ? [] : await api.messages(name);
  if (page.name === name) {
    page.messages = messages;
    showTold();
  }
});

const renewPast = renewed(async () => {
  const {name, wanted} = page;
  if (name === null || wanted === null) {
    return;
  }
  let past = await planAsOf(name, wanted);
  const before = page.past?.plan.as_of.sequence;
  if (past.plan.as_of.sequence === before && wanted > before) {
    const next = await neighbour(name, before, 1);
    past = next === null ? past : await planAsOf(name, next);
  }
  if (page.name === name && page.wanted !== null) {
    page.past = past;
    page.wanted = page.wanted === wanted ? past.plan.as_of.sequence : page.wanted;
    show();
    showTold();
  }
});

/** What the past shows is as high as what the present showed, so that nothing jumps. */
function keepHeights(keep) {
  for (const part of [byId('first'), document.querySelector('.plan'), document.querySelector('.review')]) {
    part.style.minHeight = keep ? `${part.getBoundingClientRect().height}px` : '';
  }
}

/** Shows the plan as of an event, or as it is now. */
function choose(event) {
  if ((event === null) !== (page.wanted === null)) {
    keepHeights(event !== null);
  }
  page.wanted = event;
  if (event === null) {
    page.past = null;
    time.past = null;
    show();
    showTold();
    renewAll();
  } else {
    renewPast();
  }
}

/** A step is not taken when the present was chosen meanwhile. */
async function step(direction) {
  const {name, wanted} = page;
  const from = wanted ?? page.events.at(-1)?.sequence;
  const next = await neighbour(name, from, direction).catch(() => null);
  if (page.name === name && (wanted === null || page.wanted !== null)) {
    choose(next);
  }
}

/** Shows what was written and what happened up to the moment that is shown. */
function showTold() {
  const past = page.past;
  const none = page.messages.length > 0 ? 'None of the latest messages is as old.' : 'No messages.';
  showMessages(past ? messagesBy(page.messages, past.plan.as_of) : page.messages, byId('messages'), none);
  showEvents(past ? past.events : page.events);
  showTime();
}

function showTime() {
  const event = page.past?.plan.as_of ?? page.events.at(-1);
  if (page.first !== null) {
    time.reaches(page.first, page.events.at(-1).sequence);
  }
  time.show(event, page.past !== null, page.wanted === page.past?.plan.as_of.sequence ? null : page.wanted);
}

const renewList = renewed(async () => {
  page.orchestrators = await api.orchestrators();
  page.refused = false;
  showChooser();
  if (page.name === null || !page.orchestrators.some(({name}) => name === page.name)) {
    const first = page.orchestrators.find(({parent}) => !parent) ?? page.orchestrators[0];
    history.replaceState(null, '', addressOf(first?.name ?? null, null));
    enter(first?.name ?? null, null);
  } else if (page.plan?.attention.some(({kind}) => WAITS_FOR_OTHERS.has(kind))) {
    renewPlan();
  }
});

/** What is heard while the latest events are read comes after them. */
const renewEvents = renewed(async () => {
  const {name} = page;
  if (name === null) {
    return;
  }
  page.heard = [];
  const [events, [first]] = await Promise.all([api.latestEvents(name), api.eventsAfter(name, 0, 1)]);
  if (page.name === name && events.length > 0) {
    const {sequence: last, orchestrator_id: id} = events.at(-1);
    const heard = page.heard.filter((one) => one.sequence > last && one.orchestrator_id >= id);
    Object.assign(page, {events: [...events, ...heard], first: first.sequence, id});
    showTold();
  }
});

function renewAll() {
  renewList();
  renewPlan();
  renewMessages();
  renewEvents();
}

/** Shows another orchestrator or node; the address keeps it. */
function go(name, node) {
  const address = addressOf(name, node);
  if (location.pathname + location.hash !== address) {
    history.pushState(null, '', address);
  }
  enter(name, node);
}

function addressOf(name, node) {
  const places = [name, node].filter((one) => one !== null).map(encodeURIComponent);
  return location.pathname + (places.length === 0 ? '' : `#${places.join('/')}`);
}

function enter(name, node) {
  const another = page.name !== name;
  page.name = name;
  page.node = node;
  if (another) {
    Object.assign(page, UNREAD);
    keepHeights(false);
    time.reset();
    graph.reset();
    details.open(name, null);
    showTold();
    showChooser();
    renewPlan();
    renewMessages();
    renewEvents();
  }
  show();
}

/** Shows what the address names, or what there is where it names nothing. */
function fromAddress() {
  const [name, node] = location.hash.slice(1).split('/').map(decoded);
  enter(name || null, node || null);
  renewList();
}

/** Somebody may have written the address by hand. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function select(node) {
  const before = page.node;
  go(page.name, node);
  if (node !== null) {
    graph.reveal(node);
  } else if (before !== null) {
    graph.nodes.get(before)?.focus({preventScroll: true});
  }
}

function show() {
  const {name, past} = page;
  const plan = past?.plan ?? page.plan;
  welcome();
  document.body.classList.toggle('past', past !== null);
  document.body.classList.toggle('empty', plan === null);
  document.body.classList.toggle('detailed', page.node !== null);
  if (plan === null) {
    return;
  }
  countAgesFrom(past?.plan.as_of.at ?? null);
  details.marks = new Map(plan.states.map((mark) => [mark.state, mark]));
  graph.show(plan, page.node);
  showAttention(plan, select);
  showRunning(plan, select);
  showLegend(plan);
  rolesSoon();
  const large = graph.layout.frames.filter((one) => one.large);
  byId('expand').hidden = large.length === 0;
  byId('expand').textContent = large.some((one) => one.closed) ? 'Open all groups' : 'Close all groups';
  byId('summary').textContent = harmless(summary(plan));
  const count = plan.attention.filter(({kind}) => kind !== 'no_place').length;
  document.title = `${past ? 'Past: ' : count > 0 ? `(${count}) ` : ''}${harmless(name)} – Hera`;
  byId('plan-title').textContent = past ? `Plan as of ${when(plan.as_of.at)}` : 'Plan';
  details.open(name, page.node, past?.plan ?? null);
}

/** The roles are many and below: they are shown after what is above. */
let rolesTimer = null;
function rolesSoon() {
  rolesTimer ??= setTimeout(() => {
    rolesTimer = null;
    const plan = page.past?.plan ?? page.plan;
    if (plan !== null) {
      showRoles(plan, select);
    }
  }, 50);
}

function summary(plan) {
  const led = plan.coordinator ? `led by ${plan.coordinator}` : 'no live coordinator';
  return `${plan.nodes.length} ${plan.nodes.length === 1 ? 'node' : 'nodes'}, ${led}${plan.parent ? `, nested below ${plan.parent}` : ''}${plan.complete ? ', complete' : ''}`;
}

/** Says what to do when there is nothing to show. */
function welcome() {
  const [title, text] = page.refused ? SIGN_IN : page.orchestrators?.length === 0 ? NONE_ACTIVE : [];
  byId('welcome').hidden = title === undefined;
  byId('welcome-title').textContent = title ?? '';
  byId('welcome-text').textContent = text ?? '';
}

const SIGN_IN = ['This page needs a link of the host',
  'Run ./hera open in a terminal and open the link that it prints. It is good once, for ten minutes.'];
const NONE_ACTIVE = ['No orchestrator is active',
  'An agent opens one with hera_new_orchestrator; this page then shows its plan by itself.'];

/** The orchestrators, each followed by those that are nested below it. */
function showChooser() {
  const all = page.orchestrators ?? [];
  const active = new Set(all.map(({name}) => name));
  const nested = new Map([[null, []], ...all.map(({name}) => [name, []])]);
  all.forEach((one) => nested.get(active.has(one.parent) ? one.parent : null).push(one));
  const options = (parent, depth) => nested.get(parent)
    .flatMap((one) => [choice(one, depth), ...options(one.name, depth + 1)]);
  byId('orchestrator').replaceChildren(...options(null, 0));
}

function choice({name, complete, counts}, depth) {
  const trouble = ['failed', 'held'].filter((state) => counts[state]).map((state) => `${counts[state]} ${state}`).join(', ');
  const label = `${'\u2003'.repeat(depth)}${harmless(name)}${complete ? ' ✓' : ''}${trouble ? ` (${trouble})` : ''}`;
  const option = element('option', '', label);
  option.value = name;
  option.selected = name === page.name;
  return option;
}

function connection(text, lost) {
  byId('connection').textContent = text;
  byId('connection').classList.toggle('lost', lost);
}

function refused(refusal) {
  if (refusal.status === 401) {
    Object.assign(page, {refused: true, plan: null});
    show();
    connection('not signed in', true);
  }
}

function heard(event) {
  if (isOfShown(event)) {
    page.heard = appended(page.heard, event);
    if (event.sequence > (page.events.at(-1)?.sequence ?? 0)) {
      page.events = appended(page.events, event);
      eventsSoon();
    }
    renewPlan();
    const unread = event.orchestrator_id !== page.id;
    if (unread) {
      renewEvents();
    }
    if (unread || event.kind.startsWith('message')) {
      renewMessages();
    }
  }
  listSoon();
}

/** Names are given again, ids are not, and grow: agents of an archived orchestrator may still be heard. */
function isOfShown(event) {
  return event.orchestrator === page.name && event.orchestrator_id >= page.id;
}

function appended(events, event) {
  return [...events.slice(1 - MOST_EVENTS), event];
}

/** Many events come at once: they are shown together. */
let eventsTimer = null;
function eventsSoon() {
  eventsTimer ??= setTimeout(() => {
    eventsTimer = null;
    showTold();
  }, 50);
}

let listTimer = null;
function listSoon() {
  listTimer ??= setTimeout(() => {
    listTimer = null;
    renewList();
  }, 200);
}

byId('orchestrator').addEventListener('change', (event) => go(event.target.value, null));
byId('expand').addEventListener('click', () => {
  graph.toggleAll();
  show();
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('attention').focus();
});
window.addEventListener('popstate', fromAddress);
setInterval(renewTimes, 1000);
setInterval(() => document.hidden && renewPlan(), HIDDEN_PAUSE);

fromAddress();
api.follow({
  event: heard,
  live() {
    connection('connected', false);
    renewAll();
  },
  lost() {
    connection('connection lost, trying again…', true);
  },
  refused,
});
