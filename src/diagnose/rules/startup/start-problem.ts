/** Why a container that has its image does not start. */
export type StartProblem =
  | "image-name"
  | "never-pulled"
  | "missing-reference"
  | "non-root"
  | "subpath"
  | "memory"
  | "architecture"
  | "working-directory"
  | "user"
  | "permission"
  | "executable"
  | "mount"
  | "device"
  | "security-profile"
  | "runtime-slow"
  | "post-start"
  | "other";

/** What decides is how the kubelet calls the state, where it has a name for it; else the runtime's words. */
const STATES: Readonly<Record<string, StartProblem>> = {
  InvalidImageName: "image-name",
  ErrImageNeverPull: "never-pulled",
  PostStartHookError: "post-start",
};

/** In this order, the first that matches: kubelet v1.24 to v1.36, containerd 1.6 and 2.1, runc 1.2. */
const WORDS: readonly [StartProblem, RegExp][] = [
  ["missing-reference", /couldn't find key \S+ in|(?:configmap|secret) "[^"]+" not found/i],
  ["non-root", /runAsNonRoot|breaks non-root policy/],
  ["subpath", /subPath/],
  ["memory", /container init was OOM-killed|memory limit too low/],
  ["architecture", /exec format error/],
  [
    "mount",
    /error mounting|create mountpoint|failed to (?:stat|mkdir) "|not a directory: unknown|are you trying to mount a directory/,
  ],
  ["working-directory", /chdir to cwd \("(?<what>[^"]+)"\)|mkdir (?<dir>\S+): (?:read-only|permission)/],
  ["user", /unable to find (?:user|group) (?<what>[^:]+)|no users found|no matching entries in passwd/],
  ["security-profile", /apparmor|seccomp|selinux/i],
  ["device", /nvidia-container-cli|CDI device|gathering device information|no such device/],
  ["permission", /exec:? "?(?<what>[^":]{1,300})"?: permission denied/],
  [
    "executable",
    /exec: "?(?<what>[^":]{1,300})"?: (?:executable file not found|stat [^:]{0,300}: no such file|no such file)|exec (?<file>[^":]{1,300}): no such file/,
  ],
  ["runtime-slow", /is reserved for "|context deadline exceeded|DeadlineExceeded/],
];

/** The problem, with what the text names (a command, a folder, a user). */
export function startProblem(state: string, text: string): { problem: StartProblem; what: string | undefined } {
  const named = STATES[state];
  if (named) return { problem: named, what: undefined };
  for (const [problem, pattern] of WORDS) {
    const match = pattern.exec(text);
    if (match) return { problem, what: Object.values(match.groups ?? {}).find((group) => group !== undefined) };
  }
  return { problem: "other", what: undefined };
}
