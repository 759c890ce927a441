/** A form as it was posted: every field, in its order, also the ones that came twice, which the protocol refuses (AS19). */
export const textOf = (form: FormData): string =>
  new URLSearchParams([...form].map(([name, value]) => [name, String(value)])).toString();
