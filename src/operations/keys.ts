import { z } from "zod";
import { defineTool } from "../core/tool.ts";
import { addKey, Key, KeyName, readKeys, revokeKey } from "../identity/keys.ts";
import { installation } from "./installation.ts";

const Listed = Key.pick({ name: true, created: true, expires: true, tools: true, namespaces: true });

/** The token is made by who asks for it: only what it is known by passes here, so that no log can hold it. */
export const createKey = defineTool({
  name: "create_key",
  title: "Create an API key",
  description: "Let a program call this installation over HTTP.",
  effect: "operate",
  needs: { installation },
  input: Key.omit({ created: true }),
  output: z.object({ created: KeyName }),
  cut: [],
  async handler(key, { installation: { keys } }) {
    await addKey(keys, key);
    return { created: key.name };
  },
  render: ({ created }) => `created key ${created}`,
});

export const listKeys = defineTool({
  name: "list_keys",
  title: "List API keys",
  description: "Names of API keys, what they may call and until when.",
  effect: "operate",
  needs: { installation },
  input: z.object({}),
  output: z.object({ keys: z.array(Listed) }),
  cut: [],
  async handler(_input, { installation: { keys } }) {
    return { keys: (await readKeys(keys)).map((key) => Listed.parse(key)) };
  },
  render: ({ keys }) => keys.map(line).join("\n") || "no keys; sitrep keys create NAME makes one",
});

function line({ name, created, expires, tools, namespaces }: z.infer<typeof Listed>): string {
  const until = expires ? `expires ${expires}` : "never expires";
  return `${name}  created ${created}  ${until}  ${tools?.join(", ") ?? "every tool"}  ${namespaces ? `namespaces ${namespaces.join(", ")}` : "every namespace"}`;
}

export const revokeKeyOperation = defineTool({
  name: "revoke_key",
  title: "Revoke an API key",
  description: "Refuse a key from the next request on.",
  effect: "operate",
  needs: { installation },
  input: z.object({ name: KeyName }),
  output: z.object({ revoked: KeyName }),
  cut: [],
  async handler({ name }, { installation: { keys } }) {
    await revokeKey(keys, name);
    return { revoked: name };
  },
  render: ({ revoked }) => `revoked key ${revoked}; it is refused from the next request on`,
});
