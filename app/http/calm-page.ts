const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A page that needs nothing else to be up: for refusals before the app is asked, and for when it falls over. */
export function calmPage(title: string, sentence: string, requestId: string): string {
  const text = (value: string) => value.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} - Tallyhouse</title></head>
<body><main><h1>${text(title)}</h1><p>${text(sentence)}</p><p><a href="/">Back to the front door</a></p>
<p>If you write to us, quote <code>${text(requestId)}</code>.</p></main></body></html>
`;
}
