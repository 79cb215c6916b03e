import { writeFileSync } from "node:fs";
import { type Cluster, inside } from "./cluster.ts";
import { HOST } from "./network.ts";
import { start } from "./processes.ts";
import { program } from "./programs.ts";

/** The world outside: no name exists there, so that tests do not depend on the network of the machine. */
const COREFILE = `.:53 {
    bind ${HOST}
    template IN ANY . {
        rcode NXDOMAIN
    }
}
`;

/** The resolver that the cluster's DNS asks about names which are not its own. */
export function startUpstreamDns(cluster: Cluster): void {
  writeFileSync(inside(cluster, "Corefile"), COREFILE);
  start(cluster, "upstream-dns", program("coredns"), [`-conf=${inside(cluster, "Corefile")}`]);
  writeFileSync(inside(cluster, "resolv.conf"), `nameserver ${HOST}\n`);
}
