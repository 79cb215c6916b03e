import { writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { startOddServer } from "../odd-server.ts";
import { connect, folder, kubeconfig } from "./kubeconfig.ts";

const PODS = { kind: "PodList", apiVersion: "v1" };
const signal = new AbortController().signal;

function pods(from: number, count: number, token = "") {
  const items = Array.from({ length: count }, (_, i) => ({ metadata: { name: `pod-${from + i}`, namespace: "shop" } }));
  return JSON.stringify({ ...PODS, metadata: { continue: token, resourceVersion: "7" }, items });
}

function status(code: number, message: string, more: object = {}) {
  return JSON.stringify({ kind: "Status", code, message, metadata: more });
}

/** The reader of an API server that answers as told. */
async function readerOf(answer: RequestListener, user: Record<string, unknown> = {}) {
  const odd = await startOddServer(answer);
  onTestFinished(() => odd.stop());
  return connect({ kubeconfig: await kubeconfig({ server: odd.url }, user) });
}

const names = ({ items }: { items: { metadata: { name: string } }[] }) => items.map(({ metadata }) => metadata.name);

test("an overloaded server is asked again when it said", async () => {
  let asked = 0;
  const reader = await readerOf((_, response) => {
    if (++asked < 3) response.writeHead(429, { "retry-after": "0" }).end(status(429, "too many requests"));
    else response.end(pods(0, 2));
  });
  expect(await reader.list("Pod", {}, signal)).toMatchObject({ status: "ok", items: { length: 2 } });
});

test("a server that stays overloaded is not asked for ever", async () => {
  let asked = 0;
  const reader = await readerOf((_, response) => {
    asked++;
    response.writeHead(503).end(status(503, "the server is shutting down"));
  });
  const { status: outcome, detail } = await reader.list("Pod", {}, signal);
  expect([outcome, asked]).toEqual(["failed", 2]);
  expect(detail).toContain("shutting down");
});

test("a page token that is too old goes on with the one that the server offers", async () => {
  const reader = await readerOf(({ url = "" }, response) => {
    const token = new URL(url, "http://x").searchParams.get("continue");
    if (token === "old") response.writeHead(410).end(status(410, "expired", { continue: "inconsistent" }));
    else response.end(token === "inconsistent" ? pods(2, 2) : pods(0, 2, "old"));
  });
  const listing = await reader.list("Pod", {}, signal);
  expect(listing.status).toBe("ok");
  expect(names(listing)).toEqual(["pod-0", "pod-1", "pod-2", "pod-3"]);
});

test("a page token that is too old without another one starts over, once", async () => {
  let expired = 0;
  const reader = await readerOf(({ url = "" }, response) => {
    if (!url.includes("continue")) return response.end(pods(0, 2, "old"));
    return expired++ === 0 ? response.writeHead(410).end(status(410, "expired")) : response.end(pods(2, 1));
  });
  const listing = await reader.list("Pod", {}, signal);
  expect(names(listing)).toEqual(["pod-0", "pod-1", "pod-2"]);
  expect(listing.status).toBe("ok");
});

test("what fails after the first page costs only the rest, and is said", async () => {
  const reader = await readerOf(({ url = "" }, response) => {
    if (url.includes("continue")) response.destroy();
    else response.end(pods(0, 3, "next"));
  });
  const { status: outcome, detail, items } = await reader.list("Pod", {}, signal);
  expect([outcome, items.length]).toEqual(["failed", 3]);
  expect(detail).toContain("only the first 3 were read");
});

test("a page that does not come in time costs only the rest", async () => {
  const reader = await readerOf(({ url = "" }, response) => {
    if (!url.includes("continue")) response.end(pods(0, 3, "next"));
  });
  const { status: outcome, detail, items } = await reader.list("Pod", {}, AbortSignal.timeout(500));
  expect([outcome, items.length]).toEqual(["timed-out", 3]);
  expect(detail).toContain("in time");
});

test("a body that breaks off is no answer", async () => {
  const reader = await readerOf((_, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write(pods(0, 1).slice(0, 50));
    setTimeout(() => response.destroy(), 20);
  });
  expect(await reader.list("Pod", {}, signal)).toMatchObject({ status: "failed", items: [] });
});

test("a proxy's error page is quoted in short, and no answer", async () => {
  const reader = await readerOf((_, response) => {
    response.writeHead(502, { "content-type": "text/html" }).end(`<h1>Bad Gateway</h1>${"x".repeat(5000)}`);
  });
  const { status: outcome, detail } = await reader.list("Pod", {}, signal);
  expect(outcome).toBe("failed");
  expect(detail).toContain("Bad Gateway");
  expect(detail.length).toBeLessThan(400);
});

test("a packed answer is unpacked", async () => {
  const reader = await readerOf((_, response) => {
    response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(pods(0, 2)));
  });
  expect(names(await reader.list("Pod", {}, signal))).toEqual(["pod-0", "pod-1"]);
});

test("items that are no objects are passed over", async () => {
  const reader = await readerOf((_, response) => {
    const items = [null, 7, {}, { metadata: {} }, { metadata: { name: "whole", namespace: "shop" } }];
    response.end(JSON.stringify({ ...PODS, items }));
  });
  expect(names(await reader.list("Pod", {}, signal))).toEqual(["whole"]);
});

test("a token that was renewed in its file is taken when the old one is refused", async () => {
  const file = path.join(await folder(), "token");
  await writeFile(file, "old\n");
  const reader = await readerOf(
    ({ headers }, response) => {
      if (headers.authorization === "Bearer new") return response.end(pods(0, 1));
      void writeFile(file, "new\n").then(() => response.writeHead(401).end(status(401, "Unauthorized")));
      return undefined;
    },
    { tokenFile: file },
  );
  expect(await reader.list("Pod", {}, signal)).toMatchObject({ status: "ok", items: { length: 1 } });
});

test("credentials that are refused are told apart from what RBAC denies", async () => {
  const unauthorized = await readerOf((_, response) => response.writeHead(401).end(status(401, "Unauthorized")));
  const forbidden = await readerOf((_, response) => response.writeHead(403).end(status(403, "pods is forbidden")));
  expect(await unauthorized.list("Pod", {}, signal)).toMatchObject({
    status: "unauthenticated",
    detail: expect.stringContaining("401"),
  });
  expect(await forbidden.list("Pod", {}, signal)).toMatchObject({
    status: "denied",
    detail: expect.stringContaining("RBAC"),
  });
});

test("whoever no longer waits gets the abort and not an empty list", async () => {
  const reader = await readerOf(() => {});
  const gone = new AbortController();
  setTimeout(() => gone.abort(new Error("gone")), 50);
  await expect(reader.list("Pod", {}, gone.signal)).rejects.toThrow("gone");
});

test("a deadline that passes leaves a listing that says so", async () => {
  const reader = await readerOf(() => {});
  expect(await reader.list("Pod", {}, AbortSignal.timeout(50))).toMatchObject({
    status: "timed-out",
    detail: expect.stringContaining("in time"),
  });
});

test.each(["{}", '{"status":"success","data":{}}', "[]", "7"])("%s is no list of an API server's", async (body) => {
  const reader = await readerOf((_, response) => response.end(body));
  expect(await reader.list("Pod", {}, signal)).toMatchObject({
    status: "failed",
    detail: expect.stringContaining("may not be an API server"),
  });
});

test("what every API server serves is not missing because some other program says 404", async () => {
  const reader = await readerOf((_, response) => response.writeHead(404).end("404 page not found"));
  expect(await reader.list("Namespace", {}, signal)).toMatchObject({ status: "failed" });
  expect(await reader.list("Pod", { namespace: "shop", name: "api" }, signal)).toMatchObject({ status: "failed" });
});

test("a redirect is not followed, and said", async () => {
  const stranger = await startOddServer((_, response) => response.end(pods(0, 1)));
  onTestFinished(() => stranger.stop());
  const reader = await readerOf((_, response) => response.writeHead(302, { location: stranger.url }).end());
  expect(await reader.list("Pod", {}, signal)).toMatchObject({
    status: "failed",
    detail: expect.stringContaining("redirects"),
  });
});

test("kinds are asked for once, and who gives up waiting does not spoil it for others", async () => {
  let asked = 0;
  const answered = Promise.withResolvers<void>();
  const reader = await readerOf(async (_, response) => {
    asked++;
    await answered.promise;
    response.end(JSON.stringify({ kind: "APIGroupDiscoveryList", items: [] }));
  });
  const impatient = new AbortController();
  const first = reader.kinds(impatient.signal);
  const second = reader.kinds(signal);
  impatient.abort(new Error("given up"));
  await expect(first).rejects.toThrow("given up");
  answered.resolve();
  expect(await second).toEqual([]);
  expect(asked).toBe(2); // /api and /apis
});

test("a page that is larger than is read is asked for in smaller ones", async () => {
  const limits: string[] = [];
  const reader = await readerOf(({ url = "" }, response) => {
    const limit = new URL(url, "http://localhost").searchParams.get("limit") ?? "";
    limits.push(limit);
    if (Number(limit) < 500) return response.end(pods(0, 2));
    const junk = Buffer.alloc(1024 * 1024, " ");
    const pour = (): void => {
      if (response.destroyed) return;
      if (response.write(junk)) setImmediate(pour);
      else response.once("drain", pour);
    };
    return pour();
  });
  const listing = await reader.list("Pod", {}, signal);
  expect([listing.status, listing.items.length, limits]).toEqual(["ok", 2, ["500", "50"]]);
});
