import { z } from "zod";
import { defineTool } from "../core/tool.ts";
import { pullModel as pull } from "../knowledge/model/pull.ts";
import { installation } from "./installation.ts";

const PULL_MS = 10 * 60_000;

export const pullModel = defineTool({
  name: "pull_model",
  title: "Fetch the embedding model",
  description: "Fetches an embedding model into this machine's cache, checked by its SHA-256.",
  effect: "operate",
  needs: { installation },
  input: z.object({
    id: z.string().optional().describe("The configured model when absent"),
    hub: z.string().optional().describe("Mirror of the model hub"),
  }),
  output: z.object({ id: z.string(), folder: z.string(), from: z.string() }),
  cut: [],
  async handler({ id, hub }, { installation: { models, model, env }, progress, signal }) {
    progress("fetching and converting the model, about a minute");
    const limited = AbortSignal.any([signal, AbortSignal.timeout(PULL_MS)]);
    return pull({ id: id ?? model, modelsDir: models, hub, env, signal: limited });
  },
  render: ({ id, folder, from }) => `${id} is in ${folder} (${from}). Index the documents again: sitrep ingest FOLDER`,
});
