import path from "node:path";
import { z } from "zod";
import { fromEnvironment } from "./environment.ts";
import { readSettings } from "./file.ts";
import { merge, type Plain } from "./merge.ts";
import { refuse } from "./problems.ts";
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
  const file = readSettings(start.cwd, start.file);
  const variables = fromEnvironment(start.env, slices);
  const flags = split(start.flags, slices);
  const given = [defaults(start.env), split(file?.content ?? {}, slices), variables, flags];
  const parsed = shape.safeParse(given.reduce(merge));
  refuse(shape, parsed.error, slices, { env: start.env, file, variables, flags });
  const config = parsed.data as Config<S>;
  return {
    ...config,
    runbooks: config.runbooks.map((folder) => path.resolve(start.cwd, folder)),
    index: path.resolve(start.cwd, config.index),
    models: path.resolve(start.cwd, config.models),
    keys: path.resolve(start.cwd, config.keys),
    audit: config.audit === "off" ? "off" : path.resolve(start.cwd, config.audit),
  };
}

/** Where sitrep keeps what it makes, as the XDG base directory specification puts it; below the working directory without a home. */
function dataFolder(env: Start["env"]): string {
  return path.join(env.XDG_DATA_HOME ?? path.join(homeOf(env), ".local", "share"), "sitrep");
}

/** The same, where there is a home: what nobody asked for is not written into the folder that somebody works in. */
export function ownFolder(env: Start["env"]): string | undefined {
  return env.XDG_DATA_HOME || env.HOME || env.USERPROFILE ? dataFolder(env) : undefined;
}

function homeOf({ HOME, USERPROFILE }: Start["env"]): string {
  return HOME ?? USERPROFILE ?? ".";
}

function defaults(env: Start["env"]): Plain {
  const home = homeOf(env);
  const data = dataFolder(env);
  const cache = path.join(env.XDG_CACHE_HOME ?? path.join(home, ".cache"), "sitrep");
  const kubeconfig = env.KUBECONFIG ? { kubeconfig: env.KUBECONFIG } : {};
  return {
    index: path.join(data, "index"),
    models: path.join(cache, "models"),
    audit: path.join(data, "audit.jsonl"),
    keys: path.join(data, "keys.json"),
    sources: { kubernetes: kubeconfig },
  };
}

/** A section named like a source belongs under `sources`. One that is called so is no source, and is told as such. */
function split(content: Plain, slices: Slices): Plain {
  const isSource = ([key]: [string, unknown]) => key in slices || key === "sources";
  const entries = Object.entries(content).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(entries.filter((entry) => !isSource(entry))),
    sources: {
      ...Object.fromEntries(Object.keys(slices).map((name) => [name, {}])),
      ...Object.fromEntries(entries.filter(isSource)),
    },
  };
}
