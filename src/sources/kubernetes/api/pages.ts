import { z } from "zod";
import { messageOf } from "../../../core/errors.ts";
import { reasonOf } from "../../../core/failure.ts";
import type { Reason } from "../../../core/missing.ts";
import type { KubeClient, Request } from "./client.ts";
import { KubeError, notTheApi, TooLarge } from "./kube-error.ts";

export interface Pages<T> {
  items: T[];
  /** Items that came, kept or not. */
  read: number;
  /** Of the list: where a watch goes on. */
  resourceVersion: string;
  /** Why items are missing, when they are. */
  cut: { reason: Reason; why: string } | undefined;
}

export interface PageOptions<T> {
  /** What is kept of an item; `undefined` leaves it out. Called page by page, so that a page can be forgotten. */
  keep: (item: unknown) => T | undefined;
  /** Items that are read at most. */
  max: number;
  /** Items of one page. */
  size?: number;
}

const PAGE = 500;
/** A list says that it is one: `{}` from some other program is not the absence of everything. */
const Page = z.looseObject({
  kind: z.string().endsWith("List"),
  items: z.array(z.unknown()).nullish(),
  metadata: z.looseObject({ continue: z.string().optional(), resourceVersion: z.string().optional() }).optional(),
});

/**
 * A list, page by page. A token that is too old (410) is exchanged for the one that the refusal offers, or the list starts
 * over, once. A page that is too large is asked for in smaller ones. What fails after the first page costs only the rest, an abort too: the caller knows its own signal. Throws what
 * the first page throws.
 */
export async function listPages<T>(
  client: KubeClient,
  path: string,
  request: Request,
  { keep, max, size = PAGE }: PageOptions<T>,
): Promise<Pages<T>> {
  let pageSize = size;
  let [items, read, next, restarts]: [T[], number, string | undefined, number] = [[], 0, undefined, 1];
  for (;;) {
    try {
      const query = { limit: String(pageSize), ...request.query, continue: next };
      const page = pageOf(path, await client.json(path, { ...request, query }));
      read += page.items?.length ?? 0;
      for (const item of page.items ?? []) {
        const kept = keep(item);
        if (kept !== undefined) items.push(kept);
      }
      next = page.metadata?.continue || undefined;
      const resourceVersion = page.metadata?.resourceVersion ?? "";
      if (next === undefined) return { items, read, resourceVersion, cut: undefined };
      if (read >= max)
        return { items, read, resourceVersion, cut: { reason: "limited", why: `only the first ${read} were read` } };
    } catch (error) {
      if (isExpired(error) && (error.continueToken || restarts-- > 0)) {
        next = error.continueToken;
        if (next === undefined) [items, read] = [[], 0];
      } else if (error instanceof TooLarge && pageSize > 1) {
        pageSize = Math.ceil(pageSize / 10);
      } else if (read > 0) {
        const why = `only the first ${read} were read: ${messageOf(error)}`;
        return { items, read, resourceVersion: "", cut: { reason: reasonOf(error), why } };
      } else throw error;
    }
  }
}

function pageOf(path: string, answer: unknown): z.infer<typeof Page> {
  const page = Page.safeParse(answer);
  if (!page.success) throw notTheApi(`the answer to ${path} is no list`, page.error);
  return page.data;
}

function isExpired(error: unknown): error is KubeError {
  return error instanceof KubeError && error.status === 410;
}
