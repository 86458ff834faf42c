/** Who decided, without a person's mail address. */
export function deciderText(decidedBy: string | null): string {
  return decidedBy === null || decidedBy.includes("@") ? "our staff" : decidedBy;
}
