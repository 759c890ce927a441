const MOST_NAMES = 200;
const LONGEST_NAME = 255;
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** Text from another place with a space for everything that cannot be seen; also for half of a sign, which the database does not take. */
export const visible = (text: string): string => text.replace(UNSEEN, " ");

/** Text from another place, as far as it may be kept: `longest` characters, all to be seen. Empty for what is no text. */
export const shortText = (value: unknown, longest: number): string =>
  typeof value === "string" ? visible(visible(value).trim().slice(0, longest)).trim() : "";

/** Names from another place that count only whole, such as those of groups: never cut, since the beginning of one may be another. */
export function wholeNames(values: readonly string[]): string[] {
  const whole = values.filter((name) => name !== "" && name.length <= LONGEST_NAME && name === visible(name));
  return [...new Set(whole)].slice(0, MOST_NAMES);
}
