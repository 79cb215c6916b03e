interface Asked {
  tool: string;
  input: unknown;
}

/**
 * The tool call in a message that the protocol's own check refuses before any handler sees it: a name or arguments of the
 * wrong type. It goes through `call` all the same, where it is refused too and leaves its line in the audit log.
 */
export function unreadableCall(message: unknown): Asked | undefined {
  const { method, params } = fieldsOf(message);
  if (method !== "tools/call") return undefined;
  const { name, arguments: input = {} } = fieldsOf(params);
  if (typeof name === "string" && isObject(input)) return undefined;
  return { tool: typeof name === "string" ? name : "", input: isObject(input) ? params : input };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
