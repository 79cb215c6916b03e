import { expect, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import type { EnvVar } from "../../../src/core/kubernetes/container.ts";
import { ago, app, ask, down, first, get, log, NS, object, podsOf, rollOut, type World, world } from "../world.ts";

const DOWN = {
  restartCount: 6,
  state: { waiting: { reason: "CrashLoopBackOff" } },
  lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(1) } },
};

/** Every pod of an app prints these lines, three times over; it goes on running. */
function prints(w: World, name: string, ...lines: string[]): World {
  for (const p of podsOf(w, name)) log(w, p.metadata.name, [...lines, ...lines, ...lines]);
  return w;
}

/** An app crashes with these last words. */
function dies(w: World, name: string, ...lines: string[]): World {
  down(w, name, DOWN);
  for (const p of podsOf(w, name)) log(w, p.metadata.name, ["starting", ...lines]);
  return w;
}

/** Changes a setting of an app's template and pods. */
function setEnv(w: World, name: string, env: EnvVar): World {
  for (const spec of [get(w, "Deployment", name).spec?.template?.spec, ...podsOf(w, name).map((p) => p.spec)])
    for (const container of spec?.containers ?? [])
      container.env = [...(container.env ?? []).filter((item) => item.name !== env.name), env];
  return w;
}

function codes(w: World): string[] {
  return flatten(ask(w).findings).map(({ code, object: { kind, name } }) => `${code} ${kind}/${name}`);
}

test.each([
  [
    "credentials-rejected Deployment/ledger",
    'connection to server at "ledger-db" (10.96.1.1), port 5432 failed: FATAL:  password authentication failed for user "ledger"',
  ],
  [
    "access-denied Deployment/ledger-db",
    'connection to server at "ledger-db" (10.96.1.1), port 5432 failed: ERROR:  permission denied for table entries',
  ],
  [
    "database-object-missing Deployment/ledger",
    'connection to server at "ledger-db" (10.96.1.1), port 5432 failed: FATAL:  database "ledgr" does not exist',
  ],
  ["database-schema-missing Deployment/ledger", 'ERROR:  relation "entries" does not exist at character 15'],
  [
    "connection-limit-reached Deployment/ledger-db",
    'connection to server at "ledger-db" (10.96.1.1), port 5432 failed: FATAL:  sorry, too many clients already',
  ],
  [
    "connection-pool-exhausted Deployment/ledger",
    "HikariPool-1 - Connection is not available, request timed out after 30000ms (total=10, active=10, idle=0, waiting=4)",
  ],
  [
    "database-read-only Deployment/ledger-db",
    "ERROR:  cannot execute INSERT in a read-only transaction (ledger-db:5432)",
  ],
  ["database-lock-contention Deployment/ledger", "ERROR:  deadlock detected"],
  [
    "certificate-expired Deployment/ledger-db",
    "tls to ledger-db:5432: x509: certificate has expired or is not yet valid: current time 2026-06-01T01:50:00Z is after 2026-05-31T00:00:00Z",
  ],
  ["certificate-untrusted Deployment/ledger", "tls to ledger-db:5432: x509: certificate signed by unknown authority"],
  ["certificate-name-mismatch Deployment/ledger", "x509: certificate is valid for db.example.com, not ledger-db"],
  ["client-certificate-rejected Deployment/ledger", "ledger-db:5432: remote error: tls: bad certificate"],
  ["tls-plaintext-mismatch Deployment/ledger", "org.postgresql.util.PSQLException: The server does not support SSL."],
  ["protocol-mismatch Deployment/ledger", "received invalid response to SSL negotiation: H"],
  ["rate-limited Deployment/ledger", "429 Too Many Requests from https://fx.example.com/rates"],
  ["clock-skew Deployment/ledger", "Token used before issued"],
  [
    "leader-election-lost Deployment/ledger",
    "failed to renew lease payments/ledger-leader: timed out waiting for the condition",
  ],
])("%s", (expected, line) => {
  expect(first(ask(dies(world(), "ledger", line)))).toBe(expected);
  const running = world();
  for (const p of podsOf(running, "ledger")) log(running, p.metadata.name, Array<string>(5).fill(line));
  expect(first(ask(running))).toBe(expected);
});

test("an error that stopped some time ago is not a finding", () => {
  const w = world();
  for (const p of podsOf(w, "ledger")) {
    log(w, p.metadata.name, Array<string>(9).fill('FATAL:  password authentication failed for user "ledger"'), {
      minutes: 30,
    });
    const stream = w.logs.at(-1);
    stream?.lines.push({ text: "INFO serving", at: ago(0.1) });
  }
  expect(ask(w).findings).toEqual([]);
});

test("a connection that is lost now and then is not a finding", () => {
  const w = world();
  for (const p of podsOf(w, "ledger"))
    log(w, p.metadata.name, [
      "read tcp 10.0.0.1:5->10.96.1.1:5432: read: connection reset by peer",
      "INFO reconnected",
    ]);
  expect(ask(w).findings).toEqual([]);
});

test("a few slow answers among thousands are not a finding", () => {
  const w = world();
  const quiet = Array.from({ length: 250 }, (_, i) => `INFO served payment ${i}`);
  for (const p of podsOf(w, "payments-api"))
    log(w, p.metadata.name, [
      ...quiet,
      ...Array<string>(3).fill("rpc error: code = DeadlineExceeded desc = context deadline exceeded"),
    ]);
  expect(ask(w).findings).toEqual([]);
});

test("no password where one is wanted", () => {
  expect(first(ask(prints(world(), "ledger", "Access denied for user 'ledger'@'10.0.1.4' (using password: NO)")))).toBe(
    "credentials-missing Deployment/ledger",
  );
});

test("a store that has used up its memory", () => {
  const w = world();
  w.objects.push(...app("cart-cache", {}, { port: 6379, replicas: 1 }));
  setEnv(w, "checkout", { name: "REDIS_ADDR", value: "cart-cache:6379" });
  expect(first(ask(prints(w, "checkout", "OOM command not allowed when used memory > 'maxmemory'.")))).toBe(
    "data-store-memory-full Deployment/cart-cache",
  );
});

test("the server's own log names the client that it refuses", () => {
  const w = world();
  for (const container of get(w, "Deployment", "ledger-db").spec?.template?.spec?.containers ?? [])
    container.image = "postgres:17";
  for (const p of podsOf(w, "ledger-db"))
    log(
      w,
      p.metadata.name,
      Array<string>(4).fill(
        '2026-06-01 01:50:00.123 UTC [71] ledger@ledger FATAL:  password authentication failed for user "ledger"',
      ),
    );
  expect(first(ask(w))).toBe("credentials-rejected Deployment/ledger");
});

test("a service account that may not do what its workload needs", () => {
  const line =
    'pods is forbidden: User "system:serviceaccount:payments:default" cannot list resource "pods" in API group "" in the namespace "payments"';
  const w = world();
  for (const p of podsOf(w, "ledger")) log(w, p.metadata.name, Array<string>(5).fill(line));
  expect(first(ask(w))).toBe("rbac-forbidden ServiceAccount/default");
});

test("a caller with a wrong port is to blame, not the Service", () => {
  const w = setEnv(world(), "payments-api", { name: "LEDGER_URL", value: "http://ledger:8081" });
  const { findings } = ask(w);
  expect(findings[0]).toMatchObject({
    code: "wrong-service-port",
    object: { kind: "Deployment", name: "payments-api" },
    confidence: "medium",
  });
  dies(
    w,
    "payments-api",
    "dial tcp: ledger:8081: connect: connection refused",
    'Get "http://ledger:8081/": dial tcp 10.96.9.9:8081: connect: connection refused',
  );
  const [loud] = ask(w).findings;
  expect(loud).toMatchObject({ code: "wrong-service-port", confidence: "high", severity: "critical" });
  expect(loud?.symptoms.map(({ code }) => code)).toEqual(
    expect.arrayContaining(["crash-looping", "dependency-unavailable"]),
  );
});

test("a wrong port in a config map is the config map's", () => {
  const w = world();
  const map = get(w, "ConfigMap", "checkout-config");
  map.data = { ...map.data, PAYMENTS_API_URL: "http://payments-api:80" };
  expect(first(ask(w))).toBe("wrong-service-port ConfigMap/checkout-config");
});

test("host and port in two settings are one address", () => {
  const w = setEnv(world(), "ledger", { name: "DB_PORT", value: "3306" });
  expect(first(ask(w))).toBe("wrong-service-port Deployment/ledger");
});

test("an address inside a configuration file", () => {
  const w = world();
  const map = get(w, "ConfigMap", "checkout-config");
  map.data = {
    ...map.data,
    "application.yaml": "server:\n  port: 8080\npayments:\n  host: payments-api\n  port: 9090\n",
  };
  expect(first(ask(w))).toBe("wrong-service-port ConfigMap/checkout-config");
});

test("a headless Service is called on the ports of its pods", () => {
  const w = setEnv(world(), "ledger", { name: "DB_PORT", value: "5432" });
  const service = get(w, "Service", "ledger-db");
  service.spec = { ...service.spec, clusterIP: "None", ports: [{ port: 80 }] };
  expect(ask(w).findings).toEqual([]);
});

test("a name that looks like an address in a setting that is none is not a finding", () => {
  expect(ask(setEnv(world(), "payments-api", { name: "WEIGHTS", value: "ledger:10,checkout:90" })).findings).toEqual(
    [],
  );
});

test("a misspelt Service", () => {
  const w = setEnv(world(), "payments-api", { name: "LEDGER_URL", value: "http://ledgr:8080" });
  expect(first(ask(w))).toBe("wrong-service-address Deployment/payments-api");
  dies(w, "payments-api", "dial tcp: lookup ledgr on 10.96.0.10:53: no such host");
  const [finding] = ask(w).findings;
  expect(finding).toMatchObject({
    code: "wrong-service-address",
    object: { name: "payments-api" },
    confidence: "high",
  });
  expect(finding?.title).toContain("there is ledger");
});

test("a Service of that name in another namespace", () => {
  const w = setEnv(world(), "payments-api", { name: "FX_URL", value: "http://fx:8080" });
  w.objects.push(
    object("v1", "Service", "rates", "fx", { spec: { selector: { app: "fx" }, ports: [{ port: 8080 }] } }),
  );
  const [finding] = ask(w).findings;
  expect(finding).toMatchObject({ code: "wrong-service-address", object: { name: "payments-api" } });
  expect(finding?.title).toContain("in namespace rates");
});

test.each([
  ["an outside name", "https://api.example.com"],
  ["a collector that is not installed", "http://otel-collector:4317"],
  ["a Service that nothing resembles", "http://mailhog:1025"],
])("%s that nobody misses is not a finding", (_, value) => {
  expect(ask(setEnv(world(), "payments-api", { name: "EXTRA_URL", value })).findings).toEqual([]);
});

test("nothing is said about Services when they could not be listed", () => {
  const w = setEnv(world(), "payments-api", { name: "LEDGER_URL", value: "http://ledgr:8080" });
  w.unlisted = { Service: "forbidden" };
  expect(codes(w).filter((item) => item.startsWith("wrong-service"))).toEqual([]);
});

test("a Service that is gone while its workload is there", () => {
  const w = world();
  w.objects = w.objects.filter(
    ({ kind, metadata }) =>
      !(
        ["Service", "EndpointSlice"].includes(kind) &&
        metadata.name.startsWith("ledger") &&
        !metadata.name.startsWith("ledger-db")
      ),
  );
  expect(first(ask(w))).toBe("service-missing Deployment/ledger");
  dies(w, "payments-api", "dial tcp: lookup ledger on 10.96.0.10:53: no such host");
  const [finding] = ask(w).findings;
  expect(finding).toMatchObject({
    code: "service-missing",
    object: { kind: "Deployment", name: "ledger" },
    confidence: "high",
  });
  expect(finding?.symptoms.map(({ object: { name } }) => name)).toContain("payments-api");
});

test("the crashing caller of a database that is down is a symptom", () => {
  const w = world();
  down(w, "ledger-db", {
    ...DOWN,
    lastState: { terminated: { exitCode: 137, reason: "OOMKilled", finishedAt: ago(1) } },
  });
  dies(w, "ledger", 'connection to server at "ledger-db" (10.96.1.1), port 5432 failed: Connection refused');
  const { findings } = ask(w);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ code: "oom-killed", object: { name: "ledger-db" } });
  expect(findings[0]?.symptoms.map(({ code, object: { name } }) => `${code} ${name}`)).toEqual(
    expect.arrayContaining(["dependency-unavailable ledger", "crash-looping ledger"]),
  );
});

test("a call that only the log knows leads to the cause as well", () => {
  const w = world();
  w.objects.push(...app("fx", {}, { replicas: 1 }));
  down(w, "fx", { ...DOWN, lastState: { terminated: { exitCode: 137, reason: "OOMKilled", finishedAt: ago(1) } } });
  prints(w, "checkout", 'Get "http://fx:8080/rates": dial tcp 10.96.7.7:8080: connect: connection refused');
  const [finding, ...more] = ask(w).findings;
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ code: "oom-killed", object: { name: "fx" } });
  expect(finding?.symptoms.map(({ object: { name } }) => name)).toContain("checkout");
});

test("a caller that cannot reach a healthy peer, for no reason that shows", () => {
  const w = world();
  prints(
    w,
    "payments-api",
    'Get "http://ledger:8080/": dial tcp 10.96.7.7:8080: i/o timeout',
    "x",
    'Get "http://ledger:8080/": dial tcp 10.96.7.7:8080: i/o timeout',
  );
  expect(first(ask(w))).toBe("network-unreachable Deployment/ledger");
});

test("a peer that does not answer in time is a symptom of its caller, one that answers with errors is named itself", () => {
  expect(
    first(
      ask(
        prints(
          world(),
          "payments-api",
          ...Array<string>(2).fill("rpc error: code = DeadlineExceeded desc = context deadline exceeded"),
        ),
      ),
    ),
  ).toBe("dependency-slow Deployment/payments-api");
  expect(
    first(
      ask(
        prints(world(), "payments-api", ...Array<string>(2).fill("call to http://ledger:8080 failed with status 503")),
      ),
    ),
  ).toBe("dependency-errors Deployment/ledger");
});

test("nobody listens where the Service sends its callers", () => {
  const w = world();
  const refused = 'Get "http://ledger:8080/": dial tcp 10.96.7.7:8080: connect: connection refused';
  expect(first(ask(prints(world(), "payments-api", refused)))).toBe("dependency-unavailable Deployment/payments-api");
  for (const spec of [get(w, "Deployment", "ledger").spec?.template?.spec, ...podsOf(w, "ledger").map((p) => p.spec)])
    for (const container of spec?.containers ?? []) delete container.readinessProbe;
  for (const p of podsOf(w, "ledger"))
    log(w, p.metadata.name, ["Listening on http://127.0.0.1:8080"], { minutes: 200 });
  prints(w, "payments-api", refused);
  const [finding] = ask(w).findings;
  expect(finding).toMatchObject({ code: "port-not-listening", object: { name: "ledger" } });
  expect(finding?.title).toContain("of the loopback address only");
});

test("connections refused until the peer was ready are over", () => {
  const w = prints(
    world(),
    "payments-api",
    'Get "http://ledger:8080/": dial tcp 10.96.7.7:8080: connect: connection refused',
  );
  for (const { status } of podsOf(w, "ledger"))
    for (const condition of status?.conditions ?? []) condition.lastTransitionTime = w.now;
  expect(ask(w).findings).toEqual([]);
});

test("an outside name that a crashing workload needs", () => {
  expect(
    first(ask(dies(world(), "payments-api", "dial tcp: lookup fx.example.con on 10.96.0.10:53: no such host"))),
  ).toBe("external-name-unknown Deployment/payments-api");
  expect(
    ask(prints(world(), "payments-api", "dial tcp: lookup fx.example.con on 10.96.0.10:53: no such host")).findings.map(
      ({ code }) => code,
    ),
  ).not.toContain("external-name-unknown");
});

test("cluster DNS that does not answer", () => {
  const w = world();
  const dns = app("coredns", {}, { port: 53, replicas: 1 }).map((item) => {
    item.metadata.namespace = "kube-system";
    if (item.kind === "Service") item.metadata.name = "kube-dns";
    if (item.kind === "EndpointSlice") item.metadata.labels = { "kubernetes.io/service-name": "kube-dns" };
    return item;
  });
  w.objects.push(...dns);
  const line = "lookup ledger on 10.96.0.10:53: read udp 10.0.0.4:51234->10.96.0.10:53: i/o timeout";
  prints(w, "payments-api", line);
  prints(w, "checkout", line);
  const [finding] = ask(w).findings;
  expect(finding).toMatchObject({
    code: "dns-resolution-fails",
    object: { name: "coredns", namespace: "kube-system" },
  });
  expect(NS).toBe("payments");
});

test("a refusal that a peer only passes on is the peer's", () => {
  const w = prints(world(), "payments-api", "POST https://api.partner.example/v1/charges returned 401 Unauthorized");
  prints(w, "checkout", "GET http://payments-api:8080/v1/pay returned 401 Unauthorized");
  expect(codes(w)).toEqual(["credentials-rejected Deployment/payments-api"]);
});

test("a server that does not know its client leaves it to the clients to say who asks", () => {
  const w = prints(world(), "ledger-db", 'ERROR:  column "tier" does not exist at character 84');
  prints(w, "ledger", 'ERROR: column "tier" does not exist (SQLSTATE 42703)');
  expect(codes(w)).toEqual(["database-schema-missing Deployment/ledger"]);
});

test("an alarm of a broker stands until it is cleared", () => {
  const set = "[warning] <0.412.0> memory resource limit alarm set on node 'rabbit@queue-0'.";
  const alarmed = (...later: string[]): World => {
    const w = prints(world(), "ledger", "INFO request served");
    for (const pod of podsOf(w, "ledger-db")) log(w, pod.metadata.name, [set, set, ...later], { minutes: 20 });
    return w;
  };
  expect(codes(alarmed())).toEqual(["data-store-memory-full Deployment/ledger-db"]);
  expect(codes(alarmed("[warning] <0.412.0> memory resource limit alarm cleared on node 'rabbit@queue-0'"))).toEqual(
    [],
  );
});

test("an address as Thrift writes it", () => {
  const line = "TSocket::open() connect() <Host: ledger Port: 8080>: Connection timed out";
  expect(codes(prints(world(), "checkout", line, line))).toContain("network-unreachable Deployment/ledger");
});

test("one client that is refused by a store which serves others: its own address, by the names of its settings", () => {
  const client = (name: string) => {
    const holder = `${name}-db`;
    const keys = { ORDERS_MYSQL_HOST: "", ORDERS_MYSQL_PORT: "", ORDERS_MYSQL_PASSWORD: "" };
    return [
      ...app(name, { envFrom: [{ secretRef: { name: holder } }] }),
      object("v1", "Secret", NS, holder, { data: keys }),
    ];
  };
  const refused = [
    "com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure",
    "Caused by: java.net.ConnectException: Connection refused (Connection refused)",
  ];
  const among = (...others: string[]) => {
    const w = world();
    for (const name of ["orders", ...others]) w.objects.push(...client(name));
    return dies(w, "orders", ...refused);
  };
  const w = among("carts", "quotes", "stock");
  expect(first(ask(w))).toBe("client-address-suspect Deployment/orders");
  expect(ask(w).findings[0]?.title).toBe(
    "orders cannot connect to the mysql server that serves carts, quotes and 1 more: wrong host or port in secret/orders-db (ORDERS_MYSQL_HOST, ORDERS_MYSQL_PORT)",
  );
  // With nobody else served it may as well be the server.
  expect(codes(among())).not.toContain("client-address-suspect Deployment/orders");
  const all = among("carts", "quotes");
  for (const name of ["carts", "quotes"]) dies(all, name, ...refused);
  expect(first(ask(all))).not.toMatch(/^client-address-suspect/);
});

test("clients that name no server, in a namespace with two: the one that does not bear another workload's name", () => {
  const w = world();
  w.objects.push(...app("stock"), ...app("carts"), ...app("search"));
  for (const name of ["sql-leader", "searchdb-mysql"])
    w.objects.push(...app(name, { image: "registry.example.com/mysql:8.4" }, { port: 3306, replicas: 1 }));
  for (const name of ["stock", "carts"])
    dies(
      w,
      name,
      "Exception encountered during context initialization",
      "\tat com.mysql.cj.jdbc.ConnectionImpl.createNewIO(ConnectionImpl.java:825)",
      "Caused by: java.sql.SQLNonTransientConnectionException: Too many connections",
    );
  const [finding] = ask(w).findings;
  expect(`${finding?.code} ${finding?.object.name}`).toBe("connection-limit-reached sql-leader");
  expect(finding?.symptoms.map(({ object }) => object.name)).toEqual(expect.arrayContaining(["carts", "stock"]));
});

test("the limit of one database that a single client uses up is the client's; the server's own limit is the server's", () => {
  const limited = (line: string) => first(ask(dies(world(), "ledger", line)));
  const server = 'connection to server at "ledger-db" (10.96.1.1), port 5432 failed: FATAL:  ';
  expect(limited(`${server}too many connections for database "ledger"`)).toBe(
    "connection-limit-reached Deployment/ledger",
  );
  expect(limited(`${server}sorry, too many clients already`)).toBe("connection-limit-reached Deployment/ledger-db");
});

test("a server that was rolled out just before its limit was reached may hang: undo comes first, and nothing is sure", () => {
  const line =
    'connection to server at "ledger-db" (10.96.1.1), port 5432 failed: FATAL:  sorry, too many clients already';
  const [plain] = ask(dies(world(), "ledger", line)).findings;
  expect(plain).toMatchObject({ code: "connection-limit-reached", confidence: "high" });
  const w = world();
  rollOut(w, "ledger-db", 3);
  const [after] = ask(dies(w, "ledger", line)).findings;
  expect(after).toMatchObject({ code: "connection-limit-reached", confidence: "medium" });
  expect(after?.next[0]?.command).toContain("rollout undo deploy/ledger-db");
});
