import { describe, expect, test } from "vitest";
import { type Finding, flatten, type Step } from "../../../src/core/finding.ts";
import { type Case, diagnosed, mutatedCases } from "../cases/case.ts";
import { DEMO, folderOf, recordedCase, recordings } from "../cases/recorded.ts";
import { type Kubectl, kubectlIn, kubectlOver } from "./kubectl.ts";
import { flawOf, isUndoable } from "./step.ts";

const MAX_TITLE = 160;

function titleFlaws({ code, title, object }: Finding): string[] {
  const about = (what: string) => [`${code} ${what}: ${title}`];
  if (/\n/.test(title)) return about("has lines");
  if (title.length > MAX_TITLE) return about(`has ${title.length} characters`);
  const cut = title.indexOf("…");
  const named = title.indexOf(object.name);
  return cut !== -1 && named > cut ? about("is cut before it names its object") : [];
}

async function flaws(item: Case, kubectl: Kubectl): Promise<string[]> {
  const findings = flatten(diagnosed(item).findings);
  const steps = findings.flatMap(({ code, next }) => next.map((step, i) => ({ code, step, first: i === 0 })));
  const wrong = await Promise.all(steps.map(({ step, code, first }) => stepFlaws(step, code, first)));
  return [...findings.flatMap(titleFlaws), ...wrong.flat()];

  async function stepFlaws(step: Step, code: string, first: boolean): Promise<string[]> {
    const flaw = await flawOf(step, item.observations.objects, kubectl);
    const unsafe = first && step.changes && step.command !== undefined && !isUndoable(step.command);
    return [flaw, unsafe ? "cannot be taken back, and comes first" : undefined].flatMap((why) =>
      why ? [`${code}: ${step.command}: ${why}`] : [],
    );
  }
}

describe.each([...recordings(), DEMO])("recorded: %s", (name) => {
  test("titles name their object; steps can be run", async () => {
    const item = await recordedCase(name);
    expect(await flaws(item, await kubectlIn(folderOf(name)))).toEqual([]);
  });
});

describe.each(["payments", "shop"])("broken on purpose: %s", (scene) => {
  test("titles name their object; steps can be run", async () => {
    const found: string[] = [];
    for (const item of mutatedCases(scene))
      found.push(...(await flaws(item, await kubectlOver(item))).map((flaw) => `${item.name}: ${flaw}`));
    expect(found).toEqual([]);
  }, 60_000);
});
