import { hashOf } from "../src/knowledge/files/content.ts";
import type { Found, Skipped } from "../src/knowledge/files/find.ts";
import { commitsOf } from "./git.ts";
import type { Known } from "./write.ts";

/** What has to be done so that the index says what the folders say. */
export interface Plan {
  /** New or changed files, with the commit that has them. */
  write: { found: Found; commit: string; isNew: boolean }[];
  unchanged: number;
  /** Documents whose file is gone. */
  remove: string[];
  /** Unchanged documents that were not committed when they were indexed, by the commit that has them now. */
  committed: Map<string, string[]>;
}

/** Files read at the same time; each is at most 10 MB. */
const AT_ONCE = 16;

/** Hashes every file and compares it with the index. A file that cannot be read now keeps what the index has of it. */
export async function compare(
  files: readonly Found[],
  known: Known,
  skipped: Skipped[],
  signal: AbortSignal,
): Promise<Plan> {
  const plan: Plan = { write: [], unchanged: 0, remove: [], committed: new Map() };
  const folders = [...new Set(files.map(({ folder }) => folder))];
  const commits = new Map(
    await Promise.all(folders.map(async (folder) => [folder, await commitsOf(folder, signal)] as const)),
  );
  for (let at = 0; at < files.length; at += AT_ONCE) {
    signal.throwIfAborted();
    const some = files.slice(at, at + AT_ONCE);
    const read = await Promise.all(some.map(async (found) => ({ found, hash: await hashOf(found) })));
    for (const { found, hash } of read) {
      const before = known.get(found.path);
      const commit = commits.get(found.folder)?.(found.relative) ?? "";
      if (typeof hash !== "string") skipped.push({ path: found.path, why: hash.why });
      else if (hash !== before?.hash) plan.write.push({ found, commit, isNew: before === undefined });
      else {
        plan.unchanged++;
        if (commit && !before.commit) plan.committed.set(commit, [...(plan.committed.get(commit) ?? []), found.path]);
      }
    }
  }
  const present = new Set(files.map(({ path }) => path));
  plan.remove = [...known.keys()].filter((path) => !present.has(path));
  return plan;
}
