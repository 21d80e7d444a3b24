import type { AccountFacts } from "../../domain/account/account.ts";
import type { InventoryCounts, Plan } from "../../domain/account/wizard.ts";
import { count } from "../../domain/count.ts";
import { sayMany } from "../words.ts";

type Known = { readonly plan: Plan; readonly facts: AccountFacts; readonly counts: InventoryCounts };

const figures = ["None", "One", "Two", "Three", "Four"];

/** Says what the account is ready for, and what runs out first. */
export function sayReady(account: string, { plan, facts, counts }: Known): { title: string; lede: string } {
  const { done, steps } = plan;
  if (done < steps.length) {
    const lede = `Five steps to people who can call. ${figures[done]} ${done === 1 ? "is" : "are"} done.`;
    return { title: `Set up ${account}`, lede };
  }
  if (!facts.account.services.includes("connect")) {
    return { title: `${account} is set up`, lede: "Without CONNECT a user needs no licence and no number." };
  }
  const licences = facts.subscriptions.reduce((sum, { available }) => sum + available, 0);
  const numbers = counts.parked - counts.parked_toll_free;
  const least = Math.min(licences, numbers);
  const title =
    least === 0 ? "Not ready for another user with a number" : `Ready for ${sayMany(least, "more user")} with a number`;
  return { title, lede: sayLimits(licences, numbers) };
}

function sayLimits(licences: number, numbers: number): string {
  if (licences === numbers) return "Licences and numbers would do for as many.";
  return numbers < licences
    ? `Licences would do for ${count(licences)}. Numbers run out first: park more of them before you import a larger file.`
    : `Numbers would do for ${count(numbers)}. Licences run out first: add some before you import a larger file.`;
}
