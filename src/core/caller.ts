/** Who calls. On stdio and the command line it is the person whose kubeconfig is used. */
export interface Caller {
  id: string;
  /** One connection of one client; rate limits count per session. */
  session: string;
}
