// State of the service, counts, and copy buttons of the start page.
const facts = JSON.parse(document.getElementById("facts").textContent);
const $ = (id) => document.getElementById(id);

function say(state, zh, en) {
  $("state").dataset.state = state;
  $("state-zh").textContent = zh;
  $("state-en").textContent = en;
}

async function ask() {
  try {
    const answer = await fetch("/readyz", { headers: { accept: "application/json" }, cache: "no-store" });
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) say("ready", body.zh ?? "服务就绪", body.en ?? "Ready");
    else say("waiting", body.zh ?? "还没就绪，点这里看原因", body.en ?? "Not ready, see why");
    $("state").title = body.neo4j ? `Neo4j ${body.neo4j}` : "";
  } catch {
    say("gone", "服务没有回答", "No answer");
  }
}

function showCounts() {
  for (const [zh, en, number] of facts.counts) {
    const cell = document.createElement("div");
    const figure = document.createElement("b");
    const label = document.createElement("span");
    const small = document.createElement("small");
    figure.textContent = Number(number).toLocaleString();
    label.textContent = zh;
    small.textContent = en;
    small.lang = "en";
    cell.append(figure, label, small);
    $("counts").append(cell);
  }
  $("counts").hidden = facts.counts.length === 0;
}

async function copy(button) {
  const text = $(button.dataset.copy).textContent;
  const before = button.innerHTML;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "已复制 ✓";
  } catch {
    // Outside a secure context there is no clipboard: select the text, so that one key press copies it.
    getSelection().selectAllChildren($(button.dataset.copy));
    button.textContent = "已选中";
  }
  setTimeout(() => { button.innerHTML = before; }, 1600);
}

$("curl").textContent = $("curl").textContent.replace("http://127.0.0.1:8000", location.origin);
if (facts.opensGraph) $("browser-hint").textContent = facts.managed ? "Connected, in one click" : "Address filled in, asks your password";
for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", () => copy(button));
showCounts();
ask();
setInterval(ask, 10000);
