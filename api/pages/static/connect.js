// Fill the store that Neo4j Browser reads on start, then open it. Names and shapes are those of Neo4j Browser 5.24.
const CONNECTION = "$$discovery";
const SEEDED = "gongjian.seeded";
const $ = (id) => document.getElementById(id);
const address = new URL(location.href).searchParams;

const read = (key, otherwise) => {
  try { return JSON.parse(localStorage.getItem(`neo4j.${key}`)) ?? otherwise; } catch { return otherwise; }
};
const write = (key, value) => localStorage.setItem(`neo4j.${key}`, JSON.stringify(value));

/** The guide's address on a host that Neo4j Browser lets guides come from. */
function guideAddress(name) {
  const home = new URL(location.origin);
  if (home.hostname === "127.0.0.1" || home.hostname === "[::1]") home.hostname = "localhost";
  return new URL(`/guides/${name}`, home).href;
}

function seedConnection(given) {
  const connection = {
    id: CONNECTION, name: CONNECTION, type: "bolt", host: given.host, username: given.username, password: given.password,
    authEnabled: true, authenticationMethod: "NATIVE",
  };
  if (given.database) connection.requestedUseDb = given.database;
  write("connections", {
    allConnectionIds: [CONNECTION], connectionsById: { [CONNECTION]: connection },
    activeConnection: null, connectionState: 0, lastUpdate: 0, useDb: null, lastUseDb: null,
  });
}

/** What the reader has added or changed stays; what is ours is brought up to date. */
function seedContents(seed) {
  const ours = new Set(seed.favourites.map((one) => one.id));
  write("documents", [...read("documents", []).filter((one) => !ours.has(one.id)), ...seed.favourites]);
  write("folders", [...read("folders", []).filter((one) => one.id !== seed.folder.id), seed.folder]);
  const version = JSON.stringify(seed.grass);
  const theirs = read("grass", {});
  write("grass", localStorage.getItem(SEEDED) === version ? { ...seed.grass, ...theirs } : { ...theirs, ...seed.grass });
  localStorage.setItem(SEEDED, version);
  const guides = seed.guides.map((one) => ({ title: one.title, identifier: guideAddress(one.name), currentSlide: 0 }));
  const known = new Set(guides.map((one) => one.identifier));
  const others = (read("guides", {}).remoteGuides ?? []).filter((one) => !known.has(one.identifier));
  write("guides", { currentGuide: null, remoteGuides: [...guides, ...others] });
}

function seedSettings(seed) {
  const street = seed.favourites[0].content;
  const guide = `:guide ${guideAddress(seed.guides[0].name)}`;
  write("settings", {
    showSampleScripts: false, maxFrames: 15, initialNodeDisplay: 300, ...read("settings", {}),
    initCmd: address.get("show") === "guide" ? guide : street,
    playImplicitInitCommands: true, allowCrashReports: false, allowUserStats: false,
  });
  write("udc", { ...read("udc", {}), consentBannerShownCount: 9 });
}

function door(href, zh, en, primary) {
  const link = document.createElement("a");
  link.className = primary ? "door primary" : "door";
  link.href = href;
  const strong = document.createElement("b");
  const small = document.createElement("small");
  strong.textContent = zh;
  small.textContent = en;
  small.lang = "en";
  link.append(strong, small);
  $("doors").append(link);
  $("doors").hidden = false;
}

function explain(error) {
  $("head").textContent = error.messageZh;
  $("zh").textContent = error.cureZh;
  $("en").textContent = `${error.messageEn} ${error.cureEn}`;
  if (error.open) {
    const form = new URL("/browser/", location.href);
    form.searchParams.set("dbms", error.open.dbms);
    if (error.open.db) form.searchParams.set("db", error.open.db);
    door(form.href, "打开 Neo4j Browser", "Address filled in", true);
  }
  if (error.signIn) {
    if (error.code === "FORBIDDEN") door(error.signIn, "换个账号登录", "Sign in as somebody else", true);
    else door(error.signIn, "登录", "Sign in", true);
  }
  door("/", "回到首页", "Back to the start page", false);
}

async function go() {
  const { refused } = JSON.parse($("facts").textContent);
  if (refused) return explain(refused);
  const [seed, answer] = await Promise.all([
    fetch("/connect/seed.json").then((response) => response.json()),
    fetch("/connect/credentials", { method: "POST", headers: { "x-gongjian-connect": "1" }, cache: "no-store" }),
  ]);
  const body = await answer.json();
  if (!answer.ok && !body.error.open) return explain(body.error);
  seedContents(seed);
  seedSettings(seed);
  if (!answer.ok) return explain(body.error);
  seedConnection(body);
  location.replace("/browser/");
}

go().catch((problem) => explain({
  messageZh: "没有连上服务。", messageEn: "The service did not answer.", cureZh: `请确认共建还在运行，再刷新本页。（${problem.message}）`,
  cureEn: "Make sure Gongjian is running and reload this page.",
}));
