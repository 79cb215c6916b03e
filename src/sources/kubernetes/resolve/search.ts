import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { Mentions } from "../../../core/mentions.ts";
import type { Target } from "../../../core/target.ts";
import type { KubernetesReader, Listing } from "../reader.ts";
import { refused } from "../refused.ts";

/** A cluster in which what a text mentions is looked for. What is listed is listed once. */
export class Search {
  private readonly asked = new Map<string, Promise<Listing>>();
  private readonly answered: Listing[] = [];
  readonly reader: KubernetesReader;
  readonly cluster: string;
  readonly mentions: Mentions;
  /** All that are known. */
  readonly namespaces: readonly string[];
  /** The namespaces that are named too; everywhere when empty. */
  readonly spaces: readonly string[];
  private readonly signal: AbortSignal;

  constructor(
    reader: KubernetesReader,
    place: Pick<Search, "cluster" | "mentions" | "namespaces" | "spaces">,
    signal: AbortSignal,
  ) {
    this.reader = reader;
    this.cluster = place.cluster;
    this.mentions = place.mentions;
    this.namespaces = place.namespaces;
    this.spaces = place.spaces;
    this.signal = signal;
  }

  /** Names, labels and owners of the objects of these kinds, in the namespaces that are named. */
  async named(kinds: readonly string[]): Promise<KubeObject[]> {
    const listings = await Promise.all(kinds.map((kind) => this.listings(kind)));
    return listings.flat().flatMap(({ items }) => items);
  }

  /** The same with what stands in them. */
  async whole(kinds: readonly string[]): Promise<KubeObject[]> {
    const listings = await Promise.all(kinds.map((kind) => this.listings(kind, false)));
    return listings.flat().flatMap(({ items }) => items);
  }

  async listings(kind: string, metadataOnly = true, spaces = this.spaces): Promise<Listing[]> {
    const places = spaces.length > 0 ? spaces : [undefined];
    return Promise.all(places.map((namespace) => this.list(kind, { namespace, metadataOnly })));
  }

  async withAddress(address: string): Promise<KubeObject[]> {
    return (await this.list("Pod", { fieldSelector: `status.podIP=${address}` })).items;
  }

  /** Nothing is called so only where every kind was told. */
  expectAnswers(): void {
    const failed = this.answered.find(({ status }) => status === "failed");
    if (failed) throw refused("failed", failed.detail);
  }

  target({ apiVersion, kind, metadata }: KubeObject, more: Partial<Target> = {}): Target {
    const namespace = metadata.namespace ?? "";
    const where = namespace ? ` in namespace "${namespace}"` : "";
    return {
      cluster: this.cluster,
      namespace,
      object: { apiVersion, kind, namespace, name: metadata.name },
      because: `${kind} "${metadata.name}"${where}`,
      ...more,
    };
  }

  inNamespace(namespace: string, because = `namespace "${namespace}"`): Target {
    return { cluster: this.cluster, namespace, because };
  }

  private list(kind: string, query: Parameters<KubernetesReader["list"]>[1]): Promise<Listing> {
    const key = JSON.stringify([kind, query]);
    const known = this.asked.get(key);
    if (known) return known;
    const listing = this.reader.list(kind, query, this.signal).then((answer) => {
      this.answered.push(answer);
      return answer;
    });
    this.asked.set(key, listing);
    return listing;
  }
}
