import { clientTypes } from "./client/types.ts";
import { closedDocument, openDocument } from "./document/document.ts";
import { ApiPage } from "./page/page.tsx";

/** Gives what is served of the contract, as texts, and the document that the tests hold every answer against. */
export function publish(): {
  readonly openapi: string;
  readonly page: string;
  readonly types: string;
  readonly closed: string;
} {
  return {
    openapi: JSON.stringify(openDocument()),
    page: `<!doctype html>${String(<ApiPage />)}\n`,
    types: clientTypes(),
    closed: JSON.stringify(closedDocument()),
  };
}
