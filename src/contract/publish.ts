import { closedDocument, openDocument } from "./document/document.ts";

/** Gives what is served of the contract, as texts, and the document that the tests hold every answer against. */
export function publish(): { readonly openapi: string; readonly closed: string } {
  return { openapi: JSON.stringify(openDocument()), closed: JSON.stringify(closedDocument()) };
}
