import { app } from "../world.ts";
import { add, editContainer, remove, settle } from "./edits.ts";
import { type Mutation, pods, type Scene, service, servicePort, slices } from "./scene.ts";
import { crash, forget, prints } from "./signs.ts";

/** The caller prints this again and again; `blamed` is the caller unless said. */
const says = (
  code: string,
  line: (scene: Scene & { peer: string }) => string,
  blamed: (scene: Scene) => string = ({ caller }) => `Deployment/${caller}`,
): Mutation => ({
  code,
  mutate(scene) {
    const text = line({ ...scene, peer: `${service(scene).metadata.name}:${service(scene).spec?.ports?.[0]?.port}` });
    prints(scene, [text, text], scene.caller);
    return blamed(scene);
  },
});
const app_ = ({ app }: Scene) => `Deployment/${app}`;
const caller = ({ caller }: Scene) => `Deployment/${caller}`;
const postgres = ({ peer }: { peer: string }, error: string) =>
  `connection to server at "${peer.split(":")[0]}" (10.96.1.1), port ${peer.split(":")[1]} failed: ${error}`;

/** The caller's address of the app becomes another one. */
function redirect(scene: Scene, host: string, port: number): void {
  editContainer(
    scene,
    (container) => {
      container.env = [
        ...(container.env ?? []).filter(({ value }) => !value?.includes(scene.app)),
        { name: "UPSTREAM_URL", value: `http://${host}:${port}` },
      ];
      container.envFrom = [];
    },
    scene.caller,
  );
}

export const DEPENDENCY: readonly Mutation[] = [
  says("credentials-rejected", (s) => postgres(s, 'FATAL:  password authentication failed for user "app"')),
  says("credentials-missing", () => "Access denied for user 'app'@'10.0.1.4' (using password: NO)"),
  says("access-denied", (s) => postgres(s, "ERROR:  permission denied for table orders"), app_),
  says("database-object-missing", (s) => postgres(s, 'FATAL:  database "shopp" does not exist')),
  says("database-schema-missing", () => 'ERROR:  relation "orders" does not exist at character 15'),
  says("connection-limit-reached", (s) => postgres(s, "FATAL:  sorry, too many clients already"), app_),
  says(
    "connection-pool-exhausted",
    () =>
      "HikariPool-1 - Connection is not available, request timed out after 30000ms (total=10, active=10, idle=0, waiting=9)",
  ),
  says("database-read-only", (s) => postgres(s, "ERROR:  cannot execute INSERT in a read-only transaction"), app_),
  says("store-quorum-lost", (s) => postgres(s, "Not enough data-bearing nodes for the write concern"), app_),
  says("database-lock-contention", () => "ERROR:  deadlock detected"),
  says(
    "certificate-expired",
    ({ peer }) =>
      `tls to ${peer}: x509: certificate has expired or is not yet valid: current time 2026-06-01T01:50:00Z is after 2026-05-31T00:00:00Z`,
    app_,
  ),
  says("certificate-untrusted", ({ peer }) => `tls to ${peer}: x509: certificate signed by unknown authority`),
  says("certificate-name-mismatch", ({ app }) => `x509: certificate is valid for www.example.com, not ${app}`),
  says("client-certificate-rejected", ({ peer }) => `${peer}: remote error: tls: bad certificate`),
  says("tls-plaintext-mismatch", () => "org.postgresql.util.PSQLException: The server does not support SSL."),
  says("protocol-mismatch", () => "received invalid response to SSL negotiation: H"),
  says("rate-limited", () => "429 Too Many Requests from https://rates.example.com/today"),
  says("clock-skew", () => "Token used before issued"),
  says(
    "leader-election-lost",
    ({ namespace }) => `failed to renew lease ${namespace}/leader: timed out waiting for the condition`,
  ),
  says("dependency-slow", () => "rpc error: code = DeadlineExceeded desc = context deadline exceeded"),
  says("dependency-errors", ({ peer }) => `call to http://${peer} failed with status 503`, app_),
  says(
    "dependency-unavailable",
    ({ peer }) => `Get "http://${peer}/": read tcp 10.0.1.4:40022: connection reset by peer`,
  ),
  says(
    "network-unreachable",
    ({ peer }) => `Get "http://${peer}/": dial tcp 10.96.7.7:${peer.split(":")[1]}: i/o timeout`,
    app_,
  ),
  says(
    "rbac-forbidden",
    ({ namespace }) =>
      `pods is forbidden: User "system:serviceaccount:${namespace}:default" cannot list resource "pods" in API group "" in the namespace "${namespace}"`,
    () => "ServiceAccount/default",
  ),
  {
    code: "data-store-memory-full",
    mutate(scene) {
      settle(scene, app("cart-cache", {}, { port: 6379, replicas: 1 }));
      editContainer(
        scene,
        (container) => {
          container.env = [...(container.env ?? []), { name: "REDIS_ADDR", value: "cart-cache:6379" }];
        },
        scene.caller,
      );
      prints(scene, ["OOM command not allowed when used memory > 'maxmemory'."], scene.caller);
      return "Deployment/cart-cache";
    },
  },
  {
    code: "wrong-service-port",
    mutate(scene) {
      redirect(scene, service(scene).metadata.name, servicePort(scene) + 1);
      prints(scene, [`dial tcp 10.96.0.9:${servicePort(scene) + 1}: connect: connection refused`], scene.caller);
      return caller(scene);
    },
  },
  {
    code: "wrong-service-address",
    mutate(scene) {
      redirect(scene, `${service(scene).metadata.name}s`, servicePort(scene));
      crash(
        scene,
        [`dial tcp: lookup ${service(scene).metadata.name}s on 10.96.0.10:53: no such host`],
        {},
        scene.caller,
      );
      return caller(scene);
    },
  },
  {
    code: "client-address-suspect",
    mutate(scene) {
      const keys = { MYSQL_HOST: "", MYSQL_PORT: "" };
      for (const name of ["carts", "quotes"])
        settle(scene, app(name, { envFrom: [{ secretRef: { name: "shared-db" } }] }), scene.namespace);
      for (const name of ["shared-db", "own-db"]) add(scene, "v1", "Secret", name, { data: keys });
      editContainer(scene, (container) => {
        container.envFrom = [{ secretRef: { name: "own-db" } }];
        container.env = [];
      });
      crash(scene, ["mysql.connector: Can't connect to MySQL server", "ConnectionRefusedError: Connection refused"]);
      return app_(scene);
    },
  },
  {
    code: "service-missing",
    mutate(scene) {
      const { name } = service(scene).metadata;
      remove(scene, ...slices(scene), service(scene));
      crash(scene, [`dial tcp: lookup ${name} on 10.96.0.10:53: no such host`], {}, scene.caller);
      return app_(scene);
    },
  },
  {
    code: "port-not-listening",
    mutate(scene) {
      const listening = pods(scene)[0]?.spec?.containers?.[0]?.ports?.[0]?.containerPort ?? 8080;
      editContainer(scene, (container) => delete container.readinessProbe);
      forget(scene);
      prints(scene, [`Listening on http://127.0.0.1:${listening}`]);
      prints(
        scene,
        [
          `Get "http://${service(scene).metadata.name}:${servicePort(scene)}/": dial tcp 10.96.7.7:${servicePort(scene)}: connect: connection refused`,
        ],
        scene.caller,
      );
      return app_(scene);
    },
  },
  {
    code: "external-name-unknown",
    mutate(scene) {
      crash(scene, ["dial tcp: lookup api.rates.exmaple.org on 10.96.0.10:53: no such host"], {}, scene.caller);
      return caller(scene);
    },
  },
  {
    code: "dns-resolution-fails",
    mutate(scene) {
      const name = service(scene).metadata.name;
      prints(
        scene,
        [`lookup ${name} on 10.96.0.10:53: read udp 10.0.0.4:51234->10.96.0.10:53: i/o timeout`],
        scene.caller,
      );
      return caller(scene);
    },
  },
];
