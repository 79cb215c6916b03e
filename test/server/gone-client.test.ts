import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../ingest/fixture.ts";
import { installTinyModel } from "../knowledge/tiny-model.ts";

const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};
const search = (id: number) => ({
  jsonrpc: "2.0",
  id,
  method: "tools/call",
  params: { name: "search_runbooks", arguments: { question: `payments are slow ${id}` } },
});

test("a client that closes its end of stdout ends the server in order, with the model loaded and a call under way", async () => {
  const home = temporaryFolder();
  const audit = path.join(home, "audit.jsonl");
  const models = path.join(home, "models");
  installTinyModel(models, "tiny", ["payments", "slow", "are"]);
  const env = { HOME: home, PATH: process.env.PATH ?? "", SITREP_MODEL: "tiny" };
  const flags = ["--index", path.join(home, "index"), "--audit", audit, "--models", models];
  const ingest = spawn(
    process.execPath,
    [path.resolve("bin/sitrep.ts"), ...flags, "ingest", path.resolve("runbooks")],
    { env },
  );
  expect(await once(ingest, "close")).toEqual([0, null]);

  const server = spawn(process.execPath, [path.resolve("bin/sitrep.ts"), ...flags, "serve"], { env });
  onTestFinished(() => void server.kill("SIGKILL"));
  let err = "";
  server.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const ended = once(server, "exit");
  server.stdin.on("error", () => {});
  const write = (message: object) => server.stdin.write(`${JSON.stringify(message)}\n`);
  write(INITIALIZE);
  write(search(2));
  let out = "";
  for await (const chunk of server.stdout) {
    out += chunk;
    if (out.includes('"id":2')) break; // leaving the loop closes this end of the pipe
  }
  for (let id = 3; id < 8; id++) write(search(id));
  expect(await ended).toEqual([0, null]);
  expect(err).toBe("");
  const lines = (await readFile(audit, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const begun = lines.filter(({ phase, tool }) => phase === "begin" && tool === "search_runbooks");
  const over = lines.filter(({ phase, tool }) => phase === "end" && tool === "search_runbooks");
  expect(over.map(({ id }) => id).sort()).toEqual(begun.map(({ id }) => id).sort());
});
