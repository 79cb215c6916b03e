import { expect, test } from "vitest";
import { SitrepError } from "../../src/core/errors.ts";
import { kubernetes } from "../../src/sources/kubernetes/source.ts";
import { resolveTargets } from "../../src/tools/resolve.ts";
import { recording } from "../sources/kubernetes/recording.ts";
import { connection } from "./connections.ts";

const signal = new AbortController().signal;

const object = (kind: string, namespace: string, name: string, labels = {}) => ({
  apiVersion: kind === "Service" ? "v1" : "apps/v1",
  kind,
  metadata: { name, namespace, labels },
});
const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

const SHOPS = [
  ...["payments", "staging", "orders", "kube-system"].map(namespace),
  object("Deployment", "payments", "payments-api"),
  object("Service", "payments", "payments-api"),
  object("Deployment", "payments", "ledger"),
  object("Deployment", "orders", "basket-api"),
  object("Deployment", "orders", "basket-worker"),
  object("Deployment", "orders", "mailer"),
  object("Deployment", "staging", "mailer"),
  object("Deployment", "orders", "storefront", { "app.kubernetes.io/part-of": "shop" }),
  object("DaemonSet", "kube-system", "kube-proxy"),
  { ...object("Pod", "orders", "import-once"), apiVersion: "v1" },
  { ...object("Job", "payments", "reconcile"), apiVersion: "batch/v1" },
];

async function resolve(question: string, within?: string) {
  const targets = await resolveTargets({ text: question, namespace: within }, [await shops()], signal);
  return targets.map(({ namespace, object, because, instead }) => ({
    what: object?.name ?? namespace,
    namespace,
    because,
    ...(instead && { instead }),
  }));
}

async function shops() {
  const reader = await recording(SHOPS);
  return connection("kubernetes", {
    resolve: async (asked) => (await kubernetes.resolve?.(reader, asked, signal)) ?? [],
    names: async () => (await kubernetes.names?.(reader, signal)) ?? [],
  });
}

test.each([
  ["what's wrong with payments?", "payments", "payments"],
  ["why is ledger slow?", "ledger", "payments"],
  ["what is wrong with deploy/ledger in payments?", "ledger", "payments"],
  ["check shop", "orders", "orders"],
  ["what is the issue with import-once?", "import-once", "orders"],
  ["why did reconcile fail?", "reconcile", "payments"],
])("%s", async (question, what, namespace) => {
  expect(await resolve(question)).toMatchObject([{ what, namespace }]);
});

test("within a namespace that is given, all of it and what the question names there", async () => {
  expect(await resolve("why is the mailer late, and the ledger?", "orders")).toMatchObject([
    { what: "orders", namespace: "orders" },
    { what: "mailer", namespace: "orders" },
  ]);
});

test.each([
  ["paymnts", "payments"],
  ["what's wrong with paymnts?", "payments"],
  ["what's wrong with Paymetns?", "payments"],
  ["what's wrong with legder?", "payments/deploy/ledger"],
  ["is storefrnt down", "orders/deploy/storefront"],
  ["legder", "payments/deploy/ledger"],
  ["legder returns 503", "payments/deploy/ledger"],
  ["since noon storefrnt answers slowly", "orders/deploy/storefront"],
])("%s: nothing is called so, and what is almost called so is offered, not taken", async (question, meant) => {
  await expect(resolve(question)).rejects.toMatchObject({
    kind: "input",
    message: expect.stringMatching(/^Nothing here is called ".+"\.$/),
    hint: `Did you mean ${meant}?`,
  });
});

test.each(["users cannot pay", "why is everything slow", "CrashLoopBackOff", "connection refused"])(
  "%s names nothing: the whole cluster",
  async (question) => {
    expect(await resolve(question)).toEqual([
      { what: "", namespace: "", because: "the question names no object: the whole cluster" },
    ]);
  },
);

test("what looks like a name and is none does not become the cluster in silence", async () => {
  expect(await resolve("since noon we see errors from the eu-west-17 gateway and the billing-db")).toMatchObject([
    {
      namespace: "",
      instead: 'nothing here is called "eu-west-17" or "billing-db"; this is about the whole cluster',
    },
  ]);
});

test.each(["invoicing is down", "the invoicing service keeps crashing", "why is invoicing slow since noon"])(
  "%s: what the sentence is about is not there, and that is said before the cluster is looked at",
  async (question) => {
    const outcome = await resolve(question).catch(({ message }: Error) => message);
    expect(JSON.stringify(outcome)).toMatch(/othing here is called .{0,2}invoicing/);
  },
);

test.each([
  "why does image-resizer crash?",
  "image-resizer won't start",
  "are the image-resizer pods restarting?",
  "what's wrong with image-resizer and billing?",
])("%s: a name that is the subject and is not there is an error", async (question) => {
  await expect(resolve(question)).rejects.toThrow('Nothing here is called "image-resizer"');
});

test.each([
  '"permission denied: read-only file system" in the logs',
  "the volume went read-only",
  "people can't log in",
  "requests time out since the roll-out",
])("%s: words of a message are no names", async (question) => {
  expect((await resolve(question)).map(({ instead }) => instead)).toEqual([undefined]);
});

test("within a namespace that is given, a name that is not there is told", async () => {
  expect(await resolve("what's wrong with billing?", "orders")).toMatchObject([
    { what: "orders", instead: 'nothing in orders is called "billing"; this is about all of it' },
  ]);
});

test("a name that could be several lists them", async () => {
  await expect(resolve("what's wrong with basket?")).rejects.toMatchObject({
    kind: "input",
    hint: "Did you mean orders/deploy/basket-api or orders/deploy/basket-worker?",
  });
  await expect(resolve("what's wrong with mailr?")).rejects.toMatchObject({
    hint: "Did you mean orders/deploy/mailer or staging/deploy/mailer?",
  });
});

test("a name that is like none lists what there is, the system's own aside", async () => {
  const error = await resolve("what's wrong with frobnicator?").catch((thrown) => thrown);
  expect(error.message).toBe('Nothing here is called "frobnicator".');
  expect(error.hint).toMatch(/^Known here: orders, payments, staging, .*payments\/deploy\/ledger/);
  expect(error.hint).not.toContain("kube");
});

test("what is named exactly is never taken for something else", async () => {
  await expect(resolve("namespace/paymnts")).rejects.toMatchObject({
    message: 'There is no namespace "paymnts".',
    hint: "Did you mean payments?",
  });
  await expect(resolve("payments/deploy/leger")).rejects.toMatchObject({
    message: 'There is no Deployment "leger" in namespace payments.',
    hint: "Did you mean ledger?",
  });
});

test("a namespace that is given is taken at its word where no source lists namespaces", async () => {
  const targets = await resolveTargets({ text: "", namespace: "payments" }, [connection("prometheus")], signal);
  expect(targets).toMatchObject([{ namespace: "payments" }]);
});

test("what is asked of by a state it is in is a name too", async () => {
  await expect(resolve("why is invoicing in a crash loop?")).rejects.toThrow('Nothing here is called "invoicing"');
});

test("short words are not guessed at", async () => {
  await expect(resolve("what's wrong with ldg?")).rejects.toThrow('Nothing here is called "ldg"');
});

test("more things than can be looked at are refused with the choices", async () => {
  const many = Array.from({ length: 7 }, (_, i) => ({ cluster: "", namespace: `shop-${i}`, because: "test" }));
  const asked = connection("kubernetes", { resolve: async () => many });
  await expect(resolveTargets({ text: "what's wrong with shop?" }, [asked], signal)).rejects.toMatchObject({
    message: expect.stringMatching(/could mean 7 things: shop-0, shop-1/),
    hint: expect.stringContaining("payments/deploy/api"),
  });
});

test("while a source is out, what is named is taken for a namespace; when all are, the outage is told", async () => {
  const out = connection("kubernetes", {
    resolve: async () => {
      throw new SitrepError("unavailable", "Kubernetes did not answer.");
    },
  });
  const targets = await resolveTargets(
    { text: "what's wrong with payments?" },
    [out, connection("prometheus")],
    signal,
  );
  expect(targets).toMatchObject([{ namespace: "payments", because: expect.stringContaining("not every source") }]);
  await expect(resolveTargets({ text: "what's wrong with payments?" }, [out], signal)).rejects.toThrow(
    "did not answer",
  );
});
