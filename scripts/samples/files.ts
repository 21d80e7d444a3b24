import { csv, header, keys, usersCsv } from "./csv.ts";

const few = ["display_name", "email", "license_type"] as const;
const ana = { display_name: "Ana Núñez", email: "ana.nunez@acme.example", license_type: "Pro" };
const headers = few.map(header);
const cells = few.map((key) => ana[key]);

/** One small file for each code that a whole file can have; the largest, `file_too_large`, is for a test to make. */
export const fileSamples = () => ({
  "file-empty.csv": Buffer.from("\r\n\r\n"),
  "file-no-rows.csv": csv([keys.map(header)]),
  "file-too-many-rows.csv": usersCsv(crowd(1001), few),
  "file-header-unknown.csv": csv([
    [...headers, "Primary Fone Number (Optional)"],
    [...cells, "+1 415 555 0190"],
  ]),
  "file-header-lost-quotes.csv": lostQuotes(),
  "file-header-duplicate.csv": csv([
    [...headers, "email  address"],
    [...cells, "ana@acme.example"],
  ]),
  "file-header-repeated.csv": csv([headers, cells, headers]),
  "file-header-missing.csv": csv([
    [header("display_name"), header("license_type")],
    [ana.display_name, ana.license_type],
  ]),
  "file-header-none.csv": csv([cells, ["Léa Roche", "lea.roche@acme.example", "Essentials"]]),
  "file-malformed.csv": text([
    headers.join(","),
    `"Ana Núñez,ana.nunez@acme.example,Pro`,
    "Léa Roche,lea.roche@acme.example,Pro",
  ]),
  "file-text-after-quote.csv": text([headers.join(","), `"Ana" Núñez,ana.nunez@acme.example,Pro`]),
  "file-too-many-cells.csv": text([headers.join(","), "Núñez, Ana,ana.nunez@acme.example,Pro"]),
  "file-unreadable-encoding.csv": damaged(),
  "file-unsupported-type.csv": zip(),
});

const text = (lines: readonly string[]) => Buffer.from(`\uFEFF${lines.join("\r\n")}\r\n`);

const crowd = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    display_name: `User ${i + 1}`,
    email: `user-${i + 1}@acme.example`,
    license_type: "Essentials",
  }));

/** Headers of the template that hold a comma, as a careless tool writes them. */
function lostQuotes() {
  return text([[...headers, header("fmfm_phones")].join(","), [...cells, "+1 312 555 0190", ""].join(",")]);
}

/** UTF-8 with one letter cut in half, in row 3. */
function damaged() {
  const bytes = csv([
    headers,
    cells,
    ["Zoë Gärtner", "zoe.gaertner@acme.example", "Pro"],
    ["Łukasz Żak", "lukasz.zak@acme.example", "Pro"],
  ]);
  const cut = bytes.indexOf("ärtner") + 1;
  return Buffer.concat([bytes.subarray(0, cut), bytes.subarray(cut + 1)]);
}

/** The beginning of a workbook (a ZIP archive) under the name of a CSV file. */
function zip() {
  const name = Buffer.from("[Content_Types].xml");
  const entry = Buffer.alloc(30);
  entry.write("PK\x03\x04", "latin1");
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(name.length, 26);
  return Buffer.concat([entry, name]);
}
