/** One server block of a Corefile: its zones, and its plugins with their arguments and inner lines. */
export interface ServerBlock {
  zones: string[];
  plugins: { name: string; args: string[]; body: string[][] }[];
}

/** A Corefile as blocks; `undefined` when its braces do not match (coredns: Caddyfile syntax). */
export function parseCorefile(text: string): ServerBlock[] | undefined {
  const blocks: ServerBlock[] = [];
  let block: ServerBlock | undefined;
  let body: string[][] | undefined;
  for (const line of text.split("\n")) {
    const words = line
      .replace(/(^|\s)#.*$/, "")
      .trim()
      .split(/\s+/)
      .filter(Boolean);
    const opens = words.at(-1) === "{";
    if (words.length === 0) continue;
    if (words[0] === "}") {
      if (body) body = undefined;
      else if (block) block = undefined;
      else return undefined;
    } else if (!block) {
      if (!opens) continue; // a snippet's import, or a zone list that goes on
      block = { zones: words.slice(0, -1), plugins: [] };
      blocks.push(block);
    } else if (body) body.push(words);
    else {
      const [name = "", ...args] = opens ? words.slice(0, -1) : words;
      const plugin = { name, args, body: [] };
      block.plugins.push(plugin);
      if (opens) body = plugin.body;
    }
  }
  return block ? undefined : blocks;
}

/** The zone of the cluster or of a namespace in it; a single Service's name is another matter. */
const CLUSTER_ZONE = /^(?:(?:[a-z0-9-]+\.)?svc\.)?cluster\.local\.?$/;
const ONE_SERVICE = /[a-z0-9]\\?\.[a-z0-9-]+\\?\.svc/;

/** What keeps this Corefile from answering for names inside the cluster; `undefined` when nothing does. */
export function corefileFault(text: string): string | undefined {
  const blocks = parseCorefile(text);
  if (!blocks) return "its braces do not match";
  const main = blocks.filter(({ zones }) =>
    zones.some((zone) => /^(?:dns:\/\/)?\.?(?::\d+)?$/.test(zone) || /cluster\.local/.test(zone)),
  );
  const plugins = main.flatMap((block) => block.plugins);
  if (plugins.length === 0) return undefined;
  const refusing = plugins.find(({ name, args, body }) => name === "template" && isRefusing(args, body));
  if (refusing) return `a template answers ${refusing.args.join(" ")} with ${rcodeOf(refusing.body)}`;
  const kubernetes = plugins.filter(({ name }) => name === "kubernetes");
  if (kubernetes.length === 0) return "the kubernetes plugin is missing, so Services have no names";
  return undefined;
}

/** `template CLASS TYPE [ZONE…]`; one that refuses only AAAA is how IPv6 lookups are kept short. */
function isRefusing([, type = "ANY", ...zones]: readonly string[], body: readonly string[][]): boolean {
  if (!/^(?:ANY|A)$/i.test(type)) return false;
  const matched = body.filter(([word]) => word === "match").flatMap(([, ...patterns]) => patterns);
  const all = zones.length === 0 || zones.includes(".");
  const inside =
    zones.some((zone) => CLUSTER_ZONE.test(zone)) ||
    matched.some((pattern) => /svc|cluster/.test(pattern) && !ONE_SERVICE.test(pattern));
  return /NXDOMAIN|SERVFAIL|REFUSED/.test(rcodeOf(body)) && (inside || (all && matched.length === 0));
}

function rcodeOf(body: readonly string[][]): string {
  return body.find(([word]) => word === "rcode")?.[1] ?? "";
}
