import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlOf, type Letter, type Part, textOf, writeMail } from "../../../src/domain/mail/letter.ts";
import { wordsOfHtml, wordsOfText } from "../../support/site/mail-words.ts";

const letter = (...parts: Part[]): Letter => ({ subject: "Subject", parts });
const secret: Part = { kind: "secret", word: "Xk7mPq2RtVwZ9abc" };

const anyPart: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant("paragraph" as const), text: fc.string({ unit: "binary" }) }),
  fc.record({
    kind: fc.constant("facts" as const),
    facts: fc.array(
      fc.record({ label: fc.constantFrom("Created", "Extension"), value: fc.string({ unit: "binary" }) }),
      {
        minLength: 1,
      },
    ),
  }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(fc.string({ unit: "binary" }), { minLength: 1 }) }),
  fc.record({ kind: fc.constant("link" as const), url: fc.webUrl() }),
  fc.constant(secret),
);

test("both parts of a mail always say the same", () => {
  fc.assert(
    fc.property(fc.array(anyPart, { minLength: 1, maxLength: 8 }), (parts) => {
      const { text, html } = writeMail(letter(...parts));
      expect(wordsOfHtml(html)).toBe(wordsOfText(text));
    }),
  );
});

test("whatever a name holds, the HTML has no element but its own, and nothing remote", () => {
  const own = /^<(\/?(html|head|title|body|p|b|ul|li|a)|!doctype|meta|br)\b/;
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const hostile = `${name}<img src=x onerror=alert(1)>"'&<script>`;
      const html = htmlOf(
        letter({ kind: "paragraph", text: hostile }, { kind: "facts", facts: [{ label: "Name", value: hostile }] }),
      );
      const tags = html.match(/<[^>]*>?/g) ?? [];
      expect(tags.filter((tag) => !own.test(tag))).toEqual([]);
      expect(
        html.match(/\b(src|srcset|background)=|url\(|@import/g)?.filter((found) => !hostile.includes(found)) ?? [],
      ).toEqual([]);
    }),
  );
});

test("M1 a secret is one word on a line of its own, in the text and in the HTML", () => {
  for (const written of [textOf(letter(secret)), htmlOf(letter(secret))]) {
    expect(written.split("\n").filter((line) => line === "Xk7mPq2RtVwZ9abc")).toHaveLength(1);
  }
});

test("M1 nothing but the secret can stand on a line of its own as if it were one", () => {
  const forged = "Ada\nForgedPassword23\r\nForgedPassword24\u2028ForgedPassword25";
  const parts: Part[] = [
    { kind: "paragraph", text: `Hello ${forged},` },
    { kind: "facts", facts: [{ label: "Name", value: forged }] },
    { kind: "list", items: [forged] },
    secret,
  ];
  const { subject, text, html } = writeMail({ subject: `For ${forged}`, parts });
  const alone = (written: string) =>
    written.split(/[\r\n\u2028\u2029\u0085]/).filter((line) => /^[A-Za-z0-9]{14,}$/.test(line));
  expect(alone(text)).toEqual(["Xk7mPq2RtVwZ9abc"]);
  expect(alone(html)).toEqual(["Xk7mPq2RtVwZ9abc"]);
  expect(subject).not.toMatch(/[\r\n]/);
});

test("a link is one that people can follow, and only to the web", () => {
  const html = (url: string) => htmlOf(letter({ kind: "link", url }));
  expect(html("https://muster.example/?a=1&b=2")).toContain('<a href="https://muster.example/?a=1&amp;b=2">');
  expect(html("javascript:alert(1)")).not.toContain("<a ");
});

test("a mail is as light or dark as the program that shows it", () => {
  const html = htmlOf(letter({ kind: "paragraph", text: "Hello" }, secret));
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  expect(html).not.toMatch(/(?<!-)\bcolor\s*:|background|<style|#[0-9a-f]{3}/i);
});
