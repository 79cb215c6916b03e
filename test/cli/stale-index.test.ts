import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../ingest/fixture.ts";
import { sitrep, sitrepOn } from "./run.ts";

test("a runbook that was edited and not indexed again: ask, search and doctor say so, with the command", async () => {
  const home = temporaryFolder();
  const folder = path.join(home, "runbooks");
  await cp("runbooks", folder, { recursive: true });
  await cp("demo/capture", path.join(home, "capture"), { recursive: true });
  const index = ["--index", path.join(home, "index"), "--audit", "off"];
  expect((await sitrep(home, "ingest", folder, ...index)).code).toBe(0);
  const asked = ["ask", "what is wrong with payments?", "--capture", path.join(home, "capture"), ...index];
  const before = await sitrep(home, ...asked);
  const file = path.join(folder, "payments/payments-oom.md");
  await writeFile(file, `${await readFile(file, "utf8")}\nThe heap dump is in the bucket of the team.\n`);
  const told = "1 changed (payments/payments-oom.md)";
  const screen = { columns: 200, colour: false };
  const after = await sitrep(home, ...asked);
  for (const { out } of [
    after,
    await sitrepOn(screen, home, ...asked),
    await sitrep(home, "search", "PaymentsOOM", ...index),
    await sitrepOn(screen, home, "search", "payments-oom", ...index),
    await sitrep(home, "doctor", ...index),
  ]) {
    expect(out).toContain(told);
    expect(out).toContain(`sitrep ingest ${folder}`);
  }
  expect(after.out).toContain("this file was changed since it was indexed");
  expect(before.out).not.toContain(told);
  expect([after.code, after.out.split("\n")[0]]).toEqual([before.code, before.out.split("\n")[0]]);
  expect(JSON.parse((await sitrep(home, "search", "PaymentsOOM", "--json", ...index)).out).stale).toContain(told);
});
