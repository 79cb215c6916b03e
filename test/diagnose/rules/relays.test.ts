import { describe, expect, test } from "vitest";
import { controlPlane } from "../control-plane.ts";
import { elsewhere, killed, says } from "../infrastructure.ts";
import { app, ask, down, get, log, NS, object, podsOf, type World, world } from "../world.ts";

const EVERYTHING = [{ cluster: "test", namespace: "", because: "test" }];

/** `code Kind/name` of every cause and symptom that stands by itself. */
function told(w: World, targets = EVERYTHING): string[] {
  return ask(w, undefined, targets).findings.map(({ code, object: { kind, name } }) => `${code} ${kind}/${name}`);
}

function often(line: string): string[] {
  return Array.from({ length: 8 }, () => line);
}

function component(w: World, name: string, line: string) {
  log(w, `${name}-cp-1`, often(line), { container: name });
  Object.assign(w.logs.at(-1) ?? {}, { namespace: "kube-system" });
}

const OPERATORS = ["queue-operator", "dns-operator", "cert-operator"];

/** Operators in a namespace of their own, of which these print the line. */
function operators(w: World, line: string, complaining = OPERATORS) {
  for (const name of OPERATORS) {
    elsewhere(w, "operators", name);
    says(w, name, often(complaining.includes(name) ? line : "reconciled"));
  }
}

describe("what clients of the API server repeat is told of the API server or its store, once", () => {
  const late = "E0601 01:59:12.000 1 reflector.go:147] Failed to watch *v1.Pod: failed to list *v1.Pod: ";
  const API: readonly [string, string, string][] = [
    [
      "no answer to its address",
      "dependency-slow",
      `${late}Get "https://10.96.0.1:443/api/v1/pods": context deadline exceeded`,
    ],
    [
      "a lost connection",
      "dependency-slow",
      'error retrieving resource lock operators/leader: Get "https://10.96.0.1:443/apis/coordination.k8s.io/v1": http2: client connection lost',
    ],
    [
      "its own words for that",
      "dependency-slow",
      '{"level":"error","msg":"Reconciler error","error":"the server was unable to return a response in the time allotted, but may still be processing the request (get pods)"}',
    ],
    [
      "refused connections",
      "dependency-unavailable",
      `${late}Get "https://10.96.0.1:443/api/v1/pods": dial tcp 10.96.0.1:443: connect: connection refused`,
    ],
    [
      "its limits",
      "rate-limited",
      '{"level":"error","msg":"Reconciler error","error":"the server has received too many requests and has asked us to try again later (get pods)"}',
    ],
  ];

  test.each(API)("%s", (_, code, line) => {
    const w = world();
    controlPlane(w);
    operators(w, line);
    expect(told(w)).toEqual([`${code} Pod/kube-apiserver-cp-1`]);
  });

  test.each(API)("%s, of one operator alone, is that operator's", (_, code, line) => {
    const w = world();
    controlPlane(w);
    operators(w, line, ["dns-operator"]);
    expect(told(w)).toEqual([`${code} Deployment/dns-operator`]);
  });

  test.each(API.slice(0, 2))("%s, where its Service was not read", (_, code, line) => {
    const w = world();
    controlPlane(w);
    w.objects = w.objects.filter(({ metadata }) => metadata.name !== "kubernetes");
    operators(w, line);
    expect(told(w)).toEqual([`${code} Pod/kube-apiserver-cp-1`]);
  });

  test("leases that several lose", () => {
    const w = world();
    controlPlane(w);
    operators(w, "failed to renew lease operators/leader: timed out waiting for the condition");
    expect(told(w)).toEqual(["leader-election-lost Pod/kube-apiserver-cp-1"]);
    const alone = world();
    controlPlane(alone);
    operators(alone, "failed to renew lease operators/leader: timed out waiting for the condition", ["dns-operator"]);
    expect(told(alone)).toEqual(["leader-election-lost Deployment/dns-operator"]);
  });

  test("a managed cluster shows the Service of its API server only", () => {
    const w = world();
    controlPlane(w, []);
    operators(w, API[2]?.[2] ?? "");
    expect(told(w)).toEqual(["dependency-slow Service/kubernetes"]);
  });

  test("who asks about one operator is told of the API server too", () => {
    const w = world();
    controlPlane(w);
    operators(w, API[2]?.[2] ?? "");
    const target = { cluster: "test", namespace: "operators", because: "test" };
    expect(told(w, [target])).toEqual(["dependency-slow Pod/kube-apiserver-cp-1"]);
  });

  test("the pod of the API server that does not run explains all of it", () => {
    const w = world();
    controlPlane(w);
    operators(w, API[3]?.[2] ?? "");
    const pod = get(w, "Pod", "kube-apiserver-cp-1");
    for (const condition of pod.status?.conditions ?? []) if (condition.type === "Ready") condition.status = "False";
    expect(told(w)).toEqual(["control-plane-component-not-ready Pod/kube-apiserver-cp-1"]);
  });

  test.each([
    ["leader-election-lost", "etcdserver: request timed out"],
    ["leader-election-lost", "etcdserver: leader changed"],
    ["disk-full", "etcdserver: mvcc: database space exceeded"],
  ])("%s of etcd, which everybody repeats", (code, said) => {
    const w = world();
    controlPlane(w);
    component(w, "kube-apiserver", `E0601 01:59:10.120 1 status.go:71] apiserver received an error: ${said}`);
    component(
      w,
      "kube-controller-manager",
      `error retrieving resource lock kube-system/kube-controller-manager: ${said}`,
    );
    operators(w, `{"level":"error","msg":"Reconciler error","error":"${said}"}`);
    expect(told(w)).toEqual([`${code} Pod/etcd-cp-1`]);
  });

  test("an etcd of the application's own is not the cluster's", () => {
    const w = world();
    controlPlane(w);
    w.objects.push(
      ...app("coord", { image: "quay.io/coreos/etcd:v3.5" }, { port: 2379, replicas: 1 }),
      ...app("locks", { env: [{ name: "ETCD_ENDPOINTS", value: "http://coord:2379" }] }),
    );
    says(w, "locks", often("etcdserver: request timed out"));
    expect(told(w)).toEqual(["leader-election-lost Deployment/coord"]);
  });
});

describe("what a gateway passes on is the backend's", () => {
  const access = '10.0.9.9 - - [01/Jun/2026:01:59:30 +0000] "GET /pay HTTP/1.1"';
  const GATEWAYS: readonly [string, string][] = [
    [
      "Envoy",
      '"GET /pay HTTP/1.1" 503 UF upstream_reset_before_response_started{connection_failure} - "-" 0 167 3 - "-" "10.0.1.1:8080" outbound|8080||ledger.payments.svc.cluster.local -',
    ],
    [
      "Envoy, answered",
      '"GET /pay HTTP/1.1" 500 - via_upstream - "-" 0 24 15 14 outbound|8080||ledger.payments.svc.cluster.local -',
    ],
    [
      "Envoy, tried again",
      '"GET /pay HTTP/1.1" 503 URX via_upstream - "-" 0 24 15 14 outbound|8080||ledger.payments.svc.cluster.local -',
    ],
    [
      "ingress-nginx",
      `${access} 502 150 "-" "curl/8" 120 0.003 [payments-ledger-http] [] 10.0.77.7:8080 0 0.003 502 a1`,
    ],
    ["Traefik", `${access} 502 11 "-" "curl/8" 412 "ledger@kubernetes" "http://LEDGER:8080" 3ms`],
    [
      "HAProxy",
      '10.0.9.9:51422 [01/Jun/2026:01:59:30.101] front ledger/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /pay HTTP/1.1"',
    ],
    [
      "HAProxy, checked",
      'Server ledger/ledger1 is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms.',
    ],
    ["Apache", "[proxy_http:error] AH01114: HTTP: failed to make connection to backend: ledger"],
    ["Spring", "No servers available for service: ledger"],
  ];
  const gateway = (line: string, names = ["edge"]) => {
    const w = world();
    const address = get(w, "Service", "ledger").spec?.clusterIP ?? "";
    for (const name of names) {
      w.objects.push(
        ...app(name, { env: [{ name: "BACKENDS", value: "http://payments-api:8080,http://ledger:8080" }] }),
      );
      says(w, name, often(line.replace("LEDGER", address)));
    }
    return w;
  };

  test.each(GATEWAYS)("%s: what ails the backend explains it", (_, line) => {
    const w = gateway(line);
    down(w, "ledger", killed);
    expect(told(w)).toEqual(["oom-killed Deployment/ledger"]);
  });

  test.each(GATEWAYS)("%s: two gateways say the same of a backend that says nothing", (_, line) => {
    const [only, ...more] = told(gateway(line, ["edge", "edge-internal"]));
    expect(only).toMatch(/^[\w-]+ Deployment\/ledger$/);
    expect(more).toEqual([]);
  });

  test("a backend that answers with errors is named for one caller too", () => {
    expect(told(gateway("call to http://ledger:8080/book failed with status 500"))).toEqual([
      "dependency-errors Deployment/ledger",
    ]);
  });

  test("along a chain the last one that is answered with errors names the server", () => {
    const w = gateway("call to http://payments-api:8080/pay failed with status 502");
    says(w, "payments-api", often("call to http://ledger:8080/book failed with status 500"));
    expect(told(w)).toEqual(["dependency-errors Deployment/ledger"]);
  });

  test("what a gateway answers to nonsense is nobody's fault", () => {
    expect(told(gateway(`${access} 404 11 "-" "curl/8" 412 "ledger@kubernetes" "http://LEDGER:8080" 3ms`))).toEqual([]);
  });
});

describe("what a broker or a pooler is told by is not who is at fault", () => {
  const withBroker = (image: string, port: number, line: string, clients: readonly string[]) => {
    const w = world();
    w.objects.push(...app("bus", { image }, { port, replicas: 1 }));
    for (const name of ["mailer", "biller"]) {
      w.objects.push(...app(name, { env: [{ name: "BROKER_URL", value: `tcp://bus:${port}` }] }));
      says(w, name, often(clients.includes(name) ? line : "INFO done"));
    }
    return w;
  };

  test.each([
    [
      "apache/kafka:3.8",
      9092,
      "org.apache.kafka.common.errors.KafkaStorageException: Disk error when trying to access log file",
    ],
    ["nats:2.10", 4222, "nats: no response from stream"],
    ["rabbitmq:3.13", 5672, 'amqp: Exception (541) Reason: "INTERNAL_ERROR"'],
  ])("%s", (image, port, line) => {
    expect(told(withBroker(image, port, line, ["mailer", "biller"]))).toEqual(["dependency-errors Deployment/bus"]);
  });

  /** Applications that know a pooler only, which knows the database from its config map. */
  const pooled = (image: string, config: string, port: number, line: string) => {
    const w = world();
    w.objects.push(
      ...app("records", { image: port === 5432 ? "postgres:16" : "mysql:8" }, { port, replicas: 1 }),
      ...app("pool", { image }, { port, replicas: 1 }),
      object("v1", "ConfigMap", NS, "pool-config", { data: { "pool.cfg": config } }),
    );
    const specs = [get(w, "Deployment", "pool").spec?.template?.spec, ...podsOf(w, "pool").map(({ spec }) => spec)];
    for (const spec of specs)
      Object.assign(spec ?? {}, { volumes: [{ name: "c", configMap: { name: "pool-config" } }] });
    for (const name of ["search", "billing"]) {
      const env = [
        { name: "DB_HOST", value: "pool" },
        { name: "DB_PORT", value: String(port) },
      ];
      w.objects.push(...app(name, { env }));
      says(w, name, often(line));
    }
    return w;
  };
  const BOUNCER = "[databases]\nshop = host=records port=5432 dbname=shop\n[pgbouncer]\nlisten_port = 5432\n";
  const SQL = 'mysql_servers = ( { address="records" , port=3306 , hostgroup=10 } )';
  const POOLERS: readonly [string, string, number, string][] = [
    [
      "edoburu/pgbouncer:1.22",
      BOUNCER,
      5432,
      "FATAL: server login has been failing, cached error: connect failed (server_login_retry)",
    ],
    ["edoburu/pgbouncer:1.22", BOUNCER, 5432, "FATAL: pgbouncer cannot connect to server"],
    [
      "proxysql/proxysql:2.6",
      SQL,
      3306,
      "ERROR 9001 (HY000): Max connect timeout reached while reaching hostgroup 10 after 10000ms",
    ],
  ];

  test.each(POOLERS)("%s: the database behind it is the trouble: %#", (image, config, port, line) => {
    const w = pooled(image, config, port, line);
    down(w, "records", killed);
    expect(told(w)).toEqual(["oom-killed Deployment/records"]);
  });

  test("a pooler whose login the database refuses has wrong settings, not the applications that call it", () => {
    const w = pooled(
      "edoburu/pgbouncer:1.22",
      BOUNCER,
      5432,
      'FATAL: server login failed: FATAL password authentication failed for user "shop"',
    );
    expect(told(w)).toEqual(["credentials-rejected Deployment/pool"]);
  });
});
