// Keys for the forms of the review page, which work without them. A key presses the button that is shown
// beside it; the answer is told in place, so that one goes on without waiting for the page.
const items = document.getElementById("items");
const told = document.getElementById("told");
const said = items.dataset;
const open = () => [...items.querySelectorAll(".item:not(.done)")];
const all = () => [...items.querySelectorAll(".item")];
let at = -1;
const taken = [];

document.documentElement.classList.add("keyed");
document.getElementById("keys").hidden = false;

/** Turns to a thing of the page. */
function turn(to) {
  const list = all();
  if (!list.length) return;
  at = Math.max(0, Math.min(to, list.length - 1));
  for (const item of list) item.classList.toggle("here", item === list[at]);
  list[at].focus({ preventScroll: true });
  list[at].scrollIntoView({ block: "nearest" });
}

/** To the next that is open, or to the next page. */
function onward() {
  const list = all();
  const next = list.findIndex((item, n) => n > at && !item.classList.contains("done"));
  if (next >= 0) turn(next);
  else if (open().length) turn(list.indexOf(open()[0]));
  else document.querySelector(".leaf a[rel=next]")?.focus();
}

/** Sends a form; the lines of the answer, or nothing where it was refused. */
async function send(action, body) {
  try {
    const answer = await fetch(action, { method: "POST", body, headers: { accept: "text/plain" } });
    const text = await answer.text();
    if (answer.ok) return text.split("\n");
    const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    const words = [...(main?.querySelectorAll("h1, .detail, h1 ~ p:not(:last-child)") ?? [])];
    told.textContent = words.map((w) => w.textContent.trim()).join(" ") || said.failed;
  } catch {
    told.textContent = said.failed;
  }
  told.className = "said wrong";
  return null;
}

async function decide(form, button) {
  const item = form.closest(".item");
  if (item.classList.contains("done") || item.dataset.busy) return;
  item.dataset.busy = "1";
  const body = new URLSearchParams(new FormData(form));
  body.set("verdict", button.value);
  const lines = await send(form.action, body);
  delete item.dataset.busy;
  if (!lines) return;
  const [id, verdict] = lines;
  item.classList.add("done");
  taken.push({ id, item, word: body.get("form") });
  const line = document.createElement("p");
  line.className = "taken";
  line.textContent = `${said.did} ${verdict} `;
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "mild";
  undo.textContent = said.undo;
  undo.addEventListener("click", () => back(taken.findIndex((one) => one.id === id)));
  line.append(undo);
  item.append(line);
  told.className = "sight";
  told.textContent = `${said.did} ${verdict}`;
  onward();
}

/** Takes a decision of this page back; the last where none is named. */
async function back(n) {
  const one = taken[n];
  if (!one) return;
  const body = new URLSearchParams({ form: one.word, subject: one.id, ground: said.undoGround });
  const lines = await send(said.undoAt, body);
  if (!lines) return;
  taken.splice(n, 1);
  one.item.classList.remove("done");
  one.item.querySelector(".taken")?.remove();
  // the undoing is a decision too, which this page has now seen
  one.item.querySelector("[name=seen]").value = lines[2];
  told.className = "sight";
  told.textContent = said.undone;
  turn(all().indexOf(one.item));
}

items.addEventListener("submit", (event) => {
  event.preventDefault();
  decide(event.target, event.submitter ?? event.target.querySelector("button[name=verdict]"));
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const typing = event.target.matches("input:not([type=radio]), select, textarea");
  if (typing) {
    if (event.key === "Escape") turn(at);
    return;
  }
  const item = all()[at];
  const key = event.key.toLowerCase();
  if (key === "j") turn(at + 1);
  else if (key === "k") turn(at - 1);
  else if (key === "u") back(taken.length - 1);
  else if (!item) return;
  else if (key === "o") item.querySelector(".about a")?.click();
  else if (key === "g") item.querySelector("[name=ground]")?.select();
  else if (/^[1-9]$/.test(key)) {
    const radio = item.querySelectorAll("input[type=radio]")[key - 1];
    if (radio) radio.checked = true;
  } else {
    const buttons = [...item.querySelectorAll("button[name=verdict]")];
    const button = buttons.find((b) => b.querySelector("kbd").textContent === key);
    if (!button) return;
    decide(button.form, button);
  }
  event.preventDefault();
});

turn(0);
