// A night at the payments team: healthy traffic, then the rollout that lowers payments-api's memory limit.
// Leaves the system broken for whoever wants to ask: node test/cluster/incident.ts [--healthy-minutes 3] [--broken-minutes 4]
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { installPayments, type Lab, lab, rolledOut, rollOut, rollouts, waitFor } from "./lib.ts";

const { values } = parseArgs({
  options: {
    "healthy-minutes": { type: "string", default: "3" },
    "broken-minutes": { type: "string", default: "4" },
  },
});
const minutes = (text: string) => Number(text) * 60_000;
const say = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)}  ${line}`);

const ERRORS = `sum(rate(http_requests_total{namespace="payments",app="checkout",code=~"5.."}[30s]))`;
const REQUESTS = `sum(rate(http_requests_total{namespace="payments",app="checkout"}[30s]))`;

async function history(it: Lab): Promise<void> {
  await installPayments(it);
  for (const rollout of rollouts().slice(0, -1)) {
    say(`rollout: ${rollout.cause}`);
    await rollOut(it, rollout);
    await rolledOut(it, "deployment/payments-api");
  }
}

async function healthy(it: Lab): Promise<void> {
  await waitFor("traffic without errors", 120, async () => {
    const [requests = 0, errors = 0] = [await it.query(REQUESTS), await it.query(ERRORS)];
    return requests > 5 && errors === 0 ? undefined : `${requests} requests/s, ${errors} errors/s`;
  });
  await sleep(minutes(values["healthy-minutes"]));
}

async function breakIt(it: Lab): Promise<void> {
  const [last] = rollouts().slice(-1);
  if (!last) throw new Error("rollouts.yaml is empty");
  say(`rollout: ${last.cause}`);
  const from = Date.now();
  await rollOut(it, last);
  await waitFor("every payments-api pod OOM killed twice", 300, () => notYetKilled(it));
  await waitFor("alerts", 120, async () => {
    const names = await it.firing("payments");
    const missing = ["KubePodCrashLooping", "PaymentsHighErrorRatio"].filter((name) => !names.includes(name));
    return missing.length > 0 ? `${missing.join(", ")} not firing` : undefined;
  });
  await sleep(Math.max(0, from + minutes(values["broken-minutes"]) - Date.now()));
  await waitFor("no endpoint of payments-api ready", 120, () => noEndpoints(it));
}

interface Pod {
  metadata: { name: string };
  status: { containerStatuses?: { restartCount: number; lastState: { terminated?: { reason?: string } } }[] };
}

async function notYetKilled(it: Lab): Promise<string | undefined> {
  const selector = ["-l", "app.kubernetes.io/name=payments-api"];
  const answer = await it.kubectl(["-n", "payments", "get", "pods", ...selector, "-o", "json"]);
  const { items } = JSON.parse(answer) as { items: Pod[] };
  const alive = items.filter(({ status }) => {
    const container = status.containerStatuses?.[0];
    return container?.lastState.terminated?.reason !== "OOMKilled" || container.restartCount < 2;
  });
  return alive.length > 0 ? `not yet: ${alive.map(({ metadata }) => metadata.name).join(", ")}` : undefined;
}

async function noEndpoints(it: Lab): Promise<string | undefined> {
  const slices = ["get", "endpointslices", "-l", "kubernetes.io/service-name=payments-api"];
  const ready = await it.kubectl([
    "-n",
    "payments",
    ...slices,
    "-o",
    "jsonpath={.items[*].endpoints[*].conditions.ready}",
  ]);
  return ready.includes("true") ? `ready: ${ready}` : undefined;
}

const it = await lab({ mode: "full" }, say);
say("payments system with its history");
await history(it);
say("healthy traffic");
await healthy(it);
await breakIt(it);
const [errors = 0, requests = 1] = [await it.query(ERRORS), await it.query(REQUESTS)];
say(
  `checkout fails ${Math.round((100 * errors) / requests)} % of its requests; firing: ${(await it.firing("payments")).join(", ")}`,
);
console.log(`
KUBECONFIG=${it.kubeconfig} SITREP_PROMETHEUS_URL=${it.prometheus} SITREP_ALERTMANAGER_URL=${it.alertmanager} \\
  npm run sitrep -- ask "what's wrong with payments?" -n payments

npm run cluster:down   when you are done`);
