import { parentPort, workerData } from "node:worker_threads";
import type { ModelInfo } from "./registry.ts";

/** What the worker is started with and asked. The model computes synchronously, so it must not run on the main thread. */
export interface WorkerSettings {
  model: ModelInfo;
  modelsDir: string;
  threads: number;
}
export interface EmbedRequest {
  id: number;
  texts: string[];
}
export type EmbedReply = { id: number; vectors: Float32Array[] } | { id: number; error: string };

const { model, modelsDir, threads }: WorkerSettings = workerData;
const { env, pipeline } = await import("@huggingface/transformers");
env.allowRemoteModels = false;
env.localModelPath = modelsDir;

const extract = await pipeline("feature-extraction", model.id, {
  dtype: "q8",
  session_options: { intraOpNumThreads: threads, interOpNumThreads: 1 },
});

async function embed(texts: string[]): Promise<Float32Array[]> {
  const output = await extract(texts, { pooling: model.pooling, normalize: true });
  const values = Float32Array.from(output.data as Float32Array);
  output.dispose();
  const size = values.length / texts.length;
  return texts.map((_, i) => values.slice(i * size, (i + 1) * size));
}

parentPort?.on("message", async ({ id, texts }: EmbedRequest) => {
  try {
    parentPort?.postMessage({ id, vectors: await embed(texts) } satisfies EmbedReply);
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) } satisfies EmbedReply);
  }
});
