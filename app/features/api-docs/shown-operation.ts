/** A field of what is sent or answered, in a word each. */
export type ShownField = {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** What its schema says of it; empty where that says nothing. */
  readonly description: string;
};

/** An operation as the page shows it. */
export type ShownOperation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** What protects it, in the words of the policy table. */
  readonly needs: string;
  readonly query: readonly ShownField[];
  readonly body: readonly ShownField[];
  readonly answers: readonly { readonly status: string; readonly fields: readonly ShownField[] }[];
  /** The statuses of its refusals. */
  readonly refusals: readonly string[];
  /** How to ask it from a command line. */
  readonly example: string;
};

/** The operations of one part of the API. */
export type ShownGroup = { readonly name: string; readonly operations: readonly ShownOperation[] };
