import { describe, expect, test } from "vitest";
import { harmful } from "../../../src/core/finding.ts";
import { RULES } from "../../../src/diagnose/rules/index.ts";
import { ask, first } from "../world.ts";
import { MUTATIONS } from "./index.ts";
import { targetsOf } from "./scene.ts";
import { SCENES } from "./scenes.ts";

describe.each(Object.keys(SCENES))("%s", (name) => {
  const scene = () => SCENES[name]?.() ?? expect.fail(name);

  test("is healthy", () => {
    const made = scene();
    const { findings } = ask(made.world, undefined, targetsOf());
    expect(harmful(findings)).toEqual([]);
    expect(findings.length).toBeLessThanOrEqual(2);
  });

  const healthy = scene();
  const possible = MUTATIONS.filter(({ applies }) => applies?.(healthy) ?? true);
  test.each(possible.map((mutation) => [mutation.code, mutation] as const))("%s", (code, mutation) => {
    const made = scene();
    const object = mutation.mutate(made);
    expect(first(ask(made.world, undefined, targetsOf(mutation)))).toBe(`${code} ${object}`);
  });
});

test("every rule has a mutation that it alone explains", () => {
  const covered = new Set(MUTATIONS.map(({ code }) => code));
  expect(RULES.map(({ code }) => code).filter((code) => !covered.has(code))).toEqual([]);
});
