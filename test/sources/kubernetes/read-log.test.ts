import type { RequestListener } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { startOddServer } from "../odd-server.ts";
import { connect, kubeconfig } from "./kubeconfig.ts";

const signal = new AbortController().signal;
const NAME = { namespace: "shop", pod: "api-0", container: "api", previous: true };
const line = (i: number) => `${new Date(Date.UTC(2026, 5, 1) + i * 1000).toISOString()} line ${i}`;

/** A kubelet with a log of so many lines: it counts lines from the end, then cuts bytes off the end. */
function kubelet(lines: number, text = line): RequestListener {
  return ({ url = "" }, response) => {
    const { searchParams } = new URL(url, "http://x");
    const tail = Number(searchParams.get("tailLines") ?? lines);
    const all = Array.from({ length: lines }, (_, i) => `${text(i)}\n`).slice(-tail);
    response.end(all.join("").slice(0, Number(searchParams.get("limitBytes"))));
  };
}

async function read(answer: RequestListener, size: { tail: number; head?: number }) {
  const odd = await startOddServer(answer);
  onTestFinished(() => odd.stop());
  const reader = await connect({ kubeconfig: await kubeconfig({ server: odd.url }) });
  const stream = await reader.logs({ ...NAME, ...size }, signal);
  return { texts: stream?.lines.map(({ text }) => text) ?? [], truncated: stream?.truncated };
}

test("of a long run the start and the end are read, and that the middle is left out is told", async () => {
  const { texts, truncated } = await read(kubelet(5_000), { tail: 100, head: 1_000 });
  expect(texts[0]).toBe("line 0");
  expect(texts.slice(-100)).toEqual(Array.from({ length: 100 }, (_, i) => `line ${4_900 + i}`));
  expect(new Set(texts).size).toBe(texts.length);
  expect(truncated).toBe(true);
});

test("a start that reaches the end leaves nothing out", async () => {
  const { texts, truncated } = await read(kubelet(120), { tail: 100, head: 64_000 });
  expect(texts).toEqual(Array.from({ length: 120 }, (_, i) => `line ${i}`));
  expect(truncated).toBe(false);
});

test("a log that fits is read once and is whole", async () => {
  expect(await read(kubelet(100), { tail: 100, head: 64_000 })).toMatchObject({
    texts: { length: 100 },
    truncated: false,
  });
});

test("lines so long that the kubelet cuts the end away are read again, fewer of them", async () => {
  const dump = (i: number) => `${line(i)} ${"x".repeat(10_000)}`;
  const { texts, truncated } = await read(kubelet(1_000, dump), { tail: 800 });
  expect(texts.at(-1)).toMatch(/^line 999 x/);
  expect(truncated).toBe(true);
});

test("what the kubelet says in place of a log that is deleted is no line of it", async () => {
  const gone: RequestListener = (_, response) => {
    response.end("unable to retrieve container logs for containerd://d8acd53ac5d2f35b51894dfa50688bf2\n");
  };
  expect((await read(gone, { tail: 100 })).texts).toEqual([]);
});
