import { Gate } from "./gate.tsx";

type Place = { readonly id: string; readonly name: string };

type Props = {
  readonly email: string;
  readonly accounts: readonly Place[];
  /** Accounts that invite them: the choice of one accepts. */
  readonly invitations?: readonly Place[];
  /** Where to go afterwards: a path of ours. */
  readonly next?: string;
};

/** Asks a person who administers several accounts, or none, which one it shall be (S1). */
export function ChooseAccountPage({ email, accounts, invitations = [], next = "" }: Props) {
  const any = accounts.length + invitations.length > 0;
  return (
    <Gate title="Choose an account">
      <h1>{any ? "Which account?" : "You administer no account"}</h1>
      <p class="soft">
        You are signed in as <span class="long">{email}</span>.
        {!any && " Ask an administrator of the account to invite you again."}
      </p>
      {any && (
        <form method="post" action="/accounts" class="stack tight">
          {next && <input type="hidden" name="next" value={next} />}
          {accounts.map(({ id, name }) => (
            <button type="submit" class="btn big" name="account" value={id}>
              {name}
            </button>
          ))}
          {invitations.map(({ id, name }) => (
            <button type="submit" class="btn big" name="account" value={id}>
              Accept the invitation of {name}
            </button>
          ))}
        </form>
      )}
      <form method="post" action="/sign-out">
        <button type="submit" class="link">
          Sign out
        </button>
      </form>
    </Gate>
  );
}
