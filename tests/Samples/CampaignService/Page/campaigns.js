// Shows campaigns live: progress and results are two streams of Server-Sent Events. A stream that breaks, because the service was
// restarted, is opened again by the browser, and goes on after the last result that was seen.
"use strict";
const shown = 200;
const byId = id => document.getElementById(id);
let streams = [];
let seen = 0;

async function list(chosen) {
  const campaigns = await (await fetch("campaigns")).json();
  byId("list").replaceChildren(...campaigns.map(campaign => {
    const button = document.createElement("button");
    button.textContent = campaign.name;
    if (campaign.name === chosen)
      button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => open(campaign.name));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }));
}

function open(name) {
  streams.forEach(stream => stream.close());
  seen = 0;
  byId("results").replaceChildren();
  byId("seen").textContent = "0";
  byId("title").textContent = name;
  location.hash = encodeURIComponent(name);
  const address = `campaigns/${encodeURIComponent(name)}`;
  const results = new EventSource(`${address}/results`);
  results.addEventListener("result", event => showResult(JSON.parse(event.data)));
  const progress = new EventSource(`${address}/progress`);
  progress.addEventListener("progress", event => showProgress(JSON.parse(event.data), progress));
  streams = [results, progress];
  list(name);
}

function showProgress(campaign, stream) {
  for (const count of ["asked", "sent", "failed", "inDoubt", "inFlight", "withdrawn", "pending"])
    byId(count).textContent = campaign[count].toLocaleString("en");
  byId("bar").max = Math.max(1, campaign.asked);
  byId("bar").value = campaign.sent + campaign.failed;
  byId("state").textContent = campaign.reason ? `${campaign.state}: ${campaign.reason}` : campaign.state;
  byId("cancel").hidden = campaign.state !== "Sending";
  byId("withdraw").hidden = campaign.sent === campaign.withdrawn;
  // Else the browser would ask again and again for what does not change.
  if (campaign.state === "Finished" || campaign.state === "Abandoned")
    stream?.close();
}

function showResult(result) {
  const item = document.createElement("li");
  const code = result.msg_batch_send_result_code;
  item.textContent = `${result.msg_batch_send_result_identifier}: ${code === 0 ? "sent" : `${code} ${result.msg_batch_send_result_desc}`}`;
  item.className = code === 0 ? "" : "bad";
  byId("results").prepend(item);
  if (byId("results").childElementCount > shown)
    byId("results").lastElementChild.remove();
  byId("seen").textContent = (++seen).toLocaleString("en");
}

byId("start").addEventListener("submit", async event => {
  event.preventDefault();
  const form = new FormData(event.target);
  const identifiers = form.get("identifiers").split("\n").map(line => line.trim()).filter(line => line);
  const answer = await fetch("campaigns", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: form.get("name"), text: form.get("text"), identifiers }),
  });
  byId("problem").textContent = answer.ok ? "" : await answer.text();
  if (answer.ok)
    open(form.get("name"));
});

byId("cancel").addEventListener("click", () =>
  fetch(`campaigns/${encodeURIComponent(byId("title").textContent)}?reason=${encodeURIComponent("by hand")}`, { method: "DELETE" }));

byId("withdraw").addEventListener("click", async () => {
  const address = `campaigns/${encodeURIComponent(byId("title").textContent)}`;
  // The array grows while messages are taken back; meanwhile the page asks how far it has come.
  const asking = setInterval(async () => showProgress(await (await fetch(address)).json()), 500);
  const answer = await fetch(`${address}/withdraw`, { method: "POST" });
  await answer.text();
  clearInterval(asking);
  showProgress(await (await fetch(address)).json());
});

if (location.hash.length > 1)
  open(decodeURIComponent(location.hash.slice(1)));
else
  list();
