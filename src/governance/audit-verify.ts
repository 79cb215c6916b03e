import { createHash, type Hash } from "node:crypto";
import path from "node:path";
import type { AuditVerdict } from "../core/audit.ts";
import { type Chained, chainedIn, type Head, isSound, START } from "./audit-chain.ts";
import { headOf } from "./audit-file.ts";
import { type Line, linesOf, segmentsOf } from "./audit-read.ts";

type Fault = NonNullable<AuditVerdict["fault"]>;

/**
 * Reads a whole log and follows its chain. The first record that is changed, missing or out of order is named; `anchors` are
 * heads that must be in it: the head file's, and one that somebody noted.
 */
export async function verifyAudit(file: string, anchor?: Head): Promise<AuditVerdict> {
  const segments = await segmentsOf(file);
  const told = await headOf(file);
  const walk = new Walk([told, anchor].filter((head) => head !== undefined));
  for await (const line of linesOf(segments)) if (!walk.read(line)) break;
  const fault = walk.end(told !== undefined);
  return {
    intact: fault === undefined,
    records: walk.records,
    unchained: walk.vouchedFor,
    segments: segments.map((segment) => path.basename(segment)),
    head: walk.head.seq > 0 ? { seq: walk.head.seq, hash: walk.head.hash } : null,
    fault: fault ?? null,
  };
}

class Walk {
  head: Head = START;
  records = 0;
  vouchedFor = 0;
  #loose: { hash: Hash; bytes: number } | undefined;
  #fault: Fault | undefined;
  #at = { segment: "", line: 0 };
  readonly #anchors: Head[];

  constructor(anchors: Head[]) {
    this.#anchors = anchors;
  }

  /** False at the first fault. */
  read({ segment, number, bytes }: Line): boolean {
    this.#at = { segment: path.basename(segment), line: number };
    const text = bytes.toString("utf8");
    const isText = text.endsWith("\n") && Buffer.from(text).equals(bytes);
    const record = isText ? chainedIn(text.slice(0, -1)) : undefined;
    if (!record) this.#setAside(bytes);
    else this.#follow(text.slice(0, -1), record);
    return this.#fault === undefined;
  }

  /** What shows only when everything was read. */
  end(hasHead: boolean): Fault | undefined {
    if (this.#fault) return this.#fault;
    const cut = this.#anchors.find(({ seq }) => seq > this.head.seq);
    if (cut) this.#say("missing", this.head.seq + 1, `the log goes on to record ${cut.seq}, which was written`);
    else if (this.#loose && this.records > 0) this.#say("changed", this.head.seq + 1, "what follows is no record");
    else if (!hasHead && this.records > 0)
      this.#say("missing", this.head.seq, "the head file, which names the newest record, is gone");
    return this.#fault;
  }

  #setAside(bytes: Buffer): void {
    this.#loose ??= { hash: createHash("sha256"), bytes: 0 };
    this.#loose.hash.update(bytes);
    this.#loose.bytes += bytes.length;
  }

  #follow(text: string, record: Chained): void {
    const next = this.head.seq + 1;
    const { seq, prev } = record;
    const anchor = this.#anchors.find((head) => head.seq === seq);
    if (!this.#vouches(record)) this.#say("changed", next, `what stands before record ${seq} is not what was there`);
    else if (!isSound(text, record)) this.#say("changed", next, "its hash is another");
    else if (seq > next)
      this.#say("missing", next, seq === next + 1 ? "it is not there" : `it and those up to ${seq - 1} are not there`);
    else if (seq < next) this.#say("reordered", seq, `it stands after record ${this.head.seq}`);
    else if (prev !== this.head.hash) this.#say("changed", seq, "it follows another record than the one before it");
    else if (anchor && anchor.hash !== record.hash)
      this.#say("changed", seq, "another record of this number was noted");
    else {
      this.head = record;
      this.records++;
    }
  }

  /** Whether what is no record is what the next record says it is. */
  #vouches({ unchained }: Chained): boolean {
    const loose = this.#loose;
    this.#loose = undefined;
    if (!loose) return unchained === undefined;
    this.vouchedFor += loose.bytes;
    return unchained?.bytes === loose.bytes && unchained.sha256 === loose.hash.digest("hex");
  }

  #say(what: Fault["what"], record: number, said: string): void {
    this.#fault = { what, record, ...this.#at, said };
  }
}
