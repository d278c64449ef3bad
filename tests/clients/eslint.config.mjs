// graphql-eslint: every rule of its presets for schemas and for Relay, on the file that the environment names as SDL.
import graphql from "@graphql-eslint/eslint-plugin";

const { "flat/schema-recommended": recommended, "flat/schema-relay": relay } = graphql.configs;

// Parts of an answer: they exist only inside it, so there is nothing to fetch again by an id, and a client's cache must not
// merge two of them. Whatever stands for a thing of its own implements Node and is not in this list (test_lint.py).
const PARTS = [
  "BoardNeed",
  "ChangeEvent",
  "Clock",
  "Contact",
  "DuplicateCandidate",
  "DuplicateObjection",
  "DuplicatePart",
  "EdgeEnds",
  "FalseClosures",
  "FieldChange",
  "FieldValue",
  "HandOverChain",
  "HandOverStep",
  "HandOvers",
  "History",
  "LoopClock",
  "LoopLeftOut",
  "LoopRate",
  "LoopStatistics",
  "LoopStatusCount",
  "NearMiss",
  "NextStep",
  "Objection",
  "OverdueNeed",
  "OverdueNeeds",
  "PageInfo",
  "PossibleDuplicates",
  "RecordAsOf",
  "ResourceAvailability",
  "ResourceUse",
  "ScorePart",
  "ScoreWeight",
  "SupportAnswer",
  "SupportBoard",
  "SupportComponent",
  "SupportCover",
  "SupportTie",
  "Supporter",
  "SuspectClosure",
  "Suspicion",
  "UnitHolding",
  "UserError",
  "Viewer",
  "ViewerRole",
];

export default [
  {
    files: ["**/*.graphql"],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: process.env.SDL } },
    },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...recommended.rules,
      ...relay.rules,
      "@graphql-eslint/strict-id-in-types": [
        "error",
        { exceptions: { types: PARTS, suffixes: ["Connection", "Edge", "Payload"] } },
      ],
      // All of the rule but its opinion that every list of objects is a list of edges: Relay's specification does not say so, `nodes`
      // is what people ask for who need no cursors, and a list of reasons or of user errors is not something to page through.
      "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
];
