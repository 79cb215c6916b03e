import { z } from "zod";
import { SitrepError } from "../../core/errors.ts";

/** How a model wants to be used. A wrong prefix or pooling gives no error, only worse answers. */
export interface ModelInfo {
  id: string;
  /** Where the model hub has it, when that is not its id. */
  repository?: string;
  dimensions: number;
  /** Longer texts are cut by the tokenizer without a word. */
  maxTokens: number;
  pooling: "mean" | "cls";
  questionPrefix: string;
  documentPrefix: string;
}

const plain = { maxTokens: 512, pooling: "mean", questionPrefix: "", documentPrefix: "" } as const;
const represent = "Represent this sentence for searching relevant passages: ";

export const DEFAULT_MODEL = "all-MiniLM-L6-v2";

/** From the models' own cards. */
const KNOWN: readonly ModelInfo[] = [
  {
    ...plain,
    id: DEFAULT_MODEL,
    repository: `sentence-transformers/${DEFAULT_MODEL}`,
    dimensions: 384,
    maxTokens: 256,
  },
  { ...plain, id: "Xenova/bge-small-en-v1.5", dimensions: 384, pooling: "cls", questionPrefix: represent },
  { ...plain, id: "Snowflake/snowflake-arctic-embed-xs", dimensions: 384, pooling: "cls", questionPrefix: represent },
  { ...plain, id: "Snowflake/snowflake-arctic-embed-s", dimensions: 384, pooling: "cls", questionPrefix: represent },
  { ...plain, id: "Xenova/gte-small", dimensions: 384 },
  { ...plain, id: "Xenova/e5-small-v2", dimensions: 384, questionPrefix: "query: ", documentPrefix: "passage: " },
];

/** Where the hub has a model. */
export function repositoryOf(id: string): string {
  return KNOWN.find((model) => model.id === id)?.repository ?? id;
}

/** What the hub says about a model that is not listed here. */
export const ModelConfig = z.object({ hidden_size: z.int().positive(), max_position_embeddings: z.int().optional() });

/** Any other feature-extraction model is taken to be without prefixes and with mean pooling, which most are. */
export function describeModel(id: string, config?: z.infer<typeof ModelConfig>): ModelInfo {
  const known = KNOWN.find((model) => model.id === id);
  if (known) return known;
  if (!config)
    throw new SitrepError("setup", `The model ${id} is not on this machine.`, { hint: `Run: sitrep model pull ${id}` });
  return { ...plain, id, dimensions: config.hidden_size, maxTokens: config.max_position_embeddings ?? plain.maxTokens };
}
