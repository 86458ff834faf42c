/** The photo as it stands in a page: a `data:` address; null where there is none. */
export function photoAddress(jpeg: Uint8Array | undefined): string | null {
  return jpeg === undefined ? null : `data:image/jpeg;base64,${Buffer.from(jpeg).toString("base64")}`;
}
