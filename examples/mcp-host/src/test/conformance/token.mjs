// Gives every request of the suite the token that the host asks for.
import http from 'node:http';
import { createRequire } from 'node:module';

const { getGlobalDispatcher, setGlobalDispatcher } = createRequire(process.argv[1])('undici');
const authorization = `Bearer ${process.env.MCP_TOKEN}`;

const { fetch } = globalThis;
globalThis.fetch = (input, init = {}) => {
  const headers = new Headers(init.headers);
  headers.set('authorization', authorization);
  return fetch(input, { ...init, headers });
};
setGlobalDispatcher(
  getGlobalDispatcher().compose((dispatch) => (request, handler) => {
    const known = JSON.stringify(request.headers ?? {}).includes('authorization');
    const headers = known ? request.headers : { ...request.headers, authorization };
    return dispatch({ ...request, headers }, handler);
  }),
);
const { request } = http;
http.request = (...given) => {
  const asked = request(...given);
  asked.setHeader('authorization', authorization);
  return asked;
};
