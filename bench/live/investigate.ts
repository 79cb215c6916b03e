// Run by bench/live.ts in a process of its own, on the compiled program: a question about one namespace of a large cluster,
// from words to answer. Arguments: folder of the program, kubeconfig, namespace, index of runbooks.
import { subscribe } from "node:diagnostics_channel";
import path from "node:path";

const [program = "", kubeconfig = "", namespace = "", index = ""] = process.argv.slice(2);
const { createApp }: typeof import("../../src/app.ts") = await import(path.join(program, "src", "app.js"));
const RUNS = 9;

const app = await createApp({
  flags: { kubernetes: { kubeconfig }, audit: "off", index },
  env: process.env,
  cwd: process.cwd(),
  log: (message, error) => console.error(message, error),
});
const caller = { id: "bench", session: "bench" };
const times: number[] = [];
const requests: number[] = [];
let sent = 0;
subscribe("http.client.request.start", () => sent++);
let headline = "";
for (let i = 0; i < RUNS; i++) {
  const began = performance.now();
  sent = 0;
  const input = { question: `what is wrong with ${namespace}?` };
  const { data } = await app.call({ tool: "investigate", input, caller, signal: AbortSignal.timeout(60_000) });
  times.push(performance.now() - began);
  requests.push(sent);
  headline = String(data.headline);
}
const first = times[0];
times.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    p50: times[Math.floor(RUNS / 2)],
    first,
    headline,
    requests: requests.at(-1),
    firstRequests: requests[0],
  }),
);
await app.close();
