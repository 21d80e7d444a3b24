import { count } from "../../domain/problems/cell.ts";
import { address } from "../address.ts";
import { inText, kindOf } from "../kinds.ts";
import { Tabs, Tag } from "../parts.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { FINDINGS_PER_PAGE, type Finding, type FindingsView, kindsOf, pick, willFail } from "./findings.ts";

type Props = {
  /** The address of the page. */
  readonly path: string;
  readonly caption: string;
  readonly findings: readonly Finding[];
  readonly view: FindingsView;
  /** The display names of the rows' users. */
  readonly names: ReadonlyMap<number, string>;
};

const FRAGMENT = "problems";

/** What a check has found, with filters by kind, in pages. */
export function Findings({ path, caption, findings, view, names }: Props) {
  const { shown, page, pages, total, kind } = pick(findings, view);
  const from = (page - 1) * FINDINGS_PER_PAGE + 1;
  const part = pages > 1 ? `, ${count(from)} to ${count(from + shown.length - 1)} of ${count(total)}` : "";
  return (
    <div id={FRAGMENT}>
      <KindTabs path={path} findings={findings} kind={kind} />
      <Table id="findings" caption={`${caption}${part}`} columns={columnsFor(names)} rows={shown} />
      <Pages path={path} kind={kind} page={page} pages={pages} />
      <p class="acts">
        <a class="btn" href={`${path}/problems.csv`}>
          Download problems as CSV
        </a>
      </p>
    </div>
  );
}

function KindTabs({ path, findings, kind }: { path: string; findings: readonly Finding[]; kind: string }) {
  const kinds = kindsOf(findings);
  if (kinds.length < 2) return null;
  const tab = (code: string, label: string, many: number) => ({
    label,
    many,
    href: address(path, { kind: code }, FRAGMENT),
    current: code === kind,
  });
  const tabs = kinds.map(({ code, many }) => tab(code, kindOf(code), many));
  return <Tabs label="Kinds of problem" tabs={[tab("", "All", findings.length), ...tabs]} />;
}

function columnsFor(names: ReadonlyMap<number, string>): readonly TableColumn<Finding>[] {
  return [
    { label: "Row", numeric: true, show: ({ row }) => (row === null ? "–" : count(row)) },
    { label: "User", names: true, show: ({ row }) => (row !== null && names.get(row)) || <Blank>no name</Blank> },
    { label: "Column", show: ({ column }) => column?.replace(/\s*\([^)]*\)\s*$/, "") ?? "–" },
    { label: "Value", show: (finding) => <Value finding={finding} /> },
    { label: "Problem", show: (finding) => <Words finding={finding} /> },
  ];
}

function Value({ finding: { value, field } }: { finding: Finding }) {
  if (value === null) return <Blank>{field === "voicemail_pin" ? "not shown" : "–"}</Blank>;
  return value === "" ? <Blank>blank</Blank> : <span class="breakable">{value}</span>;
}

function Blank({ children }: { children: string }) {
  return <span class="soft">{children}</span>;
}

/** Errors need no tag: everything has to be put right. Of warnings some keep a user from being created. */
function Words({ finding }: { finding: Finding }) {
  if (!("will_fail" in finding)) return <>{finding.message}</>;
  return (
    <>
      <Tag tone={willFail(finding) ? "bad" : "warn"}>{inText(kindOf(finding.code))}</Tag> {finding.message}
    </>
  );
}

function Pages({ path, kind, page, pages }: { path: string; kind: string; page: number; pages: number }) {
  if (pages === 1) return null;
  const to = (n: number) => address(path, { kind, page: n > 1 ? String(n) : "" }, FRAGMENT);
  return (
    <nav class="acts" aria-label="Pages of problems">
      {page > 1 && (
        <a class="btn" href={to(page - 1)} rel="prev">
          Previous
        </a>
      )}
      {page < pages && (
        <a class="btn" href={to(page + 1)} rel="next">
          Next
        </a>
      )}
      <span class="soft">
        Page {count(page)} of {count(pages)}
      </span>
    </nav>
  );
}
