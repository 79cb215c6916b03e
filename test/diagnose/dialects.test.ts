import { expect, test } from "vitest";
import { none, pending } from "./rules/pending.ts";
import { ago, ask, down, event, first, get, log, podsOf, type World, world } from "./world.ts";

const CRASH = {
  restartCount: 9,
  state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
  lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(2) } },
};
type Break = (w: World) => void;

/** The app ends again and again after these lines. */
const ends =
  (app: string, lines: string[], exitCode = 1): Break =>
  (w) => {
    down(w, app, { ...CRASH, lastState: { terminated: { exitCode, reason: "Error", finishedAt: ago(2) } } });
    for (const { metadata } of podsOf(w, app)) log(w, metadata.name, lines, { previous: true });
  };
/** The app runs and prints these lines, twice. */
const prints =
  (app: string, lines: string[]): Break =>
  (w) => {
    for (const { metadata } of podsOf(w, app)) log(w, metadata.name, [...lines, ...lines]);
  };
const waits =
  (app: string, reason: string, message: string): Break =>
  (w) => {
    down(w, app, { restartCount: 0, state: { waiting: { reason, message } } });
    for (const pod of podsOf(w, app)) Object.assign(pod.status ?? {}, { phase: "Pending" });
  };
const unready =
  (app: string, message: string, lines: string[] = [], probe: object = {}): Break =>
  (w) => {
    down(w, app, { started: true, state: { running: { startedAt: ago(60) } } });
    for (const pod of podsOf(w, app)) {
      event(w, pod, "Unhealthy", message, { count: 60 });
      if (lines.length > 0) log(w, pod.metadata.name, lines);
    }
    for (const spec of [get(w, "Deployment", app).spec?.template?.spec, ...podsOf(w, app).map(({ spec }) => spec)])
      if (Object.keys(probe).length > 0) Object.assign(spec?.containers?.[0] ?? {}, { readinessProbe: probe });
  };
const all =
  (...breaks: Break[]): Break =>
  (w) => {
    for (const each of breaks) each(w);
  };
const env =
  (app: string, name: string, value: string): Break =>
  (w) => {
    for (const spec of [
      get(w, "Deployment", app).spec?.template?.spec,
      get(w, "ReplicaSet", `${app}-6f`).spec?.template?.spec,
      ...podsOf(w, app).map(({ spec }) => spec),
    ])
      for (const c of spec?.containers ?? [])
        c.env = [...(c.env ?? []).filter((e) => e.name !== name), { name, value }];
  };

/** The same faults as programs of other languages, loggers and drivers tell them. */
const DIALECTS: [string, string, Break][] = [
  // runtime: how programs say that they end
  [
    "Rust panics",
    "crash-unhandled-error Deployment/ledger",
    ends(
      "ledger",
      [
        "2026-06-01T01:57:00.001Z  INFO ledger: starting",
        "thread 'main' panicked at src/rates.rs:41:18:",
        "called `Option::unwrap()` on a `None` value",
        "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
      ],
      101,
    ),
  ],
  [
    "PHP stops at a fatal error",
    "crash-unhandled-error Deployment/ledger",
    ends(
      "ledger",
      [
        "[01-Jun-2026 01:57:00 UTC] PHP Fatal error:  Uncaught TypeError: round(): Argument #1 ($num) must be of type int|float, null given in /app/src/Rates.php:88",
        "Stack trace:",
        "#0 /app/src/Rates.php(88): round(NULL)",
        "#1 {main}",
        "  thrown in /app/src/Rates.php on line 88",
      ],
      255,
    ),
  ],
  [
    "Ruby raises",
    "crash-unhandled-error Deployment/ledger",
    ends("ledger", [
      "/app/lib/rates.rb:12:in `fetch': key not found: :eur (KeyError)",
      "\tfrom /app/lib/rates.rb:12:in `load'",
      "\tfrom bin/ledger:7:in `<main>'",
    ]),
  ],
  [
    ".NET throws",
    "crash-unhandled-error Deployment/ledger",
    ends(
      "ledger",
      [
        "info: Microsoft.Hosting.Lifetime[0]",
        "      Application started.",
        "Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.",
        "   at Ledger.Rates.Load() in /src/Rates.cs:line 31",
        "   at Program.<Main>$(String[] args) in /src/Program.cs:line 9",
      ],
      134,
    ),
  ],
  [
    "Node rejects with a German time stamp",
    "crash-unhandled-error Deployment/ledger",
    ends("ledger", [
      "01.06.2026 03:57:00 starte",
      "/app/rates.js:17",
      "    return table.eur.rate;",
      "                 ^",
      "TypeError: Cannot read properties of undefined (reading 'rate')",
      "    at load (/app/rates.js:17:22)",
      "    at Object.<anonymous> (/app/index.js:4:1)",
      "Node.js v22.4.0",
    ]),
  ],
  [
    "Java lacks heap",
    "heap-exhausted Deployment/ledger",
    ends(
      "ledger",
      [
        "01-Jun-2026 01:57:00.114 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in [4211] milliseconds",
        'Exception in thread "http-nio-8080-exec-4" java.lang.OutOfMemoryError: Java heap space',
        "\tat java.base/java.util.Arrays.copyOf(Arrays.java:3537)",
      ],
      3,
    ),
  ],
  [
    "a logfmt file that may not be read",
    "crash-permission-denied Deployment/ledger",
    ends("ledger", [
      'ts=2026-06-01T01:57:00Z level=info msg="loading rates"',
      'ts=2026-06-01T01:57:00Z level=error msg="cannot start" err="open /etc/ledger/rates.toml: permission denied"',
    ]),
  ],
  [
    "klog says why",
    "rbac-forbidden ServiceAccount/default",
    ends(
      "ledger",
      [
        "I0601 01:57:00.111111       1 main.go:44] starting controller",
        'F0601 01:57:03.222222       1 main.go:61] failed to list: leases.coordination.k8s.io is forbidden: User "system:serviceaccount:payments:default" cannot list resource "leases" in API group "coordination.k8s.io" in the namespace "payments"',
      ],
      255,
    ),
  ],
  [
    "a setting is missing, says pydantic",
    "crash-missing-config Deployment/ledger",
    ends("ledger", [
      "Traceback (most recent call last):",
      '  File "/app/main.py", line 3, in <module>',
      "    settings = Settings()",
      "pydantic_core._pydantic_core.ValidationError: 1 validation error for Settings",
      "rates_url",
      "  Field required [type=missing, input_value={}, input_type=dict]",
      "    For further information visit https://errors.pydantic.dev/2.7/v/missing",
    ]),
  ],
  [
    "a setting is missing, says Elixir",
    "crash-missing-config Deployment/ledger",
    ends("ledger", [
      '** (System.EnvError) could not fetch environment variable "SECRET_KEY_BASE" because it is not set',
      "    (elixir 1.17.1) lib/system.ex:716: System.fetch_env!/1",
      "    config/runtime.exs:21: (file)",
    ]),
  ],
  [
    "the port is taken, says gunicorn",
    "crash-port-in-use Deployment/ledger",
    ends("ledger", [
      "[2026-06-01 01:57:00 +0000] [7] [INFO] Starting gunicorn 22.0.0",
      "[2026-06-01 01:57:00 +0000] [7] [ERROR] Connection in use: ('0.0.0.0', 8080)",
      "[2026-06-01 01:57:05 +0000] [7] [ERROR] Can't connect to ('0.0.0.0', 8080)",
    ]),
  ],
  [
    "the disk is full, says a Rust program",
    "disk-full Deployment/ledger",
    ends("ledger", [
      '{"timestamp":"2026-06-01T01:57:00.123456Z","level":"ERROR","fields":{"message":"cannot append","error":"Os { code: 28, kind: StorageFull, message: \\"No space left on device\\" }"},"target":"ledger::wal"}',
    ]),
  ],

  // dependency: how clients say what they miss
  [
    "refused, says Ruby's driver",
    "pods-not-ready Deployment/ledger-db",
    all(
      (w) => {
        down(w, "ledger-db", {});
      },
      prints("ledger", [
        'E, [2026-06-01T01:59:30.111 #7] ERROR -- : PG::ConnectionBad: connection to server at "10.96.7.10", port 5432 failed: Connection refused',
        "\tIs the server running on that host and accepting TCP/IP connections?",
      ]),
    ),
  ],
  [
    "a name that is not there, says PHP",
    "wrong-service-address Deployment/payments-api",
    all(
      env("payments-api", "LEDGER_URL", "http://ledgr:8080"),
      prints("payments-api", [
        '[01-Jun-2026 01:59:30] WARNING: [pool www] child 7 said into stderr: "PHP Warning:  file_get_contents(): php_network_getaddresses: getaddrinfo for ledgr failed: Name or service not known in /app/client.php on line 12"',
      ]),
    ),
  ],
  [
    "a name that is not there, says .NET",
    "wrong-service-address Deployment/payments-api",
    all(
      env("payments-api", "LEDGER_URL", "http://ledgr:8080"),
      prints("payments-api", [
        "fail: Payments.Client[0]",
        "      System.Net.Http.HttpRequestException: Name or service not known (ledgr:8080)",
        "       ---> System.Net.Sockets.SocketException (0xFFFDFFFF): Name or service not known",
      ]),
    ),
  ],
  [
    "a name that is not there, says Elixir",
    "wrong-service-address Deployment/payments-api",
    all(
      env("payments-api", "LEDGER_URL", "http://ledgr:8080"),
      prints("payments-api", [
        "01:59:30.101 [error] GET http://ledgr:8080/rates failed: %Req.TransportError{reason: :nxdomain}",
      ]),
    ),
  ],
  [
    "wrong port, says Rust's reqwest",
    "wrong-service-port Deployment/payments-api",
    all(
      env("payments-api", "LEDGER_URL", "http://ledger:8081"),
      prints("payments-api", [
        "2026-06-01T01:59:30.101Z ERROR payments: error sending request for url (http://ledger:8081/rates): error trying to connect: tcp connect error: Connection refused (os error 111)",
      ]),
    ),
  ],
  [
    "wrong password, says PHP's PDO",
    "credentials-rejected Deployment/ledger",
    prints("ledger", [
      "PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [1045] Access denied for user 'ledger'@'10.0.3.4' (using password: YES) in /app/db.php:9",
    ]),
  ],
  [
    "wrong password, says a Go driver in German",
    "credentials-rejected Deployment/ledger",
    prints("ledger", [
      '{"zeit":"2026-06-01T03:59:30+02:00","stufe":"FEHLER","text":"Datenbank nicht erreichbar","err":"pq: password authentication failed for user \\"ledger\\""}',
    ]),
  ],
  [
    "wrong password, says Redis's client",
    "credentials-rejected Deployment/ledger",
    prints("ledger", [
      "[ioredis] Unhandled error event: ReplyError: WRONGPASS invalid username-password pair or user is disabled.",
    ]),
  ],
  [
    "a table is missing, says Django",
    "database-schema-missing Deployment/ledger",
    prints("ledger", [
      'django.db.utils.ProgrammingError: relation "rates_rate" does not exist',
      'LINE 1: SELECT "rates_rate"."id" FROM "rates_rate"',
    ]),
  ],
  [
    "certificate is over, says Python",
    "certificate-expired Deployment/ledger",
    prints("payments-api", [
      "requests.exceptions.SSLError: HTTPSConnectionPool(host='ledger', port=8080): Max retries exceeded with url: /rates (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)')))",
    ]),
  ],
  [
    "certificate is unknown, says Java",
    "certificate-untrusted Deployment/payments-api",
    prints("payments-api", [
      "01:59:30,104 ERROR [c.e.LedgerClient] (executor-thread-3) javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
    ]),
  ],
  [
    "limit of connections, says PHP's PDO",
    "connection-limit-reached Deployment/ledger-db",
    prints("ledger", [
      'SQLSTATE[08006] [7] connection to server at "ledger-db" (10.96.7.10), port 5432 failed: FATAL:  sorry, too many clients already',
    ]),
  ],
  [
    "read-only, says Postgres through Hibernate",
    "database-read-only Deployment/ledger-db",
    prints("ledger", [
      "2026-06-01 01:59:30.101 ERROR 1 --- [nio-8080-exec-2] o.h.engine.jdbc.spi.SqlExceptionHelper   : ERROR: cannot execute INSERT in a read-only transaction",
    ]),
  ],
  [
    "pool is empty, says Go's pgx",
    "connection-pool-exhausted Deployment/ledger",
    prints("ledger", [
      'time=2026-06-01T01:59:30.101Z level=ERROR msg="acquire connection" err="timeout: context deadline exceeded: failed to acquire connection from pool: closed pool or all 10 connections in use"',
    ]),
  ],
  [
    "too many requests, says an SDK",
    "rate-limited Deployment/payments-api",
    prints(
      "payments-api",
      Array.from({ length: 4 }, () => "acme.RateLimitError: Error code: 429 - {'error': {'message': 'slow down'}}"),
    ),
  ],

  // probes
  [
    "HTTP 404 in a probe",
    "readiness-probe-wrong-path Deployment/ledger",
    unready(
      "ledger",
      "Readiness probe failed: HTTP probe failed with statuscode: 404",
      ['10.0.0.1 - - [01/Jun/2026:01:59:30 +0000] "GET /status HTTP/1.1" 404 9 "-" "kube-probe/1.34"'],
      { httpGet: { path: "/status", port: "http" } },
    ),
  ],
  [
    "HTTPS answered in the clear",
    "readiness-probe-wrong-scheme Deployment/ledger",
    unready(
      "ledger",
      'Readiness probe failed: Get "https://10.0.3.4:8080/healthz": http: server gave HTTP response to HTTPS client',
      [],
      { httpGet: { path: "/healthz", port: "http", scheme: "HTTPS" } },
    ),
  ],
  [
    "a shell that is not in the image",
    "readiness-probe-command-missing Deployment/ledger",
    unready(
      "ledger",
      'Readiness probe errored: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "8f": OCI runtime exec failed: exec failed: unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory: unknown',
      [],
      { exec: { command: ["/bin/sh", "-c", "true"] } },
    ),
  ],

  // startup
  [
    "pull of a tag that is gone, says CRI-O",
    "image-tag-not-found Deployment/ledger",
    waits("ledger", "ErrImagePull", "reading manifest 9.9.9 in registry.example.com/ledger: manifest unknown"),
  ],
  [
    "pull refused, says a cloud registry",
    "image-pull-unauthorized Deployment/ledger",
    waits(
      "ledger",
      "ImagePullBackOff",
      'failed to pull and unpack image "123456789012.dkr.ecr.eu-central-1.amazonaws.com/ledger:1.4.2": failed to resolve reference: unexpected status from HEAD request to https://123456789012.dkr.ecr.eu-central-1.amazonaws.com/v2/ledger/manifests/1.4.2: 403 Forbidden',
    ),
  ],
  [
    "a start command that is not there",
    "executable-not-found Deployment/ledger",
    waits(
      "ledger",
      "RunContainerError",
      'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "ledgerd": executable file not found in $PATH: unknown',
    ),
  ],

  // scheduling
  [
    "no node of the zone",
    "unschedulable-node-affinity Deployment/ledger",
    (w) => {
      pending(w, "ledger", none("2 node(s) didn't match Pod's node affinity/selector"), {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-9z"] }] },
              ],
            },
          },
        },
      });
    },
  ],
  [
    "graphics cards are used up",
    "unschedulable-insufficient-resource Deployment/ledger",
    (w) => {
      pending(w, "ledger", none("2 Insufficient nvidia.com/gpu"), {
        containers: [
          { name: "app", resources: { requests: { "nvidia.com/gpu": "1" }, limits: { "nvidia.com/gpu": "1" } } },
        ],
      });
    },
  ],

  // service
  [
    "the selector misses",
    "service-selector-mismatch Service/ledger",
    (w) => {
      const service = get(w, "Service", "ledger");
      Object.assign(service.spec ?? {}, { selector: { app: "ledger", tier: "backend" } });
      get(w, "EndpointSlice", "ledger-x").endpoints = [];
    },
  ],

  // node
  [
    "the runtime is down, says CRI-O's kubelet",
    "container-runtime-down Node/node-1",
    (w) => {
      const ready = get(w, "Node", "node-1").status?.conditions?.find(({ type }) => type === "Ready");
      Object.assign(ready ?? {}, {
        status: "False",
        reason: "KubeletNotReady",
        message: "container runtime is down",
        lastTransitionTime: ago(20),
      });
    },
  ],
];

test.each(DIALECTS)("%s", (_, expected, make) => {
  const w = world();
  make(w);
  expect(first(ask(w))).toBe(expected);
});
