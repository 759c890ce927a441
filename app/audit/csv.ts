/**
 * Rows as comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front: user names and
 * what browsers call themselves come from anybody.
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
