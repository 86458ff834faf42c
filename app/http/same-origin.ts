/** Writes come from our own pages alone. Together with SameSite cookies, this is what stands against forged requests. */

/**
 * Whether a write was sent by a page of this site. Browsers say where a request comes from in `Sec-Fetch-Site`, which no
 * page can set; older ones in `Origin`, which must then be `publicOrigin` ("https://club.example"). A request that says
 * neither is refused: every browser in use says one of them on a POST.
 */
export function isSameOriginWrite(headers: Headers, publicOrigin: string): boolean {
  const site = headers.get("Sec-Fetch-Site");
  if (site !== null) return site === "same-origin";
  return headers.get("Origin") === new URL(publicOrigin).origin;
}
