// Follows changes with graphql-sse, in distinct connections mode: given up after every third event, and resumed.
// node sse.mjs <url> <cookie> <events>: prints the events as JSON.
import { createClient } from 'graphql-sse';

const [url, cookie, wanted] = process.argv.slice(2);
const client = createClient({ url: `${url}/graphql`, headers: { cookie, origin: url }, retryAttempts: 5 });
const query = 'subscription($after: String) { changed(after: $after) { cursor act target { id } } }';
const told = [];
let after = null;
let cuts = 0;

while (told.length < Number(wanted)) {
  for await (const { data, errors } of client.iterate({ query, variables: { after } })) {
    if (errors) throw new Error(JSON.stringify(errors));
    told.push(data.changed);
    after = data.changed.cursor;
    if (told.length % 3 === 0 || told.length >= Number(wanted)) break;
  }
  cuts += 1;
}
const answers = [];
for await (const answer of client.iterate({ query: '{ __typename }' })) answers.push(answer);
const refused = [];
for await (const answer of client.iterate({ query: '{ nothing }' })) refused.push(answer);
client.dispose();
console.log(JSON.stringify({ told, cuts, answers, refused: refused[0].errors[0].extensions.code }));
