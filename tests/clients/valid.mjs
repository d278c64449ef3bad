// What graphql-js says of an SDL file: valid.mjs FILE prints a list of messages, empty if it is valid.
import { readFileSync } from "node:fs";
import { buildSchema, validateSchema } from "graphql";

const schema = buildSchema(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(validateSchema(schema).map((each) => each.message)));
