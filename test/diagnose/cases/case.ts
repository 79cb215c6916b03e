import type { Observations } from "../../../src/core/observation.ts";
import type { Target } from "../../../src/core/target.ts";
import { type Diagnosis, diagnose } from "../../../src/diagnose/diagnose.ts";
import { Expected } from "../../../src/diagnose/eval/expected.ts";
import { situate } from "../../../src/diagnose/situation/situation.ts";
import { MUTATIONS } from "../mutations/index.ts";
import { type Scene, targetsOf } from "../mutations/scene.ts";
import { SCENES } from "../mutations/scenes.ts";

/** What was observed, what is asked, and what is right. */
export interface Case {
  name: string;
  observations: Observations;
  /** RFC 3339. */
  now: string;
  targets: readonly Target[];
  expected: Expected;
}

export function diagnosed({ observations, now, targets }: Pick<Case, "observations" | "now" | "targets">): Diagnosis {
  return diagnose(situate(observations, now), targets);
}

/** Every mutation of one healthy scene. */
export function mutatedCases(scene: string): Case[] {
  const healthy = make(scene);
  return MUTATIONS.filter(({ applies }) => applies?.(healthy) ?? true).map((mutation, i) => {
    const made = make(scene);
    const { code } = mutation;
    const [kind = "", name = ""] = mutation.mutate(made).split("/");
    return { ...caseOf(`${scene} ${i} ${code}`, made, { object: { kind, name }, code }), targets: targetsOf(mutation) };
  });
}

/** The scenes as they are: nothing is wrong. */
export function healthyCases(): Case[] {
  return Object.keys(SCENES).map((scene) => caseOf(`${scene} healthy`, make(scene), {}));
}

export function make(scene: string): Scene {
  const made = SCENES[scene]?.();
  if (!made) throw new Error(`there is no scene ${scene}`);
  return made;
}

export function caseOf(name: string, made: Scene, expected: object): Case {
  const { now, ...observations } = made.world;
  return { name, observations, now, targets: targetsOf(), expected: Expected.parse(expected) };
}
