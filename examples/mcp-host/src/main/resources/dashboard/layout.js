// Where everything of a plan stands: stages left to right, groups as frames. Pure: no DOM here.

const WIDE = {node: {width: 184, height: 42}, gap: {x: 36, y: 8}, edge: 12};
/** Two stages beside each other fit a phone. */
const NARROW = {node: {width: 150, height: 42}, gap: {x: 18, y: 8}, edge: 6};
const FRAME = {pad: 6, head: 28, closed: 46};

/** Groups with more nodes are shown closed, as in the other pictures of a plan. */
const SHOWN = 8;
/** An open group stands in columns of so many. */
const ROWS = 14;
/** Larger plans show each stage as one box. */
const MOST_NODES = 1500;
const STANDS_OUT = new Set(['failed', 'held']);
const CENTRED = 900;

/**
 * @param plan as the host tells it
 * @param open the keys of groups that are opened although they are large
 * @param narrow whether there is room for a phone's width only
 * @return {width, height, stages, frames, nodes, edges}; each stage {left, right}, each frame {key, label, counts, x, y, width, height,
 *     size, closed, large}, each node {name, x, y, width, height, outside}, each edge {from, to, path, of}
 */
export function layOut(plan, open, narrow = false) {
  const size = narrow ? NARROW : WIDE;
  const columns = plan.stages.map((stage, index) => column({plan, size}, stage, index, open));
  const outside = outsiders({plan, size});
  if (outside.parts.length > 0) {
    columns.unshift(outside);
  }
  return place({plan, size}, columns);
}

function column(drawn, stage, index, open) {
  const {plan} = drawn;
  const nodes = stage.groups.flatMap((group) => group.nodes);
  const collapsed = plan.nodes.length > MOST_NODES && nodes.length > SHOWN;
  if (collapsed && !open.has(`stage-${index}`)) {
    return {parts: [frame(drawn, `stage-${index}`, `Stage ${index + 1}`, nodes, total(stage), false)]};
  }
  return {parts: stage.groups.map((group) => part(drawn, group, index, open))};
}

function part(drawn, group, index, open) {
  if (group.nodes.length === 1) {
    return {nodes: group.nodes, size: 1, ...drawn.size.node};
  }
  const key = `${index}:${group.nodes[0]}`;
  return frame(drawn, key, group.label, group.nodes, group.counts, open.has(key));
}

function frame({plan, size: {node}}, key, label, nodes, counts, opened) {
  const large = nodes.length > SHOWN;
  const closed = large && !opened;
  const shown = closed ? standingOut(plan, nodes) : nodes;
  const across = Math.max(1, Math.ceil(shown.length / ROWS));
  const down = Math.min(shown.length, ROWS);
  const head = closed ? FRAME.closed : FRAME.head;
  return {
    head,
    key, label, counts, closed, large, size: nodes.length, nodes: shown, all: nodes,
    width: across * (node.width + FRAME.pad) + FRAME.pad,
    height: head + down * (node.height + FRAME.pad),
  };
}

function standingOut(plan, names) {
  const states = statesOf(plan);
  return names.filter((name) => STANDS_OUT.has(states.get(name))).slice(0, SHOWN);
}

function statesOf(plan) {
  plan.stateOf ??= new Map(plan.nodes.map((node) => [node.name, node.state]));
  return plan.stateOf;
}

function total(stage) {
  const counts = {};
  for (const group of stage.groups) {
    for (const [state, count] of Object.entries(group.counts)) {
      counts[state] = (counts[state] ?? 0) + count;
    }
  }
  return counts;
}

/** Roles that are no nodes of the plan and that some wait for. */
function outsiders({plan, size}) {
  const known = statesOf(plan);
  const names = new Set(plan.nodes.flatMap((node) => node.blockers).filter((name) => !known.has(name)));
  return {
    parts: [...names].map((name) => (
      {nodes: [name], size: 1, outside: true, ...size.node})),
  };
}

function place({plan, size: {node, gap, edge}}, columns) {
  const heights = columns.map(({parts}) => (
    parts.reduce((sum, one) => sum + one.height + gap.y, -gap.y)));
  const tallest = Math.max(0, ...heights);
  const frames = [];
  const nodes = [];
  const stages = [];
  let x = edge;
  columns.forEach(({parts}, index) => {
    const width = Math.max(...parts.map((one) => one.width));
    let y = edge + (tallest <= CENTRED ? (tallest - heights[index]) / 2 : 0);
    for (const one of parts) {
      put(one, x + (width - one.width) / 2, y, node, frames, nodes);
      y += one.height + gap.y;
    }
    stages.push({left: x, right: x + width});
    x += width + gap.x;
  });
  return {
    stages, frames, nodes, edges: edges(plan, columns),
    width: Math.max(0, x - gap.x + edge), height: tallest + 2 * edge,
  };
}

function put(part, x, y, node, frames, nodes) {
  Object.assign(part, {x, y});
  part.boxes = new Map();
  if (part.key !== undefined) {
    frames.push(part);
  }
  const [left, top] = part.key === undefined ? [x, y] : [x + FRAME.pad, y + part.head];
  part.nodes.forEach((name, index) => {
    const box = {
      name, outside: part.outside === true, ...node,
      x: left + Math.floor(index / ROWS) * (node.width + FRAME.pad),
      y: top + (index % ROWS) * (node.height + FRAME.pad),
    };
    part.boxes.set(name, box);
    nodes.push(box);
  });
}

/** One edge from a frame stands for one from each of its nodes, when all of them are waited for. */
function edges(plan, columns) {
  const partOf = new Map();
  for (const {parts} of columns) {
    for (const one of parts) {
      (one.all ?? one.nodes).forEach((name) => partOf.set(name, one));
    }
  }
  const found = new Map();
  for (const node of plan.nodes) {
    const target = partOf.get(node.name);
    const blockers = new Set(node.blockers);
    for (const blocker of blockers) {
      const source = partOf.get(blocker);
      if (source === target) {
        continue;
      }
      const [from, fromKey] = start(source, blocker, blockers);
      const whole = target.key !== undefined && !target.key.startsWith('stage-');
      const [to, toKey] = whole || target.closed
        ? [target, target.key] : [target.boxes.get(node.name) ?? target, node.name];
      const key = `${fromKey}\u0000${toKey}`;
      const edge = found.get(key) ?? {key, path: path(from, to), from: new Set(), to: new Set()};
      edge.from.add(blocker);
      edge.to.add(node.name);
      found.set(key, edge);
    }
  }
  return [...found.values()];
}

function start(source, blocker, blockers) {
  if (source.key === undefined) {
    return [source.boxes.get(blocker), blocker];
  }
  const whole = source.closed || source.all.every((name) => blockers.has(name));
  return whole ? [source, source.key] : [source.boxes.get(blocker), blocker];
}

function path(from, to) {
  const x1 = from.x + from.width;
  const y1 = from.y + from.height / 2;
  const x2 = to.x;
  const y2 = to.y + to.height / 2;
  const bend = Math.max(12, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 6} ${y2}`;
}
