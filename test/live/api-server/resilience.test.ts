import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, inject, test } from "vitest";
import { waitFor } from "../../cluster/lib.ts";
import { accountWithToken, adminOf } from "../admin.ts";
import { type Session, said, serve } from "../sitrep.ts";

const admin = adminOf(inject("kubeconfig"));
/** The API server believes a token for ten seconds without looking. */
const TOKEN_CACHE_MS = 11_000;
const READ = { verbs: ["get", "list", "watch"] };
const EVERYTHING = { apiGroups: ["*"], resources: ["*"], ...READ };
let namespace: string;

beforeAll(async () => {
  namespace = await admin.namespace();
});

/** What the running server says of Kubernetes: its source line, or the error when there is no answer. */
async function lineOf(session: Session): Promise<string> {
  try {
    return said(await session.ask("what's wrong?", namespace), "kubernetes");
  } catch (error) {
    return String(error);
  }
}

async function recovers(session: Session): Promise<void> {
  await waitFor("sitrep reads again", 30, async () => {
    const line = await lineOf(session);
    // The namespace has no workload, so an answer in full is `empty`.
    return line.startsWith("empty: ") ? undefined : line;
  });
}

test("a token expires while sitrep serves: it says so, and goes on with the next one", async () => {
  const account = await admin.account(namespace, "on-call", [EVERYTHING]);
  const session = await serve(account);
  await recovers(session);

  await admin.kubectl(["delete", "serviceaccount", "on-call", "-n", namespace]);
  await sleep(TOKEN_CACHE_MS);
  expect(await lineOf(session)).toMatch(/401/);

  await admin.kubectl(["create", "serviceaccount", "on-call", "-n", namespace]);
  const renewed = await accountWithToken(admin, namespace, "on-call");
  writeFileSync(account.tokenFile, readFileSync(renewed.tokenFile));
  await recovers(session);
});

test("rights are taken away while sitrep serves: it says of which kinds, and sees them again when they come back", async () => {
  const account = await admin.account(namespace, "reader", [EVERYTHING]);
  const session = await serve(account);
  await recovers(session);

  await admin.account(namespace, "reader", [{ apiGroups: [""], resources: ["namespaces", "nodes"], ...READ }]);
  await waitFor("the loss is told", 20, async () => {
    const line = await lineOf(session);
    return /^truncated: .*Pod.*not allowed \(RBAC\)/.test(line) ? undefined : line;
  });
  expect((await session.ask("what's wrong?", namespace)).verdict).toBe("unknown");

  await admin.account(namespace, "reader", [EVERYTHING]);
  await recovers(session);
});

test("all rights are taken away while sitrep serves: nothing is concluded from it", async () => {
  const account = await admin.account(namespace, "guest", [EVERYTHING]);
  const session = await serve(account);
  await recovers(session);

  await admin.kubectl(["delete", "clusterrolebinding", `${namespace}-guest`]);
  await waitFor("the loss is told", 20, async () => {
    const line = await lineOf(session);
    return /not allowed|denied/.test(line) && !/no namespace/.test(line) ? undefined : line;
  });

  await admin.account(namespace, "guest", [EVERYTHING]);
  await recovers(session);
});
