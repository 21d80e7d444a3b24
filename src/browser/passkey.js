// Passkeys (S1): the browser asks for one, or makes one, and what it says goes into the form. Without it there are codes.
import "./times.js";

const form = document.querySelector("form[data-passkey]");
const field = form?.querySelector("[name=passkey]");
const said = form?.querySelector("[role=alert]");

if (form instanceof HTMLFormElement && field instanceof HTMLInputElement && said && "credentials" in navigator) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (field.value !== "") return;
    event.preventDefault();
    said.textContent = "";
    const asked = JSON.parse(form.dataset.passkey ?? "{}");
    (asked.user ? make(asked) : use(asked)).then(
      (given) => {
        field.value = JSON.stringify(given);
        form.submit();
      },
      () => {
        said.textContent = "The browser gave no passkey. Try again, or choose another way.";
      },
    );
  });
  // Whoever comes back gives another one.
  addEventListener("pageshow", () => {
    field.value = "";
  });
}

/**
 * @typedef {{ challenge: string, host: string, known: string[] }} Asked
 * @typedef {Asked & { user: string, email: string, kinds: number[] }} Offer
 */

/** @param {Asked} asked */
async function use({ challenge, host, known }) {
  const publicKey = { challenge: bytes(challenge), rpId: host, allowCredentials: listed(known) };
  const given = await navigator.credentials.get({ publicKey });
  if (!(given instanceof PublicKeyCredential)) throw given;
  const { response } = given;
  if (!(response instanceof AuthenticatorAssertionResponse)) throw response;
  return {
    credential: text(given.rawId),
    client_data: text(response.clientDataJSON),
    authenticator_data: text(response.authenticatorData),
    signature: text(response.signature),
  };
}

/** @param {Offer} offer */
async function make({ challenge, host, known, user, email, kinds }) {
  /** @type {PublicKeyCredentialCreationOptions} */
  const publicKey = {
    challenge: bytes(challenge),
    rp: { id: host, name: "Muster" },
    user: { id: bytes(user), name: email, displayName: email },
    pubKeyCredParams: kinds.map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: listed(known),
    attestation: "none",
  };
  const made = await navigator.credentials.create({ publicKey });
  if (!(made instanceof PublicKeyCredential)) throw made;
  const { response } = made;
  const key = response instanceof AuthenticatorAttestationResponse ? response.getPublicKey() : null;
  if (!(response instanceof AuthenticatorAttestationResponse) || !key) throw response;
  return {
    credential: text(made.rawId),
    public_key: text(key),
    client_data: text(response.clientDataJSON),
    authenticator_data: text(response.getAuthenticatorData()),
  };
}

/**
 * @param {string[]} known
 * @returns {PublicKeyCredentialDescriptor[]}
 */
function listed(known) {
  return known.map((id) => ({ type: "public-key", id: bytes(id) }));
}

/** @param {string} base64url */
function bytes(base64url) {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function text(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
