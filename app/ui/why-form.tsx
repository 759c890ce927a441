import { AskForm } from "./ask-form.tsx";
import { Button } from "./button.tsx";
import { useText } from "./intl.tsx";
import { type Choice, SelectField } from "./select-field.tsx";
import { TextField } from "./text-field.tsx";

/** A question as the address of the page holds it; what was not asked is empty. */
export type WhyQuestion = Readonly<
  Record<"user" | "permission" | "model" | "row" | "field" | "at" | "address" | "request", string>
>;

type WhyFormProps = {
  asked: WhyQuestion;
  permissions: readonly Choice[];
  models: readonly string[];
  fields: readonly string[];
  /** The field of the form that has to be mended, and what is wrong with it. */
  flaw?: { name: string; error: string } | undefined;
};

const named = (name: string): Choice => ({ value: name, label: name });

/** Asks about one person, one permission and, if one likes, one row, one field, one moment and one address. */
export function WhyForm({ asked, permissions, models, fields, flaw }: WhyFormProps) {
  const text = useText("why.form");
  const of = (name: keyof WhyQuestion) => ({
    name,
    defaultValue: asked[name],
    error: flaw?.name === name ? flaw.error : undefined,
  });
  const isMoved = Boolean(asked.at || asked.address || flaw?.name === "at" || flaw?.name === "address");
  return (
    <AskForm action="/admin/why">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField {...of("user")} label={text("user")} hint={text("userHint")} autoComplete="off" required />
        <SelectField
          {...of("permission")}
          label={text("permission")}
          hint={text("permissionHint")}
          choices={permissions}
        />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <SelectField
          {...of("model")}
          label={text("model")}
          hint={text("modelHint")}
          choices={[{ value: "", label: text("anyModel") }, ...models.map(named)]}
        />
        <TextField {...of("row")} label={text("row")} hint={text("rowHint")} autoComplete="off" />
        <SelectField
          {...of("field")}
          label={text("field")}
          hint={text("fieldHint")}
          choices={[{ value: "", label: text("noField") }, ...fields.map(named)]}
        />
      </div>
      <details open={isMoved} className="group">
        <summary className="link w-fit cursor-pointer">{text("more")}</summary>
        <div className="mt-4 grid items-start gap-4 sm:grid-cols-2">
          <TextField {...of("at")} label={text("at")} hint={text("atHint")} autoComplete="off" />
          <TextField {...of("address")} label={text("address")} hint={text("addressHint")} autoComplete="off" />
        </div>
      </details>
      <div>
        <Button tone="primary">{text("submit")}</Button>
      </div>
    </AskForm>
  );
}
