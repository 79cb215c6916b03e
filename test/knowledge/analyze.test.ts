import { expect, test } from "vitest";
import { analyze, spaced } from "../../src/knowledge/words/analyze.ts";

test.each([
  ["KubePodCrashLooping", ["kubepodcrashlooping", "kube", "pod", "crash", "looping"]],
  ["kube_pod_status_phase", ["kubepodstatusphase", "kube", "pod", "status", "phase"]],
  ["payments-api", ["paymentsapi", "payments", "api"]],
  ["OOMKilled", ["oomkilled", "oom", "killed"]],
  ["x509", ["x509"]],
  ["5xx", ["5xx"]],
  ["v1.29.3", ["v1293", "v1", "29", "3"]],
])("%s is found whole and by its parts", (identifier, terms) => {
  expect(analyze(identifier)).toEqual(terms);
});

test("names of products are one word, also inside an identifier", () => {
  expect(analyze("PostgreSQL GitHub")).toEqual(["postgresql", "github"]);
  expect(analyze("PostgreSQLReplicationLag")).toEqual(["postgresqlreplicationlag", "postgresql", "replication", "lag"]);
  expect(spaced("PostgreSQLReplicationLag on etcd_server")).toBe("PostgreSQL Replication Lag on etcd server");
});

test("every spelling of an identifier is the same term", () => {
  for (const spelling of [
    "KubePodCrashLooping",
    "kube-pod-crash-looping",
    "kube_pod_crash_looping",
    "kube.pod.crash.looping",
  ])
    expect(analyze(spelling)[0]).toBe("kubepodcrashlooping");
});

test("words that say nothing are left out; scripts other than Latin are words", () => {
  expect(analyze("what is wrong with the 支払い service")).toEqual(["wrong", "支払い", "service"]);
});
