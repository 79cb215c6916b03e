import { SitrepError } from "../../core/errors.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";

type Matches = (object: KubeObject) => boolean;

/** `a=b,c!=d,e in (f,g),h notin (i),j,!k`, as the API server reads it. Throws an `input` error that quotes what is wrong. */
export function labelMatcher(selector: string | undefined): Matches {
  const terms = (selector ?? "").match(/(?:[^,(]|\([^()]*\))+/g) ?? [];
  const tests = terms.map((term) => labelTest(term.trim()));
  return ({ metadata }) => tests.every((test) => test(metadata.labels ?? {}));
}

type LabelTest = (labels: Record<string, string>) => boolean;

function labelTest(term: string): LabelTest {
  const set = /^([\w./-]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(term);
  if (set) {
    const [, key = "", operator, list = ""] = set;
    const values = new Set(list.split(",").map((value) => value.trim()));
    return (labels) => (operator === "in") === values.has(labels[key] ?? "\0");
  }
  const equals = /^([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)$/.exec(term);
  if (equals) {
    const [, key = "", operator, value] = equals;
    return (labels) => (operator === "!=") !== (labels[key] === value);
  }
  const exists = /^(!?)\s*([\w./-]+)$/.exec(term);
  if (exists) {
    const [, not, key = ""] = exists;
    return (labels) => (not === "") === key in labels;
  }
  throw new SitrepError("input", `"${term}" is not a label selector.`, {
    hint: "Forms: key=value, key!=value, key in (a,b), key notin (a,b), key, !key; joined with commas.",
  });
}

/** `metadata.name=a,status.phase!=Running`, on any field of the object; one that is not there is the empty text. */
export function fieldMatcher(selector: string | undefined): Matches {
  const tests = (selector ?? "")
    .split(",")
    .filter(Boolean)
    .map((term) => fieldTest(term.trim()));
  return (object) => tests.every((test) => test(object));
}

function fieldTest(term: string): Matches {
  const [, path = "", operator, value] = /^([\w.]+)\s*(==|=|!=)\s*(.*)$/.exec(term) ?? [];
  if (!path)
    throw new SitrepError("input", `"${term}" is not a field selector.`, {
      hint: "Forms: status.phase=Running, metadata.name!=a; joined with commas.",
    });
  return (object) => (operator === "!=") !== (fieldOf(object, path) === value);
}

function fieldOf(object: unknown, path: string): string {
  const value = path
    .split(".")
    .reduce<unknown>(
      (node, key) => (node !== null && typeof node === "object" ? Reflect.get(node, key) : undefined),
      object,
    );
  return value === undefined || value === null ? "" : String(value);
}
