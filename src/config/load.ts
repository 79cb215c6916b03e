import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { messageOf, SitrepError } from "../core/errors.ts";
import { type Config, Settings, type Slices } from "./schema.ts";

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
  if (!parsed.success) throw invalid(parsed.error);
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
    throw new SitrepError("input", `The configuration file ${file} is not there.`);
  }
  try {
    const content: unknown = parse(readFileSync(name, "utf8")) ?? {};
    if (!isPlain(content)) throw new Error("it is not a mapping");
    return split(relativeTo(path.dirname(name), content), slices);
  } catch (error) {
    throw new SitrepError("input", `The configuration file ${name} cannot be read: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

function relativeTo(folder: string, content: Plain): Plain {
  const at = (value: unknown) => (typeof value === "string" && value !== "off" ? path.resolve(folder, value) : value);
  const { runbooks, index, models, audit } = content;
  const paths = {
    runbooks: Array.isArray(runbooks) ? runbooks.map(at) : at(runbooks),
    index: at(index),
    models: at(models),
    audit: at(audit),
  };
  return { ...content, ...Object.fromEntries(Object.entries(paths).filter(([, value]) => value !== undefined)) };
}

/** `SITREP_RUNBOOKS=a:b`, `SITREP_PROMETHEUS_URL=…`: one variable per setting. */
function fromEnvironment(shape: z.ZodObject, env: Start["env"], slices: Slices): Plain {
  const own = Object.keys(shape.shape).flatMap((name) => setting([name], env));
  const sections = Object.entries(slices).flatMap(([source, slice]) =>
    Object.keys(slice.shape).flatMap((name) => setting(["sources", source, name], env)),
  );
  return [...own, ...sections].reduce(merge, {});
}

function setting(at: readonly string[], env: Start["env"]): Plain[] {
  const words = at.filter((word) => word !== "sources").map((word) => word.replace(/[A-Z]/g, "_$&").toUpperCase());
  const text = env[`SITREP_${words.join("_")}`];
  if (text === undefined || text === "") return [];
  const value = at[0] === "runbooks" ? text.split(path.delimiter) : /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  return [at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Plain];
}

type Plain = Record<string, unknown>;

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

function merge(base: Plain, over: Plain): Plain {
  const merged = Object.entries(over).map(([key, value]) => [
    key,
    isPlain(value) && isPlain(base[key]) ? merge(base[key], value) : value,
  ]);
  return { ...base, ...Object.fromEntries(merged) };
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(error: z.ZodError): SitrepError {
  const lines = error.issues.map(
    ({ path: at, message }) => `${at.filter((key) => key !== "sources").join(".") || "configuration"}: ${message}`,
  );
  return new SitrepError("input", `The configuration is not valid. ${lines.join("; ")}.`, {
    cause: error,
    hint: "Settings come from flags, SITREP_… variables and sitrep.yaml; the README shows them. Mend the named ones, then: sitrep doctor",
  });
}
