import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { messageOf, SitrepError } from "../core/errors.ts";
import { oneLine } from "../core/untrusted.ts";
import { fromEnvironment } from "./environment.ts";
import { isPlain, merge, type Plain } from "./merge.ts";
import { type Config, Limits, Settings, type Slices } from "./schema.ts";

/** What the program was started with. Nothing else reads the environment. */
export interface Start {
  /** Settings from flags, as `{ runbooks: […], prometheus: { url } }`. */
  flags: Record<string, unknown>;
  env: Record<string, string | undefined>;
  /** The working directory: relative paths in flags and environment start here, those in a file at the file. */
  cwd: string;
  /** A configuration file named by the user; otherwise `sitrep.yaml` in the working directory, if there is one. */
  file?: string | undefined;
}

/** Flags over environment over file over defaults, checked once. Throws an `input` error that names the setting. */
export function loadConfig<S extends Slices>(slices: S, start: Start): Config<S> {
  const shape = Settings.extend({ sources: z.strictObject(slices) });
  const given = [
    defaults(start.env),
    fromFile(start, slices),
    fromEnvironment(shape, start.env, slices),
    split(start.flags, slices),
  ];
  const parsed = shape.safeParse(given.reduce(merge));
  if (!parsed.success) throw invalid(parsed.error, slices);
  const config = parsed.data as Config<S>;
  return {
    ...config,
    runbooks: config.runbooks.map((folder) => path.resolve(start.cwd, folder)),
    index: path.resolve(start.cwd, config.index),
    models: path.resolve(start.cwd, config.models),
    audit: config.audit === "off" ? "off" : path.resolve(start.cwd, config.audit),
  };
}

/** Data and cache folders as the XDG base directory specification puts them. */
function defaults(env: Start["env"]): Plain {
  const home = env.HOME ?? env.USERPROFILE ?? ".";
  const data = path.join(env.XDG_DATA_HOME ?? path.join(home, ".local", "share"), "sitrep");
  const cache = path.join(env.XDG_CACHE_HOME ?? path.join(home, ".cache"), "sitrep");
  const kubeconfig = env.KUBECONFIG ? { kubeconfig: env.KUBECONFIG } : {};
  return {
    index: path.join(data, "index"),
    models: path.join(cache, "models"),
    audit: path.join(data, "audit.jsonl"),
    sources: { kubernetes: kubeconfig },
  };
}

function fromFile({ cwd, file }: Start, slices: Slices): Plain {
  const name = path.resolve(cwd, file ?? "sitrep.yaml");
  if (!existsSync(name)) {
    if (file === undefined) return {};
    throw new SitrepError("input", `The configuration file ${file} is not there.`, {
      hint: "Name another with --config, or none: sitrep.yaml in the working directory is read when it is there.",
    });
  }
  try {
    const content: unknown = parse(readFileSync(name, "utf8")) ?? {};
    if (!isPlain(content)) throw new Error("it is not a mapping");
    return split(relativeTo(path.dirname(name), content), slices);
  } catch (error) {
    throw new SitrepError("input", `The configuration file ${name} cannot be read: ${oneLine(messageOf(error))}.`, {
      cause: error,
      hint: "It is a YAML mapping, e.g. runbooks: [./runbooks].",
    });
  }
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

/** A section named like a source belongs under `sources`. */
function split(content: Plain, slices: Slices): Plain {
  const isSource = ([key]: [string, unknown]) => key in slices;
  const entries = Object.entries(content).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(entries.filter((entry) => !isSource(entry))),
    sources: {
      ...Object.fromEntries(Object.keys(slices).map((name) => [name, {}])),
      ...Object.fromEntries(entries.filter(isSource)),
    },
  };
}

function invalid(error: z.ZodError, slices: Slices): SitrepError {
  const lines = error.issues.map((issue) => {
    const at = issue.path.filter((key) => key !== "sources");
    const known = issue.code === "unrecognized_keys" ? ` (known: ${namesAt(at, slices).join(", ")})` : "";
    return `${at.join(".") || "configuration"}: ${issue.message}${known}`;
  });
  return new SitrepError("input", `The configuration is not valid. ${lines.join("; ")}.`, {
    cause: error,
    hint: "Settings come from flags, SITREP_… variables and sitrep.yaml; docs/settings.md lists them. Mend the named ones, then: sitrep doctor",
  });
}

/** Settings of a section; of none, all of the first level. */
function namesAt([section]: readonly PropertyKey[], slices: Slices): string[] {
  if (section === "limits") return Object.keys(Limits.shape);
  const slice = slices[String(section)];
  return slice ? Object.keys(slice.shape) : [...Object.keys(Settings.shape), ...Object.keys(slices)];
}
