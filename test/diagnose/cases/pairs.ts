import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import { keyOf } from "../../../src/core/object.ts";
import type { Expected } from "../../../src/diagnose/eval/expected.ts";
import { RULES } from "../../../src/diagnose/rules/index.ts";
import { refOf } from "../../../src/diagnose/situation/object-index.ts";
import { type Case, diagnosed, healthyCases, mutatedCases } from "./case.ts";
import { random } from "./random.ts";
import { renamed } from "./variants.ts";

/** Two faults at once, each in services of its own, in one namespace. */
export interface Pair extends Omit<Case, "expected"> {
  both: readonly [Expected, Expected];
}

/** Faults of what one team runs. Those of nodes, the control plane, quotas and policies concern everybody. */
const OWN = new Set(["startup", "probes", "runtime", "dependency"]);
const FAMILIES = new Map(RULES.map(({ code, family }) => [code, family]));
const SCENE = "shop";
const NAMES = new Map([
  ["catalog", "prices"],
  ["frontend", "portal"],
  ["stock", "depot"],
  ...Array.from({ length: 8 }, (_, i): [string, string] => [`side-${i}`, `aside-${i}`]),
]);

/** Pairs of faults of different codes, as many as asked for, picked by the seed. */
export function pairs(count: number, seed: number): Pair[] {
  const healthy = healthyCases().find(({ name }) => name.startsWith(SCENE));
  const common = healthy?.observations.objects.filter(isCommon) ?? [];
  const own = mutatedCases(SCENE).filter((item) => OWN.has(familyOf(item)) && !isOfNode(item) && leaves(item, common));
  const next = random(seed);
  const pick = () => own.splice(Math.floor(next() * own.length), 1);
  return Array.from({ length: count }, () => [...pick(), ...pick()]).flatMap(([a, b]) =>
    a && b ? [joined(a, b)] : [],
  );
}

function familyOf({ expected }: Case): string {
  return FAMILIES.get(expected.code[0] ?? "") ?? "";
}

/** A node that makes no sandbox concerns everybody on it, whatever the family of the rule. */
function isOfNode({ expected }: Case): boolean {
  return expected.object.some(({ kind }) => kind === "Node");
}

/** What both faults share, such as nodes and namespaces. */
function isCommon({ metadata: { name } }: KubeObject): boolean {
  return ![...NAMES.keys()].some((own) => name.startsWith(own));
}

function leaves({ observations }: Case, common: readonly KubeObject[]): boolean {
  const found = new Map(observations.objects.map((object) => [keyOf(refOf(object)), object]));
  return common.every((object) => JSON.stringify(found.get(keyOf(refOf(object)))) === JSON.stringify(object));
}

function joined(a: Case, other: Case): Pair {
  const b = renamed(other, NAMES);
  const { objects, logs, series, alerts, unlisted } = a.observations;
  return {
    name: `${a.name} and ${other.name}`,
    now: a.now,
    targets: a.targets,
    both: [a.expected, b.expected],
    observations: {
      objects: [...objects, ...b.observations.objects],
      logs: [...logs, ...b.observations.logs],
      series: [...series, ...b.observations.series],
      alerts: [...alerts, ...b.observations.alerts],
      unlisted,
    },
  };
}

/** Of two faults at once: are both named, each as a root of its own? */
export function namesBoth(pair: Pair): boolean {
  const { findings } = diagnosed(pair);
  const named = ({ object, code }: Expected) =>
    findings.some(
      (finding) =>
        code.includes(finding.code) &&
        object.some(({ kind, name }) => kind === finding.object.kind && name === finding.object.name),
    );
  return pair.both.every(named);
}
