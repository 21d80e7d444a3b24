import { Gate } from "./gate.tsx";

/**
 * Answers a form that came after its session had ended. Nothing of it is in this page: the browser holds what was sent
 * for as long as the page is open, and sends it again when the page is loaded again.
 */
export function SignedOutPage({ door }: { door: string }) {
  return (
    <Gate title="You were signed out" wrong>
      <h1>You were signed out, and nothing is lost</h1>
      <p>Nothing has been saved yet. What you typed or chose is kept as long as this page stays open.</p>
      <ol class="dots">
        <li>
          <a href={door} target="_blank" rel="noreferrer">
            Sign in, in a new tab
          </a>
        </li>
        <li>Come back to this tab.</li>
        <li>Reload it. Your browser asks whether to send the form again: say yes.</li>
      </ol>
      <p class="soft small">Muster then goes on as if nothing had happened.</p>
    </Gate>
  );
}
