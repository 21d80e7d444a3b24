/** A mail before it is written down. Its text and its HTML are made of the same parts, so that both always say the same. */
export type Letter = { readonly subject: string; readonly parts: readonly Part[] };

export type Part =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  | { readonly kind: "list"; readonly items: readonly string[] }
  /** One word on a line of its own (M1). */
  | { readonly kind: "secret"; readonly word: string }
  | { readonly kind: "link"; readonly url: string };

export type Fact = { readonly label: string; readonly value: string };

/** A mail as it is sent. */
export type MailText = { readonly subject: string; readonly text: string; readonly html: string };

/** Writes a letter down, as plain text and as HTML. */
export function writeMail(letter: Letter): MailText {
  return { subject: oneLine(letter.subject), text: textOf(letter), html: htmlOf(letter) };
}

/** Writes a letter as plain text: its parts with a blank line between them. */
export function textOf({ parts }: Letter): string {
  return `${parts.map(textPart).join("\n\n")}\n`;
}

function textPart(part: Part): string {
  switch (part.kind) {
    case "paragraph":
      return oneLine(part.text);
    case "facts":
      return part.facts.map(({ label, value }) => `${label}: ${oneLine(value)}`).join("\n");
    case "list":
      return part.items.map((item) => `- ${oneLine(item)}`).join("\n");
    case "secret":
      return part.word;
    case "link":
      return part.url;
    default:
      return part satisfies never;
  }
}

/**
 * Writes a letter as HTML that needs nothing else: no picture, nothing remote, and no colours of its own, so that it is
 * as light or dark as the mail program.
 */
export function htmlOf({ subject, parts }: Letter): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
</head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
${parts.map(htmlPart).join("\n")}
</body>
</html>
`;
}

function htmlPart(part: Part): string {
  switch (part.kind) {
    case "paragraph":
      return `<p>${escaped(part.text)}</p>`;
    case "facts":
      return `<p>${part.facts.map(({ label, value }) => `${label}: <b>${escaped(value)}</b>`).join("<br>\n")}</p>`;
    case "list":
      return `<ul>\n${part.items.map((item) => `<li>${escaped(item)}</li>`).join("\n")}\n</ul>`;
    case "secret":
      return `<p style="font-family: monospace; font-size: 1.25em">\n${escaped(part.word)}\n</p>`;
    case "link":
      return isWeb(part.url)
        ? `<p><a href="${escaped(part.url)}">${escaped(part.url)}</a></p>`
        : `<p>${escaped(part.url)}</p>`;
    default:
      return part satisfies never;
  }
}

function isWeb(url: string): boolean {
  return /^https?:\/\//.test(url);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return oneLine(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** A name or a message may not begin a line of its own, where it would pass for a password, nor end a header. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}
