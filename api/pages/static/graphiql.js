// GraphiQL with the first question in it. `?ask=first` asks it again; `?query=&variables=` open any other.
const facts = JSON.parse(document.getElementById("facts").textContent);
const address = new URL(location.href).searchParams;
const explorer = GraphiQLPluginExplorer.explorerPlugin({ showAttribution: false });
const props = {
  fetcher: GraphiQL.createFetcher({ url: "/graphql" }),
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

ReactDOM.createRoot(document.getElementById("graphiql")).render(React.createElement(GraphiQL, props));
