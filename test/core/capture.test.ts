import { execFileSync } from "node:child_process";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openCapture } from "../../src/core/capture/folder.ts";
import { LAYOUT } from "../../src/core/capture/layout.ts";
import { writeCapture } from "../../src/core/capture/writer.ts";
import { temporaryFolder, write } from "../ingest/fixture.ts";

const MANIFEST = { version: 1, cluster: "test", takenAt: "2026-06-01T02:00:00Z", sources: {} } as const;
const manifest = JSON.stringify(MANIFEST);

describe("a capture that is written", () => {
  test("is read again as it was, and is not there before it is whole", async () => {
    const root = temporaryFolder();
    const dir = path.join(root, "capture");
    const writer = await writeCapture(dir);
    await writer.json(LAYOUT.objects, { items: [] });
    await writer.jsonLines(LAYOUT.queries, [{ a: 1 }, { b: "ü" }]);
    await writer.text(LAYOUT.log("payments", "api-0", "app", true), "line\n");
    await expect(openCapture(dir)).rejects.toMatchObject({ kind: "input" });
    await writer.finish({ ...MANIFEST });
    const capture = await openCapture(dir);
    expect(capture.manifest.cluster).toBe("test");
    expect(await capture.json(LAYOUT.objects)).toEqual({ items: [] });
    expect(await capture.text(LAYOUT.queries)).toBe('{"a":1}\n{"b":"ü"}\n');
    expect(await capture.files(LAYOUT.logs)).toEqual(["kubernetes/logs/payments/api-0/app.previous.log.gz"]);
    expect(await readdir(root)).toEqual(["capture"]);
  });

  test("never overwrites another, and leaves nothing when it is given up", async () => {
    const root = await write(temporaryFolder(), { "capture/capture.json": manifest });
    await expect(writeCapture(path.join(root, "capture"))).rejects.toThrow(/not empty/);
    const writer = await writeCapture(path.join(root, "second"));
    await writer.text("a", "b");
    await writer.discard();
    expect(await readdir(root)).toEqual(["capture"]);
  });

  test("that cannot be written is named", async () => {
    const file = path.join(temporaryFolder(), "file");
    await writeFile(file, "");
    await expect(writeCapture(path.join(file, "capture"))).rejects.toMatchObject({
      kind: "input",
      message: expect.stringContaining(file),
    });
  });

  test("stays inside its folder, whatever pods are called", async () => {
    const writer = await writeCapture(path.join(temporaryFolder(), "capture"));
    await expect(writer.text("kubernetes/logs/../../../../etc/passwd", "x")).rejects.toThrow(/not a name/);
    await expect(writer.text("/etc/passwd", "x")).rejects.toThrow(/not a name/);
    await writer.discard();
  });
});

describe("a capture of another program", () => {
  test("may be packed or not, and know nothing of sources", async () => {
    const dir = await write(temporaryFolder(), {
      "capture.json": JSON.stringify({ version: 1, takenAt: MANIFEST.takenAt, tool: "other" }),
      "kubernetes/objects.json": "[]",
      "kubernetes/logs/a/b/c.log.gz": gzipSync("packed"),
    });
    const capture = await openCapture(dir);
    expect(capture.manifest).toMatchObject({ cluster: "captured", sources: {} });
    expect(await capture.json(LAYOUT.objects)).toEqual([]);
    expect(await capture.text(LAYOUT.log("a", "b", "c", false))).toBe("packed");
    expect(await capture.text(LAYOUT.rules)).toBeUndefined();
    expect(await capture.files("prometheus")).toEqual([]);
  });

  test.each([
    ["no manifest", {}, /capture\.json is not there/],
    ["a manifest that is not JSON", { "capture.json": "{" }, /capture\.json is not JSON/],
    ["a time that is none", { "capture.json": '{"version":1,"takenAt":"tonight"}' }, /takenAt: not an RFC 3339 time/],
    ["another version", { "capture.json": '{"version":9,"takenAt":"2026-06-01T02:00:00Z"}' }, /version/],
  ])("is refused with %s, and the file is named", async (_, files, named) => {
    const dir = await write(temporaryFolder(), files);
    await expect(openCapture(dir)).rejects.toMatchObject({ kind: "input", message: expect.stringMatching(named) });
  });

  test("is refused where a packed file is cut off", async () => {
    const dir = await write(temporaryFolder(), { "capture.json": manifest });
    await mkdir(path.join(dir, "kubernetes"));
    await writeFile(path.join(dir, LAYOUT.objects), gzipSync("[1,2,3]".repeat(50)).subarray(0, 20));
    const capture = await openCapture(dir);
    await expect(capture.json(LAYOUT.objects)).rejects.toThrow(/objects\.json\.gz/);
  });
});

describe("a capture that reaches for what is not its own", () => {
  const secret = "not of the capture";

  async function hostile() {
    const root = await write(temporaryFolder(), { "outside/secret.log": secret, "capture/capture.json": manifest });
    return { root, dir: path.join(root, "capture") };
  }

  test.each([
    ["a pod", ["payments", "../../../outside", "secret"]],
    ["a namespace", ["..", "../outside", "secret"]],
    ["a container", ["payments", "api", "../../../../outside/secret"]],
    ["another pod's log", ["payments", "api/../other", "app"]],
    ["nothing", ["payments", "", "app"]],
    ["a cut name", ["payments", "api\0", "app"]],
  ] as const)(
    "by the name of %s is refused, when it is read and when it is written",
    async (_, [namespace, pod, container]) => {
      expect(() => LAYOUT.log(namespace, pod, container, false)).toThrow(/not a name inside a capture/);
    },
  );

  test.each(["../outside/secret.log", "kubernetes/../../outside/secret.log", "/etc/hostname"])(
    "by %s",
    async (name) => {
      const { dir } = await hostile();
      await expect((await openCapture(dir)).text(name)).rejects.toThrow(/not a name inside a capture/);
    },
  );

  test("by a link to a file, a link to a folder, or a folder of logs that is a link", async () => {
    const { root, dir } = await hostile();
    await mkdir(path.join(dir, "kubernetes/logs/payments/api"), { recursive: true });
    await symlink(path.join(root, "outside/secret.log"), path.join(dir, "kubernetes/logs/payments/api/app.log"));
    await symlink(path.join(root, "outside"), path.join(dir, "kubernetes/logs/payments/other"));
    await symlink(path.join(root, "outside"), path.join(dir, "prometheus"));
    const capture = await openCapture(dir);
    expect(await capture.files(LAYOUT.logs)).toEqual([]);
    for (const name of [LAYOUT.log("payments", "api", "app", false), "kubernetes/logs/payments/other/secret.log"])
      await expect(capture.text(name)).rejects.toThrow(/not a name inside a capture/);
    await expect(capture.files("prometheus")).rejects.toThrow(/not a name inside a capture/);
  });

  test("by a pipe that nobody writes to does not wait for it", async () => {
    const { dir } = await hostile();
    await mkdir(path.join(dir, "alertmanager"));
    execFileSync("/usr/bin/mkfifo", [path.join(dir, LAYOUT.alerts)]);
    await expect((await openCapture(dir)).json(LAYOUT.alerts)).rejects.toThrow(/neither file nor folder/);
  });
});

describe("a file of a capture that unpacks to more than it should", () => {
  const MB = 1024 * 1024;

  test("is read up to the limit, or refused where all of it is needed", async () => {
    const dir = await write(temporaryFolder(), {
      "capture.json": manifest,
      "a.gz": gzipSync(Buffer.alloc(8 * MB, "a")),
    });
    const capture = await openCapture(dir, MB);
    expect(await capture.start("a.gz")).toMatchObject({ data: { length: MB }, whole: false });
    await expect(capture.text("a.gz")).rejects.toThrow(/a\.gz is larger than 1 MB/);
  });

  test.each(["log", "log.gz"])("has its end read: %s", async (name) => {
    const text = Array.from({ length: 50_000 }, (_, i) => `line ${i}`).join("\n");
    const dir = await write(temporaryFolder(), {
      "capture.json": manifest,
      [name]: name.endsWith("gz") ? gzipSync(text) : text,
    });
    const end = await (await openCapture(dir)).end(name, 100);
    expect(end).toMatchObject({ data: { length: 100 }, whole: false });
    expect(end?.data.toString()).toMatch(/line 49998\nline 49999$/);
  });
});

test("what is written after a capture was discarded brings nothing back", async () => {
  const root = temporaryFolder();
  const writer = await writeCapture(path.join(root, "capture"));
  await writer.discard();
  await expect(writer.text("late.txt", "late")).rejects.toThrow("after the capture was closed");
  expect(await readdir(root)).toEqual([]);
});
