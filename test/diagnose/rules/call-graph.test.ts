import { expect, test } from "vitest";
import { ago, app, ask, down, first, get, log, NS, object, podsOf, type World, world } from "../world.ts";

/** Who calls whom where no configuration says so: names in code, service discovery, a mesh. */

/** The healthy world, and two services of it that no configuration names. */
function undocumented(...more: ReturnType<typeof app>): World {
  const w = world();
  w.objects.push(...app("search"), ...app("frontend"), ...more);
  return w;
}

function repeat(w: World, name: string, line: string): void {
  for (const pod of podsOf(w, name)) log(w, pod.metadata.name, [line, line, line, line, line, line]);
}

const CRASH = {
  restartCount: 6,
  state: { waiting: { reason: "CrashLoopBackOff" } },
  lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(1) } },
};

test("an error that names the service it called puts the caller's trouble under that service's", () => {
  const w = undocumented();
  down(w, "search", CRASH);
  for (const pod of podsOf(w, "search")) log(w, pod.metadata.name, ["panic: index out of range [3] with length 3"]);
  repeat(
    w,
    "frontend",
    '{"level":"error","msg":"failed to call search: upstream connect error, reset reason: overflow"}',
  );
  const { findings } = ask(w);
  expect(findings[0]?.object.name).toBe("search");
  expect(findings.some(({ object }) => object.name === "frontend")).toBe(false);
});

test("an access log of a sidecar tells the calls", () => {
  const w = undocumented();
  for (const pod of podsOf(w, "frontend"))
    log(w, pod.metadata.name, [
      `"GET /find HTTP/1.1" 200 - via_upstream - "-" 0 18 2 1 "-" "Go-http-client/1.1" "x" "search:8080" "10.0.7.1:8080" outbound|8080||search.${NS}.svc.cluster.local 10.0.3.4:40110 10.96.1.9:8080 10.0.3.4:51000 - default`,
    ]);
  get(w, "Deployment", "search").spec = { ...get(w, "Deployment", "search").spec, replicas: 0 };
  w.objects = w.objects.filter((item) => item.kind !== "Pod" || !item.metadata.name.startsWith("search"));
  expect(first(ask(w))).toBe("scaled-to-zero Deployment/search");
});

test("a store's error without an address is about the store that bears the caller's name, or the only one", () => {
  const stores = ["search-mysql", "billing-mysql"].flatMap((name) =>
    app(name, { image: "mysql:8.0" }, { port: 3306, replicas: 1 }),
  );
  const w = undocumented(...stores);
  repeat(w, "search", "Error 1040: Too many connections");
  expect(first(ask(w))).toBe("connection-limit-reached Deployment/search-mysql");
});

test("a policy that keeps out a caller known only from its log", () => {
  const w = undocumented();
  w.objects.push(
    object("networking.k8s.io/v1", "NetworkPolicy", NS, "search-only-metrics", {
      spec: {
        podSelector: { matchLabels: { app: "search" } },
        policyTypes: ["Ingress"],
        ingress: [{ ports: [{ port: 9100 }] }],
      },
    }),
  );
  repeat(w, "frontend", 'Get "http://search:8080/find": dial tcp 10.96.3.4:8080: i/o timeout');
  expect(first(ask(w))).toBe("network-policy-denies-ingress NetworkPolicy/search-only-metrics");
});

test("the cause under a driver's wrapper is about the driver's store", () => {
  const w = undocumented(...app("orders-db", { image: "mysql:8.0" }, { port: 3306, replicas: 1 }));
  for (const pod of podsOf(w, "search"))
    log(
      w,
      pod.metadata.name,
      Array.from({ length: 8 }, () => [
        "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure",
        "\tat com.mysql.cj.jdbc.ConnectionImpl.connectOneTryOnly(ConnectionImpl.java:956)",
        "Caused by: java.net.SocketTimeoutException: connect timed out",
      ]).flat(),
    );
  expect(first(ask(w))).toBe("network-unreachable Deployment/orders-db");
});

test("what differs in each line beside the message does not make each line another error", () => {
  const w = undocumented();
  const line = (i: number) =>
    `{"error":"rpc error: code = Unavailable desc = tls: failed to verify certificate: x509: certificate has expired or is not yet valid","request":"q${(i * 7919).toString(36)}zx-k${(i * 31).toString(36)}","message":"request error","severity":"error"}`;
  const [pod] = podsOf(w, "search");
  log(w, pod?.metadata.name ?? "", [1, 2, 3, 4, 5].map(line));
  expect(ask(w).findings[0]?.code).toBe("certificate-expired");
});

test("a workload that metrics show to be called and that has no pods any more", () => {
  const w = undocumented();
  w.series.push({
    query: "calls",
    signal: "client-rate",
    labels: { namespace: NS, workload: "frontend", peer: "search" },
    points: [[1, 3]],
  });
  get(w, "Deployment", "search").spec = { ...get(w, "Deployment", "search").spec, replicas: 0 };
  w.objects = w.objects.filter((item) => item.kind !== "Pod" || !item.metadata.name.startsWith("search"));
  expect(first(ask(w))).toBe("scaled-to-zero Deployment/search");
});
