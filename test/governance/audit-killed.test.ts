import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { fileSink } from "../../src/governance/audit-file.ts";
import { linesOf, segmentsOf } from "../../src/governance/audit-read.ts";
import { verifyAudit } from "../../src/governance/audit-verify.ts";
import { temporaryFolder } from "../ingest/fixture.ts";

const SINK = path.resolve("src/governance/audit-file.ts");
/** Writes as fast as it can, eight at once, and says each record that was acknowledged. */
const WRITER = `
import { fileSink } from ${JSON.stringify(SINK)};
const sink = fileSink(process.argv[1], 200_000);
let n = 0;
const one = async () => {
  for (;;) {
    const id = process.pid + "-" + n++;
    await sink({ id, text: "x".repeat(n % 900) });
    process.stdout.write(id + "\\n");
  }
};
for (let i = 0; i < 8; i++) void one();
`;

function writer(file: string): { child: ChildProcess; told: () => string } {
  const child = spawn(process.execPath, ["--input-type=module", "-e", WRITER, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let out = "";
  child.stdout?.on("data", (data) => {
    out += data;
  });
  return { child, told: () => out };
}

test("processes that write at once and are killed at random lose no record that was acknowledged", async () => {
  const file = path.join(temporaryFolder(), "audit.jsonl");
  const acknowledged: string[] = [];
  for (let round = 0; round < 6; round++) {
    const writers = Array.from({ length: 2 }, () => writer(file));
    while (writers.some(({ told }) => !told().includes("\n"))) await sleep(20);
    for (const { child, told } of writers) {
      await sleep(Math.random() * 60);
      child.kill("SIGKILL");
      await once(child, "close");
      acknowledged.push(...told().split("\n").slice(0, -1));
    }
  }
  await fileSink(file)({ id: "after" });
  const kept = new Set<string>();
  for await (const { bytes } of linesOf(await segmentsOf(file))) {
    const [, id = ""] = /"id":"([^"]+)"/.exec(bytes.toString()) ?? [];
    kept.add(id);
  }
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(50);
  expect(await verifyAudit(file)).toMatchObject({ intact: true, fault: null });
});
