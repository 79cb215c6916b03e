/**
 * What the kubelet measures of its pods: volumes, processes, memory. It needs no shell in an image, and takes the right
 * `get nodes/proxy`.
 */
export function kubeletStats(node: string): string {
  return `kubectl get --raw /api/v1/nodes/${node}/proxy/stats/summary`;
}
