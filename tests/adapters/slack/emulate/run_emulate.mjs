// Runs the Slack of `emulate`: node run_emulate.mjs PORT EVENTS_URL SEED. Says "ready" when it answers.
// It has no way to subscribe an app to events, and reads arguments from the body of a POST only, where slack_sdk also
// sends them in the query string, with GET.
import { readFileSync } from "node:fs";
import { createEmulator } from "emulate";
import { slackPlugin } from "./node_modules/emulate/dist/dist-6ZQHD4DN.js"; // its file name in 0.12.2
import { parse } from "yaml";

const [port, events, seed] = process.argv.slice(2);
const register = slackPlugin.register;
slackPlugin.register = (app, store, webhooks, ...more) => {
  const answer = app.fetch;
  app.fetch = (request) => answer(request.url.includes("/api/") ? withoutQuery(request) : request);
  webhooks.register({ url: events, events: ["*"], active: true, owner: "slack" });
  return register.call(slackPlugin, app, store, webhooks, ...more);
};

function withoutQuery(request) {
  const url = new URL(request.url);
  if (request.method === "POST" && !url.search) return request;
  const headers = new Headers(request.headers);
  headers.set("Content-Type", "application/x-www-form-urlencoded");
  return new Request(url.origin + url.pathname, { method: "POST", headers, body: url.searchParams.toString() });
}

await createEmulator({ service: "slack", port: Number(port), seed: parse(readFileSync(seed, "utf8")) });
console.log("ready");
