/** What is done to an account as a whole, by its owners or by whoever runs Muster. */
export const ofTheAccount = {
  "account.create": { name: "Create the account", say: () => ({ does: "created the account" }) },
  "account.change": { name: "Change the account", say: () => ({ does: "changed the account’s settings" }) },
  "account.export": { name: "Take the account into a file", say: () => ({ does: "took the account into a file" }) },
  "account.restore": {
    name: "Bring the account back",
    say: () => ({ does: "brought the account back from a file" }),
  },
  "account.move": { name: "Move the account", say: () => ({ does: "had the account moved to another database" }) },
  "account.stay": { name: "Take a move back", say: () => ({ does: "had the move of the account taken back" }) },
  "account.remove": { name: "Remove the account", say: () => ({ does: "removed an account of this name" }) },
} as const;
