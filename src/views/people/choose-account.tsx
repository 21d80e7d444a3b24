import { Gate } from "./gate.tsx";

type Props = {
  readonly email: string;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  /** Where to go afterwards: a path of ours. */
  readonly next?: string;
};

/** Asks a person who administers several accounts, or none, which one it shall be (S1). */
export function ChooseAccountPage({ email, accounts, next = "" }: Props) {
  return (
    <Gate title="Choose an account">
      <h1>{accounts.length > 0 ? "Which account?" : "You administer no account"}</h1>
      <p class="soft">
        You are signed in as <span class="long">{email}</span>.
        {accounts.length === 0 && " Ask an administrator of the account to invite you again."}
      </p>
      {accounts.length > 0 && (
        <form method="post" action="/accounts" class="stack tight">
          {next && <input type="hidden" name="next" value={next} />}
          {accounts.map(({ id, name }) => (
            <button type="submit" class="btn big" name="account" value={id}>
              {name}
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
