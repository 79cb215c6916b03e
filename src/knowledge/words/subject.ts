/** A question in two parts: what it is about, and the values of one moment and place, which no document can know. */
export interface Subject {
  text: string;
  values: string;
}

/** The letters of which Kubernetes makes random names (k8s.io/apimachinery/pkg/util/rand). */
const RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";
/** Words after which the name of one of them may follow. */
const KIND =
  "namespace|node|cluster|pod|deployment|statefulset|daemonset|job|service|instance|host|server|container|volume|machine|vm|environment|tenant|database|hpa";
/** Words that go on after a kind and are no name: "the node is down". */
const GOES_ON = "(?!(?:and|are|at|for|has|have|in|is|not|of|on|only|or|to|was|will|with)\\b)";

const VALUES: readonly RegExp[] = [
  // IPv4 addresses, with port and path
  /\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?:\/[\w.-]+)?/g,
  // names that Kubernetes made, of pods and of their replica sets
  new RegExp(`\\b[a-z0-9][a-z0-9-]{0,200}-(?=[a-z]*\\d)${RANDOM}{6,10}(?:-${RANDOM}{5})?\\b`, "g"),
  // UUIDs and hashes
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{13,36}\b|\b(?=[0-9a-f]{0,40}\d)[0-9a-f]{12,64}\b/g,
  // a machine by its full name: db-03.example.com
  /\b[a-z][a-z-]{0,60}\d{1,4}(?:\.[a-z][a-z0-9-]{0,60}){2,5}\b/g,
  // numbers, with a unit or alone; not the 5xx, x509 and v1.29 of names
  /(?<![\w./-])\d+(?:\.\d+)?\s?(?:%|ms|[kmgt]i?bb?|s|m|h|d|(?:second|minute|hour|day|week|month|year)s?)?(?![\w-])/gi,
  /\/dev\/\w+/g,
  // the name of one of a kind: deployment payments/checkout, node worker-3, in namespace payments
  new RegExp(`(?<=\\b(?:${KIND})s? ["']?)[a-z0-9]+(?:[-/.:]+[a-z0-9]+)+(?![a-z])`, "gi"),
  new RegExp(`(?<=\\b(?:in|on|from|of) (?:${KIND}) )${GOES_ON}[a-z0-9-]+(?=[.,;:)]|\\s|$)`, "gi"),
  new RegExp(`(?<=\\b(?:${KIND}) )(["'])[a-z0-9-]+\\1`, "gi"),
  // what is left of namespace/pod
  /(?<=\s)[a-z0-9-]+\/(?=[\s.,)]|$)/g,
];

/** HTTP and its like: a number that is a code and not a measurement. */
const CODE = /^[1-5]\d\d$/;

export function subjectOf(question: string): Subject {
  const values: string[] = [];
  let text = question;
  for (const pattern of VALUES)
    text = text.replace(pattern, (value) => {
      if (CODE.test(value.trim())) return value;
      values.push(value);
      return " ";
    });
  return { text: text.replace(/\s+/g, " ").trim(), values: values.join(" ") };
}
