const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** What a reader of a mail's HTML part reads, with single spaces. */
export function wordsOfHtml(html: string): string {
  const body = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? "";
  const words = body.replace(/<[^>]*>/g, (tag) => (/^<\/?b>$/.test(tag) ? "" : " "));
  return singleSpaces(words.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? ""));
}

/** What a reader of its plain-text part reads, with single spaces and without the marks of list items. */
export function wordsOfText(text: string): string {
  return singleSpaces(text.replace(/^- /gm, ""));
}

function singleSpaces(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
