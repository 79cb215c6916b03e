import { signature } from "../signature.ts";

/** Ruby: uncaught exceptions (`'` in place of the backquote since 3.4) and its standard library. */
export const RUBY = [
  signature("ruby-timeout", "timeout", /\bNet::(?:Read|Open|Write)Timeout\b|\bTimeout::Error\b/),
  signature(
    "ruby-raised",
    "unhandled-error",
    /\.rb:\d+:in\s[`'][^']{1,120}': (?<detail>.{0,300})\((?<key>[A-Z][\w:]{0,120}(?:Error|Exception|Failed|Refused|Denied|Bad|Timeout|Found|Exist))\)$/,
  ),
];
