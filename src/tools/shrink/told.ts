import type { Evidence } from "../../core/evidence.ts";
import { type Finding, flatten } from "../../core/finding.ts";
import { citationOf, type Passage } from "../../core/passage.ts";

/** Findings with what they cite. */
export interface Told {
  findings: Finding[];
  evidence: Evidence[];
  passages: Passage[];
}

/** The part of an answer that is kept, piece by piece; it never cites what is not in it. */
export class Draft {
  readonly findings: Finding[] = [];
  private readonly evidence = new Map<string, Evidence>();
  private readonly passages = new Map<string, Passage>();
  private readonly facts: ReadonlyMap<string, Evidence>;
  private readonly pages: ReadonlyMap<string, Passage>;
  private readonly told: Told;
  /** Characters of JSON that may still be added. */
  room: number;

  constructor(told: Told, room: number) {
    this.told = told;
    this.room = room;
    this.facts = new Map(told.evidence.map((item) => [item.id, item]));
    this.pages = new Map(told.passages.map((passage) => [citationOf(passage), passage]));
  }

  /** Adds a finding without what belongs to it but one fact, at the end of `list`; `undefined` when it does not fit. */
  add(list: Finding[], whole: Finding, must = false): Finding | undefined {
    const { evidence, symptoms: _, rank, ruledOut: _out, ...own } = whole;
    const bare: Finding = {
      ...own,
      ...(must && rank ? { rank } : {}),
      evidence: evidence.slice(0, 1),
      passages: [],
      next: [],
      disproof: "",
      symptoms: [],
    };
    const facts = this.costOf(bare.evidence);
    if (!this.spend(JSON.stringify(bare).length + 1 + facts, must)) return undefined;
    this.keepFacts(bare.evidence);
    list.push(bare);
    return bare;
  }

  /** Each of these returns false when it does not fit, and true when there is nothing to add. */
  fact(finding: Finding, id: string): boolean {
    if (finding.evidence.includes(id)) return true;
    if (!this.spend(id.length + 3 + this.costOf([id]))) return false;
    this.keepFacts([id]);
    finding.evidence.push(id);
    return true;
  }

  step(finding: Finding, step: Finding["next"][number]): boolean {
    return this.spend(JSON.stringify(step).length + 1) && finding.next.push(step) > 0;
  }

  disproof(finding: Finding, disproof: string): boolean {
    if (!this.spend(JSON.stringify(disproof).length)) return false;
    finding.disproof = disproof;
    return true;
  }

  /** The passage with so many characters of its text; said before with fewer, it becomes longer. */
  passage(finding: Finding, citation: string, length: number): boolean {
    const whole = this.pages.get(citation);
    if (!whole) return true;
    const cited = finding.passages.includes(citation);
    const before = this.passages.get(citation);
    if (cited && before?.text === whole.text) return true;
    const passage = { ...whole, text: cut(whole.text, length) };
    const grown = JSON.stringify(passage).length - (before ? JSON.stringify(before).length : -1);
    if (!this.spend(Math.max(0, grown) + (cited ? 0 : citation.length + 3))) return false;
    if (grown > 0) this.passages.set(citation, passage);
    if (!cited) finding.passages.push(citation);
    return true;
  }

  /** What its text says already, as data. */
  data(id: string): boolean {
    const [fact, kept] = [this.facts.get(id), this.evidence.get(id)];
    if (!fact || !kept || kept === fact) return true;
    return this.spend(JSON.stringify(fact).length - JSON.stringify(kept).length) && !!this.evidence.set(id, fact);
  }

  result(): Told {
    return { findings: this.findings, evidence: [...this.evidence.values()], passages: [...this.passages.values()] };
  }

  /** What is in the whole and not in this, in words; empty when nothing is. */
  left(): string[] {
    const kept = flatten(this.findings).length - this.findings.length;
    const all = flatten(this.told.findings).length - this.told.findings.length;
    const causes = [...of(this.findings.length, this.told.findings.length, "findings"), ...of(kept, all, "symptoms")];
    const facts = of(this.evidence.size, this.told.evidence.length, "facts");
    return [...(causes.length > 0 ? causes : facts), ...of(this.passages.size, this.told.passages.length, "passages")];
  }

  private spend(cost: number, must = false): boolean {
    if (cost > this.room && !must) return false;
    this.room -= cost;
    return true;
  }

  private costOf(ids: readonly string[]): number {
    const added = ids.filter((id) => !this.evidence.has(id)).flatMap((id) => this.facts.get(id) ?? []);
    return added.reduce((sum, fact) => sum + JSON.stringify(withoutData(fact)).length + 1, 0);
  }

  private keepFacts(ids: readonly string[]): void {
    for (const id of ids) {
      const fact = this.facts.get(id);
      if (fact && !this.evidence.has(id)) this.evidence.set(id, withoutData(fact));
    }
  }
}

function withoutData(fact: Evidence): Evidence {
  return Object.keys(fact.data).length === 0 ? fact : { ...fact, data: {} };
}

function of(kept: number, all: number, what: string): string[] {
  return kept < all ? [`${all - kept} of ${all} ${what}`] : [];
}

export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
