import type { Evidence } from "../../../src/core/evidence.ts";
import type { Kubectl } from "./kubectl.ts";
import { isShown, squeezed, tellingWords } from "./telling.ts";

/** What is wrong with the command of this evidence in the state that it was found in. */
export async function unproved(evidence: Evidence, kubectl: Kubectl): Promise<string[]> {
  const { query, text, data } = evidence;
  const about = (what: string) => [`${query}: ${what}: ${text}`];
  if (!query.startsWith("kubectl ")) return [];
  const output = await kubectl(query.slice("kubectl ".length)).catch((error: unknown) => error);
  if (typeof output !== "string") return about(`fails (${output})`);
  if (data.absent === "*")
    return output.startsWith("No resources found") || isUnseen(output) ? [] : about("lists some");
  if (typeof data.absent === "string") {
    const names = output.split("\n").map((line) => line.split(/\s+/)[0]);
    return names.includes(data.absent) ? about("lists it") : [];
  }
  const shown = squeezed(output);
  const missing = tellingWords(evidence).filter((word) => !isShown(word, shown));
  return missing.length > 0 ? about(`does not show ${missing.join(" | ")}`) : [];
}

/** A recording without any object of the kind cannot show that there is none. */
function isUnseen(output: string): boolean {
  return output.startsWith("Not in this capture:");
}

export async function allUnproved(evidence: readonly Evidence[], kubectl: Kubectl): Promise<string[]> {
  return (await Promise.all(evidence.map((item) => unproved(item, kubectl)))).flat();
}
