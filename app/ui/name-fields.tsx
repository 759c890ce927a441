import { useText } from "./intl.tsx";
import { TextField } from "./text-field.tsx";

type NameFieldsProps = {
  values: { firstName: string; lastName: string } | undefined;
  flaw: (field: "firstName" | "lastName") => string | undefined;
};

/** First and last name, side by side where there is room. Both may stay empty. */
export function NameFields({ values, flaw }: NameFieldsProps) {
  const text = useText("names");
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <TextField
        name="firstName"
        label={text("first")}
        error={flaw("firstName")}
        defaultValue={values?.firstName}
        autoComplete="given-name"
      />
      <TextField
        name="lastName"
        label={text("last")}
        error={flaw("lastName")}
        defaultValue={values?.lastName}
        autoComplete="family-name"
      />
    </div>
  );
}
