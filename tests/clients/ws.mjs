// Follows changes with graphql-ws: the socket is cut after every third event, and what comes next is resumed.
// node ws.mjs <url> <cookie> <events>: prints the events as JSON.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, cookie, wanted] = process.argv.slice(2);
class OfOurPage extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols, { origin: url, headers: { cookie } });
  }
}
const query = 'subscription($after: String) { changed(after: $after) { cursor act target { id } } }';
const payload = { query, variables: {} };
const told = [];
let cuts = 0;

const client = createClient({
  url: `${url.replace('http', 'ws')}/graphql`,
  webSocketImpl: OfOurPage,
  retryAttempts: 50,
  retryWait: async () => {},
  shouldRetry: () => true,
});
const refused = await new Promise((resolve) => {
  client.subscribe({ query: '{ nothing }' }, { next() {}, error: resolve, complete: () => resolve(null) });
});
await new Promise((resolve, reject) => {
  const end = client.subscribe(payload, {
    next({ data, errors }) {
      if (errors) return reject(new Error(JSON.stringify(errors)));
      told.push(data.changed);
      // The client sends the same object when it subscribes anew.
      payload.variables.after = data.changed.cursor;
      if (told.length >= Number(wanted)) {
        end();
      } else if (told.length % 3 === 0) {
        cuts += 1;
        client.terminate();
      }
    },
    error: reject,
    complete: resolve,
  });
});
await client.dispose();
console.log(JSON.stringify({ told, cuts, refused: refused[0].extensions.code }));
