// Calls one tool by way of the protocol's own package for the extension for tasks, and prints how far it is each time
// that is told, then what came of it. Its arguments are the server's URL, the tool and the tool's arguments.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [url, tool, args] = process.argv.slice(2);
const home = join(process.cwd(), 'node_modules/@modelcontextprotocol/ext-tasks/dist/client/index.js');
const { withTasks, resultFromTaskOutcome } = await import(pathToFileURL(home));

const revision = '2026-07-28';
const key = (name) => `io.modelcontextprotocol/${name}`;
const meta = {
  [key('protocolVersion')]: revision,
  [key('clientInfo')]: { name: 'tasks', version: '1' },
  [key('clientCapabilities')]: { extensions: { [key('tasks')]: {} } },
};
let id = 0;

async function dispatch({ method, params = {} }, options) {
  const answer = await fetch(url, {
    method: 'POST',
    signal: options?.signal,
    headers: {
      'Authorization': `Bearer ${process.env.MCP_TOKEN}`,
      'Content-Type': 'application/json',
      'Accept': 'application/json, text/event-stream',
      'MCP-Protocol-Version': revision,
      'Mcp-Method': method,
      ...((params.taskId ?? params.name) && { 'Mcp-Name': params.taskId ?? params.name }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params: { ...params, _meta: { ...params._meta, ...meta } } }),
  });
  const text = await answer.text();
  const last = text.split('\n').filter((line) => line.startsWith('data:')).at(-1)?.slice('data:'.length) ?? text;
  const { result, error } = JSON.parse(last);
  if (params.taskId ?? result?.taskId) {
    console.log(`${method} ${result?.status}`);
  }
  return error ? { kind: 'error', error } : { kind: 'result', result };
}

const nothing = () => () => {};
const session = withTasks({
  endpointId: url,
  taskCapabilities: { generation: 'v2', capabilities: {} },
  invalidated: false,
  dispatch,
  onServerRequest: nothing,
  onNotification: nothing,
  onInvalidated: nothing,
});
try {
  const execution = await session.callTool(tool, JSON.parse(args));
  const { outcome } = await execution.settle();
  console.log(JSON.stringify(resultFromTaskOutcome(outcome)));
} finally {
  await session.close();
}
