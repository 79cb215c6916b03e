import { describe, expect, test } from "vitest";
import type { Alert } from "../../../src/core/observation.ts";
import { readAlert } from "../../../src/diagnose/alerts/reading.ts";
import { ago, app, ask, first, NS, podsOf, type World, world } from "../world.ts";

const alert = (name: string, labels: Record<string, string>, summary = ""): Alert => ({
  name,
  state: "firing",
  labels: { severity: "warning", namespace: NS, ...labels },
  annotations: { summary },
  startsAt: ago(6),
});
const about = (service: string, name: string, summary = "") => alert(name, { service }, summary);
const latency = (service: string, before: string, now: string) =>
  about(service, "HighLatency", `p99 of ${service} went from ${before} to ${now}`);

function firing(...alerts: Alert[]): World {
  const w = world();
  w.objects.push(...["carts", "quotes", "stock"].flatMap((name) => app(name)));
  w.alerts.push(...alerts);
  return w;
}

test.each([
  ["CPUThrottlingHigh", "", { topic: "throttling" }],
  ["KubeMemoryOvercommit", "", { topic: "memory" }],
  ["NodeFilesystemAlmostOutOfSpace", "4% left", { topic: "disk", percent: 4 }],
  ["[High] Anomaly on host", "TCP retransmits rose from 0.1 % to 7 %", { topic: "packet-loss", before: 0.1, now: 7 }],
  ["SLO burn", "success rate of checkout is 91 %", { topic: "errors", percent: 91 }],
  ["APMAnomaly", "Response time: 20 ms -> 800 ms", { topic: "latency", before: 20, now: 800 }],
  ["TargetSlow", "p95 from 1 s to 4 s", { topic: "latency", before: 1000, now: 4000 }],
])("what %s says: %s", (name, summary, expected) => {
  expect(readAlert(alert(name, {}, summary))).toMatchObject(expected);
});

describe("many alerts at once have one root", () => {
  test("the workload that is short of a resource, and those that wait for it below", () => {
    const w = firing(
      latency("checkout", "20 ms", "900 ms"),
      latency("payments-api", "9 ms", "600 ms"),
      latency("ledger", "4 ms", "400 ms"),
      about("ledger", "CPUThrottlingHigh"),
    );
    expect(first(ask(w))).toBe("alert-names-resource Deployment/ledger");
    expect(ask(w).findings[0]?.symptoms.map(({ object }) => object.name)).toEqual(
      expect.arrayContaining(["checkout", "payments-api"]),
    );
  });

  test("a node that loses packets", () => {
    const node = podsOf(world(), "ledger")[0]?.spec?.nodeName ?? "";
    const w = firing(
      latency("ledger", "4 ms", "400 ms"),
      alert("HostNetworkTransmitErrors", { node }, "TCP retransmissions 0.01 -> 8.5"),
    );
    expect(first(ask(w))).toBe(`alert-names-resource Node/${node}`);
  });

  test("the slow hop: by the calls that are known, else by who waits least", () => {
    const known = firing(latency("checkout", "20 ms", "900 ms"), latency("ledger", "4 ms", "400 ms"));
    expect(first(ask(known))).toBe("alert-slow-hop Deployment/ledger");
    const unknown = firing(
      latency("carts", "20 ms", "4 s"),
      latency("quotes", "10 ms", "1500 ms"),
      latency("stock", "30 ms", "9 s"),
    );
    expect(first(ask(unknown))).toBe("alert-slow-hop Deployment/quotes");
  });

  test("a resource of somebody who is not slow, and on whom nobody who is slow depends, is no cause to begin with", () => {
    const slow = [latency("ledger", "4 ms", "400 ms"), latency("payments-api", "9 ms", "600 ms")];
    const w = firing(...slow, about("carts", "CPUThrottlingHigh"));
    const found = ask(w).findings.find(({ code }) => code === "alert-names-resource");
    expect(found).toMatchObject({ confidence: "low", object: { name: "carts" } });
    expect(first(ask(w))).toBe("alert-slow-hop Deployment/ledger");
  });

  test("a share that rose and is far from full is no shortage", () => {
    const w = firing(alert("NodeCpu", { node: "node-1" }, "cpu utilization 3 % -> 5 %"));
    expect(ask(w).findings.map(({ code }) => code)).not.toContain("alert-names-resource");
  });
});
