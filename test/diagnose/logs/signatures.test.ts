import { expect, test } from "vitest";
import { classify } from "../../../src/diagnose/logs/classify.ts";
import { ENTITIES } from "../../../src/diagnose/logs/signature.ts";
import { SIGNATURES } from "../../../src/diagnose/logs/signatures/index.ts";
import { LINES } from "./lines.ts";

test.each(LINES)("%s", (line, is, entities = {}) => {
  const found = classify(line);
  expect({ class: found?.class, by: found?.signature }).toMatchObject({ class: is });
  expect(found?.entities).toMatchObject(entities);
});

test("every signature is shown by a line", () => {
  const shown = (id: string) =>
    LINES.some(([line]) => SIGNATURES.some((item) => item.id === id && item.pattern.test(line)));
  expect(SIGNATURES.map(({ id }) => id).filter((id) => !shown(id))).toEqual([]);
});

test("ids are unique and groups name entities", () => {
  const ids = SIGNATURES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const groups = SIGNATURES.flatMap(({ pattern }) => [...pattern.source.matchAll(/\(\?<(\w+?)\d?>/g)].map((m) => m[1]));
  expect(groups.filter((name) => !ENTITIES.some((entity) => entity === name))).toEqual([]);
});

test.each([
  "2026-06-01T01:50:00Z INFO request served in 12ms status=200 path=/v1/ledger",
  "Server started, 0 errors",
  "INFO connected to ledger-db:5432 after 2 attempts",
  '10.0.0.4 - - [01/Jun/2026:01:50:00 +0000] "GET /healthz HTTP/1.1" 200 2 "-" "kube-probe/1.34"',
  '{"level":"info","msg":"payment accepted","amount":503,"id":"p-401"}',
  "DEBUG dial tcp 10.0.0.1:80: connect: connection refused",
  "loaded 12 migrations, 0 pending",
  "GET /v1/pay status=401 duration=3ms",
  '{"level":"info","method":"GET","path":"/v1/pay","status":503}',
  '10.0.0.4 - - [01/Jun/2026:01:50:00 +0000] "GET /admin HTTP/1.1" 403 2 "-" "curl"',
  "cache miss for key user:403",
])("says nothing is wrong: %s", (line) => {
  expect(classify(line)).toBeUndefined();
});

test("no pattern backtracks without end on hostile lines: the time limit of the test would end it", () => {
  const hostile = [
    "a".repeat(2000),
    "error ".repeat(330),
    "connect to ".repeat(180),
    "{[(\"'".repeat(400),
    "failed to connect to /a/b/c: ".repeat(69),
    "required flag --a ".repeat(110),
  ];
  const tried = hostile.flatMap((line) => SIGNATURES.map(({ pattern }) => pattern.test(line)));
  expect(tried).toHaveLength(hostile.length * SIGNATURES.length);
});
