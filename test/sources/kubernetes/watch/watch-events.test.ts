import { once } from "node:events";
import { createGzip } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { KubeClient } from "../../../../src/sources/kubernetes/api/client.ts";
import { watchEvents } from "../../../../src/sources/kubernetes/watch/watch-events.ts";
import { startOddServer } from "../../odd-server.ts";

const EVENT = `${JSON.stringify({ type: "ADDED", object: { metadata: { name: "api-0" } } })}\n`;

test.each([false, true])("who leaves a watch ends its connection (packed: %s)", async (packed) => {
  const closed = Promise.withResolvers<unknown>();
  const odd = await startOddServer((_, response) => {
    closed.resolve(once(response, "close"));
    response.writeHead(200, packed ? { "content-encoding": "gzip" } : {});
    const body = packed ? createGzip() : response;
    if (body !== response) body.pipe(response);
    body.write(EVENT.repeat(3));
    if ("flush" in body) body.flush();
  });
  onTestFinished(() => odd.stop());
  const access = {
    cluster: "test",
    server: odd.url,
    login: async () => ({ headers: {}, tls: {} }),
    issuer: "nobody",
    renew: "nothing",
  };
  const client = new KubeClient(async () => access);
  const { signal } = new AbortController();
  const query = { resourceVersion: "1", fieldSelector: "" };
  for await (const { type } of watchEvents(client, "/api/v1/pods", query, signal)) {
    expect(type).toBe("ADDED");
    break;
  }
  await closed.promise;
});
