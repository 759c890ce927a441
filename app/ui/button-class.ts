const base =
  "relative inline-flex shrink-0 cursor-pointer items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap transition-colors select-none aria-disabled:cursor-default";

const tones = {
  primary: "border-transparent bg-accent text-on-accent shadow-control hover:bg-accent-strong",
  secondary: "border-control bg-surface text-ink shadow-control hover:bg-subtle",
  danger: "border-transparent bg-danger text-on-danger shadow-control hover:bg-danger-strong",
  ghost: "border-transparent text-ink-soft hover:bg-subtle hover:text-ink",
};

const sizes = { small: "h-8 px-3 text-sm", medium: "h-10 px-4 text-sm" };

/** How a button looks: `primary` once per page, `danger` only inside a `Confirm`. */
export type ButtonLook = { tone?: keyof typeof tones; size?: keyof typeof sizes; wide?: boolean };

/** The classes shared by everything that looks like a button: buttons, links and the summary of a `Confirm`. */
export const buttonClass = ({ tone = "secondary", size = "medium", wide = false }: ButtonLook): string =>
  `${base} ${tones[tone]} ${sizes[size]} ${wide ? "w-full" : ""}`;
