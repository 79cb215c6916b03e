import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { kubeconfig as configFile, connect, probe } from "../../sources/kubernetes/kubeconfig.ts";
import { accountWithToken, adminOf } from "../admin.ts";
import { run } from "../sitrep.ts";

const admin = adminOf(inject("kubeconfig"));
const signal = new AbortController().signal;
/** The API server believes a token for ten seconds without looking. */
const TOKEN_CACHE_MS = 11_000;
const PODS = [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }];
let namespace: string;

beforeAll(async () => {
  namespace = await admin.namespace();
});

test("whoever may do nothing is told so, and by which name", async () => {
  const { kubeconfig, user } = await admin.account(namespace, "nobody", []);
  const { status, detail } = await probe({ kubeconfig });
  expect(status).toBe("ok");
  expect(detail).toContain(`as ${user}`);
});

test("an API server with a certificate of a stranger is not trusted", async () => {
  const { clusters } = parse(readFileSync(admin.kubeconfig, "utf8"));
  const { status, detail } = await probe({ kubeconfig: await configFile({ server: clusters[0].cluster.server }) });
  expect(status).toBe("unreachable");
  expect(detail).toMatch(/certificate/);
});

test("a made-up token is refused with a way out", async () => {
  const { clusters } = parse(readFileSync(admin.kubeconfig, "utf8"));
  const { code, err } = await run(
    { kubeconfig: await configFile(clusters[0].cluster, { token: "made-up" }) },
    "ask",
    "what's wrong with payments?",
  );
  expect(code).toBe(1);
  expect(err).toMatch(/401.*put a new one into the kubeconfig.*\n.*kubectl auth whoami/s);
});

test("a token that is no longer accepted is denied; once its file holds a good one, reading goes on", async () => {
  const account = await admin.account(namespace, "short-lived", PODS);
  const reader = await connect({ kubeconfig: account.kubeconfig });
  expect(await reader.list("Pod", { namespace }, signal)).toMatchObject({ status: "ok" });

  await admin.kubectl(["delete", "serviceaccount", "short-lived", "-n", namespace]);
  await sleep(TOKEN_CACHE_MS);
  expect(await reader.list("Pod", { namespace }, signal)).toMatchObject({
    status: "unauthenticated",
    detail: expect.stringContaining("401"),
  });

  await admin.kubectl(["create", "serviceaccount", "short-lived", "-n", namespace]);
  const renewed = await accountWithToken(admin, namespace, "short-lived");
  writeFileSync(account.tokenFile, readFileSync(renewed.tokenFile));
  expect(await reader.list("Pod", { namespace }, signal)).toMatchObject({ status: "ok" });
});

test("whoever acts as somebody else sees what they may see", async () => {
  const { user } = await admin.account(namespace, "colleague", PODS);
  const reader = await connect({ kubeconfig: admin.kubeconfig, impersonate: { user, groups: [] } });
  expect(await reader.list("Pod", { namespace }, signal)).toMatchObject({ status: "ok" });
  expect(await reader.list("Service", { namespace }, signal)).toMatchObject({ status: "denied" });
});
