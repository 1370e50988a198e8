// A client of the TypeScript SDK. Its first argument says which, the others where its server is: a URL, or the
// command that starts it. What to ask comes on standard input, a line of JSON each; so do the answers on standard output.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const [mode, ...server] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), 'client.mjs'));
const v1 = mode === '1';
const { Client } = require(v1 ? '@modelcontextprotocol/sdk/client/index.js' : '@modelcontextprotocol/client');
const { StreamableHTTPClientTransport } = require(
  v1 ? '@modelcontextprotocol/sdk/client/streamableHttp.js' : '@modelcontextprotocol/client',
);
const { StdioClientTransport } = require(
  v1 ? '@modelcontextprotocol/sdk/client/stdio.js' : '@modelcontextprotocol/client/stdio',
);
const modes = { legacy: 'legacy', auto: 'auto', pinned: { pin: '2026-07-28' } };
const patience = { timeout: 100_000 };

const write = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

const transport = server[0].startsWith('http:')
  ? new StreamableHTTPClientTransport(new URL(server[0]), {
      requestInit: { headers: { Authorization: `Bearer ${process.env.MCP_TOKEN}` } },
    })
  : new StdioClientTransport({ command: server[0], args: server.slice(1) });
let revision;
const negotiated = transport.setProtocolVersion?.bind(transport);
transport.setProtocolVersion = (version) => {
  revision = version;
  negotiated?.(version);
};
const client = new Client(
  { name: 'test', version: '1' },
  v1 ? {} : { versionNegotiation: { mode: modes[mode] } },
);
await client.connect(transport, patience);
write({ id: 0, result: { revision: client.getNegotiatedProtocolVersion?.() ?? revision } });

client.setNotificationHandler(
  v1
    ? require('@modelcontextprotocol/sdk/types.js').ResourceUpdatedNotificationSchema
    : 'notifications/resources/updated',
  ({ params }) => write({ updated: params.uri }),
);

async function ask({ tool, arguments: args, subscribe }) {
  if (tool) {
    return client.callTool({ name: tool, arguments: args }, ...(v1 ? [undefined, patience] : [patience]));
  }
  if (!subscribe) {
    return client.listTools();
  }
  if (!v1 && client.getProtocolEra() === 'modern') {
    await client.listen({ resourceSubscriptions: [subscribe] });
    return {};
  }
  return client.subscribeResource({ uri: subscribe });
}

async function answer({ id, ...question }) {
  try {
    write({ id, result: await ask(question) });
  } catch (error) {
    write({ id, error: String(error) });
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => answer(JSON.parse(line)));
lines.on('close', () => client.close());
