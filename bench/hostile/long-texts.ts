import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { documentOf } from "../../ingest/document.ts";
import { readSource } from "../../ingest/read.ts";
import { redact } from "../../src/core/redact/redact.ts";
import { clean } from "../../src/core/untrusted.ts";
import { templateOf } from "../../src/diagnose/logs/template.ts";
import { admit } from "../../src/sources/kubernetes/admit.ts";

const MEGABYTE = 1 << 20;
const long = (pump: string, size = MEGABYTE) => pump.repeat(Math.ceil(size / pump.length)).slice(0, size);

/** Texts that a stranger can write, each with what reads it. */
export async function readLongTexts(): Promise<void> {
  for (const pump of [
    "a",
    "a.",
    "password=",
    'token="',
    "://a:",
    "authorization: ",
    "curl -u ",
    " ",
    "eyJ-",
    "-----BEGIN PRIVATE KEY-----",
  ])
    await measured(`redact 1 MB of ${JSON.stringify(pump)}`, () => redact(long(pump)));
  await measured("clean 1 MB of escape sequences", () => clean(long("\u001b[")));
  await measured("template of a line of 1 MB", () => templateOf(long("0a")));
  await measured("an object with an annotation of 250 KB", () =>
    admit({ kind: "Pod", apiVersion: "v1", metadata: { name: "p", annotations: { note: long("a", 250_000) } } }),
  );
  await measured("a document with a line of 60 KB in hex", () => ingested(long("0123456789abcdef", 60_000)));
  await measured("a document of 1 MB of open links", () => ingested(long("[a](")));
  await measured("a document of 1 MB of open links, one a line", () => ingested(long("[a](b \n")));
}

async function ingested(text: string): Promise<unknown> {
  const dir = await mkdtemp(path.join(tmpdir(), "sitrep-bench-"));
  try {
    const file = path.join(dir, "page.md");
    await writeFile(file, `# Page\n\n${text}\n`);
    const source = await readSource({
      file,
      path: "page.md",
      relative: "page.md",
      folder: dir,
      bytes: text.length,
      touched: 0,
    });
    return "why" in source ? source : await documentOf(source, "", new AbortController().signal);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function measured(name: string, read: () => unknown): Promise<void> {
  const before = process.memoryUsage().rss;
  const started = performance.now();
  await read();
  const ms = Math.round(performance.now() - started);
  const grown = Math.max(0, Math.round((process.memoryUsage().rss - before) / MEGABYTE));
  console.log(`${name}: ${ms} ms, ${grown} MB more`);
}
