import { describe, expect, test } from "vitest";
import type { Service } from "../../../src/core/kubernetes/service.ts";
import { elsewhere, says } from "../infrastructure.ts";
import {
  ago,
  app,
  ask,
  event,
  first,
  get,
  log,
  NS,
  noticed,
  object,
  pod,
  podsOf,
  type World,
  world,
} from "../world.ts";

const often = (line: string) => Array.from({ length: 8 }, () => line);

describe("internalTrafficPolicy Local", () => {
  const TIMEOUT = 'Post "http://ledger:8080/book": dial tcp 10.96.1.10:8080: i/o timeout';
  /** The ledger runs on node-2 alone; callers on these nodes get no answer. */
  const local = (nodes: readonly string[], policy = "Local") => {
    const w = world();
    const service: Service = get(w, "Service", "ledger");
    service.spec = { ...service.spec, internalTrafficPolicy: policy };
    for (const { spec } of podsOf(w, "ledger")) if (spec) spec.nodeName = "node-2";
    for (const { spec, metadata } of podsOf(w, "payments-api"))
      log(w, metadata.name, often(nodes.includes(spec?.nodeName ?? "") ? TIMEOUT : "INFO ok"));
    return w;
  };

  test("drops what comes from nodes without a pod of the Service", () => {
    const [finding, ...more] = ask(local(["node-1"])).findings;
    expect(finding).toMatchObject({ code: "service-keeps-to-node", object: { name: "ledger" }, confidence: "high" });
    expect(finding?.title).toMatch(/not on node-1$/);
    expect(more).toEqual([]);
  });

  test("is not to blame where a caller beside its pods gets no answer either, nor where it is Cluster", () => {
    expect(first(ask(local(["node-1", "node-2"])))).not.toMatch(/^service-keeps-to-node/);
    expect(first(ask(local(["node-1"], "Cluster")))).not.toMatch(/^service-keeps-to-node/);
    expect(ask(local([])).findings).toEqual([]);
  });
});

describe("members that look each other up", () => {
  const quorum = (ready: boolean, publishNotReadyAddresses = false) => {
    const w = world();
    const labels = { app: "quorum" };
    const containers = [{ name: "app", image: "registry.example.com/quorum:2", ports: [{ containerPort: 7000 }] }];
    const set = object("apps/v1", "StatefulSet", NS, "quorum", {
      spec: {
        replicas: 2,
        serviceName: "quorum",
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers } },
      },
      status: { replicas: 2, readyReplicas: ready ? 2 : 0 },
    });
    const members = [0, 1].map((i) => pod(`quorum-${i}`, labels, { containers }, set, i));
    const spec = { clusterIP: "None", selector: labels, ports: [{ port: 7000 }], publishNotReadyAddresses };
    w.objects.push(set, ...members, object("v1", "Service", NS, "quorum", { spec }));
    for (const [i, member] of members.entries()) {
      const conditions = (member.status?.conditions ?? []).filter(({ type }) => /Ready$/.test(type));
      if (!ready) for (const one of conditions) Object.assign(one, { status: "False", lastTransitionTime: ago(20) });
      if (!ready) Object.assign(member.status?.containerStatuses?.[0] ?? {}, { ready: false });
      log(
        w,
        member.metadata.name,
        often(`cannot join: lookup quorum-${1 - i}.quorum.${NS}.svc.cluster.local on 10.96.0.10:53: no such host`),
      );
    }
    return w;
  };

  test("never become ready while their Service names ready pods only", () => {
    expect(first(ask(quorum(false)))).toBe("peers-hidden-until-ready Service/quorum");
  });

  test("are named where the Service publishes them, or are ready", () => {
    expect(first(ask(quorum(false, true)))).not.toMatch(/^peers-hidden/);
    expect(first(ask(quorum(true)))).not.toMatch(/^peers-hidden/);
  });
});

describe("a Job whose pod goes on after its work", () => {
  const settling = (proxy: object, minutes: number) => {
    const w = world();
    const spec = {
      containers: [
        { name: "settle", image: "registry.example.com/settle:1" },
        { name: "proxy", image: "registry.example.com/proxy:1" },
      ],
    };
    const job = object("batch/v1", "Job", NS, "settle", {
      spec: { template: { spec } },
      status: { active: 1, startTime: ago(200) },
    });
    const made = pod("settle-x", { "job-name": "settle" }, spec, job);
    const [work, side] = made.status?.containerStatuses ?? [];
    Object.assign(work ?? {}, {
      ready: false,
      state: { terminated: { exitCode: 0, reason: "Completed", finishedAt: ago(minutes) } },
    });
    Object.assign(side ?? {}, proxy);
    w.objects.push(job, made);
    return w;
  };

  test("names the container that holds it", () => {
    const w = settling({}, 180);
    expect(noticed(ask(w))).toEqual(["job-not-progressing Job/settle"]);
    expect(ask(w).findings[0]?.title).toContain("container proxy runs on");
  });

  test("is given some minutes", () => {
    expect(noticed(ask(settling({}, 4)))).toEqual([]);
  });
});

describe("a CronJob whose schedule passes without a Job and without a word", () => {
  const cron = (schedule: string, rest: object = {}, status: object = {}) => {
    const w = world();
    const template = { spec: { containers: [{ name: "report", image: "registry.example.com/report:1" }] } };
    const spec = { schedule, jobTemplate: { spec: { template } }, ...rest };
    w.objects.push(object("batch/v1", "CronJob", NS, "report", { spec, status }));
    return noticed(ask(w));
  };

  test.each(["*/5 * * * *", "* * * * *", "10 * * * *", "@hourly"])("%s", (schedule) => {
    expect(cron(schedule)).toEqual(["cron-job-schedule-missed CronJob/report"]);
  });

  test("is none while nothing is due, or it cannot be told", () => {
    expect(cron("0 3 * * *")).toEqual([]);
    expect(cron("*/5 8-9 * * *")).toEqual([]);
    expect(cron("*/5 * * * *", { suspend: true })).toEqual(["cron-job-suspended CronJob/report"]);
    expect(cron("*/5 * * * *", {}, { lastScheduleTime: ago(4) })).toEqual([]);
  });
});

test("any controller of load balancers may say why there is none, and says it again", () => {
  const waits = (count: number) => {
    const w = world();
    const service = get(w, "Service", "checkout");
    Object.assign(service, { spec: { ...service.spec, type: "LoadBalancer" }, status: { loadBalancer: {} } });
    event(w, service, "AllocationFailed", 'Failed to allocate IP for "payments/checkout": no available IPs', { count });
    return first(ask(w));
  };
  expect(waits(3)).toBe("load-balancer-failed Service/checkout");
  expect(waits(1)).not.toMatch(/^load-balancer-failed/);
});

describe("a clock that is not that of its peers", () => {
  const EARLY =
    'ERROR Post "https://bank.example.com/": x509: certificate has expired or is not yet valid: current time 2024-01-01T00:03:11Z is before 2026-04-01T00:00:00Z';
  const early = (on: (node: string) => boolean) => {
    const w = world();
    for (const name of ["payments-api", "checkout", "ledger"])
      for (const { metadata, spec } of podsOf(w, name))
        log(w, metadata.name, often(on(spec?.nodeName ?? "") ? EARLY : "INFO ok"));
    return w;
  };

  test("is the node's where all that run there have it", () => {
    expect(first(ask(early((node) => node === "node-2")))).toBe("failures-share-node Node/node-2");
  });

  test("is no expired certificate", () => {
    expect(ask(early(() => true)).findings.map(({ code }) => code)).not.toContain("certificate-expired");
  });
});

describe("a node of which something warns", () => {
  /** Lookups of two workloads fail on node-1; by chance alone that is one of six ways. */
  const lookups = (reason: string) => {
    const w = world();
    event(w, get(w, "Node", "node-1"), reason, "nf_conntrack: table full, dropping packet");
    for (const [name, host] of [
      ["payments-api", "ledger"],
      ["checkout", "payments-api"],
    ] as const)
      for (const { metadata, spec } of podsOf(w, name)) {
        const failed = `lookup ${host} on 10.96.0.10:53: read udp 10.0.1.1:4411->10.96.0.10:53: i/o timeout`;
        log(w, metadata.name, often(spec?.nodeName === "node-1" ? failed : "INFO ok"));
      }
    return ask(w);
  };

  test("is where pods fail that work elsewhere", () => {
    const { findings, evidence } = lookups("ConntrackFull");
    expect(findings[0]).toMatchObject({
      code: "failures-share-node",
      object: { name: "node-1" },
      confidence: "medium",
    });
    expect(evidence.some(({ text }) => text.includes("table full"))).toBe(true);
  });

  test("is not, for a warning that has nothing to do with it", () => {
    expect(lookups("ImageGCFailed").findings[0]?.code).toBe("dns-resolution-fails");
  });
});

describe("what a line says of itself", () => {
  const said = (w: World, name: string, line: string) => {
    says(w, name, often(line));
    return ask(w).findings.map(({ code, object: { name: of } }) => `${code} ${of}`);
  };

  test("a call that fails for a reason that nobody knows is told all the same", () => {
    const line = 'ERROR Post "https://bank.example.com/": net/http: invalid header field value for "Authorization"';
    expect(said(world(), "payments-api", line)).toEqual(["errors-recurring payments-api"]);
  });

  test("a number that a program writes after a colon is no port", () => {
    const w = world();
    says(w, "ledger", often("[1] [CRITICAL] WORKER TIMEOUT (pid:42)"));
    expect(ask(w).findings[0]?.title).not.toContain("pid");
  });

  test("an alarm that stands is told after one line, one that was cleared is not", () => {
    const alarm = "2026-06-01 01:58:00 [warning] <0.300.0> memory resource limit alarm set on node rabbit@jobs-0.";
    const broker = (...lines: string[]) => {
      const w = world();
      w.objects.push(...app("jobs", { image: "rabbitmq:3.13" }, { port: 5672, replicas: 1 }));
      says(w, "jobs", lines);
      return ask(w).findings.map(({ code, object: { name } }) => `${code} ${name}`);
    };
    expect(broker("started", alarm)).toEqual(["data-store-memory-full jobs"]);
    expect(broker("started", alarm, "memory resource limit alarm cleared on node rabbit@jobs-0")).toEqual([]);
  });

  test.each([
    "[ERROR][o.e.x.s.LicenseService] current license is expired for [security]",
    'ERROR Post "http://ledger:8080/book": dial tcp 10.96.1.10:8080: connect: cannot assign requested address',
    "ERROR cannot load rates: config file /etc/app/rates.yaml not found",
  ])("a program that runs on tells what would end it at its start: %s", (line) => {
    expect(said(world(), "checkout", line)).toEqual(["errors-recurring checkout"]);
  });

  test("a message that is too large is no limit of rate", () => {
    const line =
      "ERROR rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5242911 vs. 4194304)";
    expect(said(world(), "checkout", line)).toEqual(["errors-recurring checkout"]);
  });

  test("a certificate without names is the server's, one for another name is the caller's affair", () => {
    const at = 'Post "https://ledger:8080/book": x509: certificate';
    expect(said(world(), "payments-api", `${at} relies on legacy Common Name field, use SANs instead`)).toEqual([
      "certificate-name-mismatch ledger",
    ]);
    expect(said(world(), "payments-api", `${at} is valid for www.example.com, not ledger`)).toEqual([
      "certificate-name-mismatch payments-api",
    ]);
  });

  test("a token that the API server no longer takes", () => {
    const w = world();
    elsewhere(w, NS, "dns-operator");
    expect(said(w, "dns-operator", "failed to list *v1.Service: Unauthorized")).toEqual([
      "credentials-rejected dns-operator",
    ]);
    w.objects.push(...app("idle"));
    expect(said(w, "idle", "INFO done")).toHaveLength(1);
  });
});

describe("pods that something evicts", () => {
  const evicted = (w: World, reason: string, times: number, component = "mover") => {
    for (let i = 0; i < times; i++)
      event(w, object("v1", "Pod", NS, `ledger-6f-gone${i}`, {}), reason, "pod was moved", {
        type: "Normal",
        count: 1,
        source: { component },
        firstTimestamp: ago(3 + i * 5),
        lastTimestamp: ago(3 + i * 5),
      });
    return noticed(ask(w));
  };

  test("more than twice each is a circle", () => {
    expect(evicted(world(), "Descheduled", 7)).toEqual(["pods-evicted-repeatedly Deployment/ledger"]);
  });

  test("the vertical autoscaler that does it is named", () => {
    const w = world();
    const targetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "ledger" };
    w.objects.push(object("autoscaling.k8s.io/v1", "VerticalPodAutoscaler", NS, "sizes", { spec: { targetRef } }));
    expect(evicted(w, "EvictedByVPA", 7)).toEqual(["pods-evicted-repeatedly VerticalPodAutoscaler/sizes"]);
  });

  test("one round, or the kubelet, is not", () => {
    expect(evicted(world(), "EvictedByVPA", 4)).toEqual([]);
    expect(evicted(world(), "Evicted", 7, "kubelet")).not.toContain("pods-evicted-repeatedly Deployment/ledger");
  });
});
