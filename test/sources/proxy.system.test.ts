import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import { connect as dial, createServer as listen } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { Environment } from "../../src/core/environment.ts";
import { alertmanager } from "../../src/sources/alertmanager/source.ts";
import { prometheus } from "../../src/sources/prometheus/source.ts";
import { connect, kubeconfig } from "./kubernetes/kubeconfig.ts";
import { startOddServer } from "./odd-server.ts";
import { startProxy } from "./proxy-server.ts";

/** Only the proxy knows where it is. */
const HOST = "api.shop.example";
let dir: string;
let crt: string;
let key: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "sitrep-proxy-"));
  [crt, key] = [path.join(dir, "crt"), path.join(dir, "key")];
  const fresh = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", crt];
  execFileSync("openssl", [...fresh, "-subj", `/CN=${HOST}`, "-addext", `subjectAltName=DNS:${HOST}`], {
    stdio: "ignore",
  });
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** All three APIs at one address. */
const answer: RequestListener = ({ url = "" }, response) => {
  const body = url.includes("buildinfo")
    ? { status: "success", data: { version: "3.5.0" } }
    : url.includes("/api/v2/status")
      ? { versionInfo: { version: "0.28.0" } }
      : { kind: "PodList", items: [{ metadata: { name: "api-1", namespace: "shop" } }] };
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
};

async function startTls(): Promise<number> {
  const server = createServer({ cert: readFileSync(crt), key: readFileSync(key) }, answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function listPods(cluster: object, env: Environment, ms = 5_000) {
  const reader = await connect({ kubeconfig: await kubeconfig({ ...cluster, "certificate-authority": crt }) }, env);
  const { status, detail, items } = await reader.list("Pod", {}, AbortSignal.timeout(ms));
  return status === "ok" ? items.map(({ metadata }) => metadata.name) : `${status}: ${detail}`;
}

async function probed(source: typeof prometheus | typeof alertmanager, url: string, env: Environment) {
  const reader = await source.connect({ url, caFile: crt }, env);
  if (!reader) throw new Error("not configured");
  onTestFinished(() => reader.close?.());
  return source.probe(reader as never, AbortSignal.timeout(5_000));
}

test("a cluster behind HTTPS_PROXY is reached by CONNECT, one tunnel for many requests, with the proxy's password", async () => {
  const proxy = await startProxy(await startTls());
  const HTTPS_PROXY = proxy.url.replace("//", "//ana:p%40ss@");
  const reader = await connect(
    { kubeconfig: await kubeconfig({ server: `https://${HOST}:6443`, "certificate-authority": crt }) },
    { HTTPS_PROXY },
  );
  for (let i = 0; i < 3; i++)
    expect(await reader.list("Pod", {}, AbortSignal.timeout(5_000))).toMatchObject({
      status: "ok",
      items: { length: 1 },
    });
  const credentials = Buffer.from("ana:p@ss").toString("base64");
  expect(proxy.asked).toEqual([`CONNECT ${HOST}:6443 Basic ${credentials}`]);
});

test("proxy-url of the kubeconfig comes before the environment, NO_PROXY included", async () => {
  const proxy = await startProxy(await startTls());
  const cluster = { server: `https://${HOST}:6443`, "proxy-url": proxy.url };
  expect(await listPods(cluster, { HTTPS_PROXY: "http://127.0.0.1:1", NO_PROXY: "*" })).toEqual(["api-1"]);
  expect(proxy.asked).toEqual([`CONNECT ${HOST}:6443`]);
});

test("NO_PROXY leads past the proxy", async () => {
  const proxy = await startProxy(await startTls());
  const said = await listPods(
    { server: `https://${HOST}:6443` },
    { HTTPS_PROXY: proxy.url, NO_PROXY: ".shop.example" },
  );
  expect(said).toMatch(/^failed: .*api\.shop\.example/);
  expect(proxy.asked).toEqual([]);
});

test.each([
  ["Prometheus", prometheus],
  ["Alertmanager", alertmanager],
])(
  "%s is reached through the environment's proxy, by CONNECT for https and by its whole address for http",
  async (_, source) => {
    const tls = await startProxy(await startTls());
    const secure = await probed(source, `https://${HOST}/team`, { https_proxy: tls.url });
    expect(secure.status).toBe("ok");
    expect(tls.asked).toEqual([`CONNECT ${HOST}:443`]);

    const odd = await startOddServer(answer);
    onTestFinished(() => odd.stop());
    const plain = await startProxy(Number(new URL(odd.url).port));
    const open = await probed(source, `http://${HOST}:9090/team`, { HTTP_PROXY: plain.url });
    expect(open.status).toBe("ok");
    expect(plain.asked[0]).toMatch(new RegExp(`^GET http://${HOST}:9090/team/api/`));
  },
);

test("a proxy that refuses is named", async () => {
  const odd = await startOddServer(() => {});
  onTestFinished(() => odd.stop());
  const refusing = listen((socket) => socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void refusing.close());
  const { port } = refusing.address() as { port: number };
  const said = await listPods({ server: `https://${HOST}:6443` }, { HTTPS_PROXY: `http://127.0.0.1:${port}` });
  expect(said).toContain(`the proxy 127.0.0.1:${port}: HTTP 407`);
});

test("a proxy that never makes the connection is given up at the deadline", async () => {
  const silent = listen(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as { port: number };
  const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
  expect(await listPods({ server: `https://${HOST}:6443` }, env, 300)).toMatch(/^timed-out: .*in time/);
});

test("a SOCKS proxy is gone through too", async () => {
  const port = await startTls();
  const asked: string[] = [];
  const socks = listen((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      socket.write(Buffer.from([5, 0]));
      socket.once("data", (request: Buffer) => {
        asked.push(request.subarray(5, 5 + (request[4] ?? 0)).toString());
        const there = dial(port, "127.0.0.1", () => {
          socket.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
          there.pipe(socket).pipe(there);
        });
        there.on("error", () => socket.destroy());
      });
    });
  });
  await new Promise<void>((resolve) => socks.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void socks.close());
  const { port: at } = socks.address() as { port: number };
  expect(await listPods({ server: `https://${HOST}:6443`, "proxy-url": `socks5h://127.0.0.1:${at}` }, {})).toEqual([
    "api-1",
  ]);
  expect(asked).toEqual([HOST]);
});
