// A worker without a model: runs the command of its prompt and reports, over plain HTTP.
import { execSync } from 'node:child_process';

const role = process.env.HERA_ROLE;
const headers = {
  'Authorization': `Bearer ${process.env.HERA_TOKEN}`,
  'Content-Type': 'application/json',
  'Accept': 'application/json, text/event-stream',
};
let id = 0;

async function ask(method, params) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params });
  const answer = await fetch(process.env.HERA_MCP_URL, { method: 'POST', headers, body });
  headers['Mcp-Session-Id'] ??= answer.headers.get('Mcp-Session-Id');
  console.log(await answer.text());
}

const report = (status) =>
  ask('tools/call', {
    name: 'hera_send',
    arguments: { status, tldr: `${role} is ${status}`, body: 'So it is.' },
  });

await ask('initialize', {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'worker', version: '1' },
});
await report('working');
execSync(/^RUN: (.*)$/m.exec(process.argv[2])[1], { stdio: 'inherit' });
await report('done');
