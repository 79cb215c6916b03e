// Run by bench/live.ts in a process of its own, on the compiled program: failing pods, cold and warm, and what the process
// came to weigh. Arguments: folder of the program, kubeconfig.
import path from "node:path";

const [program = "", kubeconfig] = process.argv.slice(2);
const WARM = 50;

const load = (file: string) => import(path.join(program, "src", "sources", "kubernetes", file));
const { openAccess }: typeof import("../../src/sources/kubernetes/access/access.ts") = await load("access/access.js");
const { KubeClient }: typeof import("../../src/sources/kubernetes/api/client.ts") = await load("api/client.js");
const { liveReader }: typeof import("../../src/sources/kubernetes/live/live.ts") = await load("live/live.js");

const reader = liveReader(new KubeClient(() => openAccess({ kubeconfig }, process.env)), {
  readSecrets: false,
  namespaces: [],
});
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
