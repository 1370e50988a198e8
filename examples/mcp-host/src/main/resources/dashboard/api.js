// What the page asks of its own host; it can only read.

/** The host refused: the cookie is missing or over, or there is no such thing. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** After so long a request is given up with a TimeoutError: a host that was killed may never answer it. */
const PATIENCE = 20_000;

async function get(path) {
  const answer = await fetch(`/api${path}`,
    {headers: {Accept: 'application/json'}, signal: AbortSignal.timeout(PATIENCE)});
  if (!answer.ok) {
    const body = await answer.json().catch(() => ({}));
    throw new Refused(answer.status, body.error?.message ?? answer.statusText);
  }
  return answer.json();
}

const place = (name) => `/orchestrators/${encodeURIComponent(name)}`;
const node = (orchestrator, name) => `${place(orchestrator)}/nodes/${encodeURIComponent(name)}`;

export const orchestrators = async () => (await get('/orchestrators')).orchestrators;
export const plan = (name) => get(`${place(name)}/plan`);
export const planAsOf = (name, event) => get(`${place(name)}/plan?as_of=${event}`);
export const messages = async (name) => (await get(`${place(name)}/messages`)).messages;
export const latestEvents = async (name) => (await get(`${place(name)}/events`)).events;
export const eventsAfter = async (name, after, limit) =>
  (await get(`${place(name)}/events?after=${after}&limit=${limit}`)).events;
export const details = (orchestrator, name) => get(node(orchestrator, name));
export const log = (orchestrator, name, after) => get(`${node(orchestrator, name)}/log?after=${after}`);
export const diff = (orchestrator, name) => get(`${node(orchestrator, name)}/diff`);

/**
 * Follows the events of all orchestrators while the page is seen: a browser has few connections to one
 * host, and all its pages share them. It comes back by itself after a lost connection and asks for what
 * it missed; where the browser gives up, this asks anew.
 */
export function follow({event, live, lost, refused}) {
  let last = null;
  let source = null;
  let later = null;

  function open() {
    clearTimeout(later);
    source?.close();
    if (document.hidden) {
      return;
    }
    source = new EventSource(last === null ? '/api/events' : `/api/events?after=${last}`);
    source.onopen = live;
    source.onmessage = (message) => {
      last = Number(message.lastEventId);
      event(JSON.parse(message.data));
    };
    source.onerror = () => {
      lost();
      if (source.readyState === EventSource.CLOSED) {
        later = setTimeout(comeBack, 1000);
      }
    };
  }

  /** A browser does not say why it gave up: an ordinary request tells. */
  function comeBack() {
    orchestrators().then(open, (refusal) => {
      if (refusal.status === 401) {
        refused(refusal);
      } else if (!document.hidden) {
        later = setTimeout(comeBack, 1000);
      }
    });
  }

  document.addEventListener('visibilitychange', open);
  open();
}
