import type { ProofKind, SignInWay } from "../../domain/people/proof.ts";

type Done = {
  readonly subject: string | null;
  readonly about: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** By what somebody signed in; entries of earlier versions say nothing of it. */
const WITH: Readonly<Record<string, string>> = {
  password: "with their password",
  app: "with their password and a code of their app",
  recovery_code: "with their password and a recovery code",
  passkey: "with their password and a passkey",
  access: "through Cloudflare Access",
} satisfies Readonly<Record<SignInWay, string>>;

const WITH_PROOF: Readonly<Record<string, string>> = {
  password: "with their password",
  app: "with a code of their app",
  recovery_code: "with a recovery code",
  passkey: "with a passkey",
} satisfies Readonly<Record<ProofKind, string>>;

/** Who came in, tried to, left, or looked something up (S8). */
export const attempts = {
  "session.open": {
    name: "Sign in",
    say: ({ detail }: Done) => ({ does: "signed in", more: WITH[String(detail.by)] ?? "" }),
  },
  "session.end": {
    name: "End a session",
    say: ({ detail }: Done) => ({
      does: detail.others ? "signed out everywhere else" : "ended a session of their own",
    }),
  },
  "session.end_all": {
    name: "Sign somebody out everywhere",
    say: ({ subject }: Done) => ({ does: "ended all sessions of", what: subject }),
  },
  "session.prove": {
    name: "Give the password again",
    say: ({ detail }: Done) => ({ does: "showed again that it is them", more: WITH_PROOF[String(detail.by)] ?? "" }),
  },
  "session.close": { name: "Sign out", say: () => ({ does: "signed out" }) },
  "session.fail": { name: "Fail to sign in", say: () => ({ does: "was not let in: somebody typed a wrong password" }) },
  "factor.fail": {
    name: "Fail at the second step",
    say: () => ({ does: "was not let in: somebody typed a wrong code" }),
  },
  "factor.recover": { name: "Use a recovery code", say: () => ({ does: "used one of their recovery codes" }) },
  "session.turn_away": {
    name: "Turn tries to sign in away",
    say: ({ detail }: Done) => ({ does: `was turned away ${Number(detail.tries ?? 0)} times` }),
  },
  "link.ask": { name: "Ask for a new password", say: () => ({ does: "asked for a link to choose a new password" }) },
  "import.list_rows": {
    name: "Look at rows",
    say: ({ subject, about }: Done) =>
      about === null
        ? { does: "looked at rows that are gone" }
        : { does: "looked at the rows of", what: about, href: `/imports/${subject}` },
  },
  "operator.read": { name: "Look something up", say: ({ subject }: Done) => ({ does: "looked at", what: subject }) },
  "users.password_check": {
    name: "Check a temporary password",
    say: ({ subject, detail }: Done) => ({
      does: "checked the temporary password of",
      what: subject,
      more: detail.valid === true ? "(it was right)" : "(it was wrong)",
    }),
  },
} as const;
