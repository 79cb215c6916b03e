import { readFile, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLocalModel } from "../../src/knowledge/model/local.ts";
import { pullModel } from "../../src/knowledge/model/pull.ts";
import { RUNTIME } from "../../src/knowledge/model/runtime.ts";
import { ingestAll, reader, temporaryFolder, write } from "../ingest/fixture.ts";
import { startProxy } from "../sources/proxy-server.ts";
import { installTinyModel, tinyModelFiles } from "./tiny-model.ts";

const WORDS = "disk full volume certificate expired gateway renew delete old logs the of space on payments".split(" ");
const signal = AbortSignal.timeout(60_000);

async function setUp() {
  const root = temporaryFolder();
  const files = { "disk.md": "# Disk full\n\nDelete old logs.\n", "cert.md": "# Certificate expired\n\nRenew.\n" };
  const [folder, dir, modelsDir] = [
    await write(path.join(root, "docs"), files),
    path.join(root, "index"),
    path.join(root, "models"),
  ];
  installTinyModel(modelsDir, "test/tiny", WORDS);
  const embedder = (id = "test/tiny") => {
    const model = openLocalModel(modelsDir, id);
    if (!model) throw new Error(`${id} is not installed`);
    onTestFinished(() => model.close());
    return model;
  };
  return { folder, dir, modelsDir, embedder };
}

test("vectors have unit length and do not depend on what is embedded beside them", async () => {
  const { embedder } = await setUp();
  const model = embedder();
  const [alone] = await model.embed(["disk full"], "document");
  const [, together] = await model.embed(["renew the certificate of the gateway", "disk full"], "document");
  expect(Math.hypot(...(alone ?? []))).toBeCloseTo(1, 5);
  expect(together).toEqual(alone);
});

test("an index with vectors is searched by meaning too, and says so", async () => {
  const { folder, dir, modelsDir, embedder } = await setUp();
  const { summary } = await ingestAll({ folders: [folder], dir, embedder: embedder() });
  const library = reader(dir, folder, modelsDir);
  const result = await library.search("disk full");
  expect(summary.embedder).toBe("test/tiny");
  expect(result).toMatchObject({ meaning: true, passages: [{ path: "disk.md" }, { path: "cert.md" }] });
  expect((await library.report()).detail).not.toContain("words only");
});

test("without the model that wrote the index the words still find it, and the report says what is missing", async () => {
  const { folder, dir, modelsDir, embedder } = await setUp();
  await ingestAll({ folders: [folder], dir, embedder: embedder() });
  await rm(modelsDir, { recursive: true });
  const library = reader(dir, folder, modelsDir);
  expect(await library.search("disk full")).toMatchObject({ meaning: false, passages: [{ path: "disk.md" }] });
  expect(await library.report()).toMatchObject({
    status: "ok",
    detail: expect.stringContaining("sitrep model pull test/tiny"),
  });
});

test("another model writes another table: no vectors are mixed, and readers have the old one until it is complete", async () => {
  const { folder, dir, modelsDir, embedder } = await setUp();
  await ingestAll({ folders: [folder], dir });
  const before = reader(dir, folder, modelsDir);
  expect((await before.search("disk full")).meaning).toBe(false);
  installTinyModel(modelsDir, "test/other", WORDS);
  const { summary } = await ingestAll({ folders: [folder], dir, embedder: embedder("test/other") });
  expect(summary).toMatchObject({ added: 2, unchanged: 0, embedder: "test/other" });
  expect((await reader(dir, folder, modelsDir).search("disk full")).meaning).toBe(true);
  expect((await before.search("certificate expired")).passages[0]?.path).toBe("cert.md");
});

test("a damaged model is an error that names the way out", async () => {
  const { modelsDir, embedder } = await setUp();
  await write(path.join(modelsDir, "test/tiny"), { "onnx/model_quantized.onnx": "not a model" });
  await expect(embedder().embed(["disk"], "document")).rejects.toMatchObject({
    kind: "setup",
    hint: "Pull it again: sitrep model pull test/tiny",
  });
});

async function listening(answer: RequestListener): Promise<number> {
  const hub = createServer(answer);
  onTestFinished(() => void hub.close());
  await new Promise<void>((done) => hub.listen(0, "127.0.0.1", done));
  const address = hub.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

test("a model is pulled from a hub, whole or not at all", async () => {
  const { modelsDir } = await setUp();
  const files = tinyModelFiles(WORDS);
  let broken = true;
  const port = await listening((request, response) => {
    const name = decodeURI(request.url ?? "").replace("/team/model/resolve/main/", "");
    if (broken && name.startsWith("onnx/")) response.writeHead(503).end();
    else response.end(files[name]);
  });
  const url = `http://127.0.0.1:${port}`;
  const pull = () => pullModel({ id: "team/model", modelsDir, hub: url, env: {}, signal });
  await expect(pull()).rejects.toMatchObject({ kind: "unavailable", message: expect.stringContaining("HTTP 503") });
  expect(openLocalModel(modelsDir, "team/model")).toBeUndefined();
  broken = false;
  expect((await pull()).from).toBe("model hub");
  expect(openLocalModel(modelsDir, "team/model")?.dimensions).toBe(16);
  expect((await pull()).from).toBe("already there");
});

test("a hub behind a proxy is reached through it, and so is the place it redirects to", async () => {
  const { modelsDir } = await setUp();
  const files = tinyModelFiles(WORDS);
  const port = await listening((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://hub");
    if (request.url === pathname)
      response.writeHead(307, { location: `http://files.example.com${pathname}?large` }).end();
    else response.end(files[decodeURI(pathname).replace("/team/model/resolve/main/", "")]);
  });
  const proxy = await startProxy(port);
  const env = { HTTP_PROXY: proxy.url };
  const { from } = await pullModel({ id: "team/model", modelsDir, hub: "http://hub.example.com", env, signal });
  expect(from).toBe("model hub");
  expect(openLocalModel(modelsDir, "team/model")?.dimensions).toBe(16);
  expect(proxy.asked[1]).toMatch("GET http://files.example.com/team/model/");
});

test("weights that are not the published ones are refused", async () => {
  const { modelsDir } = await setUp();
  const port = await listening((_, response) => response.end("{}"));
  const url = `http://127.0.0.1:${port}`;
  const pulled = pullModel({ id: "all-MiniLM-L6-v2", modelsDir, hub: url, env: {}, signal });
  await expect(pulled).rejects.toMatchObject({ kind: "setup", message: expect.stringContaining("SHA-256") });
  expect(openLocalModel(modelsDir, "all-MiniLM-L6-v2")).toBeUndefined();
});

test("the runtime that is advised is the one that is tested here", async () => {
  const { peerDependencies } = JSON.parse(await readFile("package.json", "utf8"));
  expect(RUNTIME).toBe(`@huggingface/transformers@${peerDependencies["@huggingface/transformers"]}`);
});
