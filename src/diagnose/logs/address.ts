const URL_ADDRESS = /\b[a-z][a-z0-9+.-]{1,20}:\/\/(?:[^\s/@"']{0,120}@)?([a-zA-Z0-9][\w.-]{0,120})(?::(\d{1,5}))?/;
const HOST_PORT =
  /(?:^|[\s"'(=@[/])([a-zA-Z][\w-]{0,62}(?:\.[\w-]{1,63}){0,6}|\d{1,3}(?:\.\d{1,3}){3}):(\d{2,5})(?![\w.]|:\d)/g;
/** Thrift's transports. */
const HOST_AND_PORT = /<Host: ([\w.-]{1,200}) Port: (\d{1,5})>/;
/** `file.go:123` is a place in a program. */
const SOURCE_FILE =
  /\.(?:go|js|mjs|cjs|ts|tsx|py|rb|java|kt|scala|rs|cs|c|cc|cpp|h|php|ex|erl|lua|sh|lock|json|ya?ml)$/i;

/** Numbers that programs write so and that are no ports. */
const NUMBERED = /^(?:pid|tid|uid|gid|ppid|line|id|errno|code|status|offset|thread)$/i;

/** The first address that a line mentions, for lines whose signature names none. */
export function addressIn(message: string): { host: string; port: string | undefined } | undefined {
  const url = URL_ADDRESS.exec(message);
  if (url?.[1]) return { host: url[1], port: url[2] };
  const named = HOST_AND_PORT.exec(message);
  if (named?.[1]) return { host: named[1], port: named[2] };
  for (const [, host, port] of message.matchAll(HOST_PORT))
    if (host && !SOURCE_FILE.test(host) && !NUMBERED.test(host)) return { host, port };
  return undefined;
}
