import { randomBytes } from "node:crypto";
import path from "node:path";
import { expect, test } from "vitest";
import { libraryOf } from "./fixture.ts";

const image = (bytes: number) => `data:image/png;base64,${randomBytes(bytes).toString("base64")}`;
const lines = (bytes: number, width: number) =>
  randomBytes(bytes)
    .toString("base64")
    .match(new RegExp(`.{1,${width}}`, "g")) ?? [];

test("a picture in a data URI is no text; the passage says what was left out", async () => {
  const uri = image(30_000);
  const library = await libraryOf({
    "gateway.md": `# Gateway\n\n## Overview\n\n![how it is wired](${uri})\n\nTraffic enters at the edge.\n\n## Restart\n\nRoll the deployment of the gateway.\n`,
  });
  const [passage] = (await library.search("how is the gateway wired")).passages;
  expect(passage?.lines).toEqual([1, 11]);
  expect(passage?.text).toContain("![how it is wired]([left out: 40 KB of image/png])\n\nTraffic enters");
  expect(passage?.text).toContain("Roll the deployment");
  if (passage) expect((await library.check(passage)).status).toBe("holds");
  expect((await library.search("base64 image png left out")).passages[0]?.why ?? []).toEqual([]);
});

test.each([
  ["one long line", [randomBytes(600).toString("base64")], "[left out: 800 bytes of base64]"],
  ["lines of a certificate", lines(600, 64), "[left out: 800 bytes of base64]"],
  ["indented lines", lines(600, 76).map((line) => `    ${line}`), "[left out: 800 bytes of base64]"],
])("base64, %s, is no text, and the lines below keep their numbers", async (_, blob, told) => {
  const library = await libraryOf({
    "trust.md": `# Trust bundle\n\n\`\`\`yaml\nca: |\n${blob.join("\n")}\n\`\`\`\n\nMount the bundle, then restart the clients.\n`,
  });
  const { text, length } = await library.section("trust.md");
  expect(text).toContain(told);
  for (const line of blob) expect(text).not.toContain(line.trim());
  expect(text.split("\n").findIndex((line) => line.startsWith("Mount"))).toBe(6 + blob.length);
  expect(length).toBe(8 + blob.length);
  const [passage] = (await library.search("mount the trust bundle")).passages;
  expect(passage?.text).toContain("restart the clients");
});

test("long paths, names, hashes and commands stay", async () => {
  const kept = [
    `/var/lib/kubelet/${"pods/volumes/plugins/".repeat(8)}config`,
    `kubectl -n payments get ${"pods,deployments,statefulsets,".repeat(6)}jobs`,
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".repeat(2),
    "https://grafana.example.com/d/abcDEF123/payments?orgId=1&from=now-1h&to=now&var-namespace=payments&var-pod=All",
    `thanos_${"compact_group_".repeat(10)}total`,
  ];
  const library = await libraryOf({ "a.md": `# A\n\n${kept.join("\n\n")}\n` });
  const { text } = await library.section("a.md");
  for (const line of kept) expect(text).toContain(line);
});

test("a document that is nearly all picture is one passage, not hundreds", async () => {
  const library = await libraryOf({ "big.md": `# Big\n\n![](${image(400_000)})\n\nThe legend tells the colours.\n` });
  const { outline } = await library.section(path.posix.join("big.md"));
  expect(outline).toHaveLength(1);
});
