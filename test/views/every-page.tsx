import type { Role } from "../../src/domain/access/roles.ts";
import { coded } from "../../src/domain/problems/codes.ts";
import type { Failure } from "../../src/domain/problems/result.ts";
import { noFilter, readSort } from "../../src/domain/user/listing.ts";
import { ChangesPage } from "../../src/views/imports/changes/all-changes.tsx";
import { ChangeColumnPage } from "../../src/views/imports/changes/change-column.tsx";
import { DeletedDraftsPage } from "../../src/views/imports/drafts/deleted-drafts.tsx";
import { HistoryPage } from "../../src/views/imports/history.tsx";
import { NewImportPage } from "../../src/views/imports/new.tsx";
import { ResultPage } from "../../src/views/imports/result.tsx";
import { RunningPage } from "../../src/views/imports/running.tsx";
import { UndoPage } from "../../src/views/imports/undo/undo.tsx";
import { Rank } from "../../src/views/may.tsx";
import { NotForRolePage } from "../../src/views/not-for-role.tsx";
import { ChooseAccountPage } from "../../src/views/people/choose-account.tsx";
import { FactorNeededPage, FactorPage } from "../../src/views/people/factor.tsx";
import { ForgotPasswordPage, LinkSentPage } from "../../src/views/people/forgot-password.tsx";
import { ProofNeededPage, ProofPage, ProvedPage } from "../../src/views/people/proof.tsx";
import { InvitationPage, LinkGonePage, ResetPage } from "../../src/views/people/reset.tsx";
import { SignInPage } from "../../src/views/people/sign-in.tsx";
import { SignedOutPage } from "../../src/views/people/signed-out.tsx";
import { SheetPage } from "../../src/views/sheet/page.tsx";
import { RowPage } from "../../src/views/sheet/row-page.tsx";
import { firstView } from "../../src/views/sheet/view.ts";
import { TroublePage } from "../../src/views/trouble.tsx";
import { UsersPage } from "../../src/views/users/list.tsx";
import { UserPage } from "../../src/views/users/user.tsx";
import { bulkPages } from "./bulk-pages.tsx";
import * as given from "./fixtures.ts";
import { inventoryPages } from "./inventory-pages.tsx";
import { settingsPages } from "./settings-pages.tsx";
import { userForms } from "./user-pages.tsx";

/** Every page in every state that looks different, as HTML, as it looks to this role. `text` stands wherever people may write something. */
export function everyPage(text = "Amélie", role: Role = "owner"): Readonly<Record<string, string>> {
  const pages = { ...peoplePages(text), ...draftPages(text), ...importPages(text), ...userPages(text) };
  Object.assign(pages, inventoryPages(text), userForms(text), bulkPages(text), settingsPages(text));
  return Object.fromEntries(
    Object.entries(pages).map(([name, page]) => [name, String(<Rank.Provider value={role}>{page}</Rank.Provider>)]),
  );
}

const failureOf = (text: string): Failure => ({
  ...coded("header_unknown", { header: text, nearest: text, lostQuotes: false }),
  errors: [given.aProblem(1)],
});

function peoplePages(text: string) {
  const viewer = { email: text, account: text };
  const failure = failureOf(text);
  return {
    "sign in": <SignInPage />,
    "sign in again": <SignInPage email={text} failure={failure} next={text} news={text} />,
    "choose an account": <ChooseAccountPage email={text} accounts={[{ id: text, name: text }]} next={text} />,
    "no account": <ChooseAccountPage email={text} accounts={[]} />,
    "forgot password": <ForgotPasswordPage email={text} failure={failure} />,
    "link sent": <LinkSentPage email={text} />,
    "link gone": <LinkGonePage />,
    invitation: <InvitationPage email={text} accountName={text} />,
    "signed out": <SignedOutPage door="/sign-in?next=%2Fimports%2Fnew" />,
    proof: <ProofPage email={text} next="/numbers" failure={{ ...failure, field: "password" }} />,
    "proof by a code": <ProofPage email={text} failure={{ ...failure, field: "code" }} hasFactor />,
    "second step": <FactorPage email={text} next="/numbers" failure={failure} />,
    "second step with a passkey": <FactorPage email={text} passkey={{ challenge: text, host: text, known: [text] }} />,
    "second step needed": <FactorNeededPage />,
    proved: <ProvedPage />,
    "proof needed": <ProofNeededPage />,
    reset: <ResetPage token={text} email={text} wrong={given.wrongOf(text)} />,
    trouble: <TroublePage viewer={viewer} failure={failure} reference={text} />,
    "not for a role": (
      <NotForRolePage
        viewer={viewer}
        failure={coded("not_for_role", { least: "owner" })}
        owners={[text, "a@x.example"]}
      />
    ),
    nothing: <TroublePage viewer={null} failure={coded("not_found", { what: "anything" })} reference={null} />,
  };
}

function draftPages(text: string) {
  const draft = given.anImport({ state: "invalid", file: { ...given.completed.file, name: text } });
  const newest = given.aChange(text);
  const sheet = given.aSheet({ draft, rows: given.draftRows(text, { department: text }), newest });
  const shown = {
    viewer: given.viewer,
    view: firstView,
    attempt: null,
    key: text,
    account: text,
    examples: new Map([[1, [text]]]),
  };
  const ofReport = (report: Parameters<typeof given.aReport>[0]) => ({ ...sheet, report: given.aReport(report) });
  const changes = { column: text, suggestion: text, value: text, parts: { named: [text], more: 1 } };
  const blank = coded("required", { column: text });
  const exists = coded("user_exists", { email: text, alone: false });
  const errors = Array.from({ length: 60 }, (_, n) =>
    n % 2 ? given.aProblem(n + 4, changes) : given.aProblem(n + 4, {}, blank),
  );
  const warnings = [given.aWarning(4, true, changes, exists), given.aWarning(5, false, changes)];
  const notices = [coded("columns_ignored", { columns: [text] })];
  const questions = [
    coded("encoding_guessed", { encodings: [{ encoding: text, values: [text, text] }] }),
    coded("cells_shifted", { rows: [{ row: 4, values: { department: text } }] }),
  ];
  const headers = ["unknown", "assigned", "template"].map((how, at) => given.aColumn(at + 1, text, how));
  const misread = { ...draft, columns: headers };
  const unknown = given.aHeaderProblem(text);
  const bounds = { column: text, from: 5, to: 999, unit: "seconds" };
  const kinds = [
    ...[blank, exists, coded("invalid_phone", { reason: "letters" }), coded("invalid_pin", { tooShort: true })],
    ...[coded("too_long", { column: text, max: 9, unit: "bytes", length: 10 }), coded("not_a_number", bounds)],
    ...[
      coded("invalid_email", { value: text, more: 0 }),
      coded("unknown_location", { suggestion: text, locations: [text], more: 1 }),
    ],
    ...[coded("out_of_range", bounds), coded("invalid_choice", { choices: [text] })],
  ];
  const mixed = kinds.map((kind, n) => given.aProblem(n + 4, {}, kind));
  const inOne = { ...firstView, show: "in:call_timeout" };
  const manyRows = Array.from({ length: 1000 }, (_, n) => given.aShownRow(n + 2, { department: text }));
  const blockers = [
    coded("import_in_progress", {
      wish: "start",
      running: { id: text, file: text, undoing: false, startedAt: null, startedBy: text },
    }),
    coded("insufficient_subscriptions", { subscriptions: [{ type: text, needed: 9, available: 1, missing: 8 }] }),
  ];
  return {
    invalid: <SheetPage {...shown} sheet={ofReport({ errors, warnings, notices })} />,
    "all cells of a row": (
      <RowPage {...shown} sheet={ofReport({ errors, warnings })} row={given.aShownRow(4, { department: text })} />
    ),
    "all cells of a row, not saved": (
      <RowPage
        {...shown}
        sheet={ofReport({ errors })}
        row={given.aShownRow(4, { department: text })}
        attempt={given.anAttempt(text)}
      />
    ),
    changes: <ChangesPage viewer={given.viewer} given={draft} changes={[newest, { ...newest, by: text }]} />,
    "deleted drafts": <DeletedDraftsPage viewer={given.viewer} drafts={[{ draft, at: draft.created_at }]} />,
    "no deleted drafts": <DeletedDraftsPage viewer={given.viewer} drafts={[]} />,
    "no changes": <ChangesPage viewer={given.viewer} given={draft} changes={[]} />,
    "change a column": (
      <ChangeColumnPage
        {...{ viewer: given.viewer, draft, nothing: true }}
        form={{ value: text, equal: text, find: text, with: text }}
        failure={coded("invalid_option", { about: "long_text", row: 4, most: 4_000 })}
      />
    ),
    "invalid in many ways": <SheetPage {...shown} view={inOne} sheet={ofReport({ errors: mixed })} />,
    "invalid headers": (
      <SheetPage
        {...shown}
        sheet={{ ...ofReport({ errors: [unknown, ...errors], questions }), draft: misread }}
        view={{ ...firstView, columns: "assign" }}
      />
    ),
    "ready with questions": <SheetPage {...shown} sheet={{ ...ofReport({ questions }), draft: misread }} />,
    ready: <SheetPage {...shown} sheet={sheet} />,
    "ready, 1,000 rows": <SheetPage {...shown} sheet={{ ...sheet, rows: manyRows }} view={{ ...firstView, page: 2 }} />,
    "ready with warnings": (
      <SheetPage {...shown} view={{ ...firstView, show: "all" }} sheet={ofReport({ warnings, notices })} />
    ),
    "ready, turned down": (
      <SheetPage {...shown} sheet={sheet} attempt={{ ...given.anAttempt(text), options: { ...given.form } }} />
    ),
    "ready but blocked": <SheetPage {...shown} sheet={ofReport({ blockers })} />,
  };
}

function importPages(text: string) {
  const { viewer, completed, form } = given;
  const file = { ...completed.file, name: text };
  const left = { ...given.left, last: { ...completed, file } };
  const running = given.anImport({ file, started_by: text });
  const wrong = {
    ...form,
    passwords: "recipient",
    password_recipient: text,
    wrong_recipient: given.wrongOf(text),
  } as const;
  const mails = [{ kind: "password", state: "sent", mails: 997 }];
  const rows = [
    given.aFailedRow(4, coded("number_in_use", { e164: text, user: text })),
    given.aRow(5, { display_name: text, email: text }),
  ];
  const outcomes = given.someOutcomes(1000);
  const endings = outcomes.map((outcome, row) => ({ row, outcome, code: outcome === "failed" ? "user_exists" : null }));
  const reasons = [
    { code: "number_in_use", rows: 2 },
    { code: text, rows: 1 },
  ];
  const view = { outcome: "failed", reasons, reason: text, q: text, after: 2, next: 9 } as const;
  const stopped = given.anImport({
    state: "stopped",
    counts: { rows: 1000, created: 300, failed: 3, pending: 0, not_attempted: 697, skipped: 0, undone: 0 },
  });
  const undo = { started_at: "2026-11-22T11:00:00.000Z", started_by: text, kept: 3 };
  const undone = { rows: 1000, created: 103, failed: 3, pending: 0, not_attempted: 0, skipped: 0, undone: 894 };
  const undoing = { ...completed, file, undo, counts: undone, state: "undoing" } as const;
  const kept = (["gone", "signed_in", "changed"] as const).flatMap((code) =>
    Array.from({ length: 12 }, (_, n) => ({ row: n + 2, user: "usr_1", name: text, reason: coded(code, {}) })),
  );
  const back = { numbers: 948, licences: [{ type: text, many: 961 }] };
  const undoMails = { waiting: 1_320, told: 604 };
  const undoRows = Array.from({ length: 973 }, (_, at) => ({ row: at + 2, goes: at % 80 !== 79 }));
  const keptRows = kept.map(({ row, reason }) => given.aRow(row, { failure: reason, display_name: text }));
  return {
    "new import": <NewImportPage viewer={viewer} left={left} form={form} separator="comma" />,
    "new import again": (
      <NewImportPage viewer={viewer} left={left} form={wrong} separator="semicolon" failure={failureOf(text)} />
    ),
    running: <RunningPage viewer={viewer} given={running} updates="live" endings={endings} />,
    paused: <RunningPage viewer={viewer} given={running} updates="paused" />,
    stopping: <RunningPage viewer={viewer} given={{ ...running, state: "stopping" }} updates="saving" />,
    undo: (
      <UndoPage
        viewer={viewer}
        given={{ ...completed, file }}
        removed={961}
        kept={kept}
        back={back}
        mails={undoMails}
        rows={undoRows}
      />
    ),
    "undo of nobody": (
      <UndoPage
        viewer={viewer}
        given={{ ...completed, file }}
        removed={0}
        kept={kept.slice(0, 1)}
        back={back}
        mails={undoMails}
        rows={undoRows.slice(-1)}
      />
    ),
    undoing: <RunningPage viewer={viewer} given={undoing} updates="live" />,
    undone: (
      <ResultPage
        outcomes={outcomes}
        viewer={viewer}
        given={{ ...undoing, state: "undone", undone_at: "2026-11-22T11:00:02.000Z" }}
        mails={mails}
        rows={[given.aRow(1, { outcome: "undone" }), ...keptRows]}
        view={{ ...view, outcome: "", reasons: [], reason: "" }}
      />
    ),
    result: (
      <ResultPage
        outcomes={outcomes}
        viewer={viewer}
        given={{ ...completed, file }}
        mails={mails}
        rows={rows}
        view={view}
      />
    ),
    "result, stopped": (
      <ResultPage outcomes={outcomes} viewer={viewer} given={stopped} mails={[]} rows={rows} view={view} />
    ),
    "result, stopped too late, and continued": (
      <ResultPage
        outcomes={outcomes}
        viewer={viewer}
        given={{ ...completed, file, continues: { import: text, outcomes: ["failed"] } }}
        mails={mails}
        waiting={{ reason: "day_limit", until: "2026-11-23T00:00:00.000Z" }}
        rows={rows}
        view={view}
        late
        continuations={[given.aContinuation({ file }), given.aContinuation({ file, state: "ready" })]}
      />
    ),
    "result, mails held": (
      <ResultPage
        outcomes={outcomes}
        viewer={viewer}
        given={completed}
        mails={[
          { kind: "password", state: "held", mails: 3 },
          { kind: "welcome", state: "failed", mails: 2 },
        ]}
        rows={rows}
        view={view}
      />
    ),
    "nothing found": (
      <ResultPage outcomes={outcomes} viewer={viewer} given={completed} mails={[]} rows={[]} view={view} />
    ),
    history: (
      <HistoryPage viewer={viewer} imports={[running, { ...completed, file }]} page={{ first: false, next: text }} />
    ),
    "empty history": <HistoryPage viewer={viewer} imports={[]} page={{ first: true, next: null }} />,
  };
}

function userPages(text: string) {
  const { viewer } = given;
  const user = given.aUser(1, { display_name: text, email: text, first_name: text, location: text });
  const filter = { ...noFilter, license_type: text, location: text, department: text, import: text };
  const found = { q: text, filter, sort: readSort("-name") };
  const choices = { licenses: [text], locations: ["Berlin"], services: ["connect"], file: text } as const;
  const around = { first: "/users", previous: "/users", next: "/users", here: { cursor: text } };
  const nowhere = { first: null, previous: null, next: null, here: {} };
  return {
    users: (
      <UsersPage
        viewer={viewer}
        users={[user]}
        view={found}
        {...{ choices, around }}
        many={{ total: 1, found: null }}
      />
    ),
    "nobody found": (
      <UsersPage
        viewer={viewer}
        users={[]}
        view={found}
        {...{ choices, around: nowhere }}
        many={{ total: 1, found: 0 }}
      />
    ),
    "no users": (
      <UsersPage
        viewer={viewer}
        users={[]}
        view={{ q: "", filter: noFilter, sort: null }}
        {...{ choices, around: nowhere }}
        many={{ total: 0, found: 0 }}
        news={text}
      />
    ),
    user: <UserPage viewer={viewer} user={user} news={text} />,
    "user without CONNECT": <UserPage viewer={viewer} user={{ ...user, services: ["share"], voice_active: false }} />,
  };
}
