// GraphiQL with the first question in it. `?ask=first` asks it again; `?query=&variables=` open any other.
const facts = JSON.parse(document.getElementById("facts").textContent);
const address = new URL(location.href).searchParams;
const explorer = GraphiQLPluginExplorer.explorerPlugin({ showAttribution: false });
const ask = GraphiQL.createFetcher({ url: "/graphql" });
const SIGN_IN = {
  zh: "没有登录时只能看到公开内容，这里问到的不公开。请先点右上角“登录”。",
  en: "Without signing in you see only what is public, and this is not. Sign in at the top right.",
};

/** An answer to nobody in which nothing is there says why. */
function explained(answer) {
  const given = answer?.data ?? {};
  const nothing = !Array.isArray(answer) && Object.values(given).every((value) => value === null);
  return nothing ? { hint: SIGN_IN, ...answer } : answer;
}

async function* eachExplained(answers) {
  for await (const answer of answers) yield explained(answer);
}

async function fetcher(...asked) {
  const answer = await ask(...asked);
  if (facts.signedIn) return answer;
  return answer?.[Symbol.asyncIterator] ? eachExplained(answer) : explained(answer);
}

const props = {
  fetcher,
  plugins: [explorer],
  defaultQuery: facts.question,
  isHeadersEditorEnabled: true,
  shouldPersistHeaders: false,
};

if (address.has("query")) {
  props.query = address.get("query");
  props.variables = address.get("variables") ?? "";
} else if (address.get("ask") === "first" || localStorage.getItem("graphiql:query") === null) {
  props.query = facts.question;
  props.variables = facts.variables;
}
// The address has done its work: reloading the page keeps what was typed since.
history.replaceState(null, "", location.pathname);

// The schema comes as the file that everybody may have: nobody's query for the whole of it is answered.
fetch("/schema.graphql")
  .then((answer) => answer.text())
  .then((sdl) => {
    props.schema = GraphiQL.GraphQL.buildSchema(sdl);
    ReactDOM.createRoot(document.getElementById("graphiql")).render(React.createElement(GraphiQL, props));
  });
