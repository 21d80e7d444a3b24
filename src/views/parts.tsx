import type { Child, PropsWithChildren } from "hono/jsx";
import { count } from "../domain/count.ts";

export type Tone = "ok" | "bad" | "warn" | "off";

const marks: { readonly [T in Tone]: string } = { ok: "✓", bad: "✕", warn: "!", off: "–" };

/** A state in a word or two, with a mark, since colour alone does not tell. */
export function Tag({ tone, children }: PropsWithChildren<{ tone: Tone }>) {
  return (
    <span class={`tag ${tone}`}>
      <span aria-hidden="true">{marks[tone]} </span>
      {children}
    </span>
  );
}

/** An e-mail address, which breaks behind its @ where a line is short. */
export function Email({ email }: { email: string }) {
  const at = email.lastIndexOf("@") + 1;
  return (
    <span class="breakable">
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </span>
  );
}

type SayProps = PropsWithChildren<{
  readonly id?: string;
  readonly tone?: Exclude<Tone, "off">;
  readonly heading: string;
  /** Takes the focus when the page opens: for what must be heard first. */
  readonly first?: boolean;
}>;

/** A sheet that says one thing: what is wrong, or what comes next. */
export function Say({ id = "say", tone, heading, first = false, children }: SayProps) {
  const focus = first ? { tabindex: -1, autofocus: true, role: "group" } : {};
  return (
    <section id={id} class={tone ? `say ${tone}` : "say"} aria-labelledby={`${id}-heading`} {...focus}>
      <h2 id={`${id}-heading`}>{heading}</h2>
      {children}
    </section>
  );
}

/** Names and values, values to the right. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: Child])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type Tab = { readonly label: string; readonly many: number; readonly href: string; readonly current: boolean };

/** Filters of a table: links with counts. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label}>
      <ul class="tabs">
        {tabs.map((tab) => (
          <li>
            <a class="tab" href={tab.href} aria-current={tab.current ? "true" : undefined}>
              {tab.label} {count(tab.many)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Ways to the rest of a long list; nothing where all of it is shown. */
export function Pager({ first, next, label }: { first: string | null; next: string | null; label: string }) {
  if (first === null && next === null) return null;
  return (
    <nav class="acts" aria-label={label}>
      {next && (
        <a class="btn" href={next} rel="next">
          Next
        </a>
      )}
      {first && <a href={first}>Back to the start</a>}
    </nav>
  );
}

type SearchProps = {
  readonly action: string;
  readonly label: string;
  readonly q: string;
  /** What else the address keeps. */
  readonly keep?: Readonly<Record<string, string>>;
};

/** Looks for a text in a list. */
export function Search({ action, label, q, keep = {} }: SearchProps) {
  return (
    <search>
      <form class="search" method="get" action={action}>
        {Object.entries(keep).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <label class="hint" for="q">
          {label}
        </label>
        <input class="input" id="q" name="q" type="search" value={q} maxlength={200} />
        <button type="submit" class="btn">
          Search
        </button>
      </form>
    </search>
  );
}
