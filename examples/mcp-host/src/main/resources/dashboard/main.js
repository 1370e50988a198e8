// The page: which orchestrator and node are shown, and when they are read anew.

import * as api from './api.js';
import {Details} from './details.js';
import {byId, element, harmless, renewTimes} from './dom.js';
import {Graph} from './graph.js';
import {showAttention, showEvents, showLegend, showMessages, showRoles, showRunning} from './lists.js';

const MOST_EVENTS = 400;
const page = {orchestrators: [], name: null, node: null, plan: null, events: []};

const graph = new Graph(byId('graph'), select);
const details = new Details(select, (name) => go(name, null));

/** Calls a reader, never twice at once; what is asked for meanwhile is done once more after it. */
function coalesced(read) {
  let running = false;
  let again = false;
  return async function ask() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await read();
      } while (again);
    } catch (refusal) {
      refused(refusal);
    } finally {
      running = false;
    }
  };
}

const renewPlan = coalesced(async () => {
  const {name} = page;
  if (name === null) {
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

const renewMessages = coalesced(async () => {
  const {name} = page;
  const messages = name === null ? [] : await api.messages(name).catch(() => []);
  if (page.name === name) {
    showMessages(messages);
  }
});

const renewList = coalesced(async () => {
  page.orchestrators = await api.orchestrators();
  showChooser();
  if (page.name === null || !page.orchestrators.some(({name}) => name === page.name)) {
    const first = page.orchestrators.find(({parent}) => !parent) ?? page.orchestrators[0];
    go(first?.name ?? null, null);
  }
});

async function renewEvents() {
  const {name} = page;
  const events = name === null ? [] : await api.latestEvents(name).catch(() => []);
  if (page.name === name) {
    page.events = events;
    showEvents(page.events);
  }
}

function renewAll() {
  renewList();
  renewPlan();
  renewMessages();
  renewEvents();
}

/** Shows another orchestrator or node; the address keeps it. */
function go(name, node) {
  const hash = name === null ? '' : `#${encodeURIComponent(name)}${node === null ? '' : `/${encodeURIComponent(node)}`}`;
  if (location.hash !== hash) {
    history.pushState(null, '', hash || location.pathname);
  }
  enter(name, node);
}

function enter(name, node) {
  const another = page.name !== name;
  page.name = name;
  page.node = node;
  if (another) {
    page.plan = null;
    page.events = [];
    graph.reset();
    details.open(name, null, []);
    showChooser();
    renewPlan();
    renewMessages();
    renewEvents();
  }
  show();
}

function fromAddress() {
  const [name, node] = location.hash.slice(1).split('/').map(decodeURIComponent);
  enter(name || null, node || null);
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
  const {plan, name} = page;
  welcome();
  document.body.classList.toggle('empty', plan === null);
  document.body.classList.toggle('detailed', page.node !== null);
  if (plan === null) {
    return;
  }
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
  const count = plan.attention.length;
  document.title = `${count > 0 ? `(${count}) ` : ''}${harmless(name)} – Hera`;
  details.open(name, page.node, page.orchestrators.filter(({parent}) => parent === name));
}

/** The roles are many and below: they are shown after what is above. */
let rolesTimer = null;
function rolesSoon() {
  rolesTimer ??= setTimeout(() => {
    rolesTimer = null;
    if (page.plan !== null) {
      showRoles(page.plan, select);
    }
  }, 50);
}

function summary(plan) {
  const led = plan.coordinator ? `led by ${plan.coordinator}` : 'no live coordinator';
  return `${plan.nodes.length} nodes, ${led}${plan.parent ? `, nested below ${plan.parent}` : ''}${plan.complete ? ', complete' : ''}`;
}

/** Says what to do when there is nothing to show. */
function welcome(title, text) {
  const nothing = title ?? (page.plan === null && page.loaded ? 'No orchestrator is active' : null);
  byId('welcome').hidden = nothing === null;
  if (nothing !== null) {
    byId('welcome-title').textContent = nothing;
    byId('welcome-text').textContent = text
      ?? 'An agent opens one with hera_new_orchestrator; this page then shows its plan by itself.';
  }
}

function showChooser() {
  const depth = (one) => {
    const parent = page.orchestrators.find(({name}) => name === one.parent);
    return parent ? 1 + depth(parent) : 0;
  };
  const sorted = [];
  const add = (parent) => page.orchestrators
    .filter((one) => (page.orchestrators.some(({name}) => name === one.parent) ? one.parent : null) === parent)
    .forEach((one) => {
      sorted.push(one);
      add(one.name);
    });
  add(null);
  byId('orchestrator').replaceChildren(...sorted.map((one) => {
    const counts = one.counts;
    const trouble = (counts.failed ?? 0) + (counts.held ?? 0);
    const label = `${'\u2003'.repeat(depth(one))}${harmless(one.name)}${one.complete ? ' ✓' : ''}${trouble > 0 ? ` (${trouble} stuck)` : ''}`;
    const option = element('option', '', label);
    option.value = one.name;
    option.selected = one.name === page.name;
    return option;
  }));
}

function connection(text, lost) {
  byId('connection').textContent = text;
  byId('connection').classList.toggle('lost', lost);
}

function refused(refusal) {
  if (refusal.status === 401) {
    page.plan = null;
    show();
    welcome('This page needs a link of the host',
      'Run ./hera open in a terminal and open the link that it prints. It is good once, for ten minutes.');
    connection('not signed in', true);
  }
}

function heard(event) {
  if (event.orchestrator === page.name) {
    if (event.sequence > (page.events.at(-1)?.sequence ?? 0)) {
      page.events = [...page.events.slice(1 - MOST_EVENTS), event];
      eventsSoon();
    }
    renewPlan();
    if (event.kind.startsWith('message')) {
      renewMessages();
    }
  }
  listSoon();
}

/** Many events come at once: they are shown together. */
let eventsTimer = null;
function eventsSoon() {
  eventsTimer ??= setTimeout(() => {
    eventsTimer = null;
    showEvents(page.events);
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
window.addEventListener('popstate', fromAddress);
setInterval(renewTimes, 1000);

if (location.hash) {
  fromAddress();
}
renewList().then(() => {
  page.loaded = true;
  show();
});
api.follow({
  event: heard,
  live() {
    connection('live', false);
    renewAll();
  },
  lost() {
    connection('connection lost, trying again…', true);
  },
  refused,
});
