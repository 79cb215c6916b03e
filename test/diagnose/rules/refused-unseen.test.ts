import { describe, expect, test } from "vitest";
import { ago, ask, down, first, get, log, NS, object, own, podsOf, type World, world } from "../world.ts";

/** A quota of these numbers, in a namespace whose events have expired. */
function quota(w: World, resource: string, hard: string, used: string): World {
  const status = { hard: { [resource]: hard }, used: { [resource]: used } };
  w.objects.push(object("v1", "ResourceQuota", NS, "counts", { spec: { hard: status.hard }, status }));
  return w;
}

function without(name: string, kind: "Secret" | "ConfigMap"): World {
  const w = world();
  const message = `${kind === "Secret" ? "secret" : "configmap"} "${name}" not found`;
  down(w, "checkout", { restartCount: 0, state: { waiting: { reason: "CreateContainerConfigError", message } } });
  const source = kind === "Secret" ? { secretRef: { name } } : { configMapRef: { name } };
  for (const spec of [
    get(w, "Deployment", "checkout").spec?.template?.spec,
    ...podsOf(w, "checkout").map(({ spec }) => spec),
  ])
    Object.assign(spec?.containers?.[0] ?? {}, { envFrom: [source] });
  return w;
}

const REFUSED = "object-refused-by-quota ResourceQuota/counts";

describe("what a quota refused, and nobody says so", () => {
  test("a secret or config map that pods name", () => {
    expect(first(ask(quota(without("tariffs", "Secret"), "secrets", "10", "10")))).toBe(REFUSED);
    expect(first(ask(quota(without("tariffs", "Secret"), "count/secrets", "10", "10")))).toBe(REFUSED);
    expect(first(ask(quota(without("tariffs", "ConfigMap"), "count/configmaps", "4", "4")))).toBe(REFUSED);
  });

  test("is not the quota's while it has room, counts other things, or the name is almost one that is there", () => {
    expect(first(ask(quota(without("tariffs", "Secret"), "secrets", "10", "9")))).toBe(
      "secret-missing Deployment/checkout",
    );
    expect(first(ask(quota(without("tariffs", "Secret"), "count/configmaps", "4", "4")))).toBe(
      "secret-missing Deployment/checkout",
    );
    expect(first(ask(quota(without("ledger-db-credential", "Secret"), "secrets", "10", "10")))).toBe(
      "secret-missing Deployment/checkout",
    );
  });

  test("a Service that callers look up", () => {
    const w = quota(world(), "services", "3", "3");
    w.objects = w.objects.filter(
      ({ kind, metadata }) =>
        !(kind === "Service" || kind === "EndpointSlice") ||
        !metadata.name.startsWith("ledger") ||
        metadata.name.startsWith("ledger-db"),
    );
    for (const { metadata } of podsOf(w, "payments-api"))
      log(w, metadata.name, Array(4).fill("dial tcp: lookup ledger on 10.96.0.10:53: no such host"));
    expect(first(ask(w))).toBe(REFUSED);
  });

  /** A CronJob that ran every ten minutes, the last time so long ago. */
  const runs = (w: World, last: number): World => {
    const cron = object("batch/v1", "CronJob", NS, "settle", {
      spec: { schedule: "*/10 * * * *" },
      status: { lastScheduleTime: ago(last) },
    });
    w.objects.push(cron);
    for (const i of [0, 1, 2]) {
      const job = object("batch/v1", "Job", NS, `settle-${i}`, {
        spec: {},
        status: {
          succeeded: 1,
          startTime: ago(last + 10 * i),
          completionTime: ago(last + 10 * i - 1),
          conditions: [{ type: "Complete", status: "True" }],
        },
      });
      job.metadata.creationTimestamp = ago(last + 10 * i);
      own(job, cron);
      w.objects.push(job);
    }
    return w;
  };

  test("runs of a CronJob that stopped", () => {
    expect(first(ask(quota(runs(world(), 60), "count/jobs.batch", "3", "3")))).toBe(REFUSED);
    const codes = (w: World) => ask(w).findings.map(({ code }) => code);
    expect(codes(quota(runs(world(), 8), "count/jobs.batch", "3", "3"))).not.toContain("object-refused-by-quota");
    expect(codes(quota(runs(world(), 60), "count/jobs.batch", "9", "3"))).not.toContain("object-refused-by-quota");
    const suspended = quota(runs(world(), 60), "count/jobs.batch", "3", "3");
    Object.assign(get(suspended, "CronJob", "settle").spec ?? {}, { suspend: true });
    expect(codes(suspended)).not.toContain("object-refused-by-quota");
  });
});
