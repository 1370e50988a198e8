// Draws the plan: nodes are buttons over an SVG of the edges. What stays the same is left alone.

import {button, element, harmless, mark as markOf, words} from './dom.js';
import {layOut} from './layout.js';

/** States whose mark alone could be mistaken. */
const AMBIGUOUS = new Set(['failed', 'cancelled', 'pending']);
const NARROW = matchMedia('(max-width: 760px)');
const SVG = 'http://www.w3.org/2000/svg';

export class Graph {
  /**
   * @param root where it is drawn
   * @param select is told the name of a node that was chosen
   */
  constructor(root, select) {
    this.root = root;
    this.select = select;
    this.open = new Set();
    this.nodes = new Map();
    this.frames = new Map();
    this.edges = new Map();
    this.canvas = element('div', 'canvas');
    this.svg = document.createElementNS(SVG, 'svg');
    this.svg.setAttribute('aria-hidden', 'true');
    this.svg.append(arrowHead());
    this.canvas.append(this.svg);
    root.append(this.canvas);
    root.addEventListener('keydown', (event) => this.moved(event));
    NARROW.addEventListener('change', () => this.plan && this.show(this.plan, this.selected));
  }

  /** Shows a plan; the node that is selected stands out with its edges. */
  show(plan, selected) {
    this.plan = plan;
    this.selected = selected;
    this.marks = new Map(plan.states.map((mark) => [mark.state, mark]));
    this.byName = new Map(plan.nodes.map((node) => [node.name, node]));
    const layout = layOut(plan, this.open, NARROW.matches);
    this.layout = layout;
    this.canvas.style.width = `${layout.width}px`;
    this.canvas.style.height = `${layout.height}px`;
    this.svg.setAttribute('width', layout.width);
    this.svg.setAttribute('height', layout.height);
    this.update(this.frames, layout.frames, (one) => one.key, (one, old) => this.frame(one, old));
    this.update(this.nodes, layout.nodes, (one) => one.name, (one, old) => this.node(one, old));
    this.update(this.edges, layout.edges, (one) => one.key, (one, old) => this.edge(one, old));
    this.hasTabStop();
    this.root.dispatchEvent(new Event('drawn'));
  }

  /** Opens or closes all large groups. */
  toggleAll() {
    const large = this.layout.frames.filter((one) => one.large);
    const closed = large.filter((one) => one.closed);
    (closed.length > 0 ? closed : large).forEach((one) => this.flip(one.key));
    this.show(this.plan, this.selected);
  }

  /** Forgets which groups were opened. */
  reset() {
    this.open.clear();
  }

  flip(key) {
    if (!this.open.delete(key)) {
      this.open.add(key);
    }
  }

  update(known, wanted, key, make) {
    const left = new Set(known.keys());
    for (const one of wanted) {
      known.set(key(one), make(one, known.get(key(one))));
      left.delete(key(one));
    }
    for (const gone of left) {
      known.get(gone).remove();
      known.delete(gone);
    }
  }

  put(made, {x, y, width, height}) {
    Object.assign(made.style, {
      left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`});
    if (!made.isConnected) {
      this.canvas.append(made);
    }
    return made;
  }

  node(box, old) {
    const node = this.byName.get(box.name);
    const shown = JSON.stringify([node?.state, node?.icon, node?.kind, box.outside]);
    const made = old ?? this.newNode(box.name);
    if (made.dataset.shown !== shown) {
      made.dataset.shown = shown;
      made.replaceChildren(...(node ? this.content(node) : [words('span', 'name', box.name)]));
      made.className = `node ${node ? `state-${node.state}` : 'outside'}`;
      made.setAttribute('aria-label', node ? this.told(node) : `${harmless(box.name)}, not in this plan`);
    }
    made.setAttribute('aria-pressed', String(box.name === this.selected));
    return this.put(made, box);
  }

  newNode(name) {
    const made = button('node', '', () => this.select(name));
    made.dataset.node = name;
    made.title = harmless(name);
    made.tabIndex = -1;
    return made;
  }

  content(node) {
    const mark = this.marks.get(node.state);
    const glyph = markOf(mark.glyph, node.state === 'working');
    const icon = node.icon && node.icon.icon === 'needs_input'
      ? element('span', 'icon', `${node.icon.glyph} ${node.icon.label}`) : null;
    return [
      element('span', 'line', glyph, words('bdi', 'name', node.name)),
      element('span', 'line small', element('span', 'label', mark.label),
        node.kind === 'subcoord' ? element('span', 'kind', 'coordinates') : null, icon),
    ];
  }

  told(node) {
    const mark = this.marks.get(node.state);
    const waits = node.blockers.length === 0 ? '' : `, waits for ${
      node.blockers.length > 5 ? `${node.blockers.length} nodes` : node.blockers.join(', ')}`;
    return harmless(`${node.name}, ${mark.label}${node.icon ? `, ${node.icon.label}` : ''}${waits}`);
  }

  frame(frame, old) {
    const shown = JSON.stringify([frame.label, frame.counts, frame.closed]);
    const made = old ?? element('div', 'frame');
    if (made.dataset.shown !== shown) {
      made.dataset.shown = shown;
      made.className = `frame${frame.closed ? ' closed' : ''}`;
      const head = element('span', 'head', words('bdi', 'name', frame.label), ' ', this.counts(frame.counts));
      if (frame.large) {
        this.label(made.querySelector('button') ?? this.newToggle(made, frame.key), frame, head);
      } else {
        made.replaceChildren(head);
      }
    }
    return this.put(made, frame);
  }

  newToggle(parent, key) {
    const made = button('toggle', '', () => {
      this.flip(key);
      this.show(this.plan, this.selected);
    });
    parent.replaceChildren(made);
    return made;
  }

  label(toggle, frame, head) {
    toggle.replaceChildren(head);
    toggle.setAttribute('aria-expanded', String(!frame.closed));
    toggle.setAttribute('aria-label', `${harmless(frame.label)}, ${frame.size} nodes: ${this.countText(frame.counts)}`);
  }

  counts(counts) {
    return element('span', 'counts', ...this.plan.states
      .filter(({state}) => counts[state])
      .map(({state, glyph, label}) => element('span', `count state-${state}`,
        String(counts[state]), markOf(glyph),
        AMBIGUOUS.has(state) ? ` ${label}` : '')));
  }

  countText(counts) {
    return this.plan.states
      .filter(({state}) => counts[state])
      .map(({state, label}) => `${counts[state]} ${label}`).join(', ');
  }

  edge(edge, old) {
    const made = old ?? document.createElementNS(SVG, 'path');
    const states = [...edge.from].map((name) => this.byName.get(name)?.state);
    const look = states.includes('failed') ? 'failed'
      : states.every((state) => state === 'done' || state === 'in_review') ? 'done' : 'open';
    const near = edge.from.has(this.selected) || edge.to.has(this.selected);
    made.setAttribute('class', `edge ${look}${near ? ' near' : ''}`);
    if (made.getAttribute('d') !== edge.path) {
      made.setAttribute('d', edge.path);
    }
    if (!made.isConnected) {
      this.svg.append(made);
    }
    return made;
  }

  /** Exactly one node can be reached with the tab key; the arrow keys lead on from it. */
  hasTabStop() {
    const all = [...this.nodes.values()];
    const stop = this.nodes.get(this.selected) ?? all.find((one) => one.tabIndex === 0) ?? all[0];
    all.forEach((one) => {
      one.tabIndex = one === stop ? 0 : -1;
    });
  }

  moved(event) {
    const name = document.activeElement?.dataset.node;
    const from = name === undefined ? undefined : this.layout.nodes.find((one) => one.name === name);
    const [dx, dy] = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    }[event.key] ?? [0, 0];
    if (!from || (dx === 0 && dy === 0)) {
      return;
    }
    event.preventDefault();
    const next = nearest(this.layout.nodes, from, dx, dy);
    if (next) {
      document.activeElement.tabIndex = -1;
      this.nodes.get(next.name).tabIndex = 0;
      this.nodes.get(next.name).focus();
    }
  }

  /** Brings a node into sight. */
  reveal(name) {
    this.nodes.get(name)?.scrollIntoView({block: 'nearest', inline: 'center'});
  }
}

/** The next node in a direction: the closest along it, then across it. */
function nearest(nodes, from, dx, dy) {
  let best = null;
  let least = Infinity;
  for (const one of nodes) {
    const x = one.x - from.x;
    const y = one.y - from.y;
    const ahead = dx !== 0 ? x * dx : y * dy;
    const aside = Math.abs(dx !== 0 ? y : x);
    const far = ahead + 4 * aside * (dx !== 0 ? 0.25 : 1);
    if (ahead > 0 && far < least) {
      least = far;
      best = one;
    }
  }
  return best;
}

function arrowHead() {
  const defs = document.createElementNS(SVG, 'defs');
  const marker = document.createElementNS(SVG, 'marker');
  Object.entries({
    id: 'arrow', viewBox: '0 0 8 8', refX: 2, refY: 4, markerWidth: 8, markerHeight: 8,
    markerUnits: 'userSpaceOnUse', orient: 'auto',
  }).forEach(([name, value]) => marker.setAttribute(name, value));
  const head = document.createElementNS(SVG, 'path');
  head.setAttribute('d', 'M0 0L8 4L0 8z');
  marker.append(head);
  defs.append(marker);
  return defs;
}
