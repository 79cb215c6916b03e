// Run by bench/live.ts in a process of its own: failing pods, cold and warm, and what the process came to weigh.
import { openAccess } from "../../src/sources/kubernetes/access/access.ts";
import { KubeClient } from "../../src/sources/kubernetes/api/client.ts";
import { liveReader } from "../../src/sources/kubernetes/live/live.ts";

const kubeconfig = process.argv[2];
const WARM = 50;

const reader = liveReader(new KubeClient(() => openAccess({ kubeconfig })), { readSecrets: false, namespaces: [] });
const ask = async () => {
  const began = performance.now();
  const { status, detail, total, groups } = await reader.failingPods(undefined, AbortSignal.timeout(60_000));
  if (status !== "ok") throw new Error(`failing pods: ${status}: ${detail}`);
  return { ms: performance.now() - began, total, failing: groups.reduce((sum, { pods }) => sum + pods.length, 0) };
};
const cold = await ask();
const warm: number[] = [];
for (let i = 0; i < WARM; i++) warm.push((await ask()).ms);
warm.sort((a, b) => a - b);
const rss = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ...cold, warm: warm[WARM / 2], rss }));
reader.close();
