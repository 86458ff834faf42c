/**
 * The one frame of every message, as text and as HTML. Mail programs know little: tables, inline styles, no pictures,
 * no web fonts; 600 px in Outlook, narrower on a phone; readable when a program turns it dark. Everything that is given
 * is plain text and is escaped here.
 */

export type MailFact = { readonly label: string; readonly value: string };

export type MailContent = {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Dates and amounts, as a ruled list under the paragraphs. */
  readonly facts?: readonly MailFact[];
  /** The one thing to do, as a button; in text as its address. */
  readonly action?: { readonly label: string; readonly href: string };
  /** What stands below the button: how to cancel, what to do when it was not them. */
  readonly notes?: readonly string[];
  /** The line that a mailbox shows beside the subject; the first paragraph when left out. */
  readonly preheader?: string;
};

/** Why a message came; nobody can be unsubscribed from what the law or their own click asks for. */
const FOOTER =
  "Tallyhouse, the online warehouse club. We sent this because of your account or membership; it is no advertising.";

const INK = "#15191b";
const CONCRETE = "#e9ebec";
const RULE = "#d9dcde";
const QUIET = "#4b5358";
const ORANGE = "#f58220";
const BLUE = "#17498c";
const FONT = "font-family:Barlow,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/**
 * Sets `content` as plain text and as HTML.
 * @throws Error for an action whose address is neither http nor https: what is clicked must be an address of ours.
 */
export function mailLayout(content: MailContent): { text: string; html: string } {
  if (content.action !== undefined && !/^https?:\/\//.test(content.action.href)) {
    throw new Error("A mail's action needs a full http address.");
  }
  return { text: textOf(content), html: htmlOf(content) };
}

function textOf({ title, paragraphs, facts = [], action, notes = [] }: MailContent): string {
  const blocks = [
    title,
    ...paragraphs,
    facts.map(({ label, value }) => `${label}: ${value}`).join("\n"),
    action === undefined ? "" : `${action.label}:\n${action.href}`,
    ...notes,
    `-- \n${FOOTER}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function htmlOf(content: MailContent): string {
  const { title, paragraphs, facts = [], action, notes = [] } = content;
  const body = [
    `<h1 class="ink" style="margin:0 0 16px;${FONT};font-size:26px;line-height:30px;font-weight:700;color:${INK}">${escapeHtml(title)}</h1>`,
    ...paragraphs.map((text) => paragraph(text, 16, INK, "ink")),
    facts.length === 0 ? "" : factsTable(facts),
    action === undefined ? "" : button(action),
    ...notes.map((text) => paragraph(text, 14, QUIET, "quiet")),
  ].join("\n");
  return page(title, content.preheader ?? paragraphs[0] ?? title, body);
}

function page(title: string, preheader: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .floor { background: #0e1112 !important; }
  .sheet { background: #1d2326 !important; }
  .ink { color: #f5f6f6 !important; }
  .quiet { color: #bfc4c7 !important; }
  .rule { border-color: #3a4347 !important; }
}
@media (max-width: 480px) { .pad { padding: 24px 20px !important; } .side { padding: 16px 20px !important; } }
</style>
</head>
<body class="floor" style="margin:0;padding:0;background:${CONCRETE}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;color:${CONCRETE}">${escapeHtml(preheader)}</div>
<table role="presentation" class="floor" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:${CONCRETE}">
<tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="side" bgcolor="${INK}" style="padding:16px 32px;background:${INK};border-bottom:6px solid ${ORANGE};${FONT};font-size:22px;line-height:26px;font-weight:700;color:#ffffff">Tallyhouse</td></tr>
<tr><td class="sheet pad" align="left" style="padding:32px;background:#ffffff">
${body}
</td></tr>
<tr><td class="quiet side" align="left" style="padding:16px 32px;${FONT};font-size:13px;line-height:19px;color:${QUIET}">${escapeHtml(FOOTER)}</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
}

function paragraph(text: string, sizePx: number, color: string, tone: string): string {
  const style = `margin:0 0 16px;${FONT};font-size:${sizePx}px;line-height:${sizePx + 8}px;color:${color}`;
  return `<p class="${tone}" style="${style}">${escapeHtml(text)}</p>`;
}

function factsTable(facts: readonly MailFact[]): string {
  const cell = `padding:10px 0;border-top:1px solid ${RULE};${FONT};font-size:16px;line-height:22px`;
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td class="quiet rule" valign="top" style="${cell};color:${QUIET};padding-right:16px">${escapeHtml(label)}</td>` +
      `<td class="ink rule" align="right" valign="top" style="${cell};color:${INK};font-weight:700">${escapeHtml(value)}</td></tr>`,
  );
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px">${rows.join("")}</table>`;
}

/** A cell with a ground, since Outlook gives a link no padding; the address below it, for programs that show no link. */
function button({ label, href }: { label: string; href: string }): string {
  const address = escapeHtml(href);
  const link = `display:inline-block;padding:14px 24px;${FONT};font-size:17px;line-height:20px;font-weight:700;color:${INK};text-decoration:none`;
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 12px"><tr><td bgcolor="${ORANGE}" style="background:${ORANGE}"><a href="${address}" style="${link}">${escapeHtml(label)}</a></td></tr></table>
<p class="quiet" style="margin:0 0 24px;${FONT};font-size:13px;line-height:19px;color:${QUIET};word-break:break-all">Or open <a class="quiet" href="${address}" style="color:${BLUE}">${address}</a></p>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
