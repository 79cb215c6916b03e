import type { Answer } from "../../core/answer.ts";
import { type Confidence, harmful } from "../../core/finding.ts";
import { RULES } from "../rules/index.ts";
import type { Expected } from "./expected.ts";

/** How one answer did. The first finding is what counts: it is what a person reads first. */
export interface Score {
  /** The family of the expected code; `healthy` where nothing is wrong, `other` where the code is not known. */
  family: string;
  object: boolean;
  cause: boolean;
  /** Something was blamed where nothing is wrong. */
  falseAlarm: boolean;
  /** Nothing was blamed, or only a symptom, where something is wrong. */
  abstained: boolean;
  /** Of the first finding; `null` without one. */
  confidence: Confidence | null;
  /** `code Kind/name` of the first finding, or `nothing`. */
  said: string;
}

const FAMILIES = new Map(RULES.map(({ code, family }) => [code, family]));

export function score({ findings }: Pick<Answer, "findings">, { object, code }: Expected): Score {
  const healthy = object.length === 0;
  const [first] = healthy ? harmful(findings) : findings;
  const said = first ? `${first.code} ${first.object.kind}/${first.object.name}` : "nothing";
  const objectRight = healthy
    ? first === undefined
    : object.some(
        ({ kind, name, namespace = first?.object.namespace }) =>
          first?.object.kind === kind && first.object.name === name && first.object.namespace === namespace,
      );
  return {
    family: healthy ? "healthy" : (FAMILIES.get(code[0] ?? "") ?? "other"),
    object: objectRight,
    cause: healthy ? first === undefined : code.length === 0 ? objectRight : code.includes(first?.code ?? ""),
    falseAlarm: healthy && first !== undefined,
    abstained: !healthy && first?.role !== "cause",
    confidence: first?.confidence ?? null,
    said,
  };
}
