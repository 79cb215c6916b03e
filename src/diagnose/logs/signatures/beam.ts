import { signature } from "../signature.ts";

/** The Erlang virtual machine and what runs on it: Erlang/OTP, Elixir, DBConnection. */
export const BEAM = [
  signature(
    "beam-pool",
    "pool-exhausted",
    /connection not available and request was dropped from queue|could not checkout the connection owned by/,
  ),
  signature(
    "beam-start",
    "unhandled-error",
    /Kernel pid terminated \((?<key>\w{1,60})\)|application_start_failure|\*\* \(EXIT from #PID<[\d.]{1,20}>\)/,
  ),
  signature(
    "beam-process",
    "unhandled-error",
    /^(?:.{0,60}\[error\] )?(?:GenServer|Task|Process) \S{1,120} terminating$/,
  ),
  signature(
    "beam-raised",
    "unhandled-error",
    /^\*\* \((?<key>[A-Z][\w.]{0,120}(?:Error|Clause))\) (?<detail>.{1,200})/,
  ),
];
