import { z } from "zod";
import { Oidc } from "../core/oidc.ts";

export const Limits = z.strictObject({
  perSession: z.int().positive().default(300).describe("Calls a minute in one session"),
  perTool: z.int().positive().default(120).describe("Calls a minute of one tool in one session"),
  atOnce: z
    .int()
    .positive()
    .default(8)
    .describe("Calls of one caller that run at once; twice as many wait, more are told when to come back"),
  perSource: z
    .int()
    .positive()
    .default(32)
    .describe("Questions that one live source is asked at once; of one caller at most half of them"),
});

/** sitrep's own settings; each source adds a section of its own. Every field's description is its help text. */
export const Settings = z.strictObject({
  runbooks: z.array(z.string().min(1)).default([]).describe("Folders of Markdown documents"),
  index: z.string().describe("Folder of the document index; ~/.local/share/sitrep/index when not set (XDG_DATA_HOME)"),
  models: z
    .string()
    .describe("Folder of downloaded embedding models; ~/.cache/sitrep/models when not set (XDG_CACHE_HOME)"),
  model: z.string().default("all-MiniLM-L6-v2").describe("Embedding model, or none"),
  claimFrom: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("Probability from which a document is said to cover a question; sitrep eval retrieval proposes one"),
  audit: z.string().describe("File for the audit log, or off; ~/.local/share/sitrep/audit.jsonl when not set"),
  keys: z.string().describe("File of API keys; ~/.local/share/sitrep/keys.json when not set"),
  deadline: z
    .number()
    .positive()
    .default(8)
    .describe("Seconds that live sources have to answer one call; what arrived by then is used"),
  oidc: Oidc.optional(),
  limits: Limits.prefault({}),
});
export type Settings = z.infer<typeof Settings>;

/** A source's section of the configuration, by source name. */
export type Slices = Record<string, z.ZodObject>;
export type Config<S extends Slices> = Settings & { sources: { [K in keyof S]: z.output<S[K]> } };
