import { expect, test } from "vitest";
import { templateColumns } from "../../../src/domain/columns.ts";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { writeTemplate } from "../../../src/domain/file/template.ts";

test("the template is one header row with a byte order mark, CRLF and quotes where a header has a comma", () => {
  const template = writeTemplate(",", 2);
  expect(template.startsWith("\uFEFFDisplay Name (Mandatory),Email Address (Mandatory),")).toBe(true);
  expect(template).toContain(',"Find Me, Follow Me Timeout (Optional)"\r\n');
  expect(template.match(/\r\n/g)).toHaveLength(1);
  expect(writeTemplate(";", 2)).toContain(';"Find Me, Follow Me Timeout (Optional)"\r\n');
});

test("the template calls the licence optional where the account has one type only", () => {
  expect(writeTemplate(",", 1)).toContain("Subscription License Type (Optional)");
  expect(writeTemplate(",", 2)).toContain("Subscription License Type (Mandatory)");
  expect(writeTemplate(",", 0)).toContain("Subscription License Type (Mandatory)");
});

test.each([",", ";"] as const)(
  "the template with %s is read with all of its columns, and has no rows yet",
  (delimiter) => {
    const options = { ...asWritten, licenseTypes: 2, connect: true } as const;
    const template = writeTemplate(delimiter, 2);
    const bare = readFile(new TextEncoder().encode(template), options);
    expect(bare.ok ? [] : bare.problems.map((problem) => problem.code)).toEqual(["no_rows"]);
    const filled = readFile(new TextEncoder().encode(`${template}Ann${delimiter}ann@example.com\r\n`), options);
    expect(filled.ok && filled.file.delimiter).toBe(delimiter);
    expect(filled.ok && filled.file.fields.map((column) => column.key)).toEqual(templateColumns.map(({ key }) => key));
  },
);
