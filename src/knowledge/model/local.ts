import { availableParallelism } from "node:os";
import { SHARE_ENV, Worker } from "node:worker_threads";
import { messageOf, SitrepError } from "../../core/errors.ts";
import type { Embedder } from "./embedder.ts";
import { installedModel } from "./folder.ts";
import type { ModelInfo } from "./registry.ts";
import { hasRuntime } from "./runtime.ts";
import type { EmbedReply, EmbedRequest, WorkerSettings } from "./worker.ts";

/** The worker beside this file, as TypeScript in development and as JavaScript once built. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

/**
 * A model on this machine, in worker threads; `undefined` when it was never pulled.
 * Several `workers` of one thread each embed many texts faster than one with many threads; one is enough for questions.
 */
export function openLocalModel(modelsDir: string, id: string, workers = 1): Embedder | undefined {
  const model = hasRuntime() ? installedModel(modelsDir, id) : undefined;
  return model && new LocalModel(model, modelsDir, Math.min(workers, availableParallelism()));
}

/**
 * Texts are embedded one by one: a batch pads every text to its longest and leaves the processor's cache. Measured on two
 * cores: 230 texts a second against 114 in batches of 8, with less memory. The vector of a text does not depend on others, either.
 */
class LocalModel implements Embedder {
  readonly id: string;
  readonly dimensions: number;
  private readonly model: ModelInfo;
  private readonly lanes: Lane[];

  constructor(model: ModelInfo, modelsDir: string, workers: number) {
    this.model = model;
    this.id = model.id;
    this.dimensions = model.dimensions;
    this.lanes = Array.from({ length: workers }, () => new Lane({ model, modelsDir }));
  }

  async embed(texts: readonly string[], role: "question" | "document", signal?: AbortSignal): Promise<Float32Array[]> {
    const prefix = role === "question" ? this.model.questionPrefix : this.model.documentPrefix;
    const vectors = new Array<Float32Array>(texts.length);
    let next = 0;
    const work = async (lane: Lane) => {
      for (let at = next++; at < texts.length; at = next++) {
        signal?.throwIfAborted();
        vectors[at] = this.checked(await lane.embed(prefix + texts[at]));
      }
    };
    await Promise.all(this.lanes.map(work));
    return vectors;
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }

  /** LanceDB takes vectors of any length and pads or cuts them without a word. */
  private checked(vector: Float32Array): Float32Array {
    if (vector.length === this.dimensions && vector.every(Number.isFinite)) return vector;
    throw new SitrepError(
      "setup",
      `The model ${this.model.id} gave a vector that is not ${this.dimensions} finite numbers.`,
      {
        hint: `Pull it again: sitrep model pull ${this.model.id}`,
      },
    );
  }
}

/** One worker thread with the model in it; started when first asked. */
class Lane {
  private readonly settings: WorkerSettings;
  private readonly waiting = new Map<number, PromiseWithResolvers<Float32Array>>();
  private worker: Worker | undefined;
  private asked = 0;

  constructor(settings: WorkerSettings) {
    this.settings = settings;
  }

  embed(text: string): Promise<Float32Array> {
    const answer = Promise.withResolvers<Float32Array>();
    const id = this.asked++;
    this.waiting.set(id, answer);
    this.worker ??= this.start();
    this.worker.ref();
    this.worker.postMessage({ id, text } satisfies EmbedRequest);
    return answer.promise;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
    this.fail(new Error("it was closed"));
  }

  private start(): Worker {
    // A thread has a copy of the environment, which the native runtime does not see: what the worker sets there must be real.
    const resourceLimits = { maxYoungGenerationSizeMb: 4 };
    const worker = new Worker(WORKER, { workerData: this.settings, env: SHARE_ENV, resourceLimits });
    worker.on("message", (reply: EmbedReply) => this.settle(reply));
    worker.on("error", (error) => this.fail(error));
    return worker;
  }

  private settle(reply: EmbedReply): void {
    const answer = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if ("error" in reply) answer?.reject(this.failure(reply.error));
    else answer?.resolve(reply.vector);
    // An idle model must not keep a command line process alive.
    if (this.waiting.size === 0) this.worker?.unref();
  }

  private fail(error: unknown): void {
    for (const answer of this.waiting.values()) answer.reject(this.failure(messageOf(error), error));
    this.waiting.clear();
    this.worker = undefined;
  }

  private failure(why: string, cause?: unknown): SitrepError {
    const { id } = this.settings.model;
    return new SitrepError("setup", `The model ${id} does not run: ${why}.`, {
      cause,
      hint: `Pull it again: sitrep model pull ${id}`,
    });
  }
}
