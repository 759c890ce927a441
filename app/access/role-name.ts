// One line that reads as a name: visible at both ends, and nothing in it that a page or a log would not show.
const NAME = /^(?=.{1,80}$)[^\s\p{C}]([^\p{C}\u2028\u2029]*[^\s\p{C}])?$/u;

/** True for what a role may be called. */
export const isRoleName = (text: string): boolean => NAME.test(text);
