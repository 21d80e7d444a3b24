import type { Child, PropsWithChildren } from "hono/jsx";
import { count } from "../domain/count.ts";
import { Icon, type Sign } from "./parts/icon.tsx";

export type Tone = "ok" | "bad" | "warn" | "off" | "here";

const signs: { readonly [T in Tone]: Sign | null } = { ok: "check", bad: "x", warn: "bang", off: null, here: null };

/** A state in a word or two, with a sign, since colour alone does not tell. */
export function Tag({ tone, children }: PropsWithChildren<{ tone: Tone }>) {
  const sign = signs[tone];
  return (
    <span class={tone === "off" ? "tag" : `tag ${tone}`}>
      {sign && <Icon sign={sign} />} {children}
    </span>
  );
}

/** An e-mail address, which breaks behind its @ where a line is short. */
export function Email({ email }: { email: string }) {
  const at = email.lastIndexOf("@") + 1;
  return (
    <span class="long">
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </span>
  );
}

type SayProps = PropsWithChildren<{
  readonly id?: string;
  readonly tone?: "ok" | "bad" | "warn";
  readonly heading: string;
  /** Takes the focus when the page opens: for what must be heard first. */
  readonly first?: boolean;
}>;

/** A message: what is wrong, or what is good to know. */
export function Say({ id = "say", tone, heading, first = false, children }: SayProps) {
  const focus = first ? { tabindex: -1, autofocus: true, role: "group" } : {};
  return (
    <section id={id} class={tone ? `say ${tone}` : "say"} aria-labelledby={`${id}-heading`} {...focus}>
      <Icon sign={(tone && signs[tone]) ?? "info"} />
      <div class="stack tight">
        <h2 id={`${id}-heading`}>{heading}</h2>
        {children}
      </div>
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
    <nav class="chips" aria-label={label}>
      {tabs.map((tab) => (
        <a class="chip" href={tab.href} aria-current={tab.current ? "true" : undefined}>
          {tab.label} <b>{count(tab.many)}</b>
        </a>
      ))}
    </nav>
  );
}

type PagerProps = {
  readonly first: string | null;
  readonly previous?: string | null;
  readonly next: string | null;
  readonly label: string;
};

/** Ways to the rest of a long list; nothing where all of it is shown. */
export function Pager({ first, previous = null, next, label }: PagerProps) {
  if (first === null && next === null) return null;
  return (
    <nav class="bar" aria-label={label}>
      {first && (
        <a class="btn" href={first}>
          Back to the start
        </a>
      )}
      {previous && (
        <a class="btn" href={previous} rel="prev">
          Previous
        </a>
      )}
      {next && (
        <a class="btn" href={next} rel="next">
          Next
        </a>
      )}
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

/** Looks for a text in a list; Enter sends it. */
export function Search({ action, label, q, keep = {} }: SearchProps) {
  return (
    <search class="find">
      <form method="get" action={action}>
        {Object.entries(keep).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Icon sign="search" />
        <input class="input" name="q" type="search" aria-label={label} placeholder={label} value={q} maxlength={200} />
      </form>
    </search>
  );
}
