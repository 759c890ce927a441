import { useText } from "./intl.tsx";
import { TextField } from "./text-field.tsx";

type UsernameFieldProps = {
  value: string | undefined;
  hint?: string;
  /** What is wrong with it, in words; that somebody else has it, `isTaken` says. */
  flaw: string | undefined;
  isTaken: boolean;
};

/** A user name that somebody chooses. No device corrects it: what is typed is what it is. */
export function UsernameField({ value, flaw, isTaken, ...hint }: UsernameFieldProps) {
  const text = useText();
  return (
    <TextField
      {...hint}
      name="username"
      label={text("names.username")}
      error={isTaken ? text("fieldFlaws.taken") : flaw}
      defaultValue={value}
      autoComplete="username"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
    />
  );
}
