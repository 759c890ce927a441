const LONGEST = 300;

/** Words of somebody else, such as a parser that quotes what it read, fit for one line of a log. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .trim()
    .slice(0, LONGEST);
