import { LEFT_OUT } from "./left-out.ts";

/** Words that say nothing about which page is meant. */
const STOP = new Set(
  `a an and any are as at be been but by can could do does for from had has have how i if in into is it its may more my of on
  or our please should so than that the their them then there these they this to was we were what when where which while who
  why will with would you your`.split(/\s+/),
);

/** Names with a capital inside that are one word. Without them "PostgreSQLReplicationLag" would be searched as "postgre". */
const BRANDS = [
  ..."PostgreSQL MySQL NoSQL SQLite GraphQL PromQL LogQL MariaDB MongoDB DynamoDB InfluxDB CockroachDB ScyllaDB".split(
    " ",
  ),
  ..."ClickHouse OpenSearch ElasticSearch RabbitMQ ActiveMQ ZooKeeper PgBouncer PagerDuty OpsGenie ServiceNow".split(
    " ",
  ),
  ..."GitHub GitLab BitBucket CircleCI ArgoCD FluxCD OpenShift OpenStack OpenTelemetry OpenSSL OpenVPN OpenID".split(
    " ",
  ),
  ..."CoreDNS LinkerD KubeVirt CloudNativePG CloudFront CloudWatch CloudFormation JavaScript TypeScript DevOps".split(
    " ",
  ),
  ..."OAuth WireGuard HAProxy GlusterFS CephFS IPv4 IPv6 macOS iOS LaunchDarkly DataDog NewRelic HashiCorp".split(" "),
];
const BRAND = new RegExp(`(${BRANDS.join("|")})(?=$|[^a-z])`, "g");

/** A word or an identifier with its joiners: `payments-api`, `kube_pod_status_phase`, `10.0.0.1`, `app.kubernetes.io`. */
const IDENTIFIER = /[\p{L}\p{N}]+(?:[._:-]+[\p{L}\p{N}]+)*/gu;
const WORD = /[\p{L}\p{N}]+/gu;
/** lower→Upper, and the last capital of a run before lower case: `OOMKilled` → OOM Killed. */
const CAMEL = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;
/** Longer ones are hashes, tokens and base64: nobody searches for them. */
const LONGEST = 64;

/** A word without joiners in its parts: `KubePodCrashLooping` → Kube Pod Crash Looping; brands stay whole. */
export function camelParts(word: string): string[] {
  if (!/\p{Lu}/u.test(word.slice(1))) return [word];
  return word
    .split(BRAND)
    .flatMap((piece) => (BRANDS.includes(piece) ? [piece] : piece.split(CAMEL)))
    .filter((piece) => piece !== "");
}

/**
 * The terms of a text, in order: every word in lower case, an identifier whole *and* in its parts
 * (`KubePodCrashLooping` → kubepodcrashlooping, kube, pod, crash, looping). Stop words are left out.
 */
export function analyze(text: string): string[] {
  const terms: string[] = [];
  for (const identifier of written(text)) {
    const parts = (identifier.match(WORD) ?? []).flatMap(camelParts);
    if (parts.length > 1 && identifier.length <= LONGEST) terms.push(whole(identifier));
    for (const part of parts) {
      const term = part.toLowerCase();
      if (term.length <= LONGEST && !STOP.has(term)) terms.push(term);
    }
  }
  return terms;
}

/** Words and identifiers as they are written, with their joiners. */
export function written(text: string): string[] {
  return text.normalize("NFKC").match(IDENTIFIER) ?? [];
}

/** One spelling for all: `KubePodCrashLooping`, `kube-pod-crash-looping` and `kube_pod_crash_looping` are the same identifier. */
export function whole(identifier: string): string {
  return identifier.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** One word of several parts, as alerts, services and metrics are named; not a sentence and not a plain word. */
export function isIdentifier(word: string): boolean {
  return /^[A-Za-z][\w-]*$/.test(word) && analyze(word).length > 2;
}

/** Written as alerts are: `KubePodCrashLooping`, `PostgreSQL_SplitBrain`. */
export function isName(word: string): boolean {
  return /^[A-Za-z][\w.-]*$/.test(word) && /[a-z][A-Z]|[A-Z]{2}[a-z]{2}/.test(word) && analyze(word).length > 2;
}

/** The text as a model should read it: identifiers as words, so that `KubePodCrashLooping` and "pod crash looping" come close. */
export function spaced(text: string): string {
  return text.replace(/[\p{L}\p{N}]+(?:_+[\p{L}\p{N}]+)*/gu, (word) =>
    word
      .split(/_+/)
      .flatMap((part) => camelParts(part))
      .join(" "),
  );
}

/** The words of a text in lower case with a space around each, so that ` lag ` is in it where the word is said. */
export function spacedWords(text: string): string {
  const words = spaced(text.normalize("NFKC"))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ");
  return ` ${words.trim()} `;
}

/** Markdown without its syntax: links by their words, no images, no HTML, no shortcodes, nothing that was left out. */
export function plainText(markdown: string): string {
  return markdown
    .replace(LEFT_OUT, " ")
    .replace(/<!--(?:[^<]|<(?!!--))*?-->/g, " ")
    .replace(/!\[([^[\]]*)\]\([^)[]*\)/g, " $1 ")
    .replace(/\[([^[\]]*)\]\([^)[]*\)/g, "$1")
    .replace(/\{\{[<%](?:(?!\{\{).)*?[%>]\}\}/g, " ")
    .replace(/<\/?[a-z][^<>]*>/gi, " ")
    .replace(/\{#[^{}]*\}/g, " ");
}
