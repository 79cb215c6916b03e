import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describeModel, ModelConfig, type ModelInfo } from "./registry.ts";

/** The files that transformers.js wants; the last one is written last, so a folder that has it is complete. */
export const MODEL_FILES = [
  "config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "onnx/model_quantized.onnx",
] as const;

export function modelFolder(modelsDir: string, id: string): string {
  return path.join(modelsDir, ...id.split("/"));
}

/** The model, when it is on this machine whole. */
export function installedModel(modelsDir: string, id: string): ModelInfo | undefined {
  const folder = modelFolder(modelsDir, id);
  if (!MODEL_FILES.every((file) => existsSync(path.join(folder, file)))) return undefined;
  const config = ModelConfig.parse(JSON.parse(readFileSync(path.join(folder, "config.json"), "utf8")));
  return describeModel(id, config);
}
