import { describe, expect, test } from "vitest";
import { app, ask, first, log, NS, object, podsOf, type World, world } from "../world.ts";

const CLIENTS = ["billing", "search", "mailer"];

interface Store {
  name: string;
  image: string;
  port: number;
}

/** A store whose clients know it from keys of a Secret only, and print this. Nobody reads the store's own log. */
function withStore({ name, image, port }: Store, line: string, complaining: readonly string[] = CLIENTS): World {
  const w = world();
  const data = { host: "", username: "", password: "" };
  w.objects.push(
    ...app(name, { image }, { port, replicas: 1 }),
    object("v1", "Secret", NS, `${name}-access`, { data }),
  );
  const env = Object.keys(data).map((key) => ({
    name: `STORE_${key.toUpperCase()}`,
    valueFrom: { secretKeyRef: { name: `${name}-access`, key } },
  }));
  for (const client of CLIENTS) {
    w.objects.push(...app(client, { env }));
    for (const { metadata } of podsOf(w, client))
      log(
        w,
        metadata.name,
        Array.from({ length: 8 }, () => (complaining.includes(client) ? line : "INFO done")),
      );
  }
  return w;
}

const store = (name: string, image: string, port: number): Store => ({ name, image, port });
const RECORDS = store("records", "postgres:16", 5432);
const SQL = store("catalogue-sql", "mysql:8", 3306);
const EVENTS = store("events", "apache/kafka:3.8", 9092);
const WIDE = store("wide", "cassandra:5", 9042);
const OLAP = store("olap", "clickhouse/clickhouse-server:24", 9000);
const BLOBS = store("blobs", "minio/minio:1", 9000);
const COORD = store("coord", "quay.io/coreos/etcd:v3.5", 2379);
const BUS = store("bus", "nats:2.10", 4222);

describe("what all clients of a store are told is the store's", () => {
  test.each<[string, Store, string]>([
    ["database-read-only", RECORDS, "ERROR: cannot execute INSERT in a read-only transaction (SQLSTATE 25006)"],
    ["database-read-only", OLAP, "Code: 242. DB::Exception: Table is in readonly mode. (TABLE_IS_READ_ONLY)"],
    ["connection-limit-reached", SQL, "Error 1040 (08004): Too many connections"],
    ["connection-limit-reached", BUS, "nats: maximum connections exceeded"],
    ["credentials-rejected", SQL, "Access denied for user 'shop'@'10.0.3.4' (using password: YES)"],
    ["credentials-rejected", RECORDS, 'FATAL: password authentication failed for user "shop"'],
    ["credentials-rejected", BUS, "nats: Authorization Violation"],
    ["disk-full", BLOBS, "XMinioStorageFull: Storage backend has reached its minimum free drive threshold."],
    ["disk-full", COORD, "etcdserver: mvcc: database space exceeded"],
    ["disk-full", SQL, "ERROR 1114 (HY000): The table 'orders' is full"],
    [
      "store-quorum-lost",
      EVENTS,
      "NotEnoughReplicasException: Messages are rejected: fewer in-sync replicas than required.",
    ],
    [
      "store-quorum-lost",
      WIDE,
      "com.datastax.oss.driver UnavailableException: Not enough replicas available for query at consistency QUORUM",
    ],
  ])("%s %#", (code, at, line) => {
    const { findings } = ask(withStore(at, line));
    expect(first({ findings, evidence: [], omitted: [] })).toBe(`${code} Deployment/${at.name}`);
    expect(findings.filter(({ role }) => role === "cause")).toHaveLength(1);
  });
});

test("one client that is refused while others are served has wrong settings, and is told which keys", () => {
  const { findings, evidence } = ask(
    withStore(RECORDS, 'FATAL: password authentication failed for user "shop"', ["billing"]),
  );
  expect(findings[0]).toMatchObject({
    code: "credentials-rejected",
    object: { name: "billing" },
    title: expect.stringContaining("secret/records-access (username, password)"),
  });
  expect(findings[0]?.next[0]?.command).toBe(`kubectl -n ${NS} describe secret/records-access`);
  expect(evidence.some(({ text }) => text.includes("values are not read"))).toBe(true);
});

test("an image that names one product does not run another whose port it has", () => {
  const w = withStore(BLOBS, "Code: 516. DB::Exception: shop: no such user (AUTHENTICATION_FAILED)");
  expect(first(ask(w))).not.toContain("blobs");
});
