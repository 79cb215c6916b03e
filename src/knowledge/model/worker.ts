import { parentPort, workerData } from "node:worker_threads";
import type { ModelInfo } from "./registry.ts";

/** What the worker is started with and asked. The model computes synchronously, so it must not run on the main thread. */
export interface WorkerSettings {
  model: ModelInfo;
  modelsDir: string;
}
export interface EmbedRequest {
  id: number;
  text: string;
}
export type EmbedReply = { id: number; vector: Float32Array } | { id: number; error: string };

const { model, modelsDir }: WorkerSettings = workerData;
// From 1.30 on onnxruntime otherwise keeps an id and logs below the home folder and calls home; it reads this when it is loaded.
// biome-ignore lint/style/noProcessEnv: the runtime offers no other way
process.env.ORT_DISABLE_TELEMETRY = "1";
const { env, pipeline } = await import("@huggingface/transformers");
env.allowRemoteModels = false;
env.localModelPath = modelsDir;

const extract = await pipeline("feature-extraction", model.id, {
  dtype: "q8",
  session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
});

async function embed(text: string): Promise<Float32Array> {
  const output = await extract(text, { pooling: model.pooling, normalize: true });
  const vector = Float32Array.from(output.data as Float32Array);
  output.dispose();
  return vector;
}

parentPort?.on("message", async ({ id, text }: EmbedRequest) => {
  try {
    parentPort?.postMessage({ id, vector: await embed(text) } satisfies EmbedReply);
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) } satisfies EmbedReply);
  }
});
