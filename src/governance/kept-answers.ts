import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

/** Answers that can be explained: the newest so many, each bounded by `max_tokens`. */
const MAX_KEPT = 500;
/** Looked at only now and then: it reads the folder. */
const SWEEP_EVERY = 50;
const ID = /^[0-9a-f-]{36}$/;

/** Answers with findings or passages, beside the audit log, readable by their owner only, so that they can be explained later. */
export interface KeptAnswers {
  /** A failure costs the explanation and nothing else. */
  keep(id: string, data: Record<string, unknown>): Promise<void>;
  answer(id: string): Promise<Record<string, unknown> | undefined>;
}

export const NO_ANSWERS: KeptAnswers = { keep: async () => {}, answer: async () => undefined };

export function keptAnswers(folder: string, max = MAX_KEPT): KeptAnswers {
  let kept = 0;
  const place = (id: string) => path.join(folder, `${id}.json.gz`);
  return {
    async keep(id, data) {
      if (!("findings" in data) && !("passages" in data)) return;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(place(id), await promisify(gzip)(JSON.stringify(data)), { mode: 0o600 });
        if (kept++ % SWEEP_EVERY === 0) await sweep(folder, max);
      } catch {
        // a full disk must not take an answer away that is there
      }
    },
    async answer(id) {
      if (!ID.test(id)) return undefined;
      const packed = await readFile(place(id)).catch(() => undefined);
      return packed && (JSON.parse(String(await promisify(gunzip)(packed))) as Record<string, unknown>);
    },
  };
}

/** Ids begin with their time. */
async function sweep(folder: string, max: number): Promise<void> {
  const names = (await readdir(folder)).sort();
  for (const name of names.slice(0, -max)) await rm(path.join(folder, name), { force: true });
}
