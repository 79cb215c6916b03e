import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { messageOf, SitrepError } from "../core/errors.ts";
import { oneLine } from "../core/untrusted.ts";
import { isPlain, type Plain } from "./merge.ts";

/** The settings of a configuration file, and the place of each in it. */
export interface SettingsFile {
  content: Plain;
  /** `sitrep.yaml:3`, the line of the setting, or of the nearest section around it. */
  placeOf(at: readonly PropertyKey[]): string;
}

/** `file` as the user named it, otherwise `sitrep.yaml` in the working directory; `undefined` when there is none. */
export function readSettings(cwd: string, file: string | undefined): SettingsFile | undefined {
  const name = path.resolve(cwd, file ?? "sitrep.yaml");
  if (!existsSync(name)) {
    if (file === undefined) return undefined;
    throw new SitrepError("input", `The configuration file ${file} does not exist.`, {
      hint: "Name another with --config, or none: sitrep.yaml in the working directory is read when it is there.",
    });
  }
  try {
    const lines = new LineCounter();
    const document = parseDocument(readFileSync(name, "utf8"), { lineCounter: lines });
    if (document.errors[0]) throw document.errors[0];
    const content: unknown = document.toJS() ?? {};
    if (!isPlain(content)) throw new Error("it is not a mapping");
    const shown = path.relative(cwd, name).startsWith("..") ? name : path.relative(cwd, name);
    return {
      content: relativeTo(path.dirname(name), content),
      placeOf: (at) => `${shown}:${lines.linePos(offsetOf(document, at)).line}`,
    };
  } catch (error) {
    throw new SitrepError("input", `The configuration file ${name} cannot be read: ${oneLine(messageOf(error))}.`, {
      cause: error,
      hint: "It is a YAML mapping, e.g. runbooks: [./runbooks].",
    });
  }
}

function offsetOf(document: Document, at: readonly PropertyKey[]): number {
  if (at.length === 0) return 0;
  const parent = document.getIn(at.slice(0, -1), true);
  const key = String(at.at(-1));
  const pair = isMap(parent) ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === key) : null;
  const node = pair ? pair.key : document.getIn(at, true);
  return (isNode(node) ? node.range?.[0] : undefined) ?? offsetOf(document, at.slice(0, -1));
}

/** Settings that are paths, sitrep's own and those of sources. */
const PATHS = new Set(["runbooks", "index", "models", "audit", "kubeconfig", "tokenFile", "caFile"]);

function relativeTo(folder: string, content: Plain): Plain {
  const at = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(at);
    return typeof value === "string" && value !== "off" ? path.resolve(folder, value) : value;
  };
  const joined = (value: unknown) =>
    typeof value === "string" ? value.split(path.delimiter).map(at).join(path.delimiter) : value;
  const entries = Object.entries(content).map(([key, value]) => {
    if (isPlain(value)) return [key, relativeTo(folder, value)];
    return [key, key === "kubeconfig" ? joined(value) : PATHS.has(key) ? at(value) : value];
  });
  return Object.fromEntries(entries);
}
