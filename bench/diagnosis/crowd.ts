import type { KubeObject } from "../../src/core/kubernetes/meta.ts";
import type { LogStream } from "../../src/core/observation.ts";
import { shop } from "../../test/diagnose/mutations/shop.ts";
import type { World } from "../../test/diagnose/world.ts";

/** A namespace of this many services in three replicas, each calling two others; every tenth of them is killed for memory. */
export function crowd(services: number, { faulty = false } = {}): World {
  const { world } = shop();
  const common = world.objects.filter(({ metadata }) => !/^(?:side-\d|catalog|frontend|stock)/.test(metadata.name));
  const model = JSON.stringify(world.objects.filter(({ metadata }) => metadata.name.startsWith("side-0")));
  const own = Array.from({ length: services }, (_, i) => {
    const objects: KubeObject[] = JSON.parse(model.replaceAll("side-0", `service-${i}`));
    for (const [copy, object] of objects.entries()) place(object, i, copy, services);
    return faulty && i % 10 === 0 ? objects.map((object) => killed(object, world.now)) : objects;
  });
  return { ...world, objects: [...common, ...own.flat()] };
}

type Fields = Record<string, unknown>;
type Loose = KubeObject & { spec?: Fields & { template?: { spec?: Fields } }; status?: Fields };

function place(object: Loose, i: number, copy: number, services: number): void {
  const address = `${copy}.${i >> 8}.${i & 255}`;
  if (object.kind === "Service") Object.assign(object.spec ?? {}, { clusterIP: `172.${address}` });
  if (object.kind === "Pod") Object.assign(object.status ?? {}, { podIP: `10.${address}` });
  const spec = object.kind === "Pod" ? object.spec : object.spec?.template?.spec;
  const called = [(i * 7 + 1) % services, (i + 1) % services];
  const env = called.map((other, n) => ({ name: `PEER_${n}_URL`, value: `http://service-${other}:80` }));
  if (Array.isArray(spec?.containers)) for (const container of spec.containers) Object.assign(container, { env });
}

function killed(object: Loose, now: string): KubeObject {
  if (object.kind === "EndpointSlice" && "endpoints" in object && Array.isArray(object.endpoints))
    for (const endpoint of object.endpoints) endpoint.conditions = { ready: false };
  if (object.kind !== "Pod") return object;
  const [state] = Array.isArray(object.status?.containerStatuses) ? object.status.containerStatuses : [];
  Object.assign(state ?? {}, {
    ready: false,
    restartCount: 6,
    state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
    lastState: { terminated: { reason: "OOMKilled", exitCode: 137, finishedAt: now } },
  });
  return object;
}

/** Logs of common stacks, one line in fifty an error. */
export function chatter(streams: number, lines: number, now: string): LogStream[] {
  const end = Date.parse(now);
  return Array.from({ length: streams }, (_, stream) => ({
    namespace: "web-shop",
    pod: `service-${stream}-7c9d5b8f64-x2k4z`,
    container: `service-${stream}`,
    previous: false,
    truncated: true,
    lines: Array.from({ length: lines }, (_, i) => ({
      at: new Date(end - (lines - i) * 100).toISOString(),
      text: (SAID[i % 50 === 0 ? 3 : i % 3] ?? String)(i),
    })),
  }));
}

const SAID: readonly ((i: number) => string)[] = [
  (i) => `2026-06-01T01:59:00.123Z INFO [http-${i % 9}] shop.OrderController : order ${i} placed in ${i % 400} ms`,
  (i) => `{"level":"info","ts":"2026-06-01T01:59:00Z","msg":"served","path":"/items/${i}","status":200,"ms":${i % 90}}`,
  (i) => `10.4.3.${i % 250} - - [01/Jun/2026:01:59:00 +0000] "GET /cart/${i} HTTP/1.1" 200 512 "-" "curl/8.5"`,
  (i) => `2026-06-01T01:59:00.123Z ERROR shop.Db : attempt ${i}: connection to service-1:5432 refused`,
];
