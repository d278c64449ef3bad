// GraphQL over HTTP as graphql-http audits it: audit.mjs URL prints a list of what is not ok, empty if all is.
import { auditServer } from "graphql-http";

const url = process.argv[2];
const results = await auditServer({ url });
const wrong = results.filter((each) => each.status !== "ok");
console.log(
  JSON.stringify({
    audits: results.length,
    wrong: wrong.map((each) => ({ id: each.id, name: each.name, status: each.status, reason: each.reason })),
  }),
);
