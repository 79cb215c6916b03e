import { execFileSync } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/** Captures that are far larger than an incident: asked by a program of its own each, for the sake of its memory. */
const MB = 1024 * 1024;
const NOW = "2026-06-01T02:00:00Z";

const pod = (i: number, note = "") =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `api-${i}`, namespace: "shop", annotations: { note } },
    spec: { containers: [{ name: "app", image: "registry.example.com/api:1" }] },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  });

function* listOf(count: number, note = ""): Generator<string> {
  yield '{"kind":"List","items":[';
  for (let i = 0; i < count; i++) yield (i > 0 ? "," : "") + pod(i, note);
  yield "]}";
}

function* repeated(text: string, bytes: number): Generator<string> {
  const block = text.repeat(Math.ceil(MB / text.length));
  for (let size = 0; size < bytes; size += block.length) yield block;
}

function* series(count: number): Generator<string> {
  yield '{"query":"up","time":1780279200,"data":{"resultType":"vector","result":[';
  for (let i = 0; i < count; i++)
    yield `${i > 0 ? "," : ""}{"metric":{"namespace":"shop","pod":"api-${i}"},"value":[1780279200,"1"]}`;
  yield "]}}\n";
}

type Files = Record<string, () => Generator<string>>;
const FEW = { "kubernetes/objects.json.gz": () => listOf(3) };
const LOG = "kubernetes/logs/shop/api-0/app.log.gz";
const CASES: Record<string, Files> = {
  "3 pods": FEW,
  "50,000 objects": { "kubernetes/objects.json.gz": () => listOf(50_000) },
  "a list of 200 MB": { "kubernetes/objects.json.gz": () => listOf(20_000, "x".repeat(10_000)) },
  "a log of 1 GB": { ...FEW, [LOG]: () => repeated("2026-06-01T01:59:00Z still going\n", 1024 * MB) },
  "a line of 1 GB": { ...FEW, [LOG]: () => repeated("x", 1024 * MB) },
  "a million series": { ...FEW, "prometheus/queries.jsonl.gz": () => series(1_000_000) },
};

for (const [name, files] of Object.entries(CASES)) {
  const dir = mkdtempSync(path.join(tmpdir(), "sitrep-hostile-"));
  try {
    writeFileSync(path.join(dir, "capture.json"), JSON.stringify({ version: 1, takenAt: NOW }));
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      await pipeline(Readable.from(content()), createGzip({ level: 1 }), createWriteStream(path.join(dir, file)));
    }
    console.log(`${name}: ${asked(dir)}`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function asked(capture: string): string {
  const program = path.join(import.meta.dirname, "ask-capture.ts");
  return execFileSync(process.execPath, [program, capture], { encoding: "utf8" }).trim();
}
