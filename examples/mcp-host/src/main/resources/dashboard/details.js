// All that one node can show.

import * as api from './api.js';
import {coalesced} from './coalesced.js';
import {byId, button, element, harmless, keepingFocus, mark as markOf, since, words} from './dom.js';
import {showEvents, showMessages} from './lists.js';
import {nodeBy} from './past.js';

const LOG_CHARACTERS = 100_000;
const LOG_PAUSE = 1000;

export class Details {
  /**
   * @param select is told of another node that was chosen here, or null when this is closed
   * @param goTo is told of another orchestrator that was chosen here
   */
  constructor(select, goTo) {
    this.select = select;
    this.goTo = goTo;
    this.root = byId('details');
    this.body = byId('details-body');
    this.renew = coalesced(() => this.read());
    this.renewDiff = coalesced(() => this.readDiff());
    byId('close').addEventListener('click', () => select(null));
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        select(null);
      }
    });
  }

  /**
   * Shows a node, or nothing.
   *
   * @param past the plan of an earlier moment in which it is shown, or null for the present
   */
  async open(orchestrator, name, past = null) {
    const another = this.name !== name || this.orchestrator !== orchestrator;
    const turned = (this.past ?? null) === null !== (past === null);
    Object.assign(this, {orchestrator, name, past});
    if (name === null) {
      this.root.hidden = true;
      this.closeLog();
      return;
    }
    if (another || turned) {
      this.closeLog();
    }
    if (another) {
      this.say('Loading…');
      byId('details-title').replaceChildren(words('bdi', '', name));
      this.root.hidden = false;
      this.root.focus({preventScroll: true});
    }
    await this.renew();
  }

  /** Says something in place of a node; what is read next is shown anew. */
  say(text) {
    this.stopReading();
    this.parts = null;
    this.shown = null;
    this.body.replaceChildren(element('p', 'none', harmless(text)));
  }

  /**
   * Reads the node anew; what is folded open stays so. A node that is shown stays when it could not
   * be read, unless the host says that there is none.
   */
  async read() {
    const {orchestrator, name} = this;
    if (!name) {
      return;
    }
    try {
      const present = await api.details(orchestrator, name);
      if (this.name === name && this.orchestrator === orchestrator) {
        this.showPresentOrPast(present);
      }
    } catch (refusal) {
      if (this.name === name && this.orchestrator === orchestrator && (!this.parts || refusal.status === 404)) {
        this.say(refusal.message);
      }
    }
  }

  showPresentOrPast(present) {
    const node = this.past === null ? present : nodeBy(present, this.past);
    if (node === null) {
      this.say('It was not in the plan yet.');
    } else {
      this.show(node);
    }
  }

  show(node) {
    const shown = JSON.stringify(node);
    if (this.shown === shown) {
      return;
    }
    this.shown = shown;
    if (!this.parts) {
      this.build(node);
    }
    keepingFocus(this.body, () => {
      this.parts.state.replaceChildren(...this.state(node));
      this.parts.why.replaceChildren(...this.why(node));
      this.parts.facts.replaceChildren(...this.facts(node));
      this.parts.blockers.replaceChildren(...this.neighbours(node));
    });
    this.parts.mission.textContent = harmless(node.mission);
    this.parts.note.hidden = !node.handoff_note;
    this.parts.noteText.textContent = harmless(node.handoff_note);
    showMessages(node.messages, this.parts.messages);
    showEvents(node.history, this.parts.history);
    this.parts.log.hidden = !node.log;
    this.goesOn = node.session === 'starting' || node.session === 'running';
    if (this.goesOn && this.reading?.over) {
      this.readLog(this.reading);
    }
    this.parts.diff.hidden = Boolean(node.past);
    this.parts.past.hidden = !node.past;
    if (this.parts.diff.open) {
      this.renewDiff();
    }
  }

  build(node) {
    this.parts = {
      state: element('p', 'node-state'),
      why: element('div', 'node-why'),
      facts: element('dl', 'facts'),
      blockers: element('div', 'neighbours'),
      mission: words('pre', 'mission', ''),
      noteText: words('pre', 'mission', ''),
      messages: element('ol', 'rows'),
      history: element('ol', 'rows events'),
      logText: element('pre', 'log', ''),
      diffText: element('div', 'diff'),
    };
    const {parts} = this;
    for (const [text, label] of [[parts.mission, 'Prompt'], [parts.noteText, 'Handoff note'], [parts.diffText, 'Changes']]) {
      text.tabIndex = 0;
      text.setAttribute('role', 'group');
      text.setAttribute('aria-label', label);
    }
    parts.logText.tabIndex = 0;
    parts.logText.setAttribute('aria-label', 'Log of the worker');
    parts.logText.setAttribute('role', 'log');
    parts.note = section('Handoff note', parts.noteText);
    parts.log = this.folded('Log of the worker', parts.logText, () => this.startLog(), () => this.stopReading());
    parts.diff = this.folded('Changes of its branch', parts.diffText, this.renewDiff, () => {});
    parts.past = element('p', 'hint', 'As it stood then. Its prompt is the present one; its log, its changes and where it'
      + ' works are shown live only.');
    this.body.replaceChildren(
      parts.past, parts.state, parts.why, parts.facts, parts.blockers,
      section(node.node.kind === 'subcoord' ? 'Goal' : 'Prompt', parts.mission),
      parts.note, parts.diff, parts.log,
      section('Messages', parts.messages), section('History', parts.history));
  }

  state(node) {
    const mark = this.marks.get(node.node.state);
    return [
      element('span', `pill state-${node.node.state}`, markOf(mark.glyph), ` ${mark.label}`),
      node.since ? since(node.since, 'for ', '') : null,
      node.node.icon && node.node.icon.label !== mark.label ? element('span', 'label', `${node.node.icon.glyph} ${node.node.icon.label}`) : null,
      node.node.status ? element('span', 'label', `reported ${node.node.status}`) : null,
    ].filter(Boolean);
  }

  why(node) {
    const texts = [node.reason, node.held_details].filter(Boolean).map((text) => words('p', '', text));
    const failed = node.blockers.filter(({outcome}) => outcome === 'failed')
      .map(({name, because}) => words('p', '', `${name} counts as failed: ${because}.`));
    const help = node.would_release.length === 0 ? [] : [
      element('p', 'hint', 'What would release it:'),
      element('ul', '', ...node.would_release.map((text) => words('li', '', text)))];
    return [...texts, ...failed, ...help];
  }

  facts(node) {
    return [
      fact('Branch', node.branch), fact('Begun from', node.base_branch), fact('Worktree', node.worktree),
      fact('Project', node.project), fact('Session', node.session),
      fact('Exit code', node.exit_code), fact('Failed starts', node.node.attempts || null),
      fact('Last error', node.node.last_error),
      node.child
        ? [element('dt', '', 'Its own plan'), element('dd', '', button('link', words('bdi', '', node.child), () => this.goTo(node.child)))]
        : [],
    ].flat();
  }

  neighbours(node) {
    const after = node.blockers.map(({name, outcome, because}) => element('li', `outcome-${outcome}`,
      this.link(name), element('span', 'label', outcome ? `${outcome}: ` : '', words('bdi', '', because))));
    const before = node.node.dependents.map((name) => element('li', '', this.link(name)));
    return [
      ...(after.length === 0 ? [] : [element('h3', '', 'Waits for'), element('ul', '', ...after)]),
      ...(before.length === 0 ? [] : [element('h3', '', 'Others that wait for it'), element('ul', '', ...before)]),
    ];
  }

  link(name) {
    return button('link', words('bdi', '', name), () => this.select(name));
  }

  folded(title, content, opened, closed) {
    const made = element('details', 'folded', element('summary', '', element('h3', '', title)), content);
    made.addEventListener('toggle', () => made.isConnected && (made.open ? opened() : closed()));
    return made;
  }

  async readDiff() {
    const {orchestrator, name, parts} = this;
    if (!parts) {
      return;
    }
    const changes = await api.diff(orchestrator, name).catch((refusal) => ({files: [], problem: refusal.message}));
    const lines = changes.files.map(({path, added, deleted}) => element('tr', '',
      element('td', 'added', added < 0 ? '' : `+${added}`),
      element('td', 'deleted', deleted < 0 ? 'binary' : `−${deleted}`),
      words('td', 'path', path)));
    parts.diffText.replaceChildren(lines.length > 0
      ? element('table', '', element('tbody', '', ...lines))
      : element('p', 'none', harmless(changes.problem ?? 'No committed changes.')));
  }

  startLog() {
    this.stopReading();
    const reading = {after: 0};
    this.reading = reading;
    this.parts.logText.textContent = '';
    this.readLog(reading);
  }

  /** Reads on while the log is open and its worker runs, or is about to. */
  async readLog(reading) {
    const {orchestrator, name, parts} = this;
    const part = await api.log(orchestrator, name, reading.after).catch(() => null);
    if (this.reading !== reading) {
      return;
    }
    if (part !== null) {
      const view = parts.logText;
      const atEnd = view.scrollHeight - view.scrollTop - view.clientHeight < 40;
      if (part.text !== '' || part.next < reading.after) {
        const kept = part.next < reading.after ? '' : view.textContent;
        view.textContent = (kept + (part.skipped ? '…\n' : '') + harmless(part.text)).slice(-LOG_CHARACTERS);
      }
      reading.after = part.next;
      if (atEnd) {
        view.scrollTop = view.scrollHeight;
      }
      reading.over = !part.running && !this.goesOn;
      if (reading.over) {
        return;
      }
    }
    reading.timer = setTimeout(() => this.readLog(reading), LOG_PAUSE);
  }

  stopReading() {
    clearTimeout(this.reading?.timer);
    this.reading = null;
  }

  closeLog() {
    this.stopReading();
    this.parts?.log.removeAttribute('open');
  }
}

function section(title, content) {
  return element('section', '', element('h3', '', title), content);
}

function fact(name, value) {
  return value === null || value === undefined
    ? [] : [element('dt', '', name), words('dd', '', value)];
}
