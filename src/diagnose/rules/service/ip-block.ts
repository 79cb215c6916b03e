/** Is this IPv4 address in the block? IPv6 is not told: such a rule counts as matching. */
export function inBlock(ip: string, cidr: string): boolean {
  const [base = "", bits = "32"] = cidr.split("/");
  if (base.includes(":") || ip.includes(":")) return true;
  const mask = Number(bits) === 0 ? 0 : (-1 << (32 - Number(bits))) >>> 0;
  return (numberOf(ip) & mask) >>> 0 === (numberOf(base) & mask) >>> 0;
}

function numberOf(ip: string): number {
  return ip.split(".").reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0);
}
