declare module "virtual:api-validators" {
  type Schema = { readonly type?: unknown };
  type Content = Readonly<Record<string, { readonly schema: unknown }>>;
  export type Operation = {
    readonly operationId: string;
    readonly parameters?: readonly { readonly name?: string; readonly in?: string; readonly schema?: Schema }[];
    readonly requestBody?: { readonly required: boolean; readonly content: Content };
    readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  };
  /** The paths of the description, as it has them. */
  export const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  type Validator = { (value: unknown): boolean; errors?: readonly unknown[] | null };
  /** By what they are for: "get /accounts 200", "post /accounts body", "get /accounts ?limit", "refusal". */
  export const validators: Readonly<Record<string, Validator>>;
}
