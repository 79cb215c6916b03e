/** What somebody asked of the API server. */
export interface AccessRequest {
  /** `system:serviceaccount:NAMESPACE:NAME`, or who else it is. */
  user: string;
  verb: string;
  /** Empty for the core group. */
  group: string;
  /** With its subresource: `pods/log`. Empty where a path is asked for. */
  resource: string;
  /** Of one object, where the message names it. */
  name?: string | undefined;
  /** `undefined` for the whole cluster. */
  namespace?: string | undefined;
  /** What is no resource: `/metrics`. */
  path?: string | undefined;
}

/** The message of the API server's RBAC authorizer (apiserver, responsewriters/errors.go), also inside a quoted string. */
const FORBIDDEN = new RegExp(
  [
    String.raw`(?:\\*"(?<name>[^"\\\s]{1,253})\\*" is )?forbidden: User \\*"(?<user>[^"\\]{1,320})\\*" cannot (?<verb>\w{1,30}) `,
    String.raw`(?:path \\*"(?<path>[^"\\]{1,253})\\*"|resource \\*"(?<resource>[^"\\]{1,253})\\*"`,
    String.raw`(?: in API group \\*"(?<group>[^"\\]{0,253})\\*")?(?: in the namespace \\*"(?<namespace>[^"\\]{1,63})\\*")?)`,
  ].join(""),
);

/** The request that the text says was refused. */
export function forbiddenIn(text: string): AccessRequest | undefined {
  if (!text.includes("forbidden: User")) return undefined;
  const { user, verb, resource = "", group = "", name, namespace, path } = FORBIDDEN.exec(text)?.groups ?? {};
  return user && verb ? { user, verb, resource, group, name, namespace, path } : undefined;
}

const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The service account that a user is. */
export function accountOf(user: string): { namespace: string; name: string } | undefined {
  const [, namespace, name] = ACCOUNT.exec(user) ?? [];
  return namespace && name ? { namespace, name } : undefined;
}

export function userOf({ namespace, name }: { namespace: string; name: string }): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
