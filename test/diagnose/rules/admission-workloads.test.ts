import { describe, expect, test } from "vitest";
import type { Workload } from "../../../src/core/kubernetes/workload.ts";
import { ago, ask, event, first, get, NS, object, own, type World, world } from "../world.ts";
import { codes, refused, remove } from "./refused.ts";

describe("pods that are missing", () => {
  test("for no known reason stay a symptom", () => {
    expect(ask(refused("")).findings[0]).toMatchObject({ role: "symptom", code: "pods-missing" });
  });

  test("not while something moves, not in a listing that is not whole, not when a StatefulSet waits in order", () => {
    const moving = refused("");
    event(
      moving,
      get(moving, "Deployment", "payments-api"),
      "ScalingReplicaSet",
      "Scaled up replica set payments-api-6f from 0 to 2",
      {
        type: "Normal",
        lastTimestamp: ago(0.2),
      },
    );
    expect(codes(moving)).not.toContain("pods-missing");
    const partial = world();
    remove(
      partial,
      partial.objects.filter(({ kind }) => kind === "Pod"),
    );
    partial.objects.push(object("v1", "Pod", "kube-system", "dns", { spec: {}, status: { phase: "Running" } }));
    expect(codes(partial)).not.toContain("pods-missing");
    const ordered = world();
    const sts: Workload = object("apps/v1", "StatefulSet", NS, "queue", {
      spec: { replicas: 3 },
      status: { replicas: 1 },
    });
    const zero = object("v1", "Pod", NS, "queue-0", { spec: { nodeName: "node-1" }, status: { phase: "Running" } });
    own(zero, sts);
    ordered.objects.push(sts, zero);
    expect(codes(ordered)).not.toContain("pods-missing");
  });
});

describe("rollout", () => {
  test("that does not come further", () => {
    const w = world();
    const deployment = get(w, "Deployment", "payments-api");
    deployment.status = {
      ...deployment.status,
      updatedReplicas: 1,
      conditions: [
        {
          type: "Progressing",
          status: "False",
          reason: "ProgressDeadlineExceeded",
          message: 'ReplicaSet "payments-api-7c" has timed out progressing.',
          lastTransitionTime: ago(20),
        },
      ],
    };
    expect(ask(w).findings[0]).toMatchObject({ code: "rollout-stuck", role: "symptom", severity: "warning" });
    Object.assign(deployment.status, { updatedReplicas: 2 });
    expect(ask(w).findings).toEqual([]);
  });
});

describe("jobs", () => {
  const job = (w: World, name: string, status: Workload["status"], owner?: Workload): Workload => {
    const made: Workload = object("batch/v1", "Job", NS, name, {
      spec: { parallelism: 1, activeDeadlineSeconds: 600 },
      status: status ?? {},
    });
    made.metadata.creationTimestamp = ago(90);
    if (owner) own(made, owner);
    w.objects.push(made);
    return made;
  };
  const failed = (reason: string, message: string) => ({
    failed: 1,
    conditions: [{ type: "Failed", status: "True", reason, message, lastTransitionTime: ago(60) }],
  });
  const cronJob = (w: World, spec: Workload["spec"] = {}): Workload => {
    const made: Workload = object("batch/v1", "CronJob", NS, "settle", { spec: { schedule: "0 * * * *", ...spec } });
    w.objects.push(made);
    return made;
  };

  test("that failed, and at their deadline", () => {
    const w = world();
    job(w, "import", failed("BackoffLimitExceeded", "Job has reached the specified backoff limit"));
    expect(first(ask(w))).toBe("job-failed Job/import");
    const late = world();
    job(late, "import", failed("DeadlineExceeded", "Job was active longer than specified deadline"));
    expect(first(ask(late))).toBe("job-deadline-exceeded Job/import");
    expect(ask(late).findings[0]?.title).toContain("600 s");
  });

  test("of a CronJob whose next run succeeded are history, and finished ones are well", () => {
    const w = world();
    const cron = cronJob(w);
    job(w, "settle-1", failed("BackoffLimitExceeded", "Job has reached the specified backoff limit"), cron);
    expect(first(ask(w))).toBe("job-failed CronJob/settle");
    job(w, "settle-2", { succeeded: 1, completionTime: ago(10) }, cron);
    expect(ask(w).findings).toEqual([]);
  });

  test.each([
    [
      "cron-job-schedule-missed",
      "MissSchedule",
      "Missed scheduled time to start a job: Mon, 01 Jun 2026 01:00:00 +0000",
    ],
    [
      "cron-job-schedule-missed",
      "TooManyMissedTimes",
      "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew",
    ],
    [
      "cron-job-schedule-invalid",
      "UnknownTimeZone",
      'invalid timeZone: "Mars/Olympus": unknown time zone Mars/Olympus',
    ],
  ])("%s by %s", (code, reason, message) => {
    const w = world();
    const cron = cronJob(w);
    event(w, cron, reason, message);
    expect(first(ask(w))).toBe(`${code} CronJob/settle`);
    cron.status = { lastScheduleTime: ago(0.5) };
    expect(ask(w).findings).toEqual([]);
  });

  test("that are never started because the run before has not ended", () => {
    const w = world();
    const cron = cronJob(w, { concurrencyPolicy: "Forbid" });
    event(
      w,
      cron,
      "JobAlreadyActive",
      "Not starting job because prior execution is running and concurrency policy is Forbid",
      { type: "Normal" },
    );
    expect(ask(w).findings).toEqual([]);
    job(w, "settle-1", { active: 1, startTime: ago(90) }, cron);
    expect(codes(w)).toContain("cron-job-blocked");
  });

  test("suspended is noticed, and harm when somebody misses it", () => {
    const w = world();
    const { kind, metadata } = cronJob(w, { suspend: true });
    expect(ask(w).findings).toMatchObject([{ code: "cron-job-suspended", tier: "noticed", severity: "info" }]);
    const object = { apiVersion: "batch/v1", kind, namespace: NS, name: metadata.name };
    const asked = ask(w, undefined, [{ cluster: "", namespace: NS, object, because: "asked" }]);
    expect(asked.findings).toMatchObject([{ code: "cron-job-suspended", tier: "harm" }]);
    w.alerts.push({
      name: "SettlementLate",
      state: "firing",
      labels: { namespace: NS, cronjob: "settle" },
      annotations: {},
      startsAt: ago(5),
    });
    expect(ask(w).findings).toMatchObject([{ code: "cron-job-suspended", tier: "harm" }]);
  });
});
