// What changed between two SDL files, as graphql-inspector sees it: changes.mjs OLD NEW prints a list.
import { readFileSync } from "node:fs";
import { diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

const [before, after] = process.argv.slice(2).map((file) => buildSchema(readFileSync(file, "utf8")));
const changes = await diff(before, after);
console.log(JSON.stringify(changes.map((each) => ({ level: each.criticality.level, type: each.type, path: each.path ?? "", message: each.message }))));
