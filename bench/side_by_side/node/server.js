// @neo4j/graphql as its documentation sets it up: generated resolvers and `@cypher` fields, GraphQL Yoga, one process.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";

import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

const beside = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

// A statement of one's own stands inside the schema, as a block string.
const typeDefs = beside("schema.graphql")
  .replace("BEST_UNITS", beside("best_units.cypher"))
  .replace("OPEN_NEEDS", beside("open_needs.cypher"))
  .replace("OUR_OWN", () => readFileSync(process.env.OUR_OWN_STATEMENT, "utf8"));

const driver = neo4j.driver(
  process.env.NEO4J_URI,
  neo4j.auth.basic(process.env.NEO4J_USERNAME, process.env.NEO4J_PASSWORD),
);
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const yoga = createYoga({ schema, logging: "warn", maskedErrors: false, landingPage: false, graphiql: false });

const server = createServer(yoga);
server.listen(Number(process.env.PORT), "127.0.0.1");
process.on("SIGTERM", async () => {
  server.close();
  server.closeAllConnections();
  await driver.close();
});
