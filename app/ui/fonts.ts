import text from "@fontsource/barlow/files/barlow-latin-500-normal.woff2?url";
import condensed from "@fontsource/barlow-condensed/files/barlow-condensed-latin-600-normal.woff2?url";

/** The two font files, for `links()` of the root: fetched beside the stylesheet instead of after it. */
export const fontPreloads = [text, condensed].map((href) => ({
  rel: "preload" as const,
  as: "font" as const,
  type: "font/woff2",
  href,
  crossOrigin: "anonymous" as const,
}));
